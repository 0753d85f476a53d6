package handlers_test

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"ikdbot/handlers"
	"ikdbot/handlers/understand"
	"ikdbot/locales"
	"ikdbot/store"
)

// house is what all stages share: content read once, and a mind per regency, which takes a moment to train.
type house struct {
	content *locales.Content
	minds   map[string]*understand.Mind
}

func newHouse(t testing.TB, overlay string) *house {
	t.Helper()
	content, err := locales.Load(overlay)
	if err != nil {
		t.Fatal(err)
	}
	return &house{content, map[string]*understand.Mind{}}
}

// stage is a desk with the real content, a memory of its own and a clock that stands still until it is moved.
type stage struct {
	desk    *handlers.Desk
	store   *store.Store
	regency *locales.Regency
	close   func()

	mu   sync.Mutex
	now  time.Time
	sent int // messages so far, for their ids
}

// stage sets up a regency as it is on its first day: the folder's figures, one founder, one admin that they added.
func (h *house) stage(t testing.TB, code string) *stage {
	t.Helper()
	return h.stageOn(t, code, store.Memory)
}

// stageOn is a stage on a memory that open makes.
func (h *house) stageOn(t testing.TB, code string, open func(store.Options) (*store.Store, func(), error)) *stage {
	t.Helper()
	regency, err := h.content.Regency(code)
	if err != nil {
		t.Fatal(err)
	}
	if h.minds[code] == nil {
		topics := append(h.content.Topics(locales.Indonesian), h.content.Topics(locales.English)...)
		h.minds[code] = understand.New(regency, topics)
	}
	s := &stage{regency: regency, now: time.Date(2026, 11, 21, 10, 0, 0, 0, regency.Zone)}
	memory, stop, err := open(store.Options{Regency: code, Tree: regency, Now: s.clock})
	if err != nil {
		t.Fatal(err)
	}
	s.store, s.close = memory, sync.OnceFunc(stop)
	t.Cleanup(s.close)
	if _, err := memory.Found(t.Context(), firstRows(regency)); err != nil {
		t.Fatal(err)
	}
	if _, err := memory.AddAdmin(t.Context(), "telegram:2", "telegram:1"); err != nil {
		t.Fatal(err)
	}
	s.desk = handlers.New(s.options(h))
	return s
}

// options are those of the stage's desk.
func (s *stage) options(h *house) handlers.Options {
	return handlers.Options{
		Content: h.content, Regency: s.regency, Store: s.store, Mind: h.minds[s.regency.Root()], Now: s.clock,
		Founders: []string{"telegram:1"}, Schedule: "0 8 * * MON", Files: testFiles{}, ReviewFrom: 10, Log: slog.New(slog.DiscardHandler),
	}
}

func firstRows(r *locales.Regency) (rows []store.Row) {
	for _, f := range r.FirstFigures() {
		for _, count := range store.Counts() {
			if n, ok := f.Counts[string(count)]; ok {
				rows = append(rows, store.Row{Area: f.Area, Count: count, New: &n, AsOf: store.Date(f.AsOf), Source: f.Source})
			}
		}
	}
	return rows
}

func (s *stage) clock() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now
}

// moveClock reads "+15m" or "2026-11-23T08:00", the latter in the regency's zone.
func (s *stage) moveClock(to string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if strings.HasPrefix(to, "+") {
		by, err := time.ParseDuration(to[1:])
		s.now = s.now.Add(by)
		return err
	}
	at, err := time.ParseInLocation("2006-01-02T15:04", to, s.regency.Zone)
	s.now = at
	return err
}

// as is a request by a role of the transcripts, yet without text.
func (s *stage) as(role string) (handlers.Request, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sent++
	r := handlers.Request{ID: fmt.Sprintf("telegram:%d", s.sent), Message: fmt.Sprint(s.sent), Addressed: true, At: s.now}
	user, private := map[string]string{
		"citizen": "telegram:100", "citizen2": "telegram:101", "admin": "telegram:1", "admin2": "telegram:2",
	}[role]
	switch {
	case private:
		r.Chat, r.User, r.Private = user, user, true
	case role == "group-admin":
		r.Chat, r.User = "telegram:-1001", "telegram:1"
	case role == "group-admin2":
		r.Chat, r.User = "telegram:-1001", "telegram:2"
	case role == "group":
		r.Chat, r.User = "telegram:-1001", "telegram:200"
	case role == "anonymous":
		r.Chat, r.Anonymous = "telegram:-1001", true
	default:
		return r, fmt.Errorf("nobody is called %q", role)
	}
	return r, nil
}

// say is what a role gets for a text.
func (s *stage) say(t testing.TB, role, text string) handlers.Reply {
	t.Helper()
	r, err := s.as(role)
	if err != nil {
		t.Fatal(err)
	}
	r.Text = text
	return s.desk.Answer(context.Background(), r)
}
