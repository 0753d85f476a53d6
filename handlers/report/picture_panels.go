package report

import (
	"slices"

	"ikdbot/locales"
	"ikdbot/store"
)

// barPanel is how each sub-area stands against its target.
type barPanel struct {
	Title string
	Mark  string // the warning over and under sample data
	How   string // what is measured, and when it was counted
	Goal  string // the label of the target line
	Rows  []barRow
	Open  []string // what is old or missing, by name
}

// barRow is one sub-area. Share and Goal are shares of its own wajib KTP; a Share below zero is not drawn.
type barRow struct {
	Name, Label string
	Share, Goal float64
	Own, Old    bool
}

// barPanel puts the sub-areas into words, best first.
func (a artist) barPanel() barPanel {
	over := a.p.Over
	out := barPanel{Title: a.say("picture.bars", "unit", string(a.v.unit(over)))}
	if over != a.f.Area {
		out.Title = a.say("picture.bars_over", "unit", string(a.v.unit(over)), "area", a.v.r.Label(over))
	}
	if a.p.sampleBars() {
		out.Mark = a.say("picture.mark")
	}
	var drawn []Place
	var old, based, silent []locales.Markup
	for _, b := range a.p.Bars {
		name := locales.Markup(a.v.name(b.Area))
		switch {
		case b.Active == nil:
			silent = append(silent, name)
		case !b.complete():
			based = append(based, locales.Markup(a.say("picture.counted", "area", string(name),
				"people", a.v.count(b.Area, b.Active.Value), "date", bare(a.v.when(*b.Active)))))
		default:
			drawn = append(drawn, b.Place)
			out.Rows = append(out.Rows, a.barRow(b))
			if b.Stale {
				old = append(old, locales.Markup(a.say("picture.counted_on", "area", string(name), "date", a.day(b.Active.AsOf))))
			}
		}
	}
	if len(drawn) > 0 && slices.ContainsFunc(a.p.Bars, func(b Bar) bool { return b.Goal > 0 }) {
		out.Goal = a.goal()
	}
	if len(drawn) > 0 {
		out.How = a.say("picture.bars_how", "dates", a.span(drawn))
	}
	for _, open := range []struct {
		key   string
		names []locales.Markup
	}{{"picture.open_old", old}, {"picture.open_base", based}, {"picture.open_active", silent}} {
		if len(open.names) > 0 {
			out.Open = append(out.Open, a.say(open.key, "names", join(open.names, ", ")))
		}
	}
	if len(a.p.Bars) == 0 {
		out.Open = []string{bare(a.v.say("report.ranking_no_children", "area", a.v.r.Label(over)))}
	}
	return out
}

// goal labels the target line. Only of wajib KTP, which the bars are percent of, it is the same share for all.
func (a artist) goal() string {
	if base := a.v.r.TargetBase; base != "" && base != string(store.Obligated) {
		return a.say("picture.goal")
	}
	return a.say("picture.goal_share", "share", string(a.v.share(targetSet(a.v.r, a.f.Standing.Day).Share)))
}

// barRow is one bar and its label. A village's small number has no bar to measure it by.
func (a artist) barRow(b Bar) barRow {
	base := float64(b.Obligated.Value)
	row := barRow{
		Name: a.barName(b), Share: float64(b.Active.Value) / base, Goal: float64(b.Goal) / base,
		Own: b.Area == a.f.Area, Old: b.Stale,
	}
	pairs := []any{"percent", locales.Percent(a.v.l, b.Active.Value, b.Obligated.Value), "people", a.v.count(b.Area, b.Active.Value)}
	row.Label = a.say("picture.bar", pairs...)
	if a.v.few(b.Area, b.Active.Value) {
		row.Label, row.Share = a.v.count(b.Area, b.Active.Value), -1
	}
	return row
}

// barName is the sub-area's name, marked where its figure is a sample among real ones.
func (a artist) barName(b Bar) string {
	real := func(other Bar) bool { return other.Active != nil && !other.Sample }
	if b.Sample && slices.ContainsFunc(a.p.Bars, real) {
		return a.say("picture.sample_name", "area", a.v.name(b.Area), "mark", a.say("picture.mark"))
	}
	return a.v.name(b.Area)
}

// span says when the figures of several areas were counted, from the oldest to the newest. The panel says beside its title
// that they are samples.
func (a artist) span(places []Place) string {
	between := func(figure func(Place) *store.Shown) string {
		var all store.Shown
		for _, p := range places {
			s := figure(p)
			if all.AsOf == "" {
				all.Oldest = oldest(*s)
			}
			all.AsOf, all.Oldest = max(all.AsOf, s.AsOf), min(all.Oldest, oldest(*s))
		}
		return bare(a.v.when(all))
	}
	active := between(func(p Place) *store.Shown { return p.Active })
	base := between(func(p Place) *store.Shown { return p.Obligated })
	if active == base {
		return active
	}
	return a.say("picture.two_dates", "active", active, "base", base)
}
