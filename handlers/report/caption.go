package report

import (
	"unicode/utf16"

	"ikdbot/locales"
	"ikdbot/store"
)

// MaxCaption is how many UTF-16 units of a caption may be seen below a picture. Captions stay captionRoom below it, so that a
// line with the report's code still fits.
const (
	MaxCaption  = 1024
	captionRoom = 96
)

// shortest is how many runes of a source a caption shows.
const shortest = 60

// Caption is the weekly summary below the picture: small Markdown that five seconds suffice for. It measures the Markdown,
// which is never shorter than what is seen of it. Where it would be too long, fewer areas are named and the others counted;
// then sources are left to the full text; then what stands last.
func Caption(c *locales.Content, l locales.Language, r *locales.Regency, f Facts) string {
	return CaptionBelow(c, l, r, f, "")
}

// CaptionBelow is Caption with room left for something that is said above it.
func CaptionBelow(c *locales.Content, l locales.Language, r *locales.Regency, f Facts, above string) string {
	v, room := voice{c, l, r}, MaxCaption-captionRoom-units(above)
	for _, names := range []int{5, 3, 1, 0} {
		p := v.caption(f, names)
		if text := p.String(); units(text) <= room {
			return text
		}
	}
	p := v.caption(f, 0)
	for len(p.blocks) > 1 && units(p.String()) > room {
		p.blocks = p.blocks[:len(p.blocks)-1]
	}
	return p.String()
}

func units(text string) int { return len(utf16.Encode([]rune(text))) }

// caption is the summary with so many areas named in each line.
func (v voice) caption(f Facts, names int) page {
	s := f.Standing
	var p page
	if f.Sample {
		p.add(v.say("picture.caption_sample"))
	}
	p.add(v.say("picture.caption_title", "area", v.r.Label(f.Area), "date", v.dayOf(f, f.At)))
	p.add(v.opening(f))
	p.add(v.headline(s))
	v.captionNotes(&p, s)
	if s.Parent != nil {
		p.add(v.say("report.parent", "area", v.r.Label(s.Parent.Area), "headline", v.headline(*s.Parent)))
		v.captionNotes(&p, *s.Parent)
	}
	var lines []locales.Markup
	if s.Has(store.Active) && !f.opened() {
		lines = append(lines, v.change(f))
	}
	if f.Rank != nil {
		lines = append(lines, v.rank(f))
	}
	lines = append(lines, v.captionPace(f)...)
	lines = append(lines, v.captionMovers(f, names)...)
	lines = append(lines, v.captionHelp(f, names)...)
	lines = append(lines, v.captionGaps(f.Gaps, names)...)
	if f.Visit != nil {
		lines = append(lines, v.visit(f))
	}
	if line := v.readers(f, names); line != "" {
		lines = append(lines, line)
	}
	p.list(lines)
	if names > 0 {
		p.add(v.captionSources(f))
	}
	return p
}

// captionNotes say how far a figure can be relied on, its age in few words.
func (v voice) captionNotes(p *page, s Standing) {
	for i, note := range v.notes(s) {
		if i == 0 && s.Stale {
			note = v.say("picture.caption_stale", "age", v.age(s.Days))
		}
		p.add(note)
	}
}

func (v voice) day(d store.Date) string { return locales.Day(v.l, string(d)) }

// captionPace is what a week takes until the end of the year, with the target it leads to.
func (v voice) captionPace(f Facts) []locales.Markup {
	s, t := f.Standing, f.Standing.Target
	needed, ok := s.Needed()
	switch {
	case !ok:
		return nil
	case needed == 0:
		return []locales.Markup{v.say("picture.caption_reached", "year", year(t.Set), "people", v.count(s.Area, t.People),
			"share", v.share(t.Share), "base", v.shortBase(t.Base))}
	case v.few(s.Area, s.Counts[store.Active].Value):
		return []locales.Markup{v.say("report.needed_few", "people", v.count(s.Area, t.People))}
	case f.Pace == nil:
		return nil
	}
	pairs := []any{"n", v.count(s.Area, f.Pace.PerWeek), "weeks", f.Pace.Weeks, "people", v.count(s.Area, t.People),
		"share", v.share(t.Share), "base", v.shortBase(t.Base), "year", year(t.Set), "unset", year(t.Year), "from", v.countedFrom(s)}
	if t.Set != t.Year {
		return []locales.Markup{v.say("picture.caption_pace_unset", pairs...)}
	}
	return []locales.Markup{v.say("picture.caption_pace", pairs...)}
}

// countedFrom is the day of a stale figure that a pace begins at; nothing where the figure is of these days.
func (v voice) countedFrom(s Standing) locales.Markup {
	if !s.Stale {
		return ""
	}
	return bracket(v.say("picture.caption_from", "date", v.when(s.Counts[store.Active])))
}

// captionMovers names who moved most; without names there is no such line.
func (v voice) captionMovers(f Facts, names int) []locales.Markup {
	if len(f.Movers) == 0 || names == 0 {
		return nil
	}
	var list []locales.Markup
	for _, m := range f.Movers {
		key := "picture.caption_mover"
		if v.few(m.Area, m.From) || v.few(m.Area, m.Active.Value) {
			key = "picture.caption_mover_few"
		}
		list = append(list, v.say(key, "area", v.name(m.Area), "by", v.count(m.Area, m.By)))
	}
	return []locales.Markup{v.say("picture.caption_movers", "names", join(list[:min(len(list), names)], ", "))}
}

// captionGaps tells what is missing or old.
func (v voice) captionGaps(g Gaps, names int) []locales.Markup {
	var old []string
	for _, o := range g.Stale {
		old = append(old, o.Area)
	}
	var lines []locales.Markup
	for _, gap := range []struct {
		key   string
		areas []string
	}{{"picture.caption_no_active", g.NoActive}, {"picture.caption_no_base", g.NoObligated}, {"picture.caption_old", old}} {
		switch {
		case len(gap.areas) == 0:
		case names == 0:
			count := v.say("picture.caption_count", "n", len(gap.areas), "unit", v.unit(v.r.Parent(gap.areas[0])))
			lines = append(lines, v.say(gap.key, "names", count))
		default:
			lines = append(lines, v.say(gap.key, "names", v.names(gap.areas, names)))
		}
	}
	return lines
}

// captionSources names where the figures come from, in few words.
func (v voice) captionSources(f Facts) locales.Markup {
	all := from(f.Standing, store.Active, store.Obligated)
	for _, m := range f.Movers {
		all = append(all, m.Active.Source)
	}
	for i, source := range all {
		if runes := []rune(source); len(runes) > shortest {
			all[i] = string(runes[:shortest]) + "…"
		}
	}
	return v.sources(all)
}
