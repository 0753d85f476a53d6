package guard

import (
	"ikdbot/handlers/remark"
	"ikdbot/store"
)

// unlikelyGrowth is how many percent a figure may be above an older sum of its parts before that needs an explanation.
const unlikelyGrowth = 5

// parts compares a figure, and those of the areas above, with the sum of the areas below. A figure that is older than its parts is
// mentioned and asks nothing: they may have grown since.
func (g *guardian) parts(f fresh) {
	g.sum(f.area, f.count)
	for up := g.r.Parent(f.area); up != ""; up = g.r.Parent(up) {
		above, ok := g.After[up][f.count]
		if !ok || above.Sum {
			continue
		}
		switch {
		case f.Value <= above.Value:
			g.sum(up, f.count)
		case above.AsOf < f.AsOf && above.Reported > 1 && g.sum(up, f.count):
			// what all areas below report together says more than this one alone
		case above.AsOf < f.AsOf:
			g.find(Noted, up, f.count, "parent_older", "area", remark.Area(up), "people", above.Value, "date", remark.WhenShown(above))
		default:
			g.find(Odd, f.area, f.count, "above_parent", "area", remark.Area(f.area), "new", f.Value, "parent", remark.Area(up),
				"people", above.Value, "date", remark.WhenShown(above))
		}
		return
	}
}

// sum compares an area's own figure with what the areas below it report together, and tells whether there is something to say.
func (g *guardian) sum(area string, count store.Count) bool {
	own, ok := g.After[area][count]
	if !ok || own.Sum || own.Other == nil {
		return false
	}
	sum := *own.Other
	complete := own.Reported == own.Children
	key := ""
	switch {
	case sum.Value > own.Value:
		key = "parts_above"
	case complete && (sum.AsOf == own.AsOf || (own.Value-sum.Value)*100 > own.Value*unlikelyGrowth):
		key = "parts_below"
	default:
		return false
	}
	w := Odd
	if own.AsOf < sum.AsOf {
		w, key = Noted, "parts_newer"
	}
	g.find(w, area, count, key, "area", remark.Area(area), "people", own.Value, "date", remark.WhenShown(own), "sum", sum.Value, "day", remark.WhenFigure(sum),
		"reported", own.Reported, "children", own.Children)
	return true
}
