package bot

import (
	"context"
	"log/slog"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"ikdbot/bot/sandbox"
	"ikdbot/handlers"
	"ikdbot/store"
)

// An admin's row of commands is obeyed once, though the bot dies before Telegram knows that it has them.
//
// Fault: The bot is killed after it obeyed several commands of a batch, and before Telegram confirmed the batch.
// Outcome: Telegram delivers all of them again, and none is obeyed or answered a second time.
func TestObeyedOnce(t *testing.T) {
	l, log := newLibrary(t), &safeBuffer{}
	server := sandbox.New(sandbox.Config{Token: testToken, Bot: sandbox.BotUser{ID: 700, Username: "ikd_kotim_bot", Name: "IKD Kotim"}})
	api := httptest.NewServer(server)
	t.Cleanup(func() { server.Close(); api.Close() })
	now := func() time.Time { return time.Date(2026, 11, 21, 10, 0, 0, 0, l.regency.Zone) }
	desk, memory := l.desk(t, now, slog.New(slog.DiscardHandler))

	run := func() (stop func()) {
		logger := slog.New(slog.NewTextHandler(log, nil))
		channel := NewTelegram(TelegramOptions{Token: testToken, Base: api.URL, Register: memory, Log: logger})
		b := New(Options{
			Channels: []Channel{channel}, Desk: desk, Keeper: memory, Register: memory, Mask: handlers.Masked, Now: now, Log: logger,
		})
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- b.Run(ctx) }()
		return func() {
			cancel()
			if err := <-ended; err != nil {
				t.Error(err)
			}
		}
	}
	wait := func(n int) []sandbox.Message {
		t.Helper()
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
		defer cancel()
		messages, err := server.WaitFor(ctx, 1, n)
		if err != nil {
			t.Fatalf("%v\n%s", err, log)
		}
		return messages
	}

	admin := server.User(1, "Admin").Private()
	for _, text := range []string{"/update Seranau 95", "simpan", "/update Seranau 96", "/simpan alasan data ganda dihapus"} {
		admin.Say(text)
	}
	// Telegram is asked for updates once; that they were taken never reaches it.
	server.Fault(sandbox.Fault{Method: "getUpdates", Do: sandbox.Slow, Times: 1})
	unconfirmed := server.Fault(sandbox.Fault{Method: "getUpdates", Do: sandbox.Refuse})
	stop := run()
	wait(4)
	stop()
	unconfirmed()
	if n := server.Pending(); n != 4 {
		t.Fatalf("%d updates wait, want all 4 again", n)
	}

	stop = run()
	defer stop()
	admin.Say("/bantuan")
	messages := wait(5)
	if len(messages) != 5 || !strings.Contains(messages[4].Text, "Nomor Telegram") {
		t.Errorf("answers: %+v", messages)
	}
	history, err := memory.History(t.Context())
	if err != nil || len(history) != 3 || *history[2].Rows[0].New != 96 {
		t.Errorf("%d changes, %v: %+v", len(history), err, history[1:])
	}
}

// What was kept and answered is not answered again, though the bot dies before it could forget it.
//
// Fault: The bot is killed after it answered a kept command and before the kept one was dropped.
// Outcome: at the next start it is known to be answered, and dropped.
func TestKeptAndAnswered(t *testing.T) {
	memory, stop, err := store.Memory(store.Options{Regency: "62.02"})
	if err != nil {
		t.Fatal(err)
	}
	defer stop()
	s := newStage(t, echo)
	o := s.options(echo)
	o.Keeper, o.Register = memory, memory
	o.Sleep = func(context.Context, time.Duration) error { return context.Canceled } // one look will do
	s.Bot = New(o)
	kept := map[string][]byte{"room:1": []byte(`{"ID":"room:1","Chat":"room:1","Text":"satu"}`), "room:2": []byte(`{"ID":"room:2","Chat":"room:1","Text":"dua"}`)}
	if err := memory.Keep(t.Context(), kept); err != nil {
		t.Fatal(err)
	}
	if err := memory.NoteDelivered(t.Context(), "room:1", answered("room:1")); err != nil {
		t.Fatal(err)
	}
	l := newLine(s.Bot, t.Context())
	l.resume(t.Context())
	l.finish(nil)
	s.heard("1: dua")
	if left, err := memory.Kept(t.Context()); err != nil || len(left) != 0 {
		t.Errorf("still kept: %q, %v", left, err)
	}
}
