package store_test

import (
	"errors"
	"testing"
	"time"

	"ikdbot/store"
)

// slotReport is a report owed to a binding for a slot.
func slotReport(binding string, slot time.Time) store.Entry {
	return store.Entry{ID: store.ReportID(binding, slot), Chat: "telegram:-1", Binding: binding, Area: "A", Due: slot}
}

// due lists the ids that may be sent now.
func due(t *testing.T, s *store.Store, c *clock) (ids []string) {
	t.Helper()
	for _, e := range must[[]store.Entry](t)(s.Due(t.Context(), c.Now(), 10)) {
		ids = append(ids, e.ID)
	}
	return ids
}

func TestAHeldSlotWaitsUntilItIsReleased(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store, c *clock) {
		slot := monday()
		hold := store.Hold{Slot: slot, By: "telegram:1", Until: slot.Add(48 * time.Hour)}
		must[int](t)(s.Owe(t.Context(), slotReport("b1", slot), slotReport("b9", slot.Add(-time.Hour))))
		taken := must[[]store.Entry](t)(s.Due(t.Context(), c.Now(), 10))
		if waiting, gone, err := s.Hold(t.Context(), hold, "b1", "b2"); waiting != 2 || gone != 0 || err != nil {
			t.Fatalf("holding: %d wait, %d gone, %v", waiting, gone, err)
		}
		must[int](t)(s.Owe(t.Context(), slotReport("b2", slot))) // owed after the hold: born held
		if ids := due(t, s, c); len(ids) != 1 || ids[0] != store.ReportID("b9", slot.Add(-time.Hour)) {
			t.Errorf("due while held: %v", ids)
		}
		for _, e := range taken {
			if mine := must[bool](t)(s.Claim(t.Context(), "one", e)); mine != (e.Binding == "b9") {
				t.Errorf("%s, read before the hold, claimed: %v", e.ID, mine)
			}
		}
		hold.At = c.Now().UTC()
		if holds := must[[]store.Hold](t)(s.Holds(t.Context())); len(holds) != 1 || holds[0] != hold {
			t.Errorf("holds: %v", holds)
		}
		c.Move(time.Hour)
		if n := must[int](t)(s.Unhold(t.Context(), slot)); n != 2 {
			t.Errorf("released %d reports", n)
		}
		if ids := due(t, s, c); len(ids) != 2 {
			t.Errorf("due after the release: %v", ids)
		}
		if _, err := s.Unhold(t.Context(), slot); !errors.Is(err, store.ErrNothing) {
			t.Errorf("released again: %v", err)
		}
	})
}

func TestAHeldSlotThatNobodyReleasesIsMissed(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store, c *clock) {
		slot := monday()
		if _, _, err := s.Hold(t.Context(), store.Hold{Slot: slot, By: "telegram:1", Until: slot.Add(time.Hour)}, "b1"); err != nil {
			t.Fatal(err)
		}
		must[int](t)(s.Owe(t.Context(), slotReport("b1", slot)))
		c.Move(time.Hour)
		if n := must[int](t)(s.Lapse(t.Context(), slot, "held back")); n != 1 {
			t.Errorf("%d reports lapsed", n)
		}
		e, ok, err := s.Entry(t.Context(), store.ReportID("b1", slot))
		if !ok || err != nil || e.State != store.Missed || e.Why != "held back" {
			t.Errorf("%+v, %v, %v", e, ok, err)
		}
		missed := must[[]store.Entry](t)(s.InState(t.Context(), store.Missed, 10))
		if len(missed) != 1 || len(due(t, s, c)) != 0 {
			t.Errorf("missed: %v", missed)
		}
	})
}

func TestWhatHasGoneIsNotHeld(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store, c *clock) {
		slot := monday()
		must[int](t)(s.Owe(t.Context(), slotReport("b1", slot)))
		if !must[bool](t)(s.Claim(t.Context(), "one", slotReport("b1", slot))) {
			t.Fatal("not claimed")
		}
		if waiting, gone, err := s.Hold(t.Context(), store.Hold{Slot: slot, Until: slot.Add(time.Hour)}, "b1"); waiting != 0 || gone != 1 || err != nil {
			t.Errorf("%d wait, %d gone, %v", waiting, gone, err)
		}
		if holds := must[[]store.Hold](t)(s.Holds(t.Context())); len(holds) != 0 {
			t.Errorf("held all the same: %v", holds)
		}
	})
}

func TestAnAdminsPauseAndThatOfARemovalAreTwoThings(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store, c *clock) {
		b := must[store.Binding](t)(s.Bind(t.Context(), weekly("telegram:-1", "A")))
		until := monday().Add(72 * time.Hour)
		must[store.Binding](t)(s.PauseUntil(t.Context(), b.ID, until))
		b = must[store.Binding](t)(s.Pause(t.Context(), b.ID, "removed"))
		if b.PauseAt(until) != "removed" {
			t.Errorf("removed, yet %q", b.PauseAt(until))
		}
		b = must[store.Binding](t)(s.Resume(t.Context(), b.ID, c.Now()))
		if b.PauseAt(until) != "" || b.PauseAt(until.Add(-time.Second)) != "by an admin" {
			t.Errorf("after the bot's return: %q, %q", b.PauseAt(until), b.PauseAt(until.Add(-time.Second)))
		}
		b = must[store.Binding](t)(s.PauseUntil(t.Context(), b.ID, c.Now()))
		if b.PauseAt(c.Now()) != "" || b.PauseAt(c.Now().Add(-time.Second)) == "" {
			t.Error("ending the pause now lets slots before through, or holds those after")
		}
	})
}
