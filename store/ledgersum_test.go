package store_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ikdbot/store"
)

func TestLedgerSum(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store, c *clock) {
		sum := func() store.LedgerSum { return must[store.LedgerSum](t)(s.LedgerSum(t.Context())) }
		empty := store.LedgerSum{States: map[store.State]int64{"owed": 0, "sending": 0, "sent": 0, "failed": 0, "unclear": 0, "missed": 0}}
		if diff := cmp.Diff(empty, sum()); diff != "" {
			t.Error(diff)
		}
		slot := monday()
		report := func(binding string, slot time.Time) store.Entry {
			return store.Entry{ID: store.ReportID(binding, slot), Chat: "telegram:-1", Binding: binding, Due: slot, Next: slot.Add(time.Hour)}
		}
		older, newer := report("b1", slot.AddDate(0, 0, -7)), report("b2", slot)
		notice := store.Entry{ID: "notice/x/1", Chat: "telegram:1", Due: slot.Add(time.Minute)}
		backup := store.Entry{ID: "notice/backup/1", Chat: "telegram:1", Due: slot.Add(2 * time.Minute), Next: slot.Add(2 * time.Minute)}
		must[int](t)(s.Owe(t.Context(), older, newer, notice, backup))
		if got := sum(); !got.DueReport.Equal(older.Due) || !got.DueOther.Equal(notice.Due) || !got.DueBackup.Equal(backup.Due) || got.States[store.Owed] != 4 {
			t.Errorf("four are owed: %+v", got)
		}
		if _, _, err := s.Hold(t.Context(), store.Hold{Slot: older.Due, By: "telegram:1", Until: slot.Add(48 * time.Hour)}, "b1"); err != nil {
			t.Fatal(err)
		}
		if got := sum(); !got.DueReport.Equal(newer.Due) || got.Lag(slot.Add(time.Minute)) != time.Minute {
			t.Errorf("one is held back by an admin: %+v", got)
		}
		c.Move(time.Hour)
		for _, e := range []store.Entry{newer, notice, backup} {
			must[bool](t)(s.Claim(t.Context(), "me", e))
			e.State, e.At = store.Sent, c.Now()
			if err := s.Settle(t.Context(), "me", e); err != nil {
				t.Fatal(err)
			}
			c.Move(time.Minute)
		}
		got := sum()
		if got.Lag(c.Now().AddDate(1, 0, 0)) != 0 || got.States[store.Sent] != 3 || !got.DueBackup.IsZero() {
			t.Errorf("only what is held back is owed: %+v", got)
		}
		if at := slot.Add(time.Hour); !got.LastReport.Equal(at) || !got.LastBackup.Equal(at.Add(2*time.Minute)) {
			t.Errorf("sent last: %+v", got)
		}
	})
}
