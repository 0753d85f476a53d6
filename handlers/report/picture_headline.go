package report

import (
	"ikdbot/locales"
	"ikdbot/store"
)

// note is a sentence below the headline, loud where it says that a figure is old.
type note struct {
	Text string
	Loud bool
}

// headline fills in the main number and what there is to know about it.
func (a artist) headline(out *poster) {
	s := a.f.Standing
	active, ok := s.Counts[store.Active]
	base, based := s.Counts[store.Obligated]
	wajib := ""
	if based {
		wajib = a.say("picture.of", "base", a.v.count(s.Area, base.Value), "date", bare(a.v.when(base)))
	}
	people := ""
	if ok {
		people = a.say("picture.people", "people", a.v.count(s.Area, active.Value), "date", bare(a.v.when(active)))
	}
	switch {
	case s.percent() && !a.v.few(s.Area, active.Value):
		out.Big = locales.Percent(a.v.l, active.Value, base.Value)
		out.Beside = []string{people, wajib}
	case ok && based:
		out.Big = a.v.count(s.Area, active.Value)
		out.Beside = []string{a.say("picture.active_people", "date", bare(a.v.when(active))), wajib}
	case ok:
		out.Big = a.v.count(s.Area, active.Value)
		out.Beside = []string{a.say("picture.active_people", "date", bare(a.v.when(active))), a.say("picture.no_base")}
	default:
		out.Beside = []string{bare(a.v.headline(s))}
	}
	out.Notes = a.notes(s)
	if s.Parent != nil {
		above := a.v.say("report.parent", "area", a.v.r.Label(s.Parent.Area), "headline", a.v.headline(*s.Parent))
		out.Notes = append(out.Notes, note{Text: bare(above)})
		out.Notes = append(out.Notes, a.notes(*s.Parent)...)
	}
}

// notes say how far a figure can be relied on.
func (a artist) notes(s Standing) []note {
	var notes []note
	for i, text := range a.v.notes(s) {
		if i == 0 && s.Stale {
			notes = append(notes, note{a.say("picture.stale", "age", string(a.v.age(s.Days))), true})
			continue
		}
		notes = append(notes, note{Text: bare(text)})
	}
	return notes
}
