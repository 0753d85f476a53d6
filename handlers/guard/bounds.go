package guard

import (
	"ikdbot/handlers/remark"
	"ikdbot/store"
)

// bound is a count that can only be so large a part of another.
type bound struct {
	part, whole store.Count
	most        int64 // percent
}

// What offices have published sets the bounds: people of 16 are recorded early, so that there may be some more recorded than wajib KTP;
// and between 77 and 78 of a hundred residents are wajib KTP.
const (
	MostRecorded  = 102 // percent of wajib KTP that may be recorded
	MostObligated = 85  // percent of the residents that may be wajib KTP
)

// limits are the bounds of the counts.
func limits() []bound {
	return []bound{
		{store.Active, store.Recorded, 100},
		{store.Active, store.Obligated, 100},
		{store.Recorded, store.Obligated, MostRecorded},
		{store.Obligated, store.Population, MostObligated},
		{store.ChildCards, store.Population, 100},
	}
}

// fewestObligated is how many of a hundred residents must hold a card at the least; a young population has about sixty.
const fewestObligated = 50

// bounds finds a count that is larger than another allows.
func (g *guardian) bounds(f fresh) {
	for _, b := range limits() {
		if f.count == b.part || f.count == b.whole {
			g.exceeds(f.area, b)
		}
	}
	all := g.After[f.area]
	people, obligated, cards := all[store.Population], all[store.Obligated], all[store.ChildCards]
	if people.Value == 0 || obligated.Value == 0 {
		return
	}
	if children := people.Value - obligated.Value; children > 0 && cards.Value > children && cards.Value <= people.Value {
		g.find(Odd, f.area, store.ChildCards, "cards_children", "area", remark.Area(f.area), "new", cards.Value, "children", children,
			"people", people.Value, "obligated", obligated.Value)
	}
	stray := f.count == store.Obligated && g.said[about{Odd, f.area, f.count, "target_as_base"}]
	touched := f.count == store.Obligated || f.count == store.Population
	if touched && !stray && obligated.Value*100 < people.Value*fewestObligated {
		g.find(Odd, f.area, store.Obligated, "few_obligated", "area", remark.Area(f.area), "new", obligated.Value,
			"people", people.Value, "percent", remark.Part{Part: obligated.Value, Whole: people.Value}, "date", remark.WhenShown(people))
	}
}

// exceeds finds a count that is too large a part of another. Where the area's own whole is not known, that of an area above bounds
// it all the more.
func (g *guardian) exceeds(area string, b bound) {
	few, ok := g.After[area][b.part]
	if !ok {
		return
	}
	for up := area; up != ""; up = g.r.Parent(up) {
		all, ok := g.After[up][b.whole]
		if !ok {
			continue
		}
		if few.Value*100 > all.Value*b.most {
			g.find(Odd, area, b.part, "exceeds_"+string(b.part)+"_"+string(b.whole), "area", remark.Area(area), "new", few.Value,
				"where", Within{up, area}, "people", all.Value, "date", remark.WhenShown(all), "percent", remark.Part{Part: few.Value, Whole: all.Value})
		}
		return
	}
}

// Within is the area that a number in a remark is of, said only where it is not the area the remark is about.
type Within struct{ Up, Area string }
