package report

import (
	"cmp"
	"slices"
	"time"

	"ikdbot/locales"
	"ikdbot/store"
)

// Place is one area in a ranking of siblings, each measured against its own wajib KTP.
type Place struct {
	Area      string       `json:"area"`
	Rank      int          `json:"rank,omitempty"` // 1 is first, ties share it; 0: no percentage, so no rank
	Active    *store.Shown `json:"active,omitempty"`
	Obligated *store.Shown `json:"obligated,omitempty"`
	Stale     bool         `json:"stale,omitempty"`
	Sample    bool         `json:"sample,omitempty"`
}

// Rank is an area's place among the Of siblings whose figures allow a percentage.
type Rank struct {
	Place int `json:"place"`
	Of    int `json:"of"`
}

// Ranking lists the areas one level below parent: by percent of their own wajib KTP, then those without a percentage.
func Ranking(r *locales.Regency, a store.Aggregates, parent string, today time.Time) []Place {
	var places []Place
	for _, area := range r.Children(parent) {
		s := Stand(r, a, area, today)
		p := Place{Area: area, Stale: s.Stale, Sample: s.Parent == nil && s.Sample}
		if active, ok := s.Counts[store.Active]; ok {
			p.Active = &active
		}
		if obligated, ok := s.Counts[store.Obligated]; ok {
			p.Obligated = &obligated
		}
		places = append(places, p)
	}
	slices.SortStableFunc(places, func(x, y Place) int {
		if x.complete() != y.complete() {
			return cmp.Compare(y.weight(), x.weight())
		}
		if c := compare(y, x); c != 0 {
			return c
		}
		return cmp.Compare(y.weight(), x.weight())
	})
	for i := range places {
		switch {
		case !places[i].complete():
		case i > 0 && compare(places[i-1], places[i]) == 0:
			places[i].Rank = places[i-1].Rank
		default:
			places[i].Rank = i + 1
		}
	}
	return places
}

// RankOf finds an area in a ranking. A rank among fewer than two says nothing, so there is none.
func RankOf(places []Place, area string) (Rank, bool) {
	var rank Rank
	for _, p := range places {
		if p.Rank == 0 {
			continue
		}
		rank.Of++
		if p.Area == area {
			rank.Place = p.Rank
		}
	}
	return rank, rank.Place > 0 && rank.Of > 1
}

func (p Place) complete() bool {
	return p.Active != nil && p.Obligated != nil && p.Obligated.Value > 0
}

// weight orders places without a percentage: those with a count come before those with nothing.
func (p Place) weight() int {
	switch {
	case p.complete():
		return 2
	case p.Active != nil:
		return 1
	}
	return 0
}

// compare compares two percentages without rounding either; places without one are equal.
func compare(x, y Place) int {
	if !x.complete() || !y.complete() {
		return 0
	}
	return cmp.Compare(x.Active.Value*y.Obligated.Value, y.Active.Value*x.Obligated.Value)
}
