package store_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ikdbot/store"
)

func TestUndo(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store, _ *clock) {
		must[store.Change](t)(s.Commit(t.Context(), set("telegram:1", "A", -1, 10, "2026-03-01")))
		must[store.Change](t)(s.Commit(t.Context(), set("telegram:1", "A", 10, 20, "2026-04-01")))
		undo := must[store.Change](t)(s.Undo(t.Context(), "telegram:1", 2, "salah ketik"))
		want := []store.Row{{Area: "A", Count: store.Active, Old: number(20), New: number(10), AsOf: "2026-03-01", Source: "laporan"}}
		if diff := cmp.Diff(want, undo.Rows); diff != "" || undo.N != 3 || undo.Undoes != 2 || undo.Reason != "salah ketik" {
			t.Errorf("undo %+v\n%s", undo, diff)
		}
		if got := must[store.Aggregates](t)(s.Aggregates(t.Context())).Areas["A"][store.Active]; got.Value != 10 || got.Change != 1 {
			t.Errorf("after the undo: %+v", got)
		}
		last, ok, err := s.LastOf(t.Context(), "telegram:1")
		if err != nil || !ok || last.N != 1 {
			t.Errorf("last change is %d, %v, %v", last.N, ok, err)
		}
		must[store.Change](t)(s.Undo(t.Context(), "telegram:1", 1, ""))
		if got := must[store.Aggregates](t)(s.Aggregates(t.Context())); len(got.Areas) != 0 {
			t.Errorf("after both undos: %+v", got.Areas)
		}
		if _, ok, err := s.LastOf(t.Context(), "telegram:1"); ok || err != nil {
			t.Errorf("still something to undo: %v", err)
		}
	})
}

func TestUndoRefused(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store, _ *clock) {
		for _, c := range []store.Change{
			set("telegram:1", "A", -1, 10, "2026-03-01"),
			set("telegram:2", "A", 10, 20, "2026-02-01"), // of earlier days, but it did touch the figure
			set("telegram:1", "B", -1, 5, "2026-03-01"),
			set("telegram:1", "B", 5, 6, "2026-03-01"),
		} {
			must[store.Change](t)(s.Commit(t.Context(), c))
		}
		must[store.Change](t)(s.Undo(t.Context(), "telegram:1", 4, "")) // is change 5
		tests := []struct {
			name   string
			author string
			n      int64
			want   error
		}{
			{"no such change", "telegram:1", 9, store.ErrNothing},
			{"no change has number 0", "telegram:1", 0, store.ErrNothing},
			{"an undo", "telegram:1", 5, store.ErrNothing},
			{"somebody else's", "telegram:1", 2, store.ErrNotYours},
			{"touched later", "telegram:1", 1, &store.Touched{By: 2}},
			{"undone before", "telegram:1", 4, &store.Already{N: 5}},
			{"touched only by what is undone itself", "telegram:1", 3, nil},
		}
		for _, test := range tests {
			_, err := s.Undo(t.Context(), test.author, test.n, "")
			var touched *store.Touched
			var already *store.Already
			var got = err
			switch {
			case errors.As(err, &touched):
				got = touched
			case errors.As(err, &already):
				got = already
			}
			if !errors.Is(got, test.want) && !cmp.Equal(got, test.want) {
				t.Errorf("%s: got %v, want %v", test.name, err, test.want)
			}
		}
	})
}
