// Package guard examines a change of figures before anybody is asked to store it: next to what is shown and to the history it would be
// added to, it finds what cannot be, what is odd, and what is worth a mention. It is pure; the desk puts the findings into words.
//
// Figures are numbers of persons, dates civil dates. The bounds come from figures that offices have published (see limits), the slips
// it looks for from the two articles this bot began with: a target printed as wajib KTP, residents printed as wajib KTP, and
// percentages of three different bases in one text.
package guard

import (
	"ikdbot/handlers/remark"
	"ikdbot/locales"
	"ikdbot/store"
)

// Weight is what a finding asks for.
type Weight string

// The weights, which begin the keys of a finding's phrase in family guard.
const (
	Noted   Weight = "note"    // mentioned, asks nothing
	Odd     Weight = "odd"     // may be right: stored with Tetap simpan and a reason
	Refused Weight = "refused" // cannot be: never stored
)

// Finding is one thing about a change that somebody should know: what is odd, the numbers, the likely cause.
type Finding struct {
	Weight
	Area  string
	Count store.Count
	remark.Remark
}

// Examined is a change as the guard sees it.
type Examined struct {
	Findings []Finding
	After    map[string]store.Aggregate // what would be shown; nil where anything is refused
}

// Of lists the findings of a weight.
func (e Examined) Of(w Weight) (some []remark.Remark) {
	for _, f := range e.Findings {
		if f.Weight == w {
			some = append(some, f.Remark)
		}
	}
	return some
}

// Examine examines a change, be it one figure or a whole file, next to what is shown now and to the history it would be added to.
// Only what cannot be is refused: less than nobody, a day after today, an area that is not here. No argument is changed.
func Examine(r *locales.Regency, now store.Aggregates, history []store.Change, c store.Change, today store.Date) Examined {
	g := &guardian{r: r, now: now.Areas, said: map[about]bool{}}
	for _, row := range c.Rows {
		g.refuse(c, row, today)
	}
	if len(g.Findings) > 0 {
		return g.Examined
	}
	c.N = int64(len(history)) + 1
	// A copy: two changes examined at the same time may not write behind the one history.
	g.After = store.RollUp(r, store.Choose(append(history[:len(history):len(history)], c)))
	current := store.Choose(history)
	for _, row := range c.Rows {
		g.place(c, row, current)
	}
	g.examine()
	g.statements()
	return g.Examined
}

// guardian is the guard at work on one change.
type guardian struct {
	Examined
	r     *locales.Regency
	now   map[string]store.Aggregate
	shown []fresh // the rows that would be shown
	said  map[about]bool
}

// about is a finding without its numbers.
type about struct {
	Weight
	area  string
	count store.Count
	key   string
}

// fresh is a row that would be shown.
type fresh struct {
	area  string
	count store.Count
	old   *store.Shown // what is shown now
	store.Shown
}

// find notes something, once: the rows of a file may lead to it many times.
func (g *guardian) find(w Weight, area string, count store.Count, key string, pairs ...any) {
	once := about{w, area, count, key}
	if g.said[once] {
		return
	}
	g.said[once] = true
	g.Findings = append(g.Findings, Finding{w, area, count, remark.New(key, append([]any{"count", count}, pairs...)...)})
}

// refuse finds what cannot be.
func (g *guardian) refuse(c store.Change, row store.Row, today store.Date) {
	_, known := g.r.Area(row.Area)
	switch {
	case !known || row.Area == g.r.Province().Code:
		g.find(Refused, row.Area, row.Count, "unknown_area", "area", row.Area)
	case row.New != nil && *row.New < 0:
		g.find(Refused, row.Area, row.Count, "negative", "area", remark.Area(row.Area), "new", *row.New)
	case c.DateOf(row) > today:
		g.find(Refused, row.Area, row.Count, "future", "area", remark.Area(row.Area), "date", c.DateOf(row))
	}
}

// place sees whether a row would be shown. One of a day before the last one would not be: that is odd, for it is rarely meant. One
// that a newer sum of all areas below outdoes is mentioned.
func (g *guardian) place(c store.Change, row store.Row, current map[store.Key]store.Figure) {
	if row.New == nil {
		return
	}
	will := g.After[row.Area][row.Count]
	if will.Change == c.N && !will.Sum {
		f := fresh{area: row.Area, count: row.Count, Shown: will}
		if was, ok := g.now[row.Area][row.Count]; ok {
			f.old = &was
		}
		g.shown = append(g.shown, f)
		return
	}
	last, known := current[store.Key{Area: row.Area, Count: row.Count}]
	if date := c.DateOf(row); known && last.AsOf > date {
		g.find(Odd, row.Area, row.Count, "older", "area", remark.Area(row.Area), "new", *row.New, "day", date, "people", last.Value, "date", remark.WhenFigure(last))
		return
	}
	p := Stays(row.Count, will)
	g.find(Noted, row.Area, row.Count, p.Key, p.Pairs[2:]...)
}

// Stays says that the figure shown remains another one, which is newer.
func Stays(count store.Count, shown store.Shown) remark.Remark {
	key := "older"
	if shown.Sum {
		key = "sum_stays"
	}
	return remark.New(key, "count", count, "people", shown.Value, "date", remark.WhenShown(shown), "children", shown.Children)
}

// examine looks at what would be shown. A figure that will not be is left alone: it changes nothing that anybody sees.
func (g *guardian) examine() {
	for _, f := range g.shown {
		if !g.targetAsBase(f) {
			g.jump(f)
		}
		g.bounds(f)
		g.parts(f)
	}
}
