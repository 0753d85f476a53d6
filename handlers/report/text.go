package report

import (
	"slices"
	"strings"

	"ikdbot/locales"
	"ikdbot/store"
)

// StandingText is the answer to /statistik: all counts of an area with their dates, the percentage, the target.
func StandingText(c *locales.Content, l locales.Language, r *locales.Regency, s Standing) string {
	v := voice{c, l, r}
	var p page
	p.add(v.banner(s.Sample))
	p.add(v.say("report.standing_title", "area", r.Label(s.Area)))
	v.body(&p, s)
	if s.Has(store.Active) {
		p.list(v.targetLines(s))
	}
	p.add(v.say("report.standing_more"))
	p.list(v.otherCounts(s))
	p.add(v.send(s.Stale || len(s.Missing) > 0))
	p.add(v.sources(from(s, store.Counts()...)))
	return p.String()
}

// TargetText is the answer to /target: what the target is, how many people that is, how many are still needed.
func TargetText(c *locales.Content, l locales.Language, r *locales.Regency, s Standing) string {
	v := voice{c, l, r}
	var p page
	p.add(v.banner(s.Sample))
	p.add(v.say("report.target_title", "area", r.Label(s.Area)))
	p.list(v.targetLines(s))
	v.body(&p, s)
	if s.Parent != nil {
		p.list(v.targetLines(*s.Parent))
	}
	p.add(v.send(s.Stale || len(s.Missing) > 0))
	sources := from(s, store.Active, store.Obligated, targetBase(s))
	if s.Parent != nil {
		sources = append(sources, s.Parent.Counts[targetBase(*s.Parent)].Source)
	}
	p.add(v.sources(sources))
	return p.String()
}

// RankingText is the answer to /peringkat: the areas one level below parent, each by its own wajib KTP.
func RankingText(c *locales.Content, l locales.Language, r *locales.Regency, parent string, places []Place) string {
	v := voice{c, l, r}
	var ranked []Place
	var counted, silent []string
	for _, place := range places {
		switch {
		case place.Rank > 0:
			ranked = append(ranked, place)
		case place.Active != nil:
			counted = append(counted, place.Area)
		default:
			silent = append(silent, place.Area)
		}
	}
	var p page
	p.add(v.banner(slices.ContainsFunc(ranked, func(p Place) bool { return p.Sample })))
	p.add(v.say("report.ranking_title", "unit", v.unit(parent), "area", r.Label(parent)))
	if len(places) == 0 {
		p.add(v.say("report.ranking_no_children", "area", r.Label(parent)))
		return p.String()
	}
	v.ranked(&p, parent, ranked)
	var open []locales.Markup
	if len(counted) > 0 {
		open = append(open, v.say("report.gap_obligated", "names", v.names(counted, len(counted))))
	}
	if len(silent) > 0 {
		open = append(open, v.say("report.gap_active", "names", v.names(silent, len(silent))))
	}
	if len(open) > 0 {
		p.add(v.say("report.gaps_title"))
	}
	p.list(open)
	p.add(v.send(len(open) > 0))
	p.add(v.sources(fromPlaces(ranked)))
	return p.String()
}

// ranked lists the areas that have a rank, and how the order is made.
func (v voice) ranked(p *page, parent string, places []Place) {
	if len(places) == 0 {
		p.add(v.say("report.ranking_empty", "unit", v.unit(parent)))
		return
	}
	all, each := v.dated(places)
	p.add(v.say("report.ranking_how", "dates", bracket(all)))
	var lines []locales.Markup
	for i, place := range places {
		lines = append(lines, v.rankLine(place)+bracket(each[i]))
	}
	p.add(join(lines, "\n"))
}

// rankLine is one area of a ranking with its percentage and its two counts.
func (v voice) rankLine(p Place) locales.Markup {
	pairs := []any{"rank", p.Rank, "area", v.name(p.Area), "people", v.count(p.Area, p.Active.Value), "base", v.count(p.Area, p.Obligated.Value)}
	if v.few(p.Area, p.Active.Value) {
		return v.say("report.rank_line_few", pairs...)
	}
	return v.say("report.rank_line", append(pairs, "percent", locales.Percent(v.l, p.Active.Value, p.Obligated.Value))...)
}

// otherCounts lists the counts beside IKD, then names those without data.
func (v voice) otherCounts(s Standing) []locales.Markup {
	var lines []locales.Markup
	var missing []string
	for _, count := range store.Counts() {
		shown, ok := s.Counts[count]
		switch {
		case count == store.Active, !ok && count == store.Obligated: // the headline tells of them
		case !ok:
			missing = append(missing, string(v.countName(count)))
		default:
			lines = append(lines, v.countLine(s, count, shown))
		}
	}
	if len(missing) > 0 {
		lines = append(lines, v.say("report.missing_counts", "counts", strings.Join(missing, ", ")))
	}
	return lines
}

// countLine is one count; the recorded ones also as a share of wajib KTP, where both are of the same half-year.
func (v voice) countLine(s Standing, count store.Count, shown store.Shown) locales.Markup {
	key := "report.count_line"
	base := s.Counts[store.Obligated]
	date := v.when(shown)
	if count == store.Recorded && base.Value > 0 && !apart(shown, base) && !v.few(s.Area, shown.Value) {
		key, date = "report.count_line_share", v.dates(count, shown, base)
	}
	line := v.say(key,
		"count", v.countName(count), "people", v.count(s.Area, shown.Value), "date", date,
		"percent", locales.Percent(v.l, shown.Value, base.Value), "base", v.count(s.Area, base.Value))
	if cover := v.coverage(s, shown); cover != "" {
		line += " " + cover
	}
	return line
}

// countName is a count as people call it.
func (v voice) countName(count store.Count) locales.Markup {
	switch count {
	case store.Population:
		return v.say("report.count_penduduk")
	case store.Obligated:
		return v.say("report.count_wajib")
	case store.Recorded:
		return v.say("report.count_rekam")
	case store.ChildCards:
		return v.say("report.count_kia")
	}
	return v.say("report.count_ikd")
}
