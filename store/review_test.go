package store_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"ikdbot/store"
)

// submit proposes a change that needs a second admin, and has its author confirm it.
func submit(t *testing.T, s *store.Store, author string, c store.Change) store.Review {
	t.Helper()
	p := must[store.Pending](t)(s.Propose(t.Context(), store.Pending{Author: author, Change: c, Review: true}))
	return must[store.Review](t)(s.Submit(t.Context(), author, p.ID, ""))
}

func TestASecondAdminApproves(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store, c *clock) {
		p := must[store.Pending](t)(s.Propose(t.Context(), store.Pending{Author: "telegram:1", Review: true, Change: set("", "A", -1, 10, "2026-03-01")}))
		if _, err := s.Confirm(t.Context(), "telegram:1", p.ID, ""); !errors.Is(err, store.ErrReview) {
			t.Fatalf("stored by its author alone: %v", err)
		}
		first := must[store.Review](t)(s.Submit(t.Context(), "telegram:1", p.ID, ""))
		again := must[store.Review](t)(s.Submit(t.Context(), "telegram:1", p.ID, ""))
		if first.ID != p.ID || !again.Submitted.Equal(first.Submitted) {
			t.Errorf("submitted %+v, then %+v", first, again)
		}
		c.Move(store.ReviewFor)
		if open := must[[]store.Review](t)(s.Reviews(t.Context())); len(open) != 1 || open[0].ID != p.ID {
			t.Errorf("waiting: %+v", open)
		}
		if _, err := s.Approve(t.Context(), "telegram:1", p.ID, ""); !errors.Is(err, store.ErrOwn) {
			t.Errorf("approved by its author: %v", err)
		}
		change := must[store.Change](t)(s.Approve(t.Context(), "telegram:2", p.ID, ""))
		if change.Author != "telegram:1" || change.Approver != "telegram:2" || change.Op != p.ID {
			t.Errorf("stored %+v", change)
		}
		var already *store.Already
		if _, err := s.Approve(t.Context(), "telegram:2", p.ID, ""); !errors.As(err, &already) {
			t.Errorf("approved again: %v", err)
		}
		if _, err := s.Submit(t.Context(), "telegram:1", p.ID, ""); !errors.As(err, &already) {
			t.Errorf("submitted again: %v", err)
		}
		if open := must[[]store.Review](t)(s.Reviews(t.Context())); len(open) != 0 {
			t.Errorf("still waiting: %+v", open)
		}
		if err := store.Verify(must[[]store.Change](t)(s.History(t.Context()))); err != nil {
			t.Error(err)
		}
	})
}

// Two admins approve at once, or one taps twice: it is stored once.
func TestApprovedByTwoAtOnce(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store, _ *clock) {
		r := submit(t, s, "telegram:1", set("", "A", -1, 10, "2026-03-01"))
		var all sync.WaitGroup
		for _, by := range []string{"telegram:2", "telegram:3", "telegram:2", "telegram:3"} {
			all.Go(func() {
				_, err := s.Approve(context.Background(), by, r.ID, "")
				var already *store.Already
				if err != nil && !errors.As(err, &already) {
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

func TestAReviewEnds(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store, c *clock) {
		down := submit(t, s, "telegram:1", set("", "A", -1, 10, "2026-03-01"))
		for range 2 {
			if r := must[store.Review](t)(s.TurnDown(t.Context(), "telegram:2", down.ID)); r.Author != "telegram:1" {
				t.Errorf("turned down %+v", r)
			}
		}
		var closed *store.Closed
		if _, err := s.Approve(t.Context(), "telegram:3", down.ID, ""); !errors.As(err, &closed) || closed.By != "telegram:2" {
			t.Errorf("approved after that: %v", err)
		}
		late := submit(t, s, "telegram:1", set("", "A", -1, 10, "2026-03-01"))
		c.Move(store.ReviewFor + time.Second)
		if _, err := s.Approve(t.Context(), "telegram:2", late.ID, ""); !errors.Is(err, store.ErrExpired) {
			t.Errorf("approved too late: %v", err)
		}
		if _, err := s.Approve(t.Context(), "telegram:2", "nosuchid", ""); !errors.Is(err, store.ErrNothing) {
			t.Errorf("approved what never was: %v", err)
		}
		if changes := must[[]store.Change](t)(s.History(t.Context())); len(changes) != 0 {
			t.Errorf("stored %+v", changes)
		}
	})
}

// A figure moved between the author's word and the second admin's: nothing is stored until it was looked at again.
func TestAReviewOfFiguresThatMoved(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store, _ *clock) {
		r := submit(t, s, "telegram:1", set("", "A", -1, 10, "2026-03-01"))
		must[store.Change](t)(s.Commit(t.Context(), set("telegram:3", "A", -1, 12, "2026-03-01")))
		var stale *store.Stale
		if _, err := s.Approve(t.Context(), "telegram:2", r.ID, ""); !errors.As(err, &stale) {
			t.Fatalf("approved: %v", err)
		}
		amended := must[store.Review](t)(s.Amend(t.Context(), r.ID, store.Change{AsOf: "2026-03-01", Rows: stale.Rows}, true))
		if amended.Author != "telegram:1" || !amended.Odd {
			t.Errorf("amended %+v", amended)
		}
		if _, err := s.Approve(t.Context(), "telegram:2", r.ID, ""); !errors.Is(err, store.ErrReason) {
			t.Errorf("odd, without a reason: %v", err)
		}
		if c := must[store.Change](t)(s.Approve(t.Context(), "telegram:2", r.ID, "koreksi data")); c.N != 2 || c.Reason != "koreksi data" {
			t.Errorf("stored %+v", c)
		}
	})
}

// The platform delivers a request twice when an answer was lost: the buttons shown first stay good.
func TestARequestProposedTwice(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store, _ *clock) {
		p := store.Pending{Author: "telegram:1", Request: "telegram:77", Change: set("", "A", -1, 10, "2026-03-01")}
		first := must[store.Pending](t)(s.Propose(t.Context(), p))
		again := must[store.Pending](t)(s.Propose(t.Context(), p))
		p.Request = "telegram:78"
		other := must[store.Pending](t)(s.Propose(t.Context(), p))
		if again.ID != first.ID || other.ID == first.ID {
			t.Errorf("ids %q, %q, then %q for another request", first.ID, again.ID, other.ID)
		}
	})
}
