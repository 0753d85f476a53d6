package bot

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

// Webhook is where Telegram delivers updates to, instead of being polled for them. Without a URL it is polled.
type Webhook struct {
	URL    string // how Telegram reaches what listens here; its deliveries go to WebhookPath below it
	Secret string // what Telegram shows at each delivery, and nobody else knows
}

// WebhookPath is where updates are delivered. It holds no secret: paths stand in the logs of proxies.
const WebhookPath = "/telegram"

// officialBase is Telegram's own server, which is strict about webhooks.
const officialBase = "https://api.telegram.org"

// secretForm is a secret that Telegram takes, of a length that nobody guesses: whoever knows it can speak in anybody's name.
var secretForm = regexp.MustCompile(`^[A-Za-z0-9_-]{16,256}$`)

// Check says what is wrong with a webhook for the Bot API server at base, and how to put it right.
func (w Webhook) Check(base string) error {
	if w.URL == "" {
		return nil
	}
	official := strings.TrimRight(base, "/") == officialBase
	at, err := url.Parse(w.URL)
	switch {
	case err != nil || at.Host == "" || at.RawQuery != "" || at.Fragment != "" || at.User != nil:
		return errors.New("PUBLIC_URL is no address: write it as https://host or https://host/path")
	case at.Scheme != "https" && (official || at.Scheme != "http"):
		return errors.New("PUBLIC_URL must begin with https://: Telegram delivers to nothing else")
	case official && at.Port() != "" && !strings.Contains(" 443 80 88 8443 ", " "+at.Port()+" "):
		return errors.New("PUBLIC_URL: Telegram delivers to the ports 443, 80, 88 and 8443 only")
	case w.Secret == "":
		return errors.New("WEBHOOK_SECRET is missing, by which Telegram's deliveries are told from forged ones: make one with `openssl rand -hex 32`")
	case !secretForm.MatchString(w.Secret):
		return errors.New("WEBHOOK_SECRET must be 16 to 256 characters long and hold A-Z a-z 0-9 _ - only: make one with `openssl rand -hex 32`")
	}
	return nil
}

// address is the full address of the deliveries.
func (w Webhook) address() string { return strings.TrimRight(w.URL, "/") + WebhookPath }

// Beside serves the deliveries to t beside other paths. A proxy may keep or take away the path of URL.
func (w Webhook) Beside(t *Telegram, others http.Handler) http.Handler {
	at, err := url.Parse(w.address())
	if err != nil || w.URL == "" {
		return others
	}
	return http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		if r.URL.Path == WebhookPath || r.URL.Path == at.Path {
			t.ServeHTTP(out, r)
			return
		}
		others.ServeHTTP(out, r)
	})
}

const (
	webhookLook = time.Minute // between looks at how deliveries fare
	// deliveries is how many updates Telegram may deliver at the same time, those of one chat one after the other: the most it does.
	deliveries = 100
)

// delivery is one Receive of a Telegram channel to which updates are delivered.
type delivery struct {
	outage
	set      bool  // Telegram knows our address
	lastFail int64 // when a delivery last failed, by Telegram's clock
}

// deliver lets Telegram deliver until ctx ends. A refused token ends it with ErrToken.
func (t *Telegram) deliver(ctx context.Context, take Take) error {
	d := &delivery{outage: outage{Telegram: t}}
	defer t.door.close()
	for ctx.Err() == nil {
		if err := d.look(ctx, take); err != nil {
			if err := d.failed(ctx, err); err != nil {
				return err
			}
			continue
		}
		d.recovered()
		_ = t.o.Sleep(ctx, webhookLook)
	}
	return nil
}

// look opens the door, tells Telegram where it is, and later sees whether deliveries arrive.
func (d *delivery) look(ctx context.Context, take Take) error {
	me, err := d.identity(ctx)
	if err != nil {
		return err
	}
	d.door.open(&reception{ctx: ctx, me: me, take: take})
	if !d.set {
		return d.register(ctx)
	}
	answer, err := d.call(ctx, d.rest, shortCall, "getWebhookInfo", nil)
	var f *failure
	if errors.As(err, &f) && f.answered && f.code == http.StatusNotFound {
		return nil // a server of another make; it has our address all the same
	}
	if err != nil {
		return err
	}
	info, err := resultOf[struct {
		URL     string `json:"url"`
		Pending int    `json:"pending_update_count"`
		Failed  int64  `json:"last_error_date"`
		Why     string `json:"last_error_message"`
	}](answer)
	if err != nil {
		return errors.New("getWebhookInfo: the answer is not about a webhook")
	}
	if info.Failed > d.lastFail {
		d.lastFail = info.Failed
		d.o.Log.Warn("Telegram could not deliver updates", "why", presentable(d.hide(info.Why)), "waiting", info.Pending)
	}
	if info.URL != d.o.Webhook.address() {
		d.o.Log.Warn("somebody took the webhook away, setting it again")
		return d.register(ctx)
	}
	return nil
}

// register tells Telegram where to deliver. The library's own way knows no secret.
func (d *delivery) register(ctx context.Context) error {
	params := tgbotapi.Params{
		"url": d.o.Webhook.address(), "secret_token": d.o.Webhook.Secret, "allowed_updates": wanted,
		"max_connections": strconv.Itoa(deliveries),
	}
	if _, err := d.call(ctx, d.rest, shortCall, "setWebhook", params); err != nil {
		return fmt.Errorf("tell Telegram where to deliver updates: %w", err)
	}
	d.set = true
	d.o.Log.Info("Telegram delivers updates", "url", d.o.Webhook.address())
	return nil
}
