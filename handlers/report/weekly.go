package report

import (
	"cmp"
	"slices"
	"time"

	"ikdbot/locales"
	"ikdbot/store"
)

// mostMovers is how many sub-areas a summary names as having moved most.
const mostMovers = 3

// Input is what a weekly summary is made from.
type Input struct {
	Regency  *locales.Regency
	Area     string
	Now      store.Aggregates
	Before   store.Aggregates // as known at BeforeAt
	BeforeAt time.Time        // the previous due slot; zero: there was none
	At       time.Time        // this slot
	Zone     string           // where the clock runs that the slot is told by, "Asia/Jayapura"; empty: as the regency's
	Scams    int              // reports of fraud by citizens in the week before this slot's, Monday to Sunday
	LastRead *Facts           // of the report that the group it is made for read last; nil: none, or for no group
	Reading  *Reading         // how the groups read; for the office only
}

// Facts are a weekly summary before it is put into words; the ledger keeps them as JSON.
type Facts struct {
	Area     string    `json:"area"`
	At       time.Time `json:"at"`
	Zone     string    `json:"zone,omitempty"` // see Input
	BeforeAt time.Time `json:"beforeAt,omitzero"`
	Standing Standing  `json:"standing"`
	Change   *Delta    `json:"change,omitempty"` // nil: no IKD figure, or no previous slot
	Rank     *Rank     `json:"rank,omitempty"`
	Earlier  *Rank     `json:"earlier,omitempty"` // the rank at the previous slot
	Pace     *Pace     `json:"pace,omitempty"`
	Fresh    int       `json:"fresh,omitempty"` // areas one level below that sent something new since the previous slot
	Movers   []Mover   `json:"movers,omitempty"`
	Help     []Place   `json:"help,omitempty"` // sub-areas of the area itself with the smallest percentages, the smallest first
	Gaps     Gaps      `json:"gaps,omitzero"`
	Sample   bool      `json:"sample,omitempty"` // anything here is sample data (CONTOH)
	Visit    *Visit    `json:"visit,omitempty"`
	Scams    int       `json:"scams,omitempty"` // reports of fraud in the week before; in a regency's summary only
	Read     *Read     `json:"read,omitempty"`
	Reading  *Reading  `json:"reading,omitempty"`
}

// Pace is what reaching the target by 31 December takes.
type Pace struct {
	Weeks   int   `json:"weeks"`   // whole weeks left, at least 1
	PerWeek int64 `json:"perWeek"` // people per week, rounded up
}

// Mover is one of the sub-areas whose IKD figure rose most since the previous slot, by share of its own wajib KTP.
type Mover struct {
	Place
	By   int64 `json:"by"`
	From int64 `json:"from"`
}

// Gaps are the sub-areas whose figures are awaited, in code order.
type Gaps struct {
	NoActive    []string `json:"noActive,omitempty"`    // no IKD figure
	NoObligated []string `json:"noObligated,omitempty"` // an IKD figure, but no wajib KTP to measure it by
	Stale       []Old    `json:"stale,omitempty"`       // an IKD figure older than 35 days
}

// Old is an area and the date of its old figure.
type Old struct {
	Area string     `json:"area"`
	AsOf store.Date `json:"asOf"`
}

// Gather computes a weekly summary.
func Gather(in Input) Facts {
	f := Facts{Area: in.Area, At: in.At, Zone: in.Zone, BeforeAt: in.BeforeAt}
	f.Standing = Stand(in.Regency, in.Now, in.Area, in.At)
	f.Change = in.change()
	f.Rank, f.Earlier = in.ranks()
	if pace, ok := PaceOf(f.Standing); ok {
		f.Pace = &pace
	}
	f.Fresh = in.fresh()
	f.Movers = in.movers()
	f.Help = in.help()
	f.Gaps = in.gaps()
	f.Visit = in.visit()
	f.Read, f.Reading = in.since(), in.Reading
	if in.Area == in.Regency.Root() {
		f.Scams = in.Scams
	}
	f.Sample = f.Standing.Sample || slices.ContainsFunc(f.Movers, func(m Mover) bool { return m.Sample }) ||
		slices.ContainsFunc(f.Help, func(p Place) bool { return p.Sample })
	if f.Rank != nil {
		siblings := Ranking(in.Regency, in.Now, in.Regency.Parent(in.Area), in.At)
		f.Sample = f.Sample || slices.ContainsFunc(siblings, func(p Place) bool { return p.Rank > 0 && p.Sample })
	}
	return f
}

// change compares the area's IKD figure with what was known at the previous slot.
func (in Input) change() *Delta {
	now, ok := in.Now.Areas[in.Area][store.Active]
	if !ok || in.BeforeAt.IsZero() {
		return nil
	}
	before, known := in.Before.Areas[in.Area][store.Active]
	d := compareFigures(now, before, known)
	return &d
}

// ranks are the area's rank among its siblings now and at the previous slot. A regency has no siblings here.
func (in Input) ranks() (now, before *Rank) {
	if in.Area == in.Regency.Root() {
		return nil, nil
	}
	parent := in.Regency.Parent(in.Area)
	if rank, ok := RankOf(Ranking(in.Regency, in.Now, parent, in.At), in.Area); ok {
		now = &rank
	}
	if rank, ok := RankOf(Ranking(in.Regency, in.Before, parent, in.BeforeAt), in.Area); ok && now != nil && !in.BeforeAt.IsZero() {
		before = &rank
	}
	return now, before
}

// PaceOf is how many people a week reach the target by 31 December of the year of the standing. Weeks count whole, so that
// who keeps the pace is done in time.
func PaceOf(s Standing) (Pace, bool) {
	needed, ok := s.Needed()
	if !ok || needed == 0 {
		return Pace{}, false
	}
	end := store.Date(dateOf(s.Day).Format("2006") + "-12-31")
	weeks := max(1, daysBetween(s.Day, end)/7)
	return Pace{Weeks: weeks, PerWeek: (needed + int64(weeks) - 1) / int64(weeks)}, true
}

// over is the area whose sub-areas are compared: the area itself, where any of them reports; else the one above, so that the
// area stands among its siblings.
func (in Input) over() string {
	if in.Area == in.Regency.Root() || in.anyReports(in.Regency.Children(in.Area)) {
		return in.Area
	}
	return in.Regency.Parent(in.Area)
}

// scope lists the areas to compare.
func (in Input) scope() []string { return in.Regency.Children(in.over()) }

func (in Input) anyReports(areas []string) bool {
	return slices.ContainsFunc(areas, func(area string) bool {
		_, ok := in.Now.Areas[area][store.Active]
		return ok
	})
}

// fresh counts the areas one level below with something new since the previous slot.
func (in Input) fresh() int {
	if in.BeforeAt.IsZero() {
		return 0
	}
	n := 0
	for _, area := range in.Regency.Children(in.Area) {
		before, known := in.Before.Areas[area][store.Active]
		if now, ok := in.Now.Areas[area][store.Active]; ok && compareFigures(now, before, known).News != Unchanged {
			n++
		}
	}
	return n
}

// movers are the areas of the scope whose figure rose most, by share of their own wajib KTP so that small ones count as
// much as large ones; areas without wajib KTP follow, by people.
func (in Input) movers() []Mover {
	if in.BeforeAt.IsZero() {
		return nil
	}
	var moved []Mover
	for _, area := range in.scope() {
		before, known := in.Before.Areas[area][store.Active]
		now, ok := in.Now.Areas[area][store.Active]
		if !ok || !known {
			continue
		}
		if d := compareFigures(now, before, true); d.News == Moved && d.By > 0 {
			moved = append(moved, Mover{Place: placeOf(in.Now, area, dayIn(in.Regency, in.At)), By: d.By, From: before.Value})
		}
	}
	slices.SortStableFunc(moved, func(x, y Mover) int {
		if x.complete() && y.complete() {
			return compareProducts(y.By, x.Obligated.Value, x.By, y.Obligated.Value)
		}
		return cmp.Or(cmp.Compare(y.weight(), x.weight()), cmp.Compare(y.By, x.By))
	})
	return moved[:min(len(moved), mostMovers)]
}

// gaps lists what is awaited one level below. A kecamatan of which no village ever reported is not asked for them all.
func (in Input) gaps() Gaps {
	children := in.Regency.Children(in.Area)
	if in.Area != in.Regency.Root() && !in.anyReports(children) {
		return Gaps{}
	}
	var g Gaps
	for _, area := range children {
		p := placeOf(in.Now, area, dayIn(in.Regency, in.At))
		if p.Active == nil {
			g.NoActive = append(g.NoActive, area)
			continue
		}
		if p.Stale {
			g.Stale = append(g.Stale, Old{Area: area, AsOf: p.Active.AsOf})
		}
		if !p.complete() {
			g.NoObligated = append(g.NoObligated, area)
		}
	}
	return g
}
