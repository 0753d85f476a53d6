package report

import (
	"strconv"
	"time"

	"ikdbot/locales"
	"ikdbot/store"
)

// mostUnread is how many areas whose groups have not read are named in full.
const mostUnread = 20

// Text is the weekly summary in words: small Markdown of at most 4,096 UTF-16 units, in the register of an office.
func Text(c *locales.Content, l locales.Language, r *locales.Regency, f Facts) string {
	v := voice{c, l, r}
	s := f.Standing
	var p page
	p.add(v.banner(f.Sample))
	p.add(v.say("report.weekly_title", "area", r.Label(f.Area)))
	p.add(v.say("report.greeting", "moment", v.moment(f)))
	p.add(v.opening(f))
	v.body(&p, s)
	var lines []locales.Markup
	if !f.opened() {
		lines = append(lines, v.change(f))
	}
	if f.Rank != nil {
		lines = append(lines, v.rank(f))
	}
	if s.Has(store.Active) {
		lines = append(lines, v.targetLines(s)...)
	}
	if f.Fresh > 0 {
		lines = append(lines, v.say("report.fresh", "n", f.Fresh, "children", s.Children, "unit", v.unit(s.Area)))
	}
	if !f.BeforeAt.IsZero() && len(f.Movers) == 0 {
		lines = append(lines, v.say("report.no_movers"))
	}
	p.list(lines)
	v.movers(&p, f)
	v.help(&p, f)
	gaps := v.gapLines(f.Gaps)
	if len(gaps) > 0 {
		p.add(v.say("report.gaps_title"))
		p.list(gaps)
	}
	p.add(v.visit(f))
	p.add(v.readers(f, mostUnread))
	p.add(v.scams(f))
	unchanged := f.Change != nil && f.Change.News == Unchanged
	p.add(v.send(len(gaps) > 0 || s.Stale || len(s.Missing) > 0 || unchanged))
	sources := from(s, store.Active, store.Obligated, targetBase(s))
	for _, m := range f.Movers {
		sources = append(sources, fromPlaces([]Place{m.Place})...)
	}
	sources = append(sources, fromPlaces(f.Help)...)
	p.add(v.sources(sources))
	return p.String()
}

// change says whether it is better or worse than at the previous slot.
func (v voice) change(f Facts) locales.Markup {
	if f.BeforeAt.IsZero() {
		return v.say("report.change_none")
	}
	return v.changeSince(f, f.Change, locales.Markup(locales.Escape(v.since(f))))
}

// changeSince says it of any earlier report; nil: there is no IKD figure.
func (v voice) changeSince(f Facts, d *Delta, since locales.Markup) locales.Markup {
	if d == nil {
		return v.say("report.change_unchanged", "since", since, "area", v.r.Label(f.Area))
	}
	active := f.Standing.Counts[store.Active]
	key := ""
	switch d.News {
	case Unchanged:
		key = "report.change_unchanged"
	case First:
		key = "report.change_first"
	case Switched:
		key = "report.change_switched"
	case Corrected:
		key = "report.change_corrected"
	case Moved:
		key = v.movedKey(f.Area, *d)
	}
	pairs := []any{"since", since, "area", v.r.Label(f.Area), "people", v.count(f.Area, active.Value)}
	if d.From != nil {
		pairs = append(pairs, "by", v.count(f.Area, max(d.By, -d.By)), "from", v.count(f.Area, d.From.Value), "from_date", v.when(*d.From))
	}
	return v.say(key, pairs...)
}

// movedKey picks the sentence for a movement; a village's small numbers are not to be found out by subtraction.
func (v voice) movedKey(area string, d Delta) string {
	few := v.few(area, d.From.Value) || v.few(area, d.From.Value+d.By)
	switch {
	case d.By == 0:
		return "report.change_same"
	case d.By > 0 && few:
		return "report.change_up_few"
	case d.By > 0:
		return "report.change_up"
	case few:
		return "report.change_down_few"
	}
	return "report.change_down"
}

// since is the civil date of the previous slot.
func (v voice) since(f Facts) string {
	return v.dayOf(f, f.BeforeAt)
}

// moment is the slot of a summary by the clock of whom it is made for.
func (v voice) moment(f Facts) string { return locales.Moment(v.l, f.At.In(v.r.ZoneOf(f.Zone))) }

// dayOf is the date of a slot by that clock.
func (v voice) dayOf(f Facts, slot time.Time) string {
	return v.day(store.Day(slot.In(v.r.ZoneOf(f.Zone))))
}

// rank is the area's place among those whose figures allow one, and where it was.
func (v voice) rank(f Facts) locales.Markup {
	pairs := []any{"place", f.Rank.Place, "of", f.Rank.Of, "unit", v.unit(v.r.Parent(f.Area))}
	switch {
	case f.Earlier == nil:
		return v.say("report.rank", pairs...)
	case *f.Earlier == *f.Rank:
		return v.say("report.rank_same", pairs...)
	}
	return v.say("report.rank_was", append(pairs, "was", f.Earlier.Place, "was_of", f.Earlier.Of)...)
}

// movers lists the areas that moved most.
func (v voice) movers(p *page, f Facts) {
	if len(f.Movers) == 0 {
		return
	}
	var places []Place
	for _, m := range f.Movers {
		places = append(places, m.Place)
	}
	all, each := v.dated(places)
	p.add(v.say("report.movers_title", "unit", v.unit(v.r.Parent(f.Movers[0].Area)), "since", v.since(f)) + bracket(all))
	var lines []locales.Markup
	for i, m := range f.Movers {
		lines = append(lines, v.mover(m)+bracket(each[i]))
	}
	p.list(lines)
}

// mover is one area that moved, with its percentage where it has one.
func (v voice) mover(m Mover) locales.Markup {
	pairs := []any{"area", v.name(m.Area), "by", v.count(m.Area, m.By), "people", v.count(m.Area, m.Active.Value)}
	switch {
	case v.few(m.Area, m.From) || v.few(m.Area, m.Active.Value):
		return v.say("report.mover_few", pairs...)
	case !m.complete():
		return v.say("report.mover_count", pairs...)
	}
	return v.say("report.mover", append(pairs,
		"percent", locales.Percent(v.l, m.Active.Value, m.Obligated.Value), "base", v.count(m.Area, m.Obligated.Value))...)
}

// gapLines name the areas whose figures are awaited.
func (v voice) gapLines(g Gaps) []locales.Markup {
	var lines []locales.Markup
	if len(g.NoActive) > 0 {
		lines = append(lines, v.say("report.gap_active", "names", v.names(g.NoActive, handful)))
	}
	if len(g.NoObligated) > 0 {
		lines = append(lines, v.say("report.gap_obligated", "names", v.names(g.NoObligated, handful)))
	}
	var old []locales.Markup
	for _, o := range g.Stale {
		old = append(old, v.say("report.dated", "name", v.name(o.Area), "date", locales.Day(v.l, string(o.AsOf))))
	}
	if len(old) > 0 {
		lines = append(lines, v.say("report.gap_stale", "names", v.some(old, handful, ", ")))
	}
	return lines
}

// year writes a year, which takes no thousands dot.
func year(n int) string { return strconv.Itoa(n) }
