package store_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"ikdbot/store"
)

// told is a figure of an area, given in the order of the changes.
type told struct {
	area   string
	value  int64
	asOf   store.Date
	source string
}

func TestRollUp(t *testing.T) {
	fig := func(v int64, asOf store.Date, source string, n int64) store.Figure {
		return store.Figure{Value: v, AsOf: asOf, Source: source, Change: n}
	}
	tests := []struct {
		name string
		told []told
		area string
		want *store.Shown
	}{
		{"nothing told, nothing shown", nil, "R", nil},
		{"its own figure, no child reports", []told{{"R", 50, "2026-03-01", "s"}}, "R",
			&store.Shown{Figure: fig(50, "2026-03-01", "s", 1), Oldest: "2026-03-01", Children: 2}},
		{"its own figure while a child is missing, which is told", []told{{"R", 50, "2026-03-01", "s"}, {"A", 30, "2026-04-01", "s"}}, "R",
			&store.Shown{Figure: fig(50, "2026-03-01", "s", 1), Oldest: "2026-03-01", Reported: 1, Children: 2,
				Other: &store.Figure{Value: 30, AsOf: "2026-04-01", Source: "s", Change: 2}}},
		{"no own figure and a child missing: nothing, a part is not the whole", []told{{"A", 30, "2026-04-01", "s"}}, "R", nil},
		{"the sum, once the newest child is later and all report", []told{{"R", 50, "2026-03-01", "s"}, {"A", 30, "2026-02-01", "s"}, {"B", 25, "2026-04-01", "s"}}, "R",
			&store.Shown{Figure: fig(55, "2026-04-01", "s", 3), Oldest: "2026-02-01", Sum: true, Reported: 2, Children: 2,
				Other: &store.Figure{Value: 50, AsOf: "2026-03-01", Source: "s", Change: 1}}},
		{"its own figure, if no child is later", []told{{"R", 50, "2026-04-01", "s"}, {"A", 30, "2026-04-01", "s"}, {"B", 25, "2026-03-01", "s"}}, "R",
			&store.Shown{Figure: fig(50, "2026-04-01", "s", 1), Oldest: "2026-04-01", Reported: 2, Children: 2,
				Other: &store.Figure{Value: 55, AsOf: "2026-04-01", Source: "s", Change: 3}}},
		{"nothing else to tell where both agree", []told{{"R", 55, "2026-04-01", "s"}, {"A", 30, "2026-04-01", "s"}, {"B", 25, "2026-03-01", "s"}}, "R",
			&store.Shown{Figure: fig(55, "2026-04-01", "s", 1), Oldest: "2026-04-01", Reported: 2, Children: 2}},
		{"children count with what they show: A with the sum of its desa", []told{
			{"A", 9, "2026-01-01", "s"}, {"A1", 4, "2026-02-01", "s"}, {"A2", 6, "2026-03-01", "s"}, {"B", 5, "2026-02-15", "t"}}, "R",
			&store.Shown{Figure: fig(15, "2026-03-01", "", 4), Oldest: "2026-02-01", Sum: true, Reported: 2, Children: 2}},
		{"one sample makes the sum a sample, by its source too", []told{{"A", 30, "2026-02-01", "CONTOH a"}, {"B", 25, "2026-04-01", "s"}}, "R",
			&store.Shown{Figure: fig(55, "2026-04-01", "CONTOH", 2), Oldest: "2026-02-01", Sum: true, Sample: true, Reported: 2, Children: 2}},
		{"a sample of its own", []told{{"B", 25, "2026-04-01", "CONTOH b"}}, "B",
			&store.Shown{Figure: fig(25, "2026-04-01", "CONTOH b", 1), Oldest: "2026-04-01", Sample: true}},
		{"a desa", []told{{"A2", 6, "2026-03-01", "s"}}, "A2",
			&store.Shown{Figure: fig(6, "2026-03-01", "s", 1), Oldest: "2026-03-01"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			current := make(map[store.Key]store.Figure)
			for i, f := range test.told {
				current[store.Key{Area: f.area, Count: store.Active}] = fig(f.value, f.asOf, f.source, int64(i+1))
			}
			var got *store.Shown
			if s, ok := store.RollUp(regency(), current)[test.area][store.Active]; ok {
				got = &s
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}
