package scheduler

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/http/httptrace"
	"testing"
	"time"

	"ikdbot/bot"
	"ikdbot/bot/pace"
	"ikdbot/bot/sandbox"
	"ikdbot/handlers"
	"ikdbot/store"
)

// square is a scheduler and a bot that share one way to a Telegram on this machine, without sockets. It is used inside synctest, where
// time passes only when everybody waits.
type square struct {
	*Scheduler
	t      *testing.T
	store  *store.Store
	phones *sandbox.Server
	groups []int64
	slot   time.Time
}

// wire is the way to the server: so long there, so long back.
type wire struct {
	to  http.Handler
	way time.Duration
}

func (w wire) RoundTrip(r *http.Request) (*http.Response, error) {
	if err := bot.Pause(r.Context(), w.way); err != nil {
		return nil, err
	}
	if trace := httptrace.ContextClientTrace(r.Context()); trace != nil && trace.WroteRequest != nil {
		trace.WroteRequest(httptrace.WroteRequestInfo{})
	}
	answer := httptest.NewRecorder()
	lost := func() (lost bool) {
		defer func() { lost = recover() != nil }() // the server breaks the connection off
		w.to.ServeHTTP(answer, r)
		return false
	}()
	if lost {
		return nil, fmt.Errorf("connection lost")
	}
	if err := bot.Pause(r.Context(), w.way); err != nil {
		return nil, err
	}
	return answer.Result(), nil
}

// clerk is a desk that says little and takes a moment for it: what is said is not at stake here.
type clerk struct{ Desk }

func (clerk) Issue(_ context.Context, e store.Entry, _ time.Time) (store.Entry, handlers.Reply, error) {
	e.Text = "laporan"
	return e, handlers.Reply{Text: e.Text}, nil
}
func (clerk) TellCopies(context.Context) error                          { return nil }
func (clerk) Tell(context.Context, string, string, ...any)              {}
func (clerk) Preview(context.Context, time.Time, []store.Binding) error { return nil }
func (clerk) Prepare(context.Context, store.Entry, time.Time) error     { return nil }
func (clerk) Concerns(context.Context) ([]handlers.Concern, error) {
	return nil, nil
}
func (clerk) Label(string) string     { return "" }
func (clerk) Moment(time.Time) string { return "" }
func (clerk) Answer(_ context.Context, r handlers.Request) handlers.Reply {
	if r.Event != "" {
		return handlers.Reply{}
	}
	return handlers.Reply{Text: "jawaban"}
}

// newSquare binds groups to a slot of half a minute from now.
func newSquare(t *testing.T, groups int) *square {
	t.Helper()
	q := &square{t: t, slot: time.Now().Truncate(time.Minute).Add(time.Minute).UTC()}
	st, closeStore, err := store.Memory(store.Options{Regency: "62.02", Tree: nothing{}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(closeStore)
	quiet := slog.New(slog.DiscardHandler)
	q.store = st
	q.phones = sandbox.New(sandbox.Config{Token: "1:x", Bot: sandbox.BotUser{ID: 1, Username: "uji", Name: "Uji"}})
	t.Cleanup(q.phones.Close)
	channel := bot.NewTelegram(bot.TelegramOptions{
		Token: "1:x", Transport: wire{q.phones, 15 * time.Millisecond}, Log: quiet,
	})
	budget := pace.New(time.Now)
	b := bot.New(bot.Options{
		Channels: []bot.Channel{channel}, Desk: clerk{}, Keeper: st, Mask: handlers.Masked, Budget: budget, Log: quiet,
	})
	q.Scheduler = New(Options{
		Store: st, Desk: clerk{}, Send: b.Send, Zone: time.UTC, Speaker: "one", Now: time.Now, Sleep: bot.Pause, Log: quiet, Budget: budget,
	})
	admin := q.phones.User(1, "Admin")
	for i := range groups {
		g := q.phones.Group(fmt.Sprint("Grup ", i), true)
		g.AddBot(admin)
		q.groups = append(q.groups, g.ID())
		if _, err := st.Bind(t.Context(), store.Binding{
			Chat: fmt.Sprint("telegram:", g.ID()), Area: "A", By: "telegram:1", Since: q.slot.Add(-time.Minute),
			Schedule: fmt.Sprintf("%d %d * * *", q.slot.Minute(), q.slot.Hour()),
		}); err != nil {
			t.Fatal(err)
		}
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- b.Run(ctx) }()
	t.Cleanup(func() { stop(); <-ended })
	return q
}

// nothing is a regency without areas.
type nothing struct{}

func (nothing) Root() string             { return "A" }
func (nothing) Children(string) []string { return nil }

// push sends the reports of the slot and returns how long that took.
func (q *square) push() time.Duration {
	time.Sleep(time.Until(q.slot))
	q.Look(q.t.Context())
	return time.Since(q.slot)
}

// got is how many of the groups have one message of the bot; more in one is an error.
func (q *square) got() (n int) {
	q.t.Helper()
	for _, g := range q.groups {
		switch m := q.phones.Messages(g); len(m) {
		case 0:
		case 1:
			n++
		default:
			q.t.Errorf("group %d has %d reports", g, len(m))
		}
	}
	return n
}

// ask lets citizens ask twice a second until ctx ends, and returns how long each answer took.
func (q *square) ask(ctx context.Context) []time.Duration {
	var took []time.Duration
	var phones []*sandbox.Phone
	for i := range 20 {
		phone := q.phones.User(int64(100+i), "Warga").Private()
		phone.Start()
		phones = append(phones, phone)
	}
	time.Sleep(5 * time.Second) // they are greeted
	said := map[int]int{}
	for n := 0; ctx.Err() == nil; n++ {
		i := n % len(phones)
		said[i]++
		asked := time.Now()
		phones[i].Say("cara aktivasi")
		if _, err := q.phones.WaitFor(ctx, int64(100+i), 1+said[i]); err != nil {
			break
		}
		took = append(took, time.Since(asked))
		_ = bot.Pause(ctx, 500*time.Millisecond-time.Since(asked)%(500*time.Millisecond))
	}
	return took
}
