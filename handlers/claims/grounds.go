package claims

import (
	"slices"

	"ikdbot/handlers/guard"
	"ikdbot/store"
)

// Ground is a number that a percentage of a text may be of.
type Ground struct {
	Kind   Kind // Target: a number to be reached; Cards: the children
	People int64
	Share  float64    // of a target that is a share of Whole, 0.25; 0 where the text only gives its number
	Whole  int64      // what the share is of, or the residents of which the children are left
	Of     Kind       // what Whole is
	Date   store.Date // of a figure the bot knows; empty where the text gives the number
	Area   string     // whose figure that is, where it is not that of the area the text is about
	Sample bool       // that figure is sample data
}

// Known is what the bot itself knows of the area a text is about.
type Known struct {
	Area    string // its name; empty where nothing is known
	Named   bool   // the text names it
	Figures map[Kind]store.Figure
	Shares  []float64 // of the target, those set: 0.3 and 0.25
	Within  []Known   // of areas inside it that the text names, too
}

// Ground is one of the figures known, as a percentage may be of it.
func (k Known) Ground(of Kind) (Ground, bool) {
	f, ok := k.Figures[of]
	return Ground{Kind: of, People: f.Value, Date: f.AsOf, Sample: f.IsSample()}, ok && f.Value > 0
}

// reading is a text with what is known besides, and what of it is in doubt.
type reading struct {
	statement
	Known
	targetShares []float64      // those the text names, else those set
	doubtful     map[int64]bool // numbers written as wajib KTP that are something else
}

// newReading finds the target's shares: the text's own, else those that were set.
func newReading(s statement, k Known, claims []Claim) reading {
	r := reading{statement: s, Known: k, doubtful: map[int64]bool{}}
	for _, c := range claims {
		if c.Goal && !slices.Contains(r.targetShares, c.Value/100) {
			r.targetShares = append(r.targetShares, c.Value/100)
		}
	}
	if len(r.targetShares) == 0 {
		r.targetShares = k.Shares
	}
	return r
}

// base lists the grounds of one kind: the text's numbers, those in doubt last, then what the bot knows.
func (r reading) base(k Kind) (all []Ground) {
	var doubted []Ground
	for _, n := range r.counts(k) {
		g := Ground{Kind: k, People: n.People}
		if k == Obligated && r.doubtful[n.People] {
			doubted = append(doubted, g)
			continue
		}
		all = append(all, g)
	}
	add := func(g Ground, ok bool) {
		if ok && !slices.ContainsFunc(all, func(o Ground) bool { return guard.Resembles(o.People, g.People) }) {
			all = append(all, g)
		}
	}
	add(r.Ground(k))
	for _, part := range r.Within {
		g, ok := part.Ground(k)
		g.Area = part.Area
		add(g, ok)
	}
	return append(all, doubted...)
}

// grounds are what a percentage of a kind may be of, the likeliest first.
func (r reading) grounds(c Claim) (all []Ground) {
	if c.Base != nil {
		all = append(all, Ground{Kind: c.Base.Kind, People: c.Base.People})
	}
	switch c.Kind {
	case Cards:
		all = append(all, r.children()...)
	default:
		all = append(all, r.base(Obligated)...)
	}
	if !c.Kind.is(Recorded, Unrecorded, Cards) {
		all = append(all, r.base(Recorded)...)
	}
	all = append(all, r.base(Population)...)
	if c.Kind.is(Active, None) {
		all = append(all, r.targets()...)
	}
	var once []Ground
	for _, g := range all {
		if g.People > 0 && (c.Part == nil || g.People != c.Part.People) &&
			!slices.ContainsFunc(once, func(o Ground) bool { return o.People == g.People }) {
			once = append(once, g)
		}
	}
	return once
}

// targets are the numbers to be reached: the shares of wajib KTP and of the recorded, and what the text calls a target.
func (r reading) targets() (all []Ground) {
	for _, of := range []Kind{Obligated, Recorded} {
		for _, whole := range r.base(of) {
			for _, share := range r.targetShares {
				if !r.doubtful[whole.People] {
					all = append(all, whole.goal(share))
				}
			}
		}
	}
	for _, n := range r.counts(Target) {
		all = append(all, Ground{Kind: Target, People: n.People})
	}
	return all
}

// goal is a share of a number as a target.
func (g Ground) goal(share float64) Ground {
	return Ground{Kind: Target, People: guard.Portion(share, g.People), Share: share, Whole: g.People, Of: g.Kind, Date: g.Date, Area: g.Area, Sample: g.Sample}
}

// children are the residents without wajib KTP, who may have a child's card.
func (r reading) children() (all []Ground) {
	residents, obligated := r.base(Population), r.base(Obligated)
	if len(residents) > 0 && len(obligated) > 0 && residents[0].People > obligated[0].People {
		all = append(all, Ground{
			Kind: Cards, People: residents[0].People - obligated[0].People,
			Whole: residents[0].People, Of: Population, Date: max(residents[0].Date, obligated[0].Date),
			Sample: residents[0].Sample || obligated[0].Sample,
		})
	}
	return all
}
