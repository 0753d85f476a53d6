package store_test

import (
	"testing"

	"ikdbot/store"
)

func TestTheChainTellsEveryAlteration(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store, _ *clock) {
		odd := set("telegram:1", "A", -1, 10, "2026-03-01")
		odd.Reason = "not UTF-8: \xff, <b> & \u2028"
		must[store.Change](t)(s.Commit(t.Context(), odd))
		must[store.Change](t)(s.Commit(t.Context(), set("telegram:1", "A", 10, 11, "2026-03-02")))
		must[store.Change](t)(s.Commit(t.Context(), set("telegram:1", "A", 11, 12, "2026-03-03")))
		stored := must[[]store.Change](t)(s.History(t.Context()))
		tests := []struct {
			name  string
			alter func([]store.Change) []store.Change
			whole bool
		}{
			{"as stored", func(h []store.Change) []store.Change { return h }, true},
			{"its beginning", func(h []store.Change) []store.Change { return h[:2] }, true},
			{"another source", func(h []store.Change) []store.Change { h[1].Source = "x"; return h }, false},
			{"another value", func(h []store.Change) []store.Change { h[0].Rows = []store.Row{row("A", -1, 9)}; return h }, false},
			{"one taken out", func(h []store.Change) []store.Change { return append(h[:1], h[2:]...) }, false},
			{"two in another order", func(h []store.Change) []store.Change { h[1], h[2] = h[2], h[1]; return h }, false},
			{"another hash", func(h []store.Change) []store.Change { h[2].Hash = h[1].Hash; return h }, false},
		}
		for _, test := range tests {
			copied := append([]store.Change(nil), stored...)
			if err := store.Verify(test.alter(copied)); (err == nil) != test.whole {
				t.Errorf("%s: %v", test.name, err)
			}
		}
	})
}
