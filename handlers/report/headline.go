package report

import (
	"math"

	"ikdbot/locales"
	"ikdbot/store"
)

// body says where an area stands: its main figure and how far it can be relied on, or the figure of the area above.
func (v voice) body(p *page, s Standing) {
	p.add(v.headline(s))
	for _, note := range v.notes(s) {
		p.add(note)
	}
	if s.Parent == nil {
		return
	}
	p.add(v.say("report.parent", "area", v.r.Label(s.Parent.Area), "headline", v.headline(*s.Parent)))
	for _, note := range v.notes(*s.Parent) {
		p.add(note)
	}
}

// headline is the main figure with its denominator and date, or what is missing for one.
func (v voice) headline(s Standing) locales.Markup {
	active, ok := s.Counts[store.Active]
	base, based := s.Counts[store.Obligated]
	switch {
	case !ok && !based:
		return v.say("report.none_both", "area", v.r.Label(s.Area))
	case !ok:
		return v.say("report.none_active", "area", v.r.Label(s.Area), "base", v.count(s.Area, base.Value), "date", v.when(base))
	case !s.percent():
		return v.say("report.active_only", "people", v.count(s.Area, active.Value), "date", v.when(active))
	}
	few, same := v.few(s.Area, active.Value), v.when(active) == v.when(base)
	key := "report.share"
	switch {
	case few && same:
		key = "report.few"
	case few:
		key = "report.few_dates"
	case !same:
		key = "report.share_dates"
	}
	return v.say(key,
		"people", v.count(s.Area, active.Value), "percent", locales.Percent(v.l, active.Value, base.Value),
		"base", v.count(s.Area, base.Value), "date", v.when(active), "base_date", v.when(base))
}

// notes say how far a figure can be relied on: its age, its parts, the other figure there is.
func (v voice) notes(s Standing) []locales.Markup {
	var notes []locales.Markup
	active, ok := s.Counts[store.Active]
	if s.Stale {
		notes = append(notes, v.say("report.stale", "age", v.age(s.Days)))
	}
	if s.Parts {
		notes = append(notes, v.say("report.parts", "date", locales.Day(v.l, string(oldest(active)))))
	}
	if s.Apart {
		notes = append(notes, v.say("report.apart"))
	}
	switch {
	case ok:
		if cover := v.coverage(s, active); cover != "" {
			notes = append(notes, cover)
		}
	case s.Reported > 0:
		notes = append(notes, v.say("report.cover_none", "reported", s.Reported, "children", s.Children, "unit", v.unit(s.Area)))
	}
	return notes
}

// coverage tells of what a sum is made, or the other candidate that is not shown.
func (v voice) coverage(s Standing, shown store.Shown) locales.Markup {
	switch {
	case shown.Sum && shown.Other != nil:
		own := store.Shown{Figure: *shown.Other}
		return v.say("report.cover_sum_own", "children", shown.Children, "unit", v.unit(s.Area), "area", v.r.Label(s.Area),
			"people", v.count(s.Area, own.Value), "date", v.when(own))
	case shown.Sum:
		return v.say("report.cover_sum", "children", shown.Children, "unit", v.unit(s.Area))
	case shown.Other != nil:
		sum := store.Shown{Figure: *shown.Other}
		return v.say("report.cover_part", "reported", shown.Reported, "children", shown.Children, "unit", v.unit(s.Area),
			"people", v.count(s.Area, sum.Value), "date", v.when(sum))
	}
	return ""
}

// targetLines tell the target in people, how far it is reached, and the pace it takes. Where wajib KTP is not known the
// headline has said already that there is no target.
func (v voice) targetLines(s Standing) []locales.Markup {
	switch {
	case s.Target == nil && s.percent():
		return []locales.Markup{v.say("report.target_unknown", "year", year(dateOf(s.Day).Year()))}
	case s.Target == nil:
		return nil
	}
	t := s.Target
	key := "report.target"
	if t.Set != t.Year {
		key = "report.target_unset"
	}
	lines := []locales.Markup{v.say(key,
		"year", year(t.Set), "unset", year(t.Year), "share", v.share(t.Share), "people", v.count(s.Area, t.People),
		"base", v.count(s.Area, s.Counts[t.Base].Value), "base_name", v.baseName(t.Base))}
	needed, ok := s.Needed()
	active := s.Counts[store.Active].Value
	progress := locales.Percent(v.l, active, t.People)
	switch {
	case !ok:
		return lines
	case needed == 0:
		return append(lines, v.say("report.target_reached", "percent", progress, "people", v.count(s.Area, t.People)))
	case v.few(s.Area, active):
		return append(lines, v.say("report.needed_few", "people", v.count(s.Area, t.People)))
	}
	lines = append(lines, v.say("report.needed", "percent", progress, "people", v.count(s.Area, t.People), "needed", v.count(s.Area, needed)))
	pace, ok := PaceOf(s)
	if !ok {
		return lines
	}
	key = "report.pace"
	if s.Stale {
		key = "report.pace_stale"
	}
	return append(lines, v.say(key, "n", v.count(s.Area, pace.PerWeek), "weeks", pace.Weeks, "year", year(t.Year),
		"date", v.when(s.Counts[store.Active])))
}

// targetBase is the count a standing's target is a share of.
func targetBase(s Standing) store.Count {
	if s.Target == nil {
		return store.Obligated
	}
	return s.Target.Base
}

// baseName is the base of the target as it stands in a sentence.
func (v voice) baseName(count store.Count) locales.Markup {
	switch count {
	case store.Obligated:
		return v.say("report.base_wajib")
	case store.Recorded:
		return v.say("report.base_rekam")
	}
	return v.countName(count)
}

// share writes a target share, "30 %", with as many digits as it has, at most two.
func (v voice) share(share float64) locales.Markup {
	digits := 0
	for hundredths := int(math.Round(share * 10000)); digits < 2 && hundredths%100 != 0; hundredths *= 10 {
		digits++
	}
	return v.say("report.percent", "n", locales.Decimal(v.l, share*100, digits))
}
