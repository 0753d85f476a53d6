package store_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"ikdbot/store"
	"ikdbot/store/storetest"
)

// calls are all methods that need Redis, with arguments that do no harm.
func calls(s *store.Store) map[string]func(context.Context) error {
	entry := store.Entry{ID: "report/b1/x", Chat: "telegram:-1", State: store.Sent}
	one := func(_ any, err error) error { return err }
	two := func(_, _ any, err error) error { return err }
	return map[string]func(context.Context) error{
		"Ping":            s.Ping,
		"Durability":      func(ctx context.Context) error { return one(s.Durability(ctx)) },
		"Aggregates":      func(ctx context.Context) error { return one(s.Aggregates(ctx)) },
		"History":         func(ctx context.Context) error { return one(s.History(ctx)) },
		"Figures":         func(ctx context.Context) error { return two(s.Figures(ctx)) },
		"Commit":          func(ctx context.Context) error { return one(s.Commit(ctx, set("cli", "A", 1, 2, "2026-01-01"))) },
		"Undo":            func(ctx context.Context) error { return one(s.Undo(ctx, "cli", 9, "")) },
		"LastOf":          func(ctx context.Context) error { return two(s.LastOf(ctx, "cli")) },
		"Propose":         func(ctx context.Context) error { return one(s.Propose(ctx, store.Pending{Author: "cli"})) },
		"Proposed":        func(ctx context.Context) error { return one(s.Proposed(ctx, "telegram:1")) },
		"Confirm":         func(ctx context.Context) error { return one(s.Confirm(ctx, "telegram:1", "x", "")) },
		"Drop":            func(ctx context.Context) error { return one(s.Drop(ctx, "telegram:1")) },
		"Found":           func(ctx context.Context) error { return one(s.Found(ctx, nil)) },
		"Beginning":       func(ctx context.Context) error { return one(s.Beginning(ctx)) },
		"AnswerBeginning": s.AnswerBeginning,
		"Forget":          func(ctx context.Context) error { return one(s.Forget(ctx, "telegram:1")) },
		"Admins":          func(ctx context.Context) error { return one(s.Admins(ctx)) },
		"IsAdmin":         func(ctx context.Context) error { return one(s.IsAdmin(ctx, "telegram:1")) },
		"AddAdmin":        func(ctx context.Context) error { return one(s.AddAdmin(ctx, "telegram:1", "telegram:2")) },
		"RemoveAdmin":     func(ctx context.Context) error { return one(s.RemoveAdmin(ctx, "telegram:1")) },
		"Started":         func(ctx context.Context) error { return s.Started(ctx, "telegram:1") },
		"HasStarted":      func(ctx context.Context) error { return one(s.HasStarted(ctx, "telegram:1")) },
		"Bind": func(ctx context.Context) error {
			return one(s.Bind(ctx, store.Binding{Chat: "telegram:-1", Area: "A"}))
		},
		"Bindings":  func(ctx context.Context) error { return one(s.Bindings(ctx)) },
		"BindingOf": func(ctx context.Context) error { return two(s.BindingOf(ctx, "telegram:-1")) },
		"SetSchedule": func(ctx context.Context) error {
			return one(s.SetSchedule(ctx, "b9", "0 8 * * MON", monday(), monday()))
		},
		"Unbind":     func(ctx context.Context) error { return two(s.Unbind(ctx, "telegram:-1")) },
		"Pause":      func(ctx context.Context) error { return one(s.Pause(ctx, "b9", "removed")) },
		"Resume":     func(ctx context.Context) error { return one(s.Resume(ctx, "b9", monday())) },
		"MoveChat":   func(ctx context.Context) error { return s.MoveChat(ctx, "telegram:-1", "telegram:-1001") },
		"Owe":        func(ctx context.Context) error { return one(s.Owe(ctx, entry)) },
		"MarkMissed": func(ctx context.Context) error { return one(s.MarkMissed(ctx, entry)) },
		"Due":        func(ctx context.Context) error { return one(s.Due(ctx, monday(), 9)) },
		"Claim":      func(ctx context.Context) error { return one(s.Claim(ctx, "me", entry)) },
		"Settle":     func(ctx context.Context) error { return s.Settle(ctx, "me", entry) },
		"InState":    func(ctx context.Context) error { return one(s.InState(ctx, store.Sent, 9)) },
		"Entry":      func(ctx context.Context) error { return two(s.Entry(ctx, "report/b1/x")) },
		"Orphans":    func(ctx context.Context) error { return one(s.Orphans(ctx, "me")) },
		"Resolve":    func(ctx context.Context) error { return one(s.Resolve(ctx, "report/b1/x", 1, store.Sent)) },
		"Unsettled":  func(ctx context.Context) error { _, _, _, err := s.Unsettled(ctx, 0, 9); return err },
		"LedgerSum":  func(ctx context.Context) error { return one(s.LedgerSum(ctx)) },
		"Alarms":     func(ctx context.Context) error { return one(s.Alarms(ctx, "backup")) },
		"Known":      func(ctx context.Context) error { return one(s.Known(ctx, "report/b1/x")) },
		"Acquire":    func(ctx context.Context) error { return one(s.Acquire(ctx, "me", time.Minute)) },
		"Renew":      func(ctx context.Context) error { return one(s.Renew(ctx, "me", time.Minute)) },
		"Release":    func(ctx context.Context) error { return s.Release(ctx, "me") },
		"Keep":       func(ctx context.Context) error { return s.Keep(ctx, map[string][]byte{"telegram:1": []byte("{}")}) },
		"Kept":       func(ctx context.Context) error { return one(s.Kept(ctx)) },
		"Unkeep":     func(ctx context.Context) error { return s.Unkeep(ctx, "telegram:1") },
		"Miss":       func(ctx context.Context) error { return one(s.Miss(ctx, "kok blm jadi")) },
		"Chose":      func(ctx context.Context) error { return s.Chose(ctx, "x", "cara") },
		"Missed":     func(ctx context.Context) error { return one(s.Missed(ctx)) },
		"Ignore":     func(ctx context.Context) error { return one(s.Ignore(ctx, "x")) },
		"Teach": func(ctx context.Context) error {
			return one(s.Teach(ctx, store.Lesson{Wordings: []store.Wording{{ID: "x"}}}))
		},
		"LessonsVersion": func(ctx context.Context) error { return one(s.LessonsVersion(ctx)) },
		"Lessons":        func(ctx context.Context) error { return two(s.Lessons(ctx)) },
		"Unteach":        func(ctx context.Context) error { return one(s.Unteach(ctx, 9)) },
		"Allow":          func(ctx context.Context) error { return one(s.Allow(ctx, "laporan:telegram:-1", time.Minute)) },
	}
}

// awaitRedis returns once the store reaches its Redis again, by itself.
func awaitRedis(t *testing.T, s *store.Store) {
	t.Helper()
	look := time.NewTicker(50 * time.Millisecond)
	defer look.Stop()
	for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); <-look.C {
		if s.Ping(t.Context()) == nil {
			return
		}
	}
	t.Fatal("the store did not find its Redis again within 10 s")
}

// Redis dead or deaf: every call says ErrAway within two seconds, and afterwards everything is there again.
func TestRedisAway(t *testing.T) {
	faults := []struct {
		name       string
		hurt, mend func(*storetest.Server)
	}{
		{"killed", (*storetest.Server).Kill, (*storetest.Server).Again},
		{"deaf", (*storetest.Server).Freeze, (*storetest.Server).Thaw},
	}
	for _, fault := range faults {
		t.Run(fault.name, func(t *testing.T) {
			c := clock{now: monday()}
			server := storetest.Start(t)
			s := storetest.Open(t, server.URL, options(&c))
			must[store.Change](t)(s.Commit(t.Context(), set("telegram:1", "A", -1, 10, "2026-03-01")))
			fault.hurt(server)
			var all sync.WaitGroup
			for name, call := range calls(s) {
				all.Go(func() {
					start := time.Now()
					err := call(t.Context())
					if took := time.Since(start); !errors.Is(err, store.ErrAway) || took > 2*time.Second {
						t.Errorf("%s: after %v: %v", name, took, err)
					}
				})
			}
			all.Wait()
			fault.mend(server)
			awaitRedis(t, s)
			a := must[store.Aggregates](t)(s.Aggregates(t.Context()))
			if got := a.Areas["A"][store.Active].Value; got != 10 {
				t.Errorf("the figure is %d", got)
			}
			must[store.Change](t)(s.Commit(t.Context(), set("telegram:1", "A", 10, 11, "2026-03-02")))
		})
	}
}

// Somebody who stops asking is told so; it is not Redis that was away.
func TestACancelledCallIsNotAnOutage(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store, _ *clock) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := s.Aggregates(ctx); !errors.Is(err, context.Canceled) || errors.Is(err, store.ErrAway) {
			t.Errorf("got %v", err)
		}
	})
}
