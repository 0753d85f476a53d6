package store_test

import (
	"testing"
	"time"

	"ikdbot/store"
)

func TestScamReportsAreCountedByWeek(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store, _ *clock) {
		week := store.WeekOf(monday())
		if n := must[int](t)(s.Scams(t.Context(), week)); n != 0 {
			t.Errorf("%d at first", n)
		}
		for _, update := range []string{"telegram:1", "telegram:2", "telegram:2"} { // the last one is answered again after a crash
			if err := s.AddScam(t.Context(), week, update); err != nil {
				t.Fatal(err)
			}
		}
		if n := must[int](t)(s.Scams(t.Context(), week)); n != 2 {
			t.Errorf("%d reports, want 2", n)
		}
		if n := must[int](t)(s.Scams(t.Context(), store.WeekOf(monday().AddDate(0, 0, 7)))); n != 0 {
			t.Errorf("%d in the week after", n)
		}
	})
}

func TestAWeekIsThatOfTheZone(t *testing.T) {
	zone := time.FixedZone("WIB", 7*3600)
	for _, c := range []struct {
		at   time.Time
		want store.Week
	}{
		{time.Date(2026, 4, 5, 17, 30, 0, 0, time.UTC), "2026-W14"},
		{time.Date(2026, 4, 5, 17, 30, 0, 0, time.UTC).In(zone), "2026-W15"}, // Monday already in Sampit
		{time.Date(2027, 1, 1, 12, 0, 0, 0, zone), "2026-W53"},
	} {
		if got := store.WeekOf(c.at); got != c.want {
			t.Errorf("%s is in %s, want %s", c.at, got, c.want)
		}
	}
}
