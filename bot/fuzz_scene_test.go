package bot

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/unicode/norm"

	"ikdbot/handlers"
	"ikdbot/locales"
	"ikdbot/store"
)

// scene is one run of the fuzz: the real desk behind the real channel, with what it remembers from update to update, and
// somebody who reads all that leaves.
type scene struct {
	t       testing.TB
	poller  *poller
	line    *line
	store   *store.Store
	wire    *inspector
	log     *safeBuffer
	now     time.Time
	buttons map[string][]string // under the bot's last message, by chat
	latest  string              // the chat they were last sent to
	history int64
	unknown []string // what is said to a command that does not exist
	fed     int
	last    []byte
	said    string // digits of the last request's text
}

func newScene(t testing.TB, l *library) *scene {
	s := &scene{t: t, wire: &inspector{}, log: &safeBuffer{}, buttons: map[string][]string{}, now: time.Date(2026, 11, 21, 10, 0, 0, 0, l.regency.Zone)}
	clock := func() time.Time { return s.now }
	log := slog.New(slog.NewTextHandler(s.log, nil))
	desk, memory := l.desk(t, clock, log)
	channel := NewTelegram(TelegramOptions{Token: testToken, Base: "http://telegram.test", Transport: s.wire, Now: clock, Log: log})
	channel.self = ikdbot
	s.store, s.poller = memory, &poller{outage: outage{Telegram: channel}, me: ikdbot}
	b := New(Options{
		Channels: []Channel{channel}, Desk: desk, Keeper: memory, Mask: handlers.Masked, Now: clock, Log: log,
		Sleep: func(context.Context, time.Duration) error { return nil },
	})
	s.line = newLine(b, context.Background())
	for _, language := range locales.Languages() {
		s.unknown = append(s.unknown, l.content.Say(language, "desk.unknown_command"))
	}
	s.history = s.changes()
	return s
}

// changes is how many changes of figures there are.
func (s *scene) changes() int64 {
	s.t.Helper()
	a, err := s.store.Aggregates(context.Background())
	if err != nil {
		s.t.Fatal(err)
	}
	return a.N
}

// feed answers one update as the program would, and checks everything that came of it.
func (s *scene) feed(raw []byte) {
	s.t.Helper()
	s.fed, s.last = s.fed+1, raw
	requests, _ := s.poller.read([]update{readUpdate(raw)})
	for _, r := range requests {
		s.said = digitsOf(r.Text)
		kept, err := json.Marshal(handlers.Masked(r))
		if err != nil {
			s.fail("the kept form does not encode: %v", err)
		}
		s.discreet("the kept form", string(kept))
		mayChange := s.mayChangeFigures(r)
		s.line.answer(&job{request: r, done: make(chan struct{})})
		s.check(r, s.wire.take())
		if n := s.changes(); n > s.history && !mayChange || n > s.history+1 {
			s.fail("%q by %q changed figures: %d -> %d", r.Text, r.User, s.history, n)
		} else {
			s.history = n
		}
	}
	s.now = s.now.Add(40 * time.Second)
}

// mayChangeFigures tells from what is kept, not from the desk's own judgement, whether a request may change a figure.
func (s *scene) mayChangeFigures(r handlers.Request) bool {
	admins, err := s.store.Admins(context.Background())
	if err != nil {
		s.t.Fatal(err)
	}
	ours := r.User == "telegram:1" || slices.ContainsFunc(admins, func(a store.Admin) bool { return a.User == r.User })
	return ours && r.Private && !r.Edited && !r.Forwarded && !r.Anonymous
}

// check judges what a request got.
func (s *scene) check(r handlers.Request, sent []outgoing) {
	s.t.Helper()
	for _, fault := range s.wire.found() {
		s.fail("%s", fault)
	}
	for _, word := range []string{"panicked", "level=ERROR", "answer not sent"} {
		if strings.Contains(s.log.String(), word) {
			s.fail("the log says %q:\n%s", word, s.log)
		}
	}
	s.discreet("the log", s.log.String())
	chat, _, _ := strings.Cut(strings.TrimPrefix(r.Chat, "telegram:"), "/")
	ownTap := r.Tap != "" && slices.Contains(s.buttons[chat], r.Text)
	messages := 0
	for _, m := range sent {
		s.discreet("an answer", m.text+strings.Join(m.labels, "\n")+strings.Join(m.commands, "\n"))
		if open := placeholder.FindString(m.text); open != "" && open != "{x}" { // {x} is a nasty word
			s.fail("%s stayed open: %q", open, m.text)
		}
		if ownTap && slices.ContainsFunc(s.unknown, func(phrase string) bool { return strings.Contains(m.text, phrase) }) {
			s.fail("our own button %q is not known", r.Text)
		}
		if m.chat == chat {
			messages++
		} else if m.chat != "" {
			s.fail("an answer went to %s", m.chat)
		}
		if len(m.commands) > 0 {
			s.buttons[m.chat], s.latest = m.commands, m.chat
		}
	}
	overheard := !r.Private && !r.Addressed && r.Event == ""
	owed := r.Private && r.Event == "" && !r.Edited
	switch {
	case messages > 0 && (r.Edited || overheard || !r.Private && r.Forwarded):
		s.fail("not silent: %q", sent[0].text)
	case messages == 0 && owed:
		s.fail("no answer")
	case messages > 1:
		s.fail("%d messages for one", messages)
	}
}

// placeholder is one of a phrase that nobody filled in.
var placeholder = regexp.MustCompile(`\{[a-z_]+\}`)

// discreet fails where a planted number shows, however it is cut up. Of one that reached the desk whole, ten digits in a row are
// enough to tell; one cut off at the end of the longest message is no number any more.
func (s *scene) discreet(where, text string) {
	s.t.Helper()
	shown := digitsOf(text)
	for _, secret := range []string{nik, phone} {
		n := len(secret)
		if strings.Contains(s.said, secret) {
			n = 10
		}
		for i := 0; i+n <= len(secret); i++ {
			if strings.Contains(shown, secret[i:i+n]) {
				s.fail("%s shows %s: %q", where, secret, text)
			}
		}
	}
}

// digitsOf are the digits of a text, of whatever kind.
func digitsOf(text string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, norm.NFKC.String(text))
}

// finish reads what the scene leaves behind in the store.
func (s *scene) finish() {
	s.t.Helper()
	ctx := context.Background()
	changes, err := s.store.History(ctx)
	if err != nil {
		s.t.Fatal(err)
	}
	left := []any{changes}
	for _, id := range people {
		user := address(id, 0)
		pending, _ := s.store.Proposed(ctx, user)
		left = append(left, pending, s.store.Talk(ctx, user))
	}
	for _, state := range []store.State{store.Owed, store.Sent, store.Failed} {
		entries, err := s.store.InState(ctx, state, 1000)
		if err != nil {
			s.t.Fatal(err)
		}
		left = append(left, entries)
	}
	raw, err := json.Marshal(left)
	if err != nil {
		s.t.Fatal(err)
	}
	s.discreet("what is remembered", string(raw))
}

func (s *scene) fail(format string, args ...any) {
	s.t.Helper()
	s.t.Fatalf("%s\nafter %d updates, the last being\n%s", fmt.Sprintf(format, args...), s.fed, s.last)
}

// play feeds updates made from bytes, at most so many.
func (s *scene) play(bytes []byte, most int) {
	d := &dice{bytes}
	for n := 1; n <= most && len(d.left) > 0; n++ {
		s.feed(d.update(n, s.buttons, s.latest))
	}
	s.finish()
}
