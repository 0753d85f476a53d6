package bot

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"ikdbot/bot/sandbox"
	"ikdbot/handlers"
	"ikdbot/handlers/understand"
	"ikdbot/locales"
	"ikdbot/store"
)

const (
	nik   = "6202061503990007" // no one's: it only has the form
	phone = "081253214477"
)

// library is what the desks of all tests share: the real content, and the mind trained on it.
type library struct {
	content *locales.Content
	regency *locales.Regency
	mind    *understand.Mind
	files   handlers.Files // of the desk; may be nil
	random  io.Reader      // of the store; nil: as it comes
}

func newLibrary(t testing.TB) *library {
	t.Helper()
	content, err := locales.Load("")
	if err != nil {
		t.Fatal(err)
	}
	regency, err := content.Regency("62.02")
	if err != nil {
		t.Fatal(err)
	}
	topics := append(content.Topics(locales.Indonesian), content.Topics(locales.English)...)
	return &library{content, regency, understand.New(regency, topics), nil, nil}
}

// desk is a real desk with a memory of its own: the folder's figures, one founder (1) and one admin they added (2).
func (l *library) desk(t testing.TB, now func() time.Time, log *slog.Logger) (*handlers.Desk, *store.Store) {
	t.Helper()
	memory, stop, err := store.Memory(store.Options{Regency: l.regency.Root(), Tree: l.regency, Now: now, Random: l.random})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stop)
	var first []store.Row
	for _, f := range l.regency.FirstFigures() {
		for _, count := range store.Counts() {
			if n, ok := f.Counts[string(count)]; ok {
				first = append(first, store.Row{Area: f.Area, Count: count, New: &n, AsOf: store.Date(f.AsOf), Source: f.Source})
			}
		}
	}
	if _, err := memory.Found(t.Context(), first); err != nil {
		t.Fatal(err)
	}
	if _, err := memory.AddAdmin(t.Context(), "telegram:2", "telegram:1"); err != nil {
		t.Fatal(err)
	}
	return handlers.New(handlers.Options{
		Content: l.content, Regency: l.regency, Store: memory, Mind: l.mind, Now: now,
		Founders: []string{"telegram:1"}, Schedule: "0 8 * * MON", Files: l.files, ReviewFrom: 10, Log: log,
	}), memory
}

// office is a whole bot with the real desk on a Telegram of this machine, both of which read what it sends.
type office struct {
	*sandbox.Server
	*library
	t       *testing.T
	channel *Telegram
	wire    *inspector
	log     *safeBuffer
	people  int64
}

func newOffice(t *testing.T) *office { return newOfficeBy(t, nil) }

// newOfficeBy is an office whose bot has a clock of its own; nil: the machine's.
func newOfficeBy(t *testing.T, clock func() time.Time) *office {
	o := &office{library: newLibrary(t), t: t, log: &safeBuffer{}, people: 500}
	o.Server = sandbox.New(sandbox.Config{Token: testToken, Bot: sandbox.BotUser{ID: 700, Username: "ikd_kotim_bot", Name: "IKD Kotim"}, Keep: 2000})
	server := httptest.NewServer(o.Server)
	t.Cleanup(server.Close)
	t.Cleanup(o.Server.Close)
	o.wire = &inspector{next: http.DefaultTransport}
	log := slog.New(slog.NewTextHandler(o.log, nil))
	o.channel = NewTelegram(TelegramOptions{Token: testToken, Base: server.URL, Transport: o.wire, Log: log})
	now := func() time.Time { return time.Date(2026, 11, 21, 10, 0, 0, 0, o.regency.Zone) }
	o.files = o.channel
	desk, _ := o.desk(t, now, log)
	b := New(Options{
		Channels: []Channel{o.channel}, Desk: desk, Keeper: &drawer{forms: map[string][]byte{}},
		Mask: handlers.Masked, Sorry: desk.Sorry, Log: log, Now: clock,
	})
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- b.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Errorf("Run: %v", err)
		}
	})
	return o
}

// patient is a clock by which nobody ever writes too fast: it goes a second further each time one looks at it.
func patient() func() time.Time {
	from, looks := time.Date(2026, 11, 21, 3, 0, 0, 0, time.UTC), atomic.Int64{}
	return func() time.Time { return from.Add(time.Duration(looks.Add(1)) * time.Second) }
}

// person is somebody new with the bot started.
func (o *office) person(name string) (*sandbox.Person, *sandbox.Phone) {
	o.t.Helper()
	o.people++
	p := o.User(o.people, name)
	phone := p.Private()
	o.answers(p.ID(), phone, func() { phone.Start() })
	return p, phone
}

// answers are the bot's messages after do. Silence shows by the answer to a question asked right after: a chat is answered in
// the order of its messages.
func (o *office) answers(chat int64, after *sandbox.Phone, do func()) []sandbox.Message {
	o.t.Helper()
	before := len(o.Messages(chat))
	do()
	after.Say("/bantuan")
	isLast := func(m sandbox.Message) bool {
		return slices.ContainsFunc([]string{"Nomor Telegram", "Telegram number", "Di grup ini: /laporan"}, func(s string) bool {
			return strings.Contains(m.Text, s)
		})
	}
	ctx, cancel := context.WithTimeout(o.t.Context(), 10*time.Second)
	defer cancel()
	all, err := o.WaitUntil(ctx, chat, func(ms []sandbox.Message) bool {
		return len(ms) > before && isLast(ms[len(ms)-1])
	})
	if err != nil {
		o.t.Fatalf("%v\n%s", err, o.log)
	}
	return all[before : len(all)-1]
}

// orderly fails the test if any message was refused or would be, or if answering one broke down.
func (o *office) orderly() {
	o.t.Helper()
	for _, fault := range o.wire.found() {
		o.t.Error(fault)
	}
	for _, word := range []string{"panicked", "level=ERROR", "not sent", nik, phone} {
		if strings.Contains(o.log.String(), word) {
			o.t.Fatalf("the log holds %q:\n%s", word, o.log)
		}
	}
}

// expect checks that there is one answer, or none, that nothing private is in it, and that all was in order.
func (o *office) expect(got []sandbox.Message, want string) {
	o.t.Helper()
	o.orderly()
	switch {
	case want == silence && len(got) > 0:
		o.t.Fatalf("not silent: %q", got[0].Text)
	case want == silence:
		return
	case len(got) != 1:
		o.t.Fatalf("%d answers", len(got))
	case want != anyAnswer && !strings.Contains(got[0].Text, want):
		o.t.Errorf("the answer does not say %q: %q", want, got[0].Text)
	}
	if shown := digitsOf(got[0].Text); strings.Contains(shown, nik) || strings.Contains(shown, phone) {
		o.t.Errorf("personal data repeated: %q", got[0].Text)
	}
}
