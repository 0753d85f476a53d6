package handlers_test

import (
	"testing"
	"time"

	"ikdbot/handlers"
	"ikdbot/store"
	"ikdbot/store/storetest"
)

// Asking for figures costs at most two round trips: one for the conversation, one for the figures, with the group's area in a group. A
// report costs one for the figures, and one for what citizens reported.
func TestRoundTrips(t *testing.T) {
	h := newHouse(t, "")
	s := h.stage(t, "62.02")
	url, count := storetest.Trips(t, storetest.Redis(t))
	s.store = storetest.Open(t, url, store.Options{Regency: "62.02", Tree: s.regency, Now: s.clock})
	if _, err := s.store.Found(t.Context(), firstRows(s.regency)); err != nil {
		t.Fatal(err)
	}
	s.desk = handlers.New(s.options(h))
	s.say(t, "citizen", "/statistik") // what is read once after the start
	for _, ask := range [][2]string{
		{"citizen", "/statistik"}, {"citizen", "/statistik Baamang"}, {"citizen", "/peringkat"}, {"citizen", "/target"}, {"group", "/statistik"},
	} {
		count()
		s.say(t, ask[0], ask[1])
		if got := count(); got > 2 || got == 0 {
			t.Errorf("%s> %s: %d round trips", ask[0], ask[1], got)
		}
	}
	for _, area := range []string{"62.02", "62.02.05"} {
		count()
		if _, err := s.desk.Weekly(t.Context(), area, s.clock(), s.clock().Add(-7*24*time.Hour)); err != nil {
			t.Fatal(err)
		}
		if got := count(); got > 2 || got == 0 {
			t.Errorf("report of %s: %d round trips", area, got)
		}
	}
}
