package simulate

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"syscall"
	"time"

	"ikdbot/bot"
)

// hook is where Telegram delivers to, in the worlds in which it is not polled.
var hook = bot.Webhook{URL: "https://bot.example", Secret: "geheim"}

// mail is Telegram's way to the bot: each delivery waits for its turn, and a balancer takes it to one of the replicas, whichever speaks.
type mail struct{ *replica }

// newMail makes it; in the books of the world it is one that never dies.
func newMail(w *world) mail {
	return mail{&replica{world: w, who: "telegram", dead: make(chan struct{}), ended: make(chan struct{})}}
}

// RoundTrip brings an update to a replica.
func (m mail) RoundTrip(q *http.Request) (*http.Response, error) {
	body, err := io.ReadAll(q.Body)
	if err != nil {
		return nil, err
	}
	v := m.wait(q.Context(), delivery, "delivers "+brief(string(body)), time.Time{})
	if v.to == nil || v.do == cut || v.do == refuse {
		return nil, failed(q, syscall.ECONNREFUSED)
	}
	if v.do == hold { // the line breaks while the bot is at it: the update comes again meanwhile
		go m.hand(v.to, body)
		return nil, failed(q, syscall.ECONNRESET)
	}
	answer := m.hand(v.to, body)
	if v.do == lose || !v.to.alive() {
		return nil, failed(q, syscall.ECONNRESET)
	}
	return answer, nil
}

// hand lets a replica take an update in.
func (m mail) hand(to *replica, body []byte) *http.Response {
	q := httptest.NewRequestWithContext(context.Background(), http.MethodPost, hook.URL+bot.WebhookPath, bytes.NewReader(body))
	q.Header.Set("X-Telegram-Bot-Api-Secret-Token", hook.Secret)
	out := httptest.NewRecorder()
	to.service.Telegram.ServeHTTP(out, q)
	return out.Result()
}

// later is the pause before a delivery is tried again.
func (m mail) later(ctx context.Context, d time.Duration) error {
	return m.rest(ctx, retry, "redelivers", d)
}
