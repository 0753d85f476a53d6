package store_test

import (
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ikdbot/store"
)

// ask proposes a change for an admin.
func ask(t *testing.T, s *store.Store, author string, c store.Change) store.Pending {
	t.Helper()
	return must[store.Pending](t)(s.Propose(t.Context(), store.Pending{Author: author, Change: c, Prompt: "88"}))
}

func TestAChangeWaitsForItsAuthor(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store, c *clock) {
		p := ask(t, s, "telegram:1", set("", "A", -1, 10, "2026-03-01"))
		c.Move(store.PendingFor)
		got := must[store.Pending](t)(s.Proposed(t.Context(), "telegram:1"))
		if diff := cmp.Diff(p, got); diff != "" {
			t.Error(diff)
		}
		if _, err := s.Confirm(t.Context(), "telegram:2", p.ID, ""); !errors.Is(err, store.ErrNothing) {
			t.Errorf("another admin confirms: %v", err)
		}
		change := must[store.Change](t)(s.Confirm(t.Context(), "telegram:1", p.ID, ""))
		if change.N != 1 || change.Author != "telegram:1" || change.Op != p.ID {
			t.Errorf("stored %+v", change)
		}
		var already *store.Already
		if _, err := s.Confirm(t.Context(), "telegram:1", p.ID, ""); !errors.As(err, &already) || already.N != 1 {
			t.Errorf("confirmed again: %v", err)
		}
		if _, err := s.Proposed(t.Context(), "telegram:1"); !errors.Is(err, store.ErrNothing) {
			t.Errorf("still pending: %v", err)
		}
	})
}

func TestAPendingChangeExpires(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store, c *clock) {
		p := ask(t, s, "telegram:1", set("", "A", -1, 10, "2026-03-01"))
		c.Move(store.PendingFor + time.Second)
		if _, err := s.Proposed(t.Context(), "telegram:1"); !errors.Is(err, store.ErrExpired) {
			t.Errorf("proposed: %v", err)
		}
		if _, err := s.Confirm(t.Context(), "telegram:1", p.ID, ""); !errors.Is(err, store.ErrExpired) {
			t.Errorf("confirm: %v", err)
		}
		if dropped, err := s.Drop(t.Context(), "telegram:1"); dropped || err != nil {
			t.Errorf("drop: %v, %v", dropped, err)
		}
		if changes := must[[]store.Change](t)(s.History(t.Context())); len(changes) != 0 {
			t.Errorf("stored %+v", changes)
		}
	})
}

func TestDroppedAndReplacedChangesAreGone(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store, _ *clock) {
		first := ask(t, s, "telegram:1", set("", "A", -1, 10, "2026-03-01"))
		second := ask(t, s, "telegram:1", set("", "A", -1, 11, "2026-03-01"))
		if _, err := s.Confirm(t.Context(), "telegram:1", first.ID, ""); !errors.Is(err, store.ErrNothing) {
			t.Errorf("replaced: %v", err)
		}
		if dropped, err := s.Drop(t.Context(), "telegram:1"); !dropped || err != nil {
			t.Errorf("drop: %v, %v", dropped, err)
		}
		if _, err := s.Confirm(t.Context(), "telegram:1", second.ID, ""); !errors.Is(err, store.ErrNothing) {
			t.Errorf("dropped: %v", err)
		}
	})
}

func TestAnOddChangeNeedsAReason(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store, _ *clock) {
		p := must[store.Pending](t)(s.Propose(t.Context(), store.Pending{Author: "telegram:1", Odd: true, Change: set("", "A", -1, 10, "2026-03-01")}))
		if _, err := s.Confirm(t.Context(), "telegram:1", p.ID, ""); !errors.Is(err, store.ErrReason) {
			t.Fatalf("without a reason: %v", err)
		}
		if c := must[store.Change](t)(s.Confirm(t.Context(), "telegram:1", p.ID, "koreksi data")); c.Reason != "koreksi data" {
			t.Errorf("stored %+v", c)
		}
	})
}

// Two admins were shown the same figure. The second is told the new one, and may propose again on that ground.
func TestTwoAdminsOneFigure(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store, _ *clock) {
		one := ask(t, s, "telegram:1", set("", "A", -1, 10, "2026-03-01"))
		two := ask(t, s, "telegram:2", set("", "A", -1, 12, "2026-03-01"))
		must[store.Change](t)(s.Confirm(t.Context(), "telegram:1", one.ID, ""))
		_, err := s.Confirm(t.Context(), "telegram:2", two.ID, "")
		var stale *store.Stale
		if !errors.As(err, &stale) || *stale.Rows[0].Old != 10 {
			t.Fatalf("got %v", err)
		}
		two.Change.Rows = stale.Rows
		two = ask(t, s, "telegram:2", two.Change)
		if c := must[store.Change](t)(s.Confirm(t.Context(), "telegram:2", two.ID, "")); c.N != 2 {
			t.Errorf("stored as %d", c.N)
		}
	})
}

// A button tapped twice, or an update delivered twice, at the very same moment.
func TestConfirmedTwiceAtOnce(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store, _ *clock) {
		p := ask(t, s, "telegram:1", set("", "A", -1, 10, "2026-03-01"))
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() {
				_, err := s.Confirm(t.Context(), "telegram:1", p.ID, "")
				var already *store.Already
				if err != nil && !(errors.As(err, &already) && already.N == 1) {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if changes := must[[]store.Change](t)(s.History(t.Context())); len(changes) != 1 {
			t.Errorf("stored %d times", len(changes))
		}
	})
}
