package store_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"ikdbot/store"
)

// settled records an entry and brings it to its end.
func settled(t *testing.T, s *store.Store, e store.Entry, state store.State) {
	t.Helper()
	e.Due = monday()
	must[int](t)(s.Owe(t.Context(), e))
	if state == store.Missed {
		must[int](t)(s.MarkMissed(t.Context(), e))
		return
	}
	claim(t, s, "me", e)
	if e.State = state; state == store.Sending {
		return
	}
	if err := s.Settle(t.Context(), "me", e); err != nil {
		t.Fatal(err)
	}
}

// clearAll clears until there is no more, and returns how many that deleted.
func clearAll(t *testing.T, s *store.Store) (deleted int) {
	t.Helper()
	for range 100 {
		n, more, err := s.Clear(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if deleted += n; !more {
			return deleted
		}
	}
	t.Fatal("clearing does not end")
	return 0
}

// What proves a report stays for good, what still has to be done stays until it is done; the rest goes after three months.
func TestTheLedgerForgetsWhatProvesNothing(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store, c *clock) {
		said := `a notice that quotes "code":"K" from somewhere`
		stay := map[string]store.State{}
		for _, state := range []store.State{store.Owed, store.Sending, store.Sent, store.Failed, store.Unclear, store.Missed} {
			for _, code := range []string{"", "K7Q2M9XA"} {
				e := store.Entry{ID: fmt.Sprint(state, code), Chat: "telegram:-1", Text: said, Code: code, Area: "A"}
				if state == store.Owed {
					e.Due = monday()
					must[int](t)(s.Owe(t.Context(), e))
				} else {
					settled(t, s, e, state)
				}
				if code != "" || state == store.Owed || state == store.Sending || state == store.Unclear {
					stay[e.ID] = state
				}
			}
		}
		c.Move(store.SettledFor - time.Second)
		settled(t, s, store.Entry{ID: "young", Chat: "telegram:-1"}, store.Sent)
		stay["young"] = store.Sent
		if n := clearAll(t, s); n != 0 {
			t.Errorf("%d deleted before their time", n)
		}
		c.Move(2 * time.Second)
		if n := clearAll(t, s); n != 3 {
			t.Errorf("%d deleted, want those sent, failed and missed without a code", n)
		}
		for id, state := range stay {
			if e, ok, err := s.Entry(t.Context(), id); !ok || err != nil || e.State != state {
				t.Errorf("%s: %v %v", id, ok, err)
			}
		}
		known := must[map[string]store.State](t)(s.Known(t.Context(), "sent", "failed", "missed"))
		if listed := must[[]store.Entry](t)(s.InState(t.Context(), store.Missed, 9)); len(known) != 0 || len(listed) != 1 {
			t.Errorf("still known: %v, listed: %v", known, ids(listed))
		}
	})
}

// A thousand entries of one moment, most of which stay, do not keep the younger ones from being looked through, and what was looked
// through once is not looked through again.
func TestClearingComesToAnEnd(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store, c *clock) {
		for i := range 300 {
			settled(t, s, store.Entry{ID: fmt.Sprint("report ", i), Chat: "telegram:-1", Code: "K7Q2M9XA", Area: "A"}, store.Sent)
		}
		c.Move(time.Second)
		for i := range 250 {
			settled(t, s, store.Entry{ID: fmt.Sprint("notice ", i), Chat: "telegram:1"}, store.Sent)
		}
		c.Move(store.SettledFor + time.Second)
		if n := clearAll(t, s); n != 250 {
			t.Errorf("deleted %d of 250", n)
		}
		if _, more, err := s.Clear(t.Context()); more || err != nil {
			t.Errorf("looked through from the beginning again: %v", err)
		}
	})
}

// The speaker was frozen for longer than its lease, and goes on when another has taken over.
//
// Fault: the speaker freezes for longer than its lease and wakes up again.
// Outcome: it may claim nothing while another speaks, so nothing is sent twice.
func TestASpeakerWithoutTheLeaseClaimsNothing(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store, _ *clock) {
		must[bool](t)(s.Acquire(t.Context(), "old", time.Hour))
		a, b := owe(t, s, "a", "telegram:-1"), owe(t, s, "b", "telegram:-1")
		claim(t, s, "old", a)
		if err := s.Release(t.Context(), "old"); err != nil { // ran out, while it was frozen
			t.Fatal(err)
		}
		must[bool](t)(s.Acquire(t.Context(), "new", time.Hour))
		must[[]store.Entry](t)(s.Orphans(t.Context(), "new"))
		if ok, err := s.Claim(t.Context(), "old", b); ok || !errors.Is(err, store.ErrNotYours) {
			t.Errorf("claimed without the lease: %v, %v", ok, err)
		}
		a.State = store.Owed // it noticed before it sent: nobody got that one
		if err := s.Settle(t.Context(), "old", a); err != nil {
			t.Errorf("cannot give back what it did not send: %v", err)
		}
		claim(t, s, "new", a)
		claim(t, s, "new", b)
	})
}

// An admin holds a slot back while one of its reports is on the wire, where it fails.
func TestAReportOwedAgainIsHeldWithItsSlot(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store, c *clock) {
		slot := monday()
		a, b := slotReport("b1", slot), slotReport("b2", slot)
		must[int](t)(s.Owe(t.Context(), a, b))
		claim(t, s, "me", a)
		hold := store.Hold{Slot: slot, By: "telegram:1", Until: slot.Add(48 * time.Hour)}
		if waiting, gone, err := s.Hold(t.Context(), hold, "b1", "b2"); waiting != 1 || gone != 1 || err != nil {
			t.Fatal(waiting, gone, err)
		}
		a.State, a.Tries, a.Next = store.Owed, 1, slot.Add(time.Minute)
		if err := s.Settle(t.Context(), "me", a); err != nil {
			t.Fatal(err)
		}
		c.Move(time.Hour)
		if ids := due(t, s, c); len(ids) != 0 {
			t.Errorf("due though held: %v", ids)
		}
		if n := must[int](t)(s.Unhold(t.Context(), slot)); n != 2 {
			t.Errorf("released %d", n)
		}
		if e, _, err := s.Entry(t.Context(), a.ID); e.Tries != 1 || err != nil {
			t.Errorf("%+v %v", e, err)
		}
	})
}

func TestWhenTheNextIsOwed(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store, c *clock) {
		if _, ok, err := s.NextOwed(t.Context()); ok || err != nil {
			t.Errorf("nothing is owed: %v, %v", ok, err)
		}
		for i, wait := range []time.Duration{3 * time.Hour, time.Hour, 2 * time.Hour} {
			must[int](t)(s.Owe(t.Context(), store.Entry{ID: fmt.Sprint(i), Chat: "telegram:-1", Due: c.Now(), Next: c.Now().Add(wait)}))
		}
		if at, ok, err := s.NextOwed(t.Context()); !ok || err != nil || !at.Equal(c.Now().Add(time.Hour)) {
			t.Errorf("at %s, %v, %v", at, ok, err)
		}
	})
}

// An admin who decides on an old entry gives it a new term.
func TestSentAgainByAnAdminIsYoung(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store, c *clock) {
		settled(t, s, store.Entry{ID: "a", Chat: "telegram:-1"}, store.Unclear)
		c.Move(72 * time.Hour)
		e := must[store.Entry](t)(s.Resolve(t.Context(), "a", 1, store.Owed))
		if !e.Since().Equal(c.Now()) {
			t.Errorf("its term began at %s", e.Since())
		}
		if e, _, err := s.Entry(t.Context(), "a"); !e.Since().Equal(c.Now()) || err != nil {
			t.Errorf("stored as of %s, %v", e.Since(), err)
		}
	})
}
