package report

import (
	"cmp"
	"math/bits"
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
	day := dayIn(r, today)
	var places []Place
	for _, area := range r.Children(parent) {
		places = append(places, placeOf(a, area, day))
	}
	slices.SortStableFunc(places, func(x, y Place) int {
		return cmp.Or(cmp.Compare(y.weight(), x.weight()), compare(y, x))
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

// placeOf is an area as it enters a ranking, without a rank yet.
func placeOf(a store.Aggregates, area string, day store.Date) Place {
	p := Place{Area: area}
	if active, ok := a.Areas[area][store.Active]; ok {
		p.Active = &active
		p.Stale = daysBetween(active.AsOf, day) > staleDays
		p.Sample = isSample(active)
	}
	if obligated, ok := a.Areas[area][store.Obligated]; ok {
		p.Obligated = &obligated
		p.Sample = p.Sample || isSample(obligated)
	}
	return p
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
	return compareProducts(x.Active.Value, y.Obligated.Value, y.Active.Value, x.Obligated.Value)
}

// compareProducts compares a*b with c*d, all of them counts, where the products may be too large for a count.
func compareProducts(a, b, c, d int64) int {
	high1, low1 := bits.Mul64(uint64(a), uint64(b))
	high2, low2 := bits.Mul64(uint64(c), uint64(d))
	return cmp.Or(cmp.Compare(high1, high2), cmp.Compare(low1, low2))
}
