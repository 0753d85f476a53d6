package report

import (
	"slices"
	"strings"

	"ikdbot/locales"
	"ikdbot/store"
)

const (
	handful   = 5   // names listed before "and n others"
	fewPeople = 5   // below it a village's number could point at persons
	longest   = 120 // characters of a source that are shown
)

// page collects blocks of small Markdown; empty ones leave no gap.
type page struct{ blocks []string }

func (p *page) add(block locales.Markup) {
	if block != "" {
		p.blocks = append(p.blocks, string(block))
	}
}

func (p *page) list(lines []locales.Markup) {
	items := make([]string, len(lines))
	for i, line := range lines {
		items[i] = "- " + string(line)
	}
	p.add(locales.Markup(strings.Join(items, "\n")))
}

// String is the page with a blank line between its blocks.
func (p *page) String() string { return strings.Join(p.blocks, "\n\n") }

// voice says things about a regency in one language.
type voice struct {
	c *locales.Content
	l locales.Language
	r *locales.Regency
}

func (v voice) say(key string, pairs ...any) locales.Markup {
	return locales.Markup(v.c.Say(v.l, key, pairs...))
}

// Count writes a number of people in an area: "1.113", or "< 5" where a village's number is so small that it could point
// at persons. It is plain text.
func Count(l locales.Language, r *locales.Regency, area string, n int64) string {
	if hidden(r, area, n) {
		return "< " + locales.Number(l, fewPeople)
	}
	return locales.Number(l, n)
}

func hidden(r *locales.Regency, area string, n int64) bool {
	a, ok := r.Area(area)
	return ok && a.Level == "desa" && -fewPeople < n && n < fewPeople
}

func (v voice) count(area string, n int64) string { return Count(v.l, v.r, area, n) }

func (v voice) few(area string, n int64) bool { return hidden(v.r, area, n) }

// name is an area's name without its kind.
func (v voice) name(area string) string {
	if a, ok := v.r.Area(area); ok {
		return a.Name
	}
	return area
}

// names lists up to limit areas and counts the rest.
func (v voice) names(areas []string, limit int) locales.Markup {
	var list []locales.Markup
	for _, area := range areas {
		list = append(list, locales.Markup(locales.Escape(v.name(area))))
	}
	return v.some(list, limit, ", ")
}

// some joins up to limit items and counts the rest. One too many is simply listed: it is no longer than saying so.
func (v voice) some(items []locales.Markup, limit int, between string) locales.Markup {
	if len(items) <= limit+1 {
		return join(items, between)
	}
	return v.say("report.and_more", "names", join(items[:limit], between), "n", len(items)-limit)
}

func join(items []locales.Markup, between string) locales.Markup {
	var b strings.Builder
	for i, item := range items {
		if i > 0 {
			b.WriteString(between)
		}
		b.WriteString(string(item))
	}
	return locales.Markup(b.String())
}

// unit is what the areas one level below an area are called.
func (v voice) unit(area string) locales.Markup {
	if area == v.r.Root() {
		return v.say("report.unit_kecamatan")
	}
	return v.say("report.unit_desa")
}

// when is the date of a figure, from its oldest part on where it is a sum, with CONTOH beside it where it is sample data.
func (v voice) when(s store.Shown) locales.Markup {
	date := locales.Markup(locales.Escape(locales.Day(v.l, string(s.AsOf))))
	if first := oldest(s); first != s.AsOf {
		from := strings.TrimSuffix(locales.Day(v.l, string(first)), string(s.AsOf[:4]))
		if dateOf(first).Year() != dateOf(s.AsOf).Year() {
			from = locales.Day(v.l, string(first))
		}
		date = v.say("report.dates", "from", from, "to", date)
	}
	if isSample(s) {
		date = v.say("report.when_sample", "date", date)
	}
	return date
}

// dates is when two figures of one percentage were counted, once where that is the same.
func (v voice) dates(count store.Count, part, base store.Shown) locales.Markup {
	first, second := v.when(part), v.when(base)
	if first == second {
		return first
	}
	return v.say("report.two_dates", "count", v.countName(count), "date", first, "base", second)
}

// dated tells when the figures of several areas were counted: what they have in common once for all, the rest for each.
// Either may be empty.
func (v voice) dated(places []Place) (all locales.Markup, each []locales.Markup) {
	var active, base, both []locales.Markup
	for _, p := range places {
		date, two, second := v.when(*p.Active), v.when(*p.Active), locales.Markup("")
		if p.complete() {
			second, two = v.when(*p.Obligated), v.dates(store.Active, *p.Active, *p.Obligated)
		}
		if p.Stale {
			date, two = v.say("report.when_stale", "date", date), v.say("report.when_stale", "date", two)
		}
		active, base, both = append(active, date), append(base, second), append(both, two)
	}
	switch common := same(base); {
	case same(both) != "":
		return same(both), make([]locales.Markup, len(places))
	case common != "":
		return v.say("report.base_date", "date", common), active
	}
	return "", both
}

// same is what all items are, if they are all the same.
func same(items []locales.Markup) locales.Markup {
	if len(items) == 0 || slices.ContainsFunc(items, func(m locales.Markup) bool { return m != items[0] }) {
		return ""
	}
	return items[0]
}

// bracket puts something behind a sentence; nothing stays nothing.
func bracket(m locales.Markup) locales.Markup {
	if m == "" {
		return ""
	}
	return " (" + m + ")"
}

// age is how old something is, in the unit people would use.
func (v voice) age(days int) locales.Markup {
	switch {
	case days < 90:
		return v.say("report.age_days", "n", days)
	case days < 730:
		return v.say("report.age_months", "n", days*12/366)
	}
	return v.say("report.age_years", "n", days*100/36525)
}

// banner warns that figures are made up, where some are.
func (v voice) banner(sample bool) locales.Markup {
	if !sample {
		return ""
	}
	return v.say("report.sample")
}

// send says how to send figures, where some are awaited.
func (v voice) send(awaited bool) locales.Markup {
	if !awaited {
		return ""
	}
	return v.say("report.send", "office", v.r.Office())
}

// from collects the sources of some counts, and of what is told of the area above where its figures stand in.
func from(s Standing, counts ...store.Count) []string {
	var list []string
	for _, count := range counts {
		shown := s.Counts[count]
		list = append(list, shown.Source)
		if shown.Other != nil {
			list = append(list, shown.Other.Source)
		}
	}
	if s.Parent != nil {
		list = append(list, from(*s.Parent, store.Active, store.Obligated)...)
	}
	return list
}

// fromPlaces collects the sources of ranked areas.
func fromPlaces(places []Place) []string {
	var list []string
	for _, p := range places {
		list = append(list, p.Active.Source)
		if p.Obligated != nil {
			list = append(list, p.Obligated.Source)
		}
	}
	return list
}

// sources names sources, each once, as many as a reader can take in.
func (v voice) sources(all []string) locales.Markup {
	var list []locales.Markup
	for _, source := range all {
		if letters := []rune(source); len(letters) > longest {
			source = string(letters[:longest]) + "…"
		}
		if m := locales.Markup(locales.Escape(source)); source != "" && !slices.Contains(list, m) {
			list = append(list, m)
		}
	}
	if len(list) == 0 {
		return ""
	}
	return v.say("report.source", "sources", v.some(list, handful, "; "))
}
