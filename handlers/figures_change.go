package handlers

import (
	"slices"

	"ikdbot/locales"
	"ikdbot/store"
)

// outlook is what a change of one area's figures would do: next to what is current, and to what would be shown afterwards.
type outlook struct {
	area    string
	change  store.Change
	figures []figureOutlook
	after   map[string]store.Aggregate
	idle    bool // it says nothing that is not stored already
	odd     []problem
	notes   []problem
}

// figureOutlook is the outlook of one count.
type figureOutlook struct {
	store.Row
	old   *store.Figure // the current figure
	was   *store.Shown  // what is shown now
	will  store.Shown   // what would be shown
	shown bool          // what would be shown is this very figure
}

// foresee tells what an order for an area would do on top of a history.
func foresee(r *locales.Regency, now store.Aggregates, history []store.Change, area string, o order, author string) outlook {
	current := store.Choose(history)
	c := store.Change{N: int64(len(history)) + 1, Author: author, AsOf: o.asOf, Source: o.source}
	out := outlook{area: area, idle: true}
	for _, t := range o.counts {
		f := figureOutlook{Row: store.Row{Area: area, Count: t.count, New: &t.people}}
		if old, ok := current[store.Key{Area: area, Count: t.count}]; ok {
			f.old, f.Old = &old, &old.Value
		}
		same := f.old != nil && f.old.Value == t.people && f.old.AsOf == o.asOf && f.old.Source == o.source
		out.idle = out.idle && same
		if was, ok := now.Areas[area][t.count]; ok {
			f.was = &was
		}
		c.Rows = append(c.Rows, f.Row)
		out.figures = append(out.figures, f)
	}
	out.after = store.RollUp(r, store.Choose(append(slices.Clip(history), c)))
	for i := range out.figures {
		f := &out.figures[i]
		f.will = out.after[area][f.Count]
		f.shown = f.will.Change == c.N && !f.will.Sum
	}
	c.N = 0 // the store numbers it
	out.change = c
	out.examine(r)
	return out
}

// examine looks for what is odd. A figure that will not be shown, because a newer one is, is not examined: it changes nothing
// that anybody sees.
func (out *outlook) examine(r *locales.Regency) {
	for _, f := range out.figures {
		if !f.shown {
			out.notes = append(out.notes, stays(f.Count, f.will))
			continue
		}
		out.jump(f)
		out.aboveParent(r, f)
	}
	for _, pair := range [...]struct{ part, whole store.Count }{
		{store.Active, store.Recorded}, {store.Active, store.Obligated}, {store.Recorded, store.Obligated},
		{store.Obligated, store.Population}, {store.ChildCards, store.Population},
	} {
		out.exceeds(r, pair.part, pair.whole)
	}
}

// stays says that the figure shown remains another one, which is newer.
func stays(count store.Count, shown store.Shown) problem {
	key := "older"
	if shown.Sum {
		key = "sum_stays"
	}
	return problem{key, []any{"count", count, "people", shown.Value, "date", shown.AsOf, "children", shown.Children}}
}

// jump finds a figure that falls, or that is ten times what was shown, or a tenth.
func (out *outlook) jump(f figureOutlook) {
	if f.was == nil || f.was.Value == 0 {
		return
	}
	was, will := f.was.Value, *f.New
	key := ""
	switch {
	case will >= 10*was:
		key = "tenfold"
	case will*10 <= was:
		key = "tenth"
	case will < was:
		key = "falling"
	}
	if key != "" {
		out.odd = append(out.odd, problem{key, []any{"count", f.Count, "old", was, "new", will}})
	}
}

// aboveParent finds a figure that is larger than that of the nearest area above with a figure of its own. One that is older
// does not stand in the way: the area below may have grown since.
func (out *outlook) aboveParent(r *locales.Regency, f figureOutlook) {
	for up := r.Parent(out.area); up != ""; up = r.Parent(up) {
		above, ok := out.after[up][f.Count]
		if !ok || above.Sum {
			continue
		}
		if *f.New > above.Value {
			found := problem{"above_parent", []any{"count", f.Count, "new", *f.New, "area", code(up), "people", above.Value, "date", above.AsOf}}
			if above.AsOf < out.change.AsOf {
				found.key = "parent_older"
				out.notes = append(out.notes, found)
			} else {
				out.odd = append(out.odd, found)
			}
		}
		return
	}
}

// recordedSlack is how far the recorded may exceed those who must hold a card, in percent: people of 16 are recorded early.
const recordedSlack = 2

// exceeds finds a count that is larger than another of which it can only be a part. Where the area's own whole is not known,
// that of an area above bounds it all the more.
func (out *outlook) exceeds(r *locales.Regency, part, whole store.Count) {
	touched := slices.ContainsFunc(out.figures, func(f figureOutlook) bool { return f.shown && (f.Count == part || f.Count == whole) })
	few, ok := out.after[out.area][part]
	if !touched || !ok {
		return
	}
	for up := out.area; up != ""; up = r.Parent(up) {
		all, ok := out.after[up][whole]
		if !ok {
			continue
		}
		most := all.Value
		if part == store.Recorded {
			most += most * recordedSlack / 100
		}
		if few.Value > most {
			out.odd = append(out.odd, problem{"exceeds", []any{
				"count", part, "new", few.Value, "whole", whole, "people", all.Value, "area", code(up), "date", all.AsOf,
			}})
		}
		return
	}
}
