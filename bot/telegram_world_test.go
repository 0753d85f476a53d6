package bot

import (
	"bytes"
	"context"
	"log/slog"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"ikdbot/bot/sandbox"
	"ikdbot/handlers"
)

const (
	testToken  = "7000000001:AAF-geheim_x9-not-a-real-one"
	testSecret = "AAF-geheim_x9-not-a-real-one"
)

// world is a Telegram on this machine and our channel to it. The channel's clock moves only by its own pauses, which
// take no real time.
type world struct {
	*sandbox.Server
	t        *testing.T
	url      string
	telegram *Telegram
	log      *safeBuffer
	sleep    func(context.Context, time.Duration) error // the bot's pauses; nil: in real time
	slow     func(context.Context, time.Duration) error // how Telegram is slow; nil: in real time

	mu  sync.Mutex
	now time.Time
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{t: t, log: &safeBuffer{}, now: time.Date(2026, 4, 6, 1, 0, 0, 0, time.UTC)}
	w.Server = sandbox.New(sandbox.Config{Token: testToken, Bot: sandbox.BotUser{ID: 700, Username: "ikd_kotim_bot", Name: "IKD Kotim"},
		Sleep: func(ctx context.Context, d time.Duration) error {
			if w.slow == nil {
				return Pause(ctx, d)
			}
			return w.slow(ctx, d)
		}})
	server := httptest.NewServer(w.Server)
	t.Cleanup(server.Close)
	t.Cleanup(w.Server.Close)
	w.url = server.URL
	w.telegram = w.channel(testToken)
	return w
}

func (w *world) channel(token string) *Telegram {
	return NewTelegram(TelegramOptions{
		Token: token, Base: w.url + "/",
		Now: func() time.Time {
			w.mu.Lock()
			defer w.mu.Unlock()
			return w.now
		},
		Sleep: func(ctx context.Context, d time.Duration) error {
			w.mu.Lock()
			defer w.mu.Unlock()
			w.now = w.now.Add(d)
			return ctx.Err()
		},
		Log: slog.New(slog.NewTextHandler(w.log, &slog.HandlerOptions{Level: slog.LevelDebug})),
	})
}

// serve runs a whole bot on this Telegram until the test ends.
func (w *world) serve(d desk) *Bot {
	w.t.Helper()
	b := New(Options{
		Channels: []Channel{w.telegram}, Desk: d, Keeper: &drawer{forms: map[string][]byte{}},
		Mask: func(r handlers.Request) handlers.Request { return r }, Sleep: w.sleep, Log: w.telegram.o.Log,
	})
	ctx, stop := context.WithCancel(w.t.Context())
	ended := make(chan error, 1)
	go func() { ended <- b.Run(ctx) }()
	w.t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			w.t.Errorf("Run: %v", err)
		}
	})
	return b
}

// sent waits for the n-th message the bot sends to a chat.
func (w *world) sent(chat int64, n int) sandbox.Message {
	w.t.Helper()
	return nth(w.t, w.Server, w.log, chat, n)
}

// nth waits for the n-th message the bot sends to a chat.
func nth(t *testing.T, phones *sandbox.Server, log *safeBuffer, chat int64, n int) sandbox.Message {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	messages, err := phones.WaitFor(ctx, chat, n)
	if err != nil {
		t.Fatalf("%v\n%s", err, log)
	}
	return messages[n-1]
}

// send sends on the bare channel.
func (w *world) send(chat string, r handlers.Reply) string {
	w.t.Helper()
	id, err := w.telegram.Send(w.t.Context(), chat, r)
	if err != nil {
		w.t.Fatalf("Send to %s: %v", chat, err)
	}
	return id
}

// safeBuffer is a log that several goroutines write to.
type safeBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *safeBuffer) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *safeBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

// discreet fails the test if a text shows the token or any part of it that would do.
func discreet(t *testing.T, where, text string) {
	t.Helper()
	if strings.Contains(text, testSecret) || strings.Contains(text, "7000000001") {
		t.Errorf("%s shows the token: %s", where, text)
	}
}
