package bot

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"ikdbot/bot/sandbox"
	"ikdbot/handlers"
)

const hookSecret = "Kunci-Rahasia_webhook-9"

// hookWorld is a Telegram on this machine that delivers, and our door. Its pauses take no time, but for that between two looks at the
// webhook, which lasts until the test says look.
type hookWorld struct {
	*sandbox.Server
	t        *testing.T
	url      string // of the Bot API
	hook     string // of our door
	register *slips
	look     chan struct{}
	rests    atomic.Int64 // pauses between two looks that have begun
	log      *safeBuffer
	now      time.Time

	mu     sync.Mutex
	behind http.Handler
}

// slips is a Register in memory.
type slips struct {
	mu   sync.Mutex
	ids  map[string]bool
	away bool
}

func (s *slips) Delivered(_ context.Context, ids ...string) (known []string, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.away {
		return nil, errAway
	}
	return slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return !s.ids[id] }), nil
}

func (s *slips) NoteDelivered(_ context.Context, ids ...string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.away {
		return errAway
	}
	for _, id := range ids {
		s.ids[id] = true
	}
	return nil
}

func newHookWorld(t *testing.T) *hookWorld {
	w := &hookWorld{t: t, register: &slips{ids: map[string]bool{}}, look: make(chan struct{}), log: &safeBuffer{}, now: time.Unix(1_800_000_000, 0)}
	w.Server = sandbox.New(sandbox.Config{
		Token: testToken, Bot: sandbox.BotUser{ID: 700, Username: "ikd_kotim_bot", Name: "IKD Kotim"}, Local: true, Sleep: hurry,
	})
	api, door := httptest.NewServer(w.Server), httptest.NewServer(w)
	t.Cleanup(func() { w.Close(); api.Close(); door.Close() })
	w.url, w.hook = api.URL, door.URL
	return w
}

// hurry shortens a pause to almost nothing.
func hurry(ctx context.Context, _ time.Duration) error { return Pause(ctx, time.Millisecond) }

func (w *hookWorld) ServeHTTP(out http.ResponseWriter, r *http.Request) {
	w.mu.Lock()
	behind := w.behind
	w.mu.Unlock()
	behind.ServeHTTP(out, r)
}

// channel stands behind the door from now on.
func (w *hookWorld) channel() *Telegram {
	hook := Webhook{URL: w.hook + "/ikd", Secret: hookSecret}
	c := NewTelegram(TelegramOptions{
		Token: testToken, Base: w.url, Webhook: hook, Register: w.register, Now: func() time.Time { return w.now },
		Sleep: func(ctx context.Context, d time.Duration) error {
			if d != webhookLook {
				return hurry(ctx, d)
			}
			w.rests.Add(1)
			select {
			case <-w.look:
			case <-ctx.Done():
			}
			return ctx.Err()
		},
		Log: slog.New(slog.NewTextHandler(w.log, &slog.HandlerOptions{Level: slog.LevelDebug})),
	})
	w.mu.Lock()
	defer w.mu.Unlock()
	w.behind = hook.Beside(c, http.NotFoundHandler())
	return c
}

// serve runs a whole bot behind the door; stop ends it.
func (w *hookWorld) serve(d desk, k Keeper) (stop func()) {
	w.t.Helper()
	b := New(Options{
		Channels: []Channel{w.channel()}, Desk: d, Keeper: k, Mask: handlers.Masked, Log: slog.New(slog.NewTextHandler(w.log, nil)),
	})
	ctx, cancel := context.WithCancel(w.t.Context())
	ended := make(chan error, 1)
	go func() { ended <- b.Run(ctx) }()
	stop = sync.OnceFunc(func() {
		cancel()
		if err := <-ended; err != nil {
			w.t.Errorf("Run: %v", err)
		}
	})
	w.t.Cleanup(stop)
	return stop
}

func (w *hookWorld) sent(chat int64, n int) sandbox.Message {
	w.t.Helper()
	return nth(w.t, w.Server, w.log, chat, n)
}

// looks has the channel look at its webhook, and waits until it is done.
func (w *hookWorld) looks() {
	w.t.Helper()
	before := w.rests.Load()
	w.look <- struct{}{}
	w.until("the channel has looked", func() bool { return w.rests.Load() > before })
}

// until waits for what nobody announces.
func (w *hookWorld) until(what string, ok func() bool) {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), 10*time.Second)
	defer cancel()
	for !ok() {
		if hurry(ctx, 0) != nil {
			w.t.Fatalf("waited in vain until %s\n%s", what, w.log)
		}
	}
}

// deliver makes a delivery by hand and gives the status of the answer.
func (w *hookWorld) deliver(secret, body string) int {
	w.t.Helper()
	r, err := http.NewRequestWithContext(w.t.Context(), http.MethodPost, w.hook+WebhookPath, strings.NewReader(body))
	if err != nil {
		w.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	if secret != "" {
		r.Header.Set(secretHeader, secret)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		w.t.Fatal(err)
	}
	defer answer.Body.Close()
	return answer.StatusCode
}

func said(id int, text string) string {
	return fmt.Sprintf(`{"update_id":%d,"message":{"message_id":1,"date":1,"from":{"id":99,"first_name":"S"},"chat":{"id":99,"type":"private"},"text":%q}}`, id, text)
}

func newDrawer() *drawer { return &drawer{forms: map[string][]byte{}} }
