package handlers

import (
	"slices"

	"ikdbot/handlers/guard"
	"ikdbot/store"
)

// ground is a number that a percentage of a text may be of.
type ground struct {
	kind   kind // kindGoal: a target; kindCards: the children
	people int64
	share  float64    // of a target that is a share of whole; 0 where the text only gives its number
	whole  int64      // what the share is of, or the residents of which the children are left
	of     kind       // what whole is
	date   store.Date // of a figure the bot knows; empty where the text gives the number
	area   string     // whose figure that is, where it is not that of the area the text is about
	sample bool       // that figure is sample data
}

// known is what the bot itself knows of the area a text is about.
type known struct {
	area    string // its name; empty where nothing is known
	named   bool   // the text names it
	figures map[kind]store.Figure
	shares  []float64
	within  []known // of areas inside it that the text names, too
}

// ground is one of the figures known, as a percentage may be of it.
func (k known) ground(of kind) (ground, bool) {
	f, ok := k.figures[of]
	return ground{kind: of, people: f.Value, date: f.AsOf, sample: f.IsSample()}, ok && f.Value > 0
}

// reading is a text with what is known besides, and what of it is in doubt.
type reading struct {
	statement
	known
	shares   []float64      // of the target: those the text names, else those set
	doubtful map[int64]bool // numbers written as wajib KTP that are something else
}

// newReading finds the target's shares: the text's own, else those that were set.
func newReading(s statement, k known, claims []claim) reading {
	r := reading{statement: s, known: k, doubtful: map[int64]bool{}}
	for _, c := range claims {
		if c.goal && !slices.Contains(r.shares, c.Value/100) {
			r.shares = append(r.shares, c.Value/100)
		}
	}
	if len(r.shares) == 0 {
		r.shares = k.shares
	}
	return r
}

// base lists the grounds of one kind: the text's numbers, those in doubt last, then what the bot knows.
func (r reading) base(k kind) (all []ground) {
	var doubted []ground
	for _, n := range r.counts(k) {
		g := ground{kind: k, people: n.people}
		if k == kindObligated && r.doubtful[n.people] {
			doubted = append(doubted, g)
			continue
		}
		all = append(all, g)
	}
	add := func(g ground, ok bool) {
		if ok && !slices.ContainsFunc(all, func(o ground) bool { return guard.Resembles(o.people, g.people) }) {
			all = append(all, g)
		}
	}
	add(r.ground(k))
	for _, part := range r.within {
		g, ok := part.ground(k)
		g.area = part.area
		add(g, ok)
	}
	return append(all, doubted...)
}

// grounds are what a percentage of a kind may be of, the likeliest first.
func (r reading) grounds(c claim) (all []ground) {
	if c.base != nil {
		all = append(all, ground{kind: c.base.kind, people: c.base.people})
	}
	switch c.kind {
	case kindCards:
		all = append(all, r.children()...)
	default:
		all = append(all, r.base(kindObligated)...)
	}
	if !c.kind.is(kindRecorded, kindUnrecorded, kindCards) {
		all = append(all, r.base(kindRecorded)...)
	}
	all = append(all, r.base(kindPopulation)...)
	if c.kind.is(kindActive, kindNone) {
		all = append(all, r.targets()...)
	}
	var once []ground
	for _, g := range all {
		if g.people > 0 && (c.part == nil || g.people != c.part.people) &&
			!slices.ContainsFunc(once, func(o ground) bool { return o.people == g.people }) {
			once = append(once, g)
		}
	}
	return once
}

// targets are the numbers to be reached: the shares of wajib KTP and of the recorded, and what the text calls a target.
func (r reading) targets() (all []ground) {
	for _, of := range []kind{kindObligated, kindRecorded} {
		for _, whole := range r.base(of) {
			for _, share := range r.shares {
				if !r.doubtful[whole.people] {
					all = append(all, whole.goal(share))
				}
			}
		}
	}
	for _, n := range r.counts(kindGoal) {
		all = append(all, ground{kind: kindGoal, people: n.people})
	}
	return all
}

// goal is a share of a number as a target.
func (g ground) goal(share float64) ground {
	return ground{kind: kindGoal, people: guard.Portion(share, g.people), share: share, whole: g.people, of: g.kind, date: g.date, area: g.area, sample: g.sample}
}

// children are the residents without wajib KTP, who may have a child's card.
func (r reading) children() (all []ground) {
	residents, obligated := r.base(kindPopulation), r.base(kindObligated)
	if len(residents) > 0 && len(obligated) > 0 && residents[0].people > obligated[0].people {
		all = append(all, ground{
			kind: kindCards, people: residents[0].people - obligated[0].people,
			whole: residents[0].people, of: kindPopulation, date: max(residents[0].date, obligated[0].date),
			sample: residents[0].sample || obligated[0].sample,
		})
	}
	return all
}
