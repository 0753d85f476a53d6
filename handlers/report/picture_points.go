package report

import (
	"slices"
	"strings"
	"time"

	"ikdbot/store"
)

// trendWeeks is how far back a trend looks.
const trendWeeks = 52

// Points are what the picture shows beside the facts: where the sub-areas stand, and how the area's figure went. They follow
// from the history as it was at the slot, so that the same picture can be made again later.
type Points struct {
	Over  string  `json:"over"` // the area whose sub-areas the bars are: the area itself, or the one above it
	Bars  []Bar   `json:"bars,omitempty"`
	Trend []Point `json:"trend,omitempty"` // oldest first, each counted on another day
	Of    int     `json:"of,omitempty"`    // 0: Trend is the area's own figure; else what this many of its sub-areas, always the same, told together
}

// Bar is one sub-area with the people its share of the target stands for; 0 where no target can be told.
type Bar struct {
	Place
	Goal int64 `json:"goal,omitempty"`
}

// Point is a figure and the day it was counted.
type Point struct {
	AsOf   store.Date `json:"asOf"`
	Value  int64      `json:"value"`
	Sample bool       `json:"sample,omitempty"`
}

// PointsOf computes the points of a picture. Of the history it takes what the figures in.Now were made of, as the text does: a report that
// was held back, or corrected, may know more than was stored until its slot. A point stands at the
// day it was counted, not the day it was told: a figure that came late, or was mended later, is where it belongs, and weeks
// without a new figure have no point.
func PointsOf(in Input, changes []store.Change) Points {
	p := Points{Over: in.over()}
	day := dayIn(in.Regency, in.At)
	for _, place := range Ranking(in.Regency, in.Now, p.Over, in.At) {
		bar := Bar{Place: place}
		if t := target(in.Regency, in.Now.Areas[place.Area], day); t != nil {
			bar.Goal = t.People
		}
		p.Bars = append(p.Bars, bar)
	}
	weeks := in.weeks(changes)
	p.Trend = in.ownTrend(weeks)
	if len(p.Trend) < 2 {
		if trend, of := in.sharedTrend(weeks); len(trend) >= 2 {
			p.Trend, p.Of = trend, of
		}
	}
	return p
}

// sampleBars and sampleTrend report whether some of what a part of the picture shows is sample data.
func (p Points) sampleBars() bool {
	return slices.ContainsFunc(p.Bars, func(b Bar) bool { return b.Active != nil && b.Sample })
}

func (p Points) sampleTrend() bool {
	return slices.ContainsFunc(p.Trend, func(t Point) bool { return t.Sample })
}

// branch is a tree from one of its areas on.
type branch struct {
	store.Tree
	root string
}

// Root is the area the branch begins with.
func (b branch) Root() string { return b.root }

// weeks are the IKD figures of the area and what lies in it as of each of the last weeks, oldest first.
func (in Input) weeks(changes []store.Change) []map[string]store.Aggregate {
	tree := branch{in.Regency, in.Area}
	known := within(changes, in.Area, in.Now.N)
	var weeks []map[string]store.Aggregate
	rows := -1
	for i, slot := range slots(in.At, trendWeeks) {
		day := dayIn(in.Regency, slot)
		if i == trendWeeks-1 {
			day = max(day, dayIn(in.Regency, in.Now.At))
		}
		then, n := until(known, day)
		if n != rows { // a week in which nothing was counted is like the one before
			weeks = append(weeks, store.RollUp(tree, store.Choose(then)))
			rows = n
		} else {
			weeks = append(weeks, weeks[len(weeks)-1])
		}
	}
	return weeks
}

// slots are the instants of n weeks up to one, oldest first.
func slots(at time.Time, n int) []time.Time {
	all := make([]time.Time, n)
	for i := range all {
		all[i] = at.AddDate(0, 0, -7*(n-1-i))
	}
	return all
}

// within takes from a history what its changes up to the last one tell about the IKD of an area and what lies in it. Rows then carry
// their own dates. Undoing is kept as it is.
func within(changes []store.Change, area string, last int64) []store.Change {
	var known []store.Change
	for _, c := range changes {
		if c.N > last {
			break
		}
		var rows []store.Row
		for _, row := range c.Rows {
			if row.Count != store.Active || row.Area != area && !strings.HasPrefix(row.Area, area+".") {
				continue
			}
			if row.AsOf == "" {
				row.AsOf = c.AsOf
			}
			rows = append(rows, row)
		}
		if len(rows) > 0 || c.Undoes != 0 {
			c.Rows = rows
			known = append(known, c)
		}
	}
	return known
}

// until leaves of a history the rows counted until a day, and says how many.
func until(changes []store.Change, day store.Date) ([]store.Change, int) {
	var known []store.Change
	n := 0
	for _, c := range changes {
		var rows []store.Row
		for _, row := range c.Rows {
			if row.AsOf <= day {
				rows = append(rows, row)
			}
		}
		n += len(rows)
		c.Rows = rows
		known = append(known, c)
	}
	return known, n
}

// ownTrend are the figures shown for the area itself. It begins where the figure was last of another kind: an own figure and
// the children's sum, or sample and real, are not one line. Nor does it run through numbers too small to tell.
func (in Input) ownTrend(weeks []map[string]store.Aggregate) []Point {
	var trend []Point
	var last store.Shown
	first := dayIn(in.Regency, slots(in.At, trendWeeks)[0])
	for _, week := range weeks {
		shown, ok := week[in.Area][store.Active]
		if !ok || shown.AsOf < first {
			continue
		}
		if hidden(in.Regency, in.Area, shown.Value) {
			trend = nil
			continue
		}
		if len(trend) > 0 && (shown.Sum != last.Sum || isSample(shown) != isSample(last)) {
			trend = nil
		}
		trend, last = appendPoint(trend, Point{shown.AsOf, shown.Value, isSample(shown)}), shown
	}
	return trend
}

// appendPoint adds a point that was counted later than those before it.
func appendPoint(trend []Point, p Point) []Point {
	if len(trend) > 0 && p.AsOf <= trend[len(trend)-1].AsOf {
		return trend
	}
	return append(trend, p)
}

// sharedTrend adds up the sub-areas of a regency that have a figure in every week from some week on, so that the line never
// rises because one more reports. It begins with the week that lets it tell most: sub-areas times weeks.
func (in Input) sharedTrend(weeks []map[string]store.Aggregate) ([]Point, int) {
	children := in.Regency.Children(in.Area)
	if in.Area != in.Regency.Root() {
		return nil, 0
	}
	var members []string
	start := 0
	known := slices.Clone(children)
	for i := len(weeks) - 1; i >= 0; i-- {
		known = slices.DeleteFunc(slices.Clone(known), func(child string) bool {
			_, ok := weeks[i][child][store.Active]
			return !ok
		})
		if len(known)*(len(weeks)-i) > len(members)*(len(weeks)-start) {
			members, start = known, i
		}
	}
	var trend []Point
	for _, week := range weeks[start:] {
		trend = appendPoint(trend, together(week, members))
	}
	return trend, len(members)
}

// together adds up the IKD figures of some areas.
func together(week map[string]store.Aggregate, areas []string) Point {
	var sum Point
	for _, area := range areas {
		shown := week[area][store.Active]
		sum.Value += shown.Value
		sum.AsOf = max(sum.AsOf, shown.AsOf)
		sum.Sample = sum.Sample || isSample(shown)
	}
	return sum
}

// yearEnd is the last day of the year of a date.
func yearEnd(d store.Date) store.Date {
	return store.Date(dateOf(d).Format("2006") + "-12-31")
}
