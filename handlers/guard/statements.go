package guard

import (
	"slices"

	"ikdbot/handlers/remark"
	"ikdbot/handlers/written"
	"ikdbot/store"
)

// fourBases are what a share of the people with IKD is told of: wajib KTP, the recorded, all residents, the target.
func (g *guardian) fourBases(area string) (bases []Base) {
	all := g.After[area]
	for _, count := range []store.Count{store.Obligated, store.Recorded, store.Population} {
		if shown, ok := all[count]; ok && shown.Value > 0 {
			bases = append(bases, Base{Name: string(count), People: shown.Value})
		}
	}
	base := store.Obligated
	if g.r.TargetBase != "" {
		base = store.Count(g.r.TargetBase)
	}
	for _, share := range g.shares() {
		if shown, ok := all[base]; ok && shown.Value > 0 {
			bases = append(bases, Base{Name: "target", Share: share, People: Portion(share, shown.Value)})
		}
	}
	return bases
}

// Base is what a percentage may be of.
type Base struct {
	Name   string  // a count, or "target"
	Share  float64 // of a target: 0.25
	People int64
}

// statements compares the percentages that a source tells with the figures: one that fits no base is odd, one that fits another base
// than wajib KTP is mentioned.
func (g *guardian) statements() {
	for _, f := range g.shown {
		if f.count != store.Active {
			continue
		}
		for _, s := range written.Percents(f.Source) {
			if slices.ContainsFunc(g.shares(), func(share float64) bool { return s.Fits(share*100) == written.FitsRounded }) {
				continue // the target itself
			}
			g.compare(f, s)
		}
	}
}

func (g *guardian) compare(f fresh, s written.Percent) {
	best, fitting := written.FitsNot, Base{}
	bases := g.fourBases(f.area)
	for _, b := range bases {
		if fit := s.Fits(100 * float64(f.Value) / float64(b.People)); fit < best {
			best, fitting = fit, b
		}
	}
	pairs := []any{"area", remark.Area(f.area), "stated", s, "new", f.Value, "bases", Worked{f.Value, bases}}
	switch {
	case len(bases) == 0:
	case best == written.FitsNot:
		g.find(Odd, f.area, f.count, "stated_none", pairs...)
	case fitting.Name != string(store.Obligated):
		g.find(Noted, f.area, f.count, "stated_other", append(pairs, "base", fitting)...)
	}
}

// Worked is a number of people in a remark, told in percent of several bases.
type Worked struct {
	People int64
	Bases  []Base
}
