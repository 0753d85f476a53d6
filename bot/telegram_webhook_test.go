package bot

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"ikdbot/bot/sandbox"
	"ikdbot/handlers"
)

// The webhook is looked after for as long as it is used.
//
// Fault: Somebody else removes or changes the webhook.
// Outcome: it is set again within a minute.
// Fault: The token is withdrawn while updates come by webhook.
// Outcome: noticed within a minute; the program ends and says what to do.
// Fault: Telegram cannot be reached, or answers with errors, when the webhook is to be set.
// Outcome: it is tried on, with growing pauses, until it is set.
func TestWebhookIsLookedAfter(t *testing.T) {
	w := newHookWorld(t)
	w.Fault(sandbox.Fault{Method: "getMe", Do: sandbox.BadGateway, Times: 2})
	w.Fault(sandbox.Fault{Method: "setWebhook", Do: sandbox.TooMany, RetryAfter: 1, Times: 2})
	w.Fault(sandbox.Fault{Method: "setWebhook", Do: sandbox.HalfBody, Times: 1})
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	ended := make(chan error, 1)
	c := w.channel()
	go func() {
		ended <- c.Receive(ctx, taking(func([]handlers.Request) error { return nil }))
	}()
	w.until("the webhook is set", func() bool { return w.rests.Load() == 1 })
	if n := w.Calls("setWebhook"); n != 4 {
		t.Errorf("setWebhook was called %d times", n)
	}
	if w.looks(); w.Calls("setWebhook") != 4 {
		t.Error("set again though it is there")
	}
	if _, err := c.call(t.Context(), c.rest, shortCall, "deleteWebhook", nil); err != nil {
		t.Fatal(err)
	}
	if w.looks(); w.Calls("setWebhook") != 5 {
		t.Error("not set again though it was gone")
	}
	w.Fault(sandbox.Fault{Method: "getWebhookInfo", Do: sandbox.Unauthorized})
	w.look <- struct{}{}
	if err := <-ended; !errors.Is(err, ErrToken) {
		t.Errorf("Receive = %v", err)
	}
	for _, secret := range []string{hookSecret, testSecret} {
		if strings.Contains(w.log.String(), secret) {
			t.Errorf("the log holds a secret:\n%s", w.log)
		}
	}
}

func TestWebhookCheck(t *testing.T) {
	const other, key = "http://127.0.0.1:8081", "abcdefghij_-9XYZ"
	for _, c := range []struct{ url, secret, base, want string }{
		{"", "", officialBase, ""},
		{"https://bot.example.org", key, officialBase, ""},
		{"https://bot.example.org:8443/ikd/", key, officialBase + "/", ""},
		{"http://127.0.0.1:9000", key, other, ""},
		{"http://bot.example.org", key, officialBase, "https://"},
		{"https://bot.example.org:9000", key, officialBase, "443, 80, 88"},
		{"bot.example.org", key, officialBase, "https://host"},
		{"https://bot.example.org/?kunci=1", key, officialBase, "https://host"},
		{"https://bot.example.org", "", officialBase, "openssl rand -hex 32"},
		{"https://bot.example.org", key[1:], officialBase, "16 to 256"},
		{"https://bot.example.org", "a passphrase of words", officialBase, "openssl rand -hex 32"},
		{"https://bot.example.org", key + "\n", officialBase, "A-Z a-z 0-9 _ -"},
		{"https://bot.example.org", strings.Repeat("x", 256), officialBase, ""},
		{"https://bot.example.org", strings.Repeat("x", 257), officialBase, "16 to 256"},
	} {
		err := Webhook{URL: c.url, Secret: c.secret}.Check(c.base)
		if (c.want == "") != (err == nil) || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q with %q: %v, want %q", c.url, c.secret, err, c.want)
		}
		if err != nil && c.secret != "" && strings.Contains(err.Error(), c.secret) {
			t.Errorf("the secret is repeated: %v", err)
		}
	}
	if w := (Webhook{URL: "https://bot.example.org/ikd/"}); w.address() != "https://bot.example.org/ikd/telegram" {
		t.Errorf("address: %s", w.address())
	}
}

// A body that never ends is not waited for without end.
//
// Fault: A delivery with the right secret stops in the middle.
// Outcome: it is given up, and the door stays open for others.
func TestHalfADelivery(t *testing.T) {
	w := newHookWorld(t)
	c := w.channel()
	c.door.open(&reception{ctx: t.Context(), take: taking(func([]handlers.Request) error { return nil })})
	r := httptest.NewRequest(http.MethodPost, WebhookPath, &half{Reader: bytes.NewReader([]byte(said(1, "halo"))[:40])})
	r.Header.Set(secretHeader, hookSecret)
	answer := httptest.NewRecorder()
	c.ServeHTTP(answer, r)
	if answer.Code == http.StatusOK {
		t.Errorf("half an update was taken: %d", answer.Code)
	}
}

// half ends with the error of a deadline that has passed.
type half struct{ *bytes.Reader }

func (h *half) Read(p []byte) (int, error) {
	if h.Len() == 0 {
		return 0, context.DeadlineExceeded
	}
	return h.Reader.Read(p)
}
