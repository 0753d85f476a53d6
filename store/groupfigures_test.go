package store_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"ikdbot/store"
)

// A group's area and the figures come together, on an empty memory, for a chat that is bound and for one that is not.
func TestGroupFigures(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store, _ *clock) {
		if a, _, bound, err := s.GroupFigures(t.Context(), "telegram:-1"); a.N != 0 || bound || err != nil {
			t.Fatal(a, bound, err)
		}
		must[store.Change](t)(s.Commit(t.Context(), set("telegram:1", "A", -1, 10, "2026-03-01")))
		want := must[store.Binding](t)(s.Bind(t.Context(), store.Binding{Chat: "telegram:-1", Area: "A", Schedule: "0 8 * * MON"}))
		a, b, bound, err := s.GroupFigures(t.Context(), "telegram:-1")
		if err != nil || !bound || a.Areas["A"][store.Active].Value != 10 {
			t.Error(a, bound, err)
		}
		if diff := cmp.Diff(want, b); diff != "" {
			t.Error(diff)
		}
		if _, _, bound, err := s.GroupFigures(t.Context(), "telegram:-2"); bound || err != nil {
			t.Error(bound, err)
		}
	})
}
