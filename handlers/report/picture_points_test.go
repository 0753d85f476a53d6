package report

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ikdbot/store"
)

// heard is a history in the order it was stored: on which day, what was counted when, or which change was undone.
type heard struct {
	on, asOf store.Date
	value    int64
	undoes   int64
	source   string
}

func historyOf(area string, all []heard) []store.Change {
	var changes []store.Change
	for i, h := range all {
		c := store.Change{N: int64(i + 1), At: dateOf(h.on).Add(12 * time.Hour), AsOf: h.asOf, Source: h.source, Undoes: h.undoes}
		if h.undoes == 0 {
			c.Rows = []store.Row{{Area: area, Count: store.Active, New: &h.value}}
		}
		changes = append(changes, c)
	}
	return changes
}

// A trend has its points where they were counted, as they are known to be at the slot.
func TestTrend(t *testing.T) {
	_, r := load(t)
	for _, test := range []struct {
		name string
		all  []heard
		want []Point
	}{
		{"each week its point", []heard{
			{on: "2026-03-20", asOf: "2026-03-20", value: 10}, {on: "2026-03-27", asOf: "2026-03-27", value: 20},
		}, []Point{{AsOf: "2026-03-20", Value: 10}, {AsOf: "2026-03-27", Value: 20}}},
		{"weeks without news have none", []heard{{on: "2026-01-20", asOf: "2026-01-20", value: 10}}, []Point{{AsOf: "2026-01-20", Value: 10}}},
		{"told late, it is where it belongs", []heard{
			{on: "2026-03-27", asOf: "2026-03-27", value: 20}, {on: "2026-04-01", asOf: "2026-03-13", value: 5},
		}, []Point{{AsOf: "2026-03-13", Value: 5}, {AsOf: "2026-03-27", Value: 20}}},
		{"a correction mends the past", []heard{
			{on: "2026-03-20", asOf: "2026-03-20", value: 1000}, {on: "2026-04-01", asOf: "2026-03-20", value: 10}, {on: "2026-04-02", asOf: "2026-04-02", value: 30},
		}, []Point{{AsOf: "2026-03-20", Value: 10}, {AsOf: "2026-04-02", Value: 30}}},
		{"what was undone never was", []heard{
			{on: "2026-03-20", asOf: "2026-03-20", value: 10}, {on: "2026-03-27", asOf: "2026-03-27", value: 9000}, {on: "2026-03-28", undoes: 2},
		}, []Point{{AsOf: "2026-03-20", Value: 10}}},
		{"what was told after the slot is left out", []heard{
			{on: "2026-03-20", asOf: "2026-03-20", value: 10}, {on: "2026-04-07", asOf: "2026-04-03", value: 20},
		}, []Point{{AsOf: "2026-03-20", Value: 10}}},
		{"samples do not lead on to real figures", []heard{
			{on: "2026-03-20", asOf: "2026-03-20", value: 10, source: "CONTOH"}, {on: "2026-03-27", asOf: "2026-03-27", value: 7},
		}, []Point{{AsOf: "2026-03-27", Value: 7}}},
		{"more than a year ago is no trend", []heard{{on: "2024-03-20", asOf: "2024-03-20", value: 10}}, nil},
	} {
		changes := historyOf(baamang, test.all)
		p := PointsOf(Input{Regency: r, Area: baamang, At: monday, Now: store.AggregatesAt(r, changes, monday)}, changes)
		if diff := cmp.Diff(test.want, p.Trend); diff != "" {
			t.Errorf("%s: %s", test.name, diff)
		}
	}
}

// A report that was held back until its figures were right, or corrected, shows the same figure in its trend as in its text.
func TestTrendKnowsWhatTheTextKnows(t *testing.T) {
	_, r := load(t)
	changes := historyOf(baamang, []heard{
		{on: "2026-03-27", asOf: "2026-03-27", value: 20}, {on: "2026-04-05", asOf: "2026-04-05", value: 300},
		{on: "2026-04-07", asOf: "2026-04-05", value: 30}, {on: "2026-04-07", asOf: "2026-04-07", value: 31},
	})
	for last, want := range map[int][]Point{
		3: {{AsOf: "2026-03-27", Value: 20}, {AsOf: "2026-04-05", Value: 30}},
		4: {{AsOf: "2026-03-27", Value: 20}, {AsOf: "2026-04-07", Value: 31}},
	} {
		in := Input{Regency: r, Area: baamang, At: monday, Now: store.AggregatesAt(r, changes[:last], monday.AddDate(0, 0, 7))}
		if diff := cmp.Diff(want, PointsOf(in, changes).Trend); diff != "" {
			t.Errorf("%d changes: %s", last, diff)
		}
	}
}

// The sum of sub-areas never rises because one more of them reports.
func TestSharedTrend(t *testing.T) {
	_, r := load(t)
	var all []told
	for i, area := range []string{kotim + ".01", kotim + ".02", kotim + ".03"} {
		for week := i * i; week < 6; week++ {
			day := monday.AddDate(0, 0, -1-7*(5-week))
			all = append(all, told{area, store.Active, 100 + int64(week), store.Date(day.Format(time.DateOnly)), "x"})
		}
	}
	v := seen(r, kotim, all)
	want := []Point{
		{AsOf: "2026-03-08", Value: 202}, {AsOf: "2026-03-15", Value: 204}, {AsOf: "2026-03-22", Value: 206}, {AsOf: "2026-03-29", Value: 208}, {AsOf: "2026-04-05", Value: 210},
	}
	if diff := cmp.Diff(want, v.p.Trend); diff != "" || v.p.Of != 2 {
		t.Errorf("of %d: %s", v.p.Of, diff)
	}
}

// A forecast takes four weekly points, its range is that of the weeks, and it ends at all who must hold a card.
func TestForecast(t *testing.T) {
	day := store.Date("2026-12-03")
	weekly := func(last string, values ...int64) Points {
		var p Points
		for i, value := range values {
			at := dateOf(store.Date(last)).AddDate(0, 0, -7*(len(values)-1-i))
			p.Trend = append(p.Trend, Point{AsOf: store.Date(at.Format(time.DateOnly)), Value: value})
		}
		return p
	}
	shared := weekly("2026-12-03", 10, 20, 30, 40)
	shared.Of = 3
	close := Points{Trend: []Point{{AsOf: "2026-11-30", Value: 1}, {AsOf: "2026-12-01", Value: 2}, {AsOf: "2026-12-02", Value: 3}, {AsOf: "2026-12-03", Value: 4}}}
	for _, test := range []struct {
		name      string
		p         Points
		base      int64
		low, high int64
		ok        bool
	}{
		{"steady", weekly("2026-12-03", 10, 20, 30, 40), 0, 80, 80, true},
		{"slowest and fastest", weekly("2026-12-03", 1000, 1010, 1040, 1060), 0, 1100, 1200, true},
		{"three points are too few", weekly("2026-12-03", 10, 20, 30), 0, 0, 0, false},
		{"an old figure leads nowhere", weekly("2026-10-01", 10, 20, 30, 40), 0, 0, 0, false},
		{"days are no weeks", close, 0, 0, 0, false},
		{"nobody else's figure", shared, 0, 0, 0, false},
		{"not below none", weekly("2026-12-03", 90, 60, 60, 30), 0, 0, 30, true},
		{"not above all", weekly("2026-12-03", 10, 20, 30, 40), 55, 55, 55, true},
		{"older weeks do not count", weekly("2026-12-03", 0, 900, 910, 920, 930, 940, 950, 960, 970, 980), 0, 1000, 1100, true},
	} {
		s := Standing{Day: day, Counts: store.Aggregate{store.Obligated: {Figure: store.Figure{Value: test.base}}}}
		f, ok := ForecastOf(test.p, s)
		if ok != test.ok || f.Low != test.low || f.High != test.high {
			t.Errorf("%s: %d to %d (%t), want %d to %d", test.name, f.Low, f.High, ok, test.low, test.high)
		}
	}
}
