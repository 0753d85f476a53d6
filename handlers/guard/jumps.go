package guard

import (
	"strconv"

	"ikdbot/handlers/remark"
	"ikdbot/store"
)

const (
	fewPeople      = 50 // below, a figure may well quadruple in a week
	visibleSwapped = 5  // percent that exchanged digits must change a rising figure: smaller steps are everyday growth
)

// jump finds a figure that falls, or that moved as slips of the pen move figures.
func (g *guardian) jump(f fresh) {
	if f.old == nil || f.old.Value == 0 || f.old.Value == f.Value {
		return
	}
	was, will := f.old.Value, f.Value
	pairs := []any{"area", remark.Area(f.area), "old", was, "new", will, "date", remark.WhenShown(*f.old)}
	if share, key := g.shareTaken(f, was, will); key != "" {
		g.find(Odd, f.area, f.count, key, append(pairs, "share", remark.Share(share))...)
		return
	}
	key := ""
	switch {
	case exchanged(was, will) && (will < was || (will-was)*100 >= was*visibleSwapped):
		key = "swapped"
	case will >= 10*was:
		key = "tenfold"
	case will*10 <= was:
		key = "tenth"
	case will < was:
		key = "falling"
	}
	if key != "" {
		g.find(Odd, f.area, f.count, key, pairs...)
	}
}

// shareTaken finds people worked out from a percentage of the target as if it were one of wajib KTP, or the other way round: the
// figure moves by just the target's share. Two offices printed 13,72 % of the target and 4,12 % of all for the same 21.053 people.
func (g *guardian) shareTaken(f fresh, was, will int64) (share float64, key string) {
	if f.count != store.Active || was < fewPeople || will < fewPeople {
		return 0, ""
	}
	for _, share := range g.shares() {
		switch {
		case Resembles(was, Portion(share, will)):
			return share, "share_up"
		case Resembles(will, Portion(share, was)):
			return share, "share_down"
		}
	}
	return 0, ""
}

// exchanged reports whether two numbers differ by two neighbouring digits that changed places.
func exchanged(a, b int64) bool {
	x, y := strconv.FormatInt(a, 10), strconv.FormatInt(b, 10)
	if len(x) != len(y) || len(x) < 3 {
		return false
	}
	for i := range len(x) - 1 {
		if x[i] != y[i] {
			return x[i] == y[i+1] && x[i+1] == y[i] && x[i+2:] == y[i+2:]
		}
	}
	return false
}

// targetAsBase finds a target that was written as wajib KTP: "wajib KTP 77.000" of an area with 308.309 is the 25 % of 2023.
func (g *guardian) targetAsBase(f fresh) bool {
	if f.count != store.Obligated {
		return false
	}
	whole, name := f.old, store.Obligated
	if whole == nil {
		recorded, ok := g.After[f.area][store.Recorded]
		if !ok {
			return false
		}
		whole, name = &recorded, store.Recorded
	}
	for _, share := range g.shares() {
		if f.Value >= fewPeople && Resembles(f.Value, Portion(share, whole.Value)) {
			g.find(Odd, f.area, f.count, "target_as_base", "area", remark.Area(f.area), "new", f.Value, "share", remark.Share(share),
				"whole", name, "people", whole.Value, "date", remark.WhenShown(*whole), "target", Portion(share, whole.Value))
			return true
		}
	}
	return false
}

// shares are the target's shares of all years, each once, the newest first.
func (g *guardian) shares() []float64 { return Shares(g.r.Targets) }
