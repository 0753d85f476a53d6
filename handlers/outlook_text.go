package handlers

import (
	"slices"
	"strings"

	"ikdbot/handlers/claims"
	"ikdbot/handlers/guard"
	"ikdbot/handlers/remark"
	"ikdbot/handlers/understand"
	"ikdbot/handlers/written"
	"ikdbot/locales"
	"ikdbot/store"
)

// when says the day, and that the figure is CONTOH where it is.
func (t *turn) when(w remark.When) locales.Markup {
	day := locales.Markup(locales.Day(t.lang, string(w.Date)))
	if w.Sample {
		day = locales.Markup(t.say("report.when_sample", "date", day))
	}
	return day
}

// tell says what a remark names in the phrase of that key.
func (t *turn) tell(key string, p remark.Remark) string {
	pairs := slices.Clone(p.Pairs)
	for i, value := range pairs {
		switch v := value.(type) {
		case store.Count:
			pairs[i] = t.countName(v)
		case store.Date:
			pairs[i] = locales.Day(t.lang, string(v))
		case remark.When:
			pairs[i] = t.when(v)
		case remark.Area:
			pairs[i] = t.regency.Label(string(v))
		case remark.Word:
			pairs[i] = short(string(v))
		case claims.Ground:
			pairs[i] = locales.Markup(t.groundText(v))
		case guard.Within:
			pairs[i] = locales.Markup(t.withinText(v))
		case remark.Share:
			pairs[i] = locales.Markup(shareText(t.lang, float64(v)))
		case remark.Part:
			pairs[i] = locales.Markup(locales.Percent(t.lang, v.Part, v.Whole))
		case written.Percent:
			pairs[i] = locales.Markup(v.Text(t.lang))
		case guard.Base:
			pairs[i] = locales.Markup(t.basisText(v))
		case guard.Worked:
			pairs[i] = locales.Markup(t.workedText(v))
		}
	}
	return t.say(key, pairs...)
}

// countName is a count as people call it.
func (t *turn) countName(c store.Count) string { return t.say("report.count_" + string(c)) }

// outlookText shows what a change would do: old, new, difference, percent of wajib KTP, and what is odd about it.
func (t *turn) outlookText(out outlook) string {
	lines := []string{t.dated(out.area, out.change.AsOf), ""}
	for _, f := range out.figures {
		lines = append(lines, "- "+t.figureLine(f))
	}
	blocks := []string{strings.Join(lines, "\n")}
	if share := t.shareLine(out); share != "" {
		blocks = append(blocks, share)
	}
	for _, p := range out.notes {
		blocks = append(blocks, t.tell("guard.note_"+p.Key, p))
	}
	blocks = append(blocks, t.say("update.source", "source", out.change.Source))
	if len(out.odd) == 0 {
		return strings.Join(append(blocks, t.say("update.ask")), "\n\n")
	}
	odd := []string{t.say("update.odd"), ""}
	for _, p := range out.odd {
		odd = append(odd, "- "+t.tell("guard.odd_"+p.Key, p))
	}
	return strings.Join(append(blocks, strings.Join(odd, "\n"), t.say("update.ask_odd")), "\n\n")
}

// dated is an area and the day its figures are of.
func (t *turn) dated(area string, date store.Date) string {
	key := "update.dated"
	if date == store.Day(t.today()) {
		key = "update.dated_today"
	}
	return t.say(key, "area", t.fullName(area), "date", locales.Day(t.lang, string(date)))
}

// figureLine is one count of an outlook. A figure that will not be shown takes nothing's place, so it stands alone.
func (t *turn) figureLine(f figureOutlook) string {
	if !f.shown {
		return t.say("update.row_alone", "count", t.countName(f.Count), "new", *f.New)
	}
	if f.old == nil || f.old.Value == *f.New {
		return t.rowLine(f.Row)
	}
	old := remark.WhenFigure(*f.old)
	if old.Date == f.will.AsOf && !old.Sample {
		return t.rowLine(f.Row)
	}
	return t.say("update.row_dated", "count", t.countName(f.Count), "old", f.old.Value, "date", t.when(old),
		"new", *f.New, "difference", t.difference(*f.New-f.old.Value))
}

// rowLine is a row of a change: old, new and the difference.
func (t *turn) rowLine(r store.Row) string {
	name := t.countName(r.Count)
	switch {
	case r.New == nil && r.Old == nil:
		return t.say("update.row_nothing", "count", name)
	case r.New == nil:
		return t.say("update.row_gone", "count", name, "old", *r.Old)
	case r.Old == nil:
		return t.say("update.row_from_nothing", "count", name, "new", *r.New)
	case *r.Old == *r.New:
		return t.say("update.row_same", "count", name, "new", *r.New)
	}
	return t.say("update.row", "count", name, "old", *r.Old, "new", *r.New, "difference", t.difference(*r.New-*r.Old))
}

// difference is a number with its sign.
func (t *turn) difference(n int64) locales.Markup {
	if n < 0 {
		return locales.Markup("−" + locales.Number(t.lang, -n))
	}
	return locales.Markup("+" + locales.Number(t.lang, n))
}

// shareLine is the percentage after the change, with its denominator, where the change touches either.
func (t *turn) shareLine(out outlook) string {
	touched := slices.ContainsFunc(out.figures, func(f figureOutlook) bool {
		return f.shown && (f.Count == store.Active || f.Count == store.Obligated)
	})
	active, known := out.after[out.area][store.Active]
	base, ok := out.after[out.area][store.Obligated]
	switch {
	case !touched || !known:
		return ""
	case !ok || base.Value == 0:
		return t.say("update.no_share")
	}
	return t.say("update.share", "people", active.Value, "base", base.Value,
		"percent", locales.Percent(t.lang, active.Value, base.Value), "date", t.when(remark.WhenShown(base)))
}

// withoutPersonal is a text an admin wants kept for good, with personal data taken out; the admin is warned about it.
func (t *turn) withoutPersonal(text string) string {
	masked, kinds := understand.Mask(text)
	for _, kind := range kinds {
		if !slices.Contains(t.Personal, string(kind)) {
			t.Personal = append(t.Personal, string(kind))
		}
	}
	return masked
}
