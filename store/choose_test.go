package store_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ikdbot/store"
)

// history numbers changes as they would be stored, a day apart.
func history(changes ...store.Change) []store.Change {
	for i := range changes {
		changes[i].N = int64(i + 1)
		changes[i].At = monday().AddDate(0, 0, i)
	}
	return changes
}

func TestChooseTheFigureThatCounts(t *testing.T) {
	undo := func(n int64) store.Change {
		return store.Change{Author: "x", Undoes: n, Rows: []store.Row{row("A", 7, 9)}}
	}
	tests := []struct {
		name    string
		changes []store.Change
		want    int64 // -1: no figure
		by      int64
	}{
		{"nothing was ever told", nil, -1, 0},
		{"the later as-of date", history(set("x", "A", -1, 10, "2026-03-01"), set("x", "A", 10, 20, "2026-04-01")), 20, 2},
		{"not the later change, if it tells of earlier days", history(set("x", "A", -1, 10, "2026-03-01"), set("x", "A", 10, 20, "2026-02-01")), 10, 1},
		{"the later change of the same day", history(set("x", "A", -1, 10, "2026-03-01"), set("x", "A", 10, 20, "2026-03-01")), 20, 2},
		{"zero is a figure", history(set("x", "A", -1, 0, "2026-03-01")), 0, 1},
		{"a figure may be taken back", history(set("x", "A", -1, 10, "2026-03-01"), set("x", "A", 10, -1, "2026-03-02")), -1, 0},
		{"taken back it stays, whatever is told of earlier days", history(
			set("x", "A", -1, 10, "2026-03-01"), set("x", "A", 10, -1, "2026-03-05"), set("x", "A", -1, 30, "2026-03-04")), -1, 0},
		{"without the change that was undone", history(set("x", "A", -1, 10, "2026-03-01"), set("x", "A", 10, 20, "2026-04-01"), undo(2)), 10, 1},
		{"an undo's own rows do not count", history(set("x", "A", -1, 10, "2026-03-01"), undo(1)), -1, 0},
		{"a row's own date counts more than its change's", history(
			set("x", "A", -1, 10, "2026-03-01"),
			store.Change{AsOf: "2026-04-01", Rows: []store.Row{{Area: "A", Count: store.Active, New: number(5), AsOf: "2026-02-01"}}}), 10, 1},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			f, ok := store.Choose(test.changes)[store.Key{Area: "A", Count: store.Active}]
			if ok != (test.want >= 0) || f.Value != max(test.want, 0) || f.Change != test.by {
				t.Errorf("got %+v, %v; want %d by change %d", f, ok, test.want, test.by)
			}
		})
	}
}

func TestAggregatesAsKnownThen(t *testing.T) {
	changes := history(
		set("x", "A", -1, 10, "2026-03-01"),
		set("x", "A", 10, 20, "2026-04-01"),
		store.Change{Author: "x", Undoes: 2, Rows: []store.Row{row("A", 20, 10)}},
	)
	got := make(map[string]int64)
	for day, name := range []string{"first", "second", "third, undone"} {
		a := store.AggregatesAt(regency(), changes, monday().AddDate(0, 0, day).Add(time.Hour))
		got[name] = a.Areas["A"][store.Active].Value
	}
	want := map[string]int64{"first": 10, "second": 20, "third, undone": 10}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if before := store.AggregatesAt(regency(), changes, monday().Add(-time.Second)); before.N != 0 || len(before.Areas) != 0 {
		t.Errorf("before the first change: %+v", before)
	}
}
