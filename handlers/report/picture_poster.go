package report

import (
	"strings"

	"ikdbot/locales"
	"ikdbot/store"
)

// poster is all that stands in a picture, before it is drawn: tests read it as text.
type poster struct {
	Sample string // the warning on top; empty: nothing is sample data
	Title  string
	Under  string
	Big    string   // the one number to remember
	Beside []string // what it is a number of
	Notes  []note   // how far it can be relied on
	Tiles  []tile
	Bars   barPanel
	Trend  trendPanel
	Visit  string // when officers come next
	Foot   string
}

// tile is one of the numbers below the headline.
type tile struct{ Label, Value, Note string }

// artist says what stands in a picture; its texts are plain, without markup.
type artist struct {
	v voice
	f Facts
	p Points
}

// say gives a phrase as plain text.
func (a artist) say(key string, pairs ...any) string {
	for i := 1; i < len(pairs); i += 2 {
		if s, ok := pairs[i].(string); ok {
			pairs[i] = locales.Markup(s)
		}
	}
	return a.v.c.Say(a.v.l, key, pairs...)
}

// bare takes the markup out of a phrase made for a message.
func bare(m locales.Markup) string {
	var b strings.Builder
	text := strings.ReplaceAll(string(m), "**", "")
	for i := 0; i < len(text); i++ {
		if text[i] == '\\' && i+1 < len(text) {
			i++
		}
		b.WriteByte(text[i])
	}
	return b.String()
}

// day writes a date.
func (a artist) day(d store.Date) string { return locales.Day(a.v.l, string(d)) }

// posterOf puts facts and points into words.
func posterOf(c *locales.Content, l locales.Language, r *locales.Regency, f Facts, p Points) poster {
	a := artist{voice{c, l, r}, f, p}
	out := poster{
		Title: a.say("picture.title", "area", r.Label(f.Area)),
		Under: a.say("picture.under", "moment", a.v.moment(f), "office", r.Office()),
		Bars:  a.barPanel(),
		Trend: a.trendPanel(),
		Tiles: a.tiles(),
		Visit: bare(a.v.visit(f)),
		Foot:  a.foot(),
	}
	if f.Sample || p.sampleBars() || p.sampleTrend() {
		out.Sample = a.say("picture.sample")
	}
	a.headline(&out)
	return out
}

// tiles are change, rank, target and pace; without a figure there are none.
func (a artist) tiles() []tile {
	if !a.f.Standing.Has(store.Active) {
		return nil
	}
	tiles := []tile{a.changeTile()}
	switch {
	case a.f.Rank != nil:
		tiles = append(tiles, a.rankTile())
	case a.f.Standing.Children > 0 && a.f.Fresh > 0:
		tiles = append(tiles, tile{
			Label: a.say("picture.fresh"),
			Value: a.say("picture.fresh_of", "n", a.f.Fresh, "children", a.f.Standing.Children),
			Note:  bare(a.v.unit(a.f.Area)),
		})
	}
	if t, ok := a.targetTile(); ok {
		tiles = append(tiles, t)
	}
	if a.f.Pace != nil {
		tiles = append(tiles, a.paceTile())
	}
	return tiles
}

// changeTile says whether it is better or worse than at the previous slot.
func (a artist) changeTile() tile {
	d := a.f.Change
	if a.f.BeforeAt.IsZero() || d == nil {
		return tile{Label: a.say("picture.change"), Value: a.say("picture.change_none"), Note: a.say("picture.change_none_note")}
	}
	t := tile{Label: a.say("picture.change_since", "since", a.v.since(a.f))}
	if d.From != nil {
		t.Note = a.say("picture.change_from", "from", a.v.count(a.f.Area, d.From.Value), "date", bare(a.v.when(*d.From)))
	}
	switch {
	case d.News == Unchanged:
		t.Value, t.Note = a.say("picture.change_unchanged"), ""
	case d.News == First:
		t.Value = a.say("picture.change_first")
	case d.News == Switched:
		t.Value, t.Note = a.say("picture.change_switched"), a.say("picture.change_switched_note")
	case d.News == Corrected:
		t.Value = a.say("picture.change_corrected")
	default:
		t.Value = a.say("picture.change_"+strings.TrimPrefix(a.v.movedKey(a.f.Area, *d), "report.change_"), "by", a.v.count(a.f.Area, max(d.By, -d.By)))
	}
	return t
}

func (a artist) rankTile() tile {
	t := tile{
		Label: a.say("picture.rank"),
		Value: a.say("picture.rank_of", "place", a.f.Rank.Place, "of", a.f.Rank.Of),
		Note:  a.say("picture.rank_note", "unit", string(a.v.unit(a.v.r.Parent(a.f.Area)))),
	}
	if was := a.f.Earlier; was != nil && *was == *a.f.Rank {
		t.Note = a.say("picture.rank_same")
	} else if was != nil {
		t.Note = a.say("picture.rank_was", "place", was.Place, "of", was.Of)
	}
	return t
}

// targetTile tells the target in people and what is still needed.
func (a artist) targetTile() (tile, bool) {
	s := a.f.Standing
	t := s.Target
	if t == nil || !s.percent() {
		return tile{}, false
	}
	out := tile{
		Label: a.say("picture.target", "year", year(t.Set), "share", string(a.v.share(t.Share)), "base", string(a.v.shortBase(t.Base))),
		Value: a.say("picture.target_people", "people", a.v.count(s.Area, t.People)),
	}
	needed, _ := s.Needed()
	switch {
	case needed == 0:
		out.Note = a.say("picture.target_reached")
	case !a.v.few(s.Area, s.Counts[store.Active].Value):
		out.Note = a.say("picture.target_needed", "needed", a.v.count(s.Area, needed))
	}
	if t.Set != t.Year {
		out.Note = strings.TrimPrefix(out.Note+"; "+a.say("picture.target_unset", "year", year(t.Year)), "; ")
	}
	return out, true
}

// shortBase is the base of the target in few words.
func (v voice) shortBase(count store.Count) locales.Markup {
	switch count {
	case store.Obligated:
		return v.say("picture.base_wajib")
	case store.Recorded:
		return v.say("picture.base_rekam")
	}
	return v.countName(count)
}

func (a artist) paceTile() tile {
	s := a.f.Standing
	t := tile{
		Label: a.say("picture.pace"),
		Value: a.say("picture.pace_people", "n", a.v.count(s.Area, a.f.Pace.PerWeek)),
		Note:  a.say("picture.pace_note", "weeks", a.f.Pace.Weeks, "year", year(dateOf(s.Day).Year())),
	}
	if s.Stale {
		t.Note = a.say("picture.pace_stale", "weeks", a.f.Pace.Weeks, "date", a.day(s.Counts[store.Active].AsOf))
	}
	if a.v.few(s.Area, s.Counts[store.Active].Value) {
		t.Value = a.say("picture.pace_few")
	}
	return t
}

// foot names the sources of all that is shown.
func (a artist) foot() string {
	sources := from(a.f.Standing, store.Active, store.Obligated, targetBase(a.f.Standing))
	for _, bar := range a.p.Bars {
		if bar.Active != nil {
			sources = append(sources, fromPlaces([]Place{bar.Place})...)
		}
	}
	return bare(a.v.sources(sources))
}
