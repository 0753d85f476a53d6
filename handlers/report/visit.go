package report

import (
	"strings"

	"ikdbot/locales"
	"ikdbot/store"
)

// Visit is the next day on which officers come (jemput bola), where the office has announced one.
type Visit struct {
	Area  string     `json:"area"`
	Day   store.Date `json:"day"`
	Hours string     `json:"hours,omitempty"`
	Place string     `json:"place,omitempty"`
}

// Visits are the days of jemput bola from a day on: in an area, below it, and for all of an area it lies in.
func Visits(r *locales.Regency, area string, from store.Date) (coming []Visit) {
	for _, v := range r.Visits() {
		near := v.Area == area || strings.HasPrefix(v.Area, area+".") || strings.HasPrefix(area, v.Area+".")
		if near && store.Date(v.Day) >= from {
			coming = append(coming, Visit{v.Area, store.Date(v.Day), v.Hours, v.Place})
		}
	}
	return coming
}

// When tells day, hours, place and area of a visit, as far as they are known.
func (v Visit) When(l locales.Language, r *locales.Regency) string {
	var known []string
	for _, part := range []string{locales.Day(l, string(v.Day)), v.Hours, v.Place, r.Label(v.Area)} {
		if part != "" {
			known = append(known, part)
		}
	}
	return strings.Join(known, ", ")
}

// visit is the next one of the area; nil where none is known.
func (in Input) visit() *Visit {
	coming := Visits(in.Regency, in.Area, dayIn(in.Regency, in.At))
	if len(coming) == 0 {
		return nil
	}
	return &coming[0]
}

// visit tells when and where officers come next; nothing where that is not known.
func (v voice) visit(f Facts) locales.Markup {
	if f.Visit == nil {
		return ""
	}
	return v.say("report.visit", "when", f.Visit.When(v.l, v.r))
}
