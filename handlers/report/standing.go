// Package report turns aggregates into what officials read: where an area stands, its rank, its week. It is pure.
package report

import (
	"math"
	"time"

	"ikdbot/locales"
	"ikdbot/store"
)

// staleDays is the age from which on a figure is called old, loudly.
const staleDays = 35

// Standing is what is known about one area on one day: counts with their dates and sources, and what follows from them. It
// holds no percentage: those are computed where they are shown.
type Standing struct {
	Area     string          `json:"area"`
	Day      store.Date      `json:"day"` // the civil date it is told on, in the regency's zone
	Counts   store.Aggregate `json:"counts,omitempty"`
	Target   *Target         `json:"target,omitempty"` // nil without a base, or before the first year with a target
	Days     int             `json:"days,omitempty"`   // age of the IKD figure
	Stale    bool            `json:"stale,omitempty"`  // the IKD figure is older than 35 days
	Parts    bool            `json:"parts,omitempty"`  // the IKD figure is a sum and its oldest part is older than 35 days
	Apart    bool            `json:"apart,omitempty"`  // the IKD figure and wajib KTP are more than six months apart
	Sample   bool            `json:"sample,omitempty"` // some figure here, or one it mentions, is sample data (CONTOH)
	Reported int             `json:"reported,omitempty"`
	Children int             `json:"children,omitempty"` // areas one level below, Reported of them with an IKD figure
	Missing  []store.Count   `json:"missing,omitempty"`  // of IKD and wajib KTP, those without a figure
	Parent   *Standing       `json:"parent,omitempty"`   // the nearest area above with an IKD figure, where this one has none
}

// Target is the number of people who should have IKD by the end of Year.
type Target struct {
	Year   int         `json:"year"`
	Set    int         `json:"set"` // the year the share was set for; another than Year: none is set for Year yet
	Share  float64     `json:"share"`
	Base   store.Count `json:"base"`
	People int64       `json:"people"` // the share of the base, rounded up to whole people
}

// Stand tells where an area stands. Civil dates are those of the regency's zone.
func Stand(r *locales.Regency, a store.Aggregates, area string, today time.Time) Standing {
	day := dayIn(r, today)
	s := stand(r, a, area, day)
	for up := area; s.Parent == nil && !s.Has(store.Active) && up != r.Root(); {
		up = r.Parent(up)
		if up == "" {
			break
		}
		if parent := stand(r, a, up, day); parent.Has(store.Active) {
			s.Parent = &parent
			s.Sample = s.Sample || parent.Sample
		}
	}
	return s
}

// stand is Stand without looking above the area.
func stand(r *locales.Regency, a store.Aggregates, area string, day store.Date) Standing {
	s := Standing{Area: area, Day: day, Counts: a.Areas[area]}
	children := r.Children(area)
	s.Children = len(children)
	for _, child := range children {
		if _, ok := a.Areas[child][store.Active]; ok {
			s.Reported++
		}
	}
	for _, shown := range s.Counts {
		s.Sample = s.Sample || isSample(shown) || shown.Other != nil && shown.Other.IsSample()
	}
	for _, count := range []store.Count{store.Active, store.Obligated} {
		if !s.Has(count) {
			s.Missing = append(s.Missing, count)
		}
	}
	if active, ok := s.Counts[store.Active]; ok {
		s.Days = daysBetween(active.AsOf, day)
		s.Stale = s.Days > staleDays
		s.Parts = active.Sum && !s.Stale && daysBetween(oldest(active), day) > staleDays
	}
	if s.percent() {
		s.Apart = apart(s.Counts[store.Active], s.Counts[store.Obligated])
	}
	s.Target = target(r, s.Counts, day)
	return s
}

// Has reports whether there is a figure for a count.
func (s Standing) Has(count store.Count) bool {
	_, ok := s.Counts[count]
	return ok
}

// Share gives the two numbers of the main percentage: people with IKD, and people who must hold an identity card.
// Without both there is no percentage.
func (s Standing) Share() (active, obligated int64, ok bool) {
	if !s.percent() {
		return 0, 0, false
	}
	return s.Counts[store.Active].Value, s.Counts[store.Obligated].Value, true
}

// Needed is how many people the target still lacks, zero when it is reached.
func (s Standing) Needed() (people int64, ok bool) {
	if s.Target == nil || !s.percent() {
		return 0, false
	}
	return max(0, s.Target.People-s.Counts[store.Active].Value), true
}

func (s Standing) percent() bool {
	return s.Has(store.Active) && s.Counts[store.Obligated].Value > 0
}

// target finds the share set for the year of day, or the last one set before it. Without wajib KTP there is no target even
// where its base is another count: then only counts are shown.
func target(r *locales.Regency, counts store.Aggregate, day store.Date) *Target {
	year, best := dateOf(day).Year(), targetSet(r, day)
	base := store.Obligated
	if r.TargetBase != "" {
		base = store.Count(r.TargetBase)
	}
	shown, ok := counts[base]
	if !ok || shown.Value == 0 || counts[store.Obligated].Value == 0 || best.Year == 0 {
		return nil
	}
	return &Target{Year: year, Set: best.Year, Share: best.Share, Base: base, People: peopleOf(best.Share, shown.Value)}
}

// targetSet is the share set for the year of day, or the last one set before it; year 0 where there is none.
func targetSet(r *locales.Regency, day store.Date) locales.Target {
	best := locales.Target{}
	for _, t := range r.Targets {
		if t.Year <= dateOf(day).Year() && t.Year > best.Year {
			best = t
		}
	}
	return best
}

// peopleOf rounds share x base up to whole people. The share counts in hundredths of a percent, so that 0.3 of 10 is 3.
func peopleOf(share float64, base int64) int64 {
	parts := int64(math.Round(share * 10000))
	return (parts*base + 9999) / 10000
}

// apart reports whether two figures, or any parts of them, lie more than six months apart.
func apart(a, b store.Shown) bool {
	first := min(oldest(a), oldest(b))
	last := max(a.AsOf, b.AsOf)
	return dateOf(last).After(dateOf(first).AddDate(0, 6, 0))
}

func oldest(s store.Shown) store.Date {
	if s.Oldest != "" {
		return s.Oldest
	}
	return s.AsOf
}

// isSample reports whether a figure, or a part of it, is sample data.
func isSample(s store.Shown) bool {
	return s.Sample || s.IsSample()
}

// dayIn is the civil date of an instant in the regency's zone.
func dayIn(r *locales.Regency, t time.Time) store.Date {
	return store.Day(t.In(r.Zone))
}

func dateOf(d store.Date) time.Time {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return time.Time{}
	}
	return t
}

func daysBetween(from, to store.Date) int {
	return int(dateOf(to).Sub(dateOf(from)) / (24 * time.Hour))
}
