package handlers

import (
	"ikdbot/handlers/guard"
	"ikdbot/handlers/remark"
	"ikdbot/handlers/written"
	"ikdbot/locales"
	"ikdbot/store"
)

// outlook is what a change of one area's figures would do: next to what is current, and to what would be shown afterwards.
type outlook struct {
	area    string
	change  store.Change
	figures []figureOutlook
	after   map[string]store.Aggregate
	idle    bool            // it says nothing that is not stored already
	refused []remark.Remark // nothing of it can be stored
	odd     []remark.Remark
	notes   []remark.Remark
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
func foresee(r *locales.Regency, now store.Aggregates, history []store.Change, area string, o written.Order, author string, today store.Date) outlook {
	current := store.Choose(history)
	c := store.Change{Author: author, AsOf: o.AsOf, Source: o.Source}
	out := outlook{area: area, idle: true}
	for _, t := range o.Counts {
		f := figureOutlook{Row: store.Row{Area: area, Count: t.Count, New: &t.People}}
		if old, ok := current[store.Key{Area: area, Count: t.Count}]; ok {
			f.old, f.Old = &old, &old.Value
		}
		same := f.old != nil && f.old.Value == t.People && f.old.AsOf == o.AsOf && f.old.Source == o.Source
		out.idle = out.idle && same
		if was, ok := now.Areas[area][t.Count]; ok {
			f.was = &was
		}
		c.Rows = append(c.Rows, f.Row)
		out.figures = append(out.figures, f)
	}
	found := guard.Examine(r, now, history, c, today)
	out.after, out.refused, out.odd, out.notes = found.After, found.Of(guard.Refused), found.Of(guard.Odd), found.Of(guard.Noted)
	n := int64(len(history)) + 1
	for i := range out.figures {
		f := &out.figures[i]
		f.will = out.after[area][f.Count]
		f.shown = f.will.Change == n && !f.will.Sum
	}
	out.change = c
	return out
}
