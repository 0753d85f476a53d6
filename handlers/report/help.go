package report

import (
	"slices"

	"ikdbot/locales"
)

const (
	mostHelped = 3 // sub-areas named as those to help first
	fewToHelp  = 6 // below so many with a rank, all stand in the picture within one glance
)

// help are the sub-areas with the smallest percentages of their own wajib KTP, the smallest first, where they are still below the
// target. They are told to the area they belong to, which can help them; to others they would be a pillory.
func (in Input) help() []Place {
	if in.over() != in.Area {
		return nil
	}
	share := targetSet(in.Regency, dayIn(in.Regency, in.At)).Share
	ranked := slices.DeleteFunc(Ranking(in.Regency, in.Now, in.Area, in.At), func(p Place) bool { return p.Rank == 0 })
	if len(ranked) < fewToHelp {
		return nil
	}
	last := ranked[len(ranked)-mostHelped:]
	slices.Reverse(last)
	return slices.DeleteFunc(last, func(p Place) bool { return float64(p.Active.Value) >= share*float64(p.Obligated.Value) })
}

// help lists whom to help first.
func (v voice) help(p *page, f Facts) {
	if len(f.Help) == 0 {
		return
	}
	all, each := v.dated(f.Help)
	p.add(v.say("report.help_title", "unit", v.unit(f.Area)) + bracket(all))
	var lines []locales.Markup
	for i, place := range f.Help {
		pairs := []any{"area", v.name(place.Area), "people", v.count(place.Area, place.Active.Value), "base", v.count(place.Area, place.Obligated.Value)}
		key := "report.help_line_few"
		if !v.few(place.Area, place.Active.Value) {
			key = "report.help_line"
			pairs = append(pairs, "percent", locales.Percent(v.l, place.Active.Value, place.Obligated.Value))
		}
		lines = append(lines, v.say(key, pairs...)+bracket(each[i]))
	}
	p.list(lines)
}

// captionHelp names whom to help first; without names there is no such line.
func (v voice) captionHelp(f Facts, names int) []locales.Markup {
	if len(f.Help) == 0 || names == 0 {
		return nil
	}
	var areas []string
	for _, place := range f.Help[:min(len(f.Help), names)] {
		areas = append(areas, place.Area)
	}
	return []locales.Markup{v.say("picture.caption_help", "names", v.names(areas, len(areas)))}
}
