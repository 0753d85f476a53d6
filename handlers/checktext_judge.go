package handlers

import (
	"math"
	"slices"
	"strings"

	"ikdbot/handlers/guard"
	"ikdbot/handlers/remark"
	"ikdbot/handlers/written"
)

// verdict is what became of a number of a text.
type verdict int

// The verdicts, in the order they are told.
const (
	isWrong     verdict = iota // it fits nothing
	isElsewhere                // it fits another base than the one told
	isUnclear                  // it cannot be worked out
	isRight
)

// checked is a number of a text after it was worked out again.
type checked struct {
	verdict
	claim   *claim // a percentage
	count   *said  // or a number of people
	grounds []ground
	fitting []ground
	causes  []remark.Remark
}

// checkText works out every percentage of a text again, and looks at its counts. It is pure.
func checkText(text string, k known) []checked {
	s := readStatement(text)
	claims := s.claims()
	r := newReading(s, k, claims)
	all := r.judgeCounts()
	for i := range claims {
		if c := &claims[i]; !c.goal || c.part != nil { // a target alone claims nothing about people
			all = append(all, r.judge(c))
		}
	}
	r.complements(all)
	slices.SortStableFunc(all, func(a, b checked) int { return int(a.verdict) - int(b.verdict) })
	return all
}

// judge works one percentage out again, of everything it may be of.
func (r reading) judge(c *claim) checked {
	out := checked{verdict: isUnclear, claim: c}
	if c.goal {
		return r.judgeGoal(c)
	}
	out.grounds = r.grounds(*c)
	if c.part == nil {
		out.because("no_people")
		return out
	}
	if len(out.grounds) == 0 {
		out.because("no_base")
		return out
	}
	best := written.FitsNot
	for _, g := range out.grounds {
		best = min(best, c.agrees(g.people))
	}
	for _, g := range out.grounds {
		if fit := c.agrees(g.people); fit != written.FitsNot && (fit == best || fit < written.FitsNear) {
			out.fitting = append(out.fitting, g)
		}
	}
	first := out.grounds[0]
	switch {
	case len(out.fitting) == 0:
		out.verdict = isWrong
		out.explainMisfit(c, first)
	case slices.Contains(out.fitting, first), out.fitting[0].area != "": // the text names the area whose figure fits
		out.verdict = isRight
		out.because(map[written.Fit]string{written.FitsCut: "cut", written.FitsNear: "near"}[c.agrees(out.fitting[0].people)])
	default:
		out.verdict = isElsewhere
		out.explainBase(c)
	}
	return out
}

// because adds a cause; without a key it adds none.
func (c *checked) because(key string, pairs ...any) {
	if key != "" {
		c.causes = append(c.causes, remark.New(key, pairs...))
	}
}

// explainMisfit says why a percentage may fit nothing: a slip of one digit, or people or a base of another time.
func (c *checked) explainMisfit(cl *claim, first ground) {
	worked := written.Percent{Value: 100 * float64(cl.part.people) / float64(first.people), Decimals: cl.Decimals}
	switch a, b := plainDigits(cl.Percent), plainDigits(worked); {
	case differing(a, b) == 1:
		c.because("digit", "worked", worked)
	case exchangedText(a, b):
		c.because("swapped", "worked", worked)
	default:
		if cl.Value > 0 {
			c.because("implied", "stated", cl.Percent, "people", int64(math.Round(100*float64(cl.part.people)/cl.Value)))
		}
	}
}

// explainBase says of what the percentage is one.
func (c *checked) explainBase(cl *claim) {
	g := c.fitting[0]
	key := "other_base"
	switch {
	case g.kind == kindGoal && len(c.fitting) == 1:
		key = "of_target"
	case cl.base == nil && cl.of == kindNone:
		key = "no_base_told"
	}
	c.because(key)
	for _, g := range c.fitting {
		if cl.agrees(g.people) == written.FitsCut {
			c.because("cut_of", "ground", g, "worked", written.Percent{Value: 100 * float64(cl.part.people) / float64(g.people), Decimals: 2})
		}
	}
}

// likeRoughly is how many percent a number that is only roughly told may be off and still be thought to be meant.
const likeRoughly = 15

// judgeGoal looks at the number of people that a target is said to be.
func (r reading) judgeGoal(c *claim) checked {
	out := checked{verdict: isRight, claim: c}
	for _, k := range []kind{kindObligated, kindRecorded} {
		for _, g := range r.base(k) {
			out.grounds = append(out.grounds, g.goal(c.Value/100))
		}
	}
	if len(out.grounds) == 0 {
		return out
	}
	slack := int64(guard.Resemblance)
	if c.part.rough != exact {
		slack = 5
	}
	out.verdict = isWrong
	closest := out.grounds[0]
	for _, g := range out.grounds {
		if within100(g.people, c.part.people, slack) {
			out.fitting = append(out.fitting, g)
		}
		if distance100(g.people, c.part.people) < distance100(closest.people, c.part.people) {
			closest = g
		}
	}
	if len(out.fitting) > 0 {
		out.verdict = isRight
		if r.doubtful[out.fitting[0].whole] {
			out.verdict = isElsewhere
		}
		return out
	}
	if c.part.rough != exact && within100(closest.people, c.part.people, likeRoughly) {
		out.verdict = isUnclear
	}
	out.because("goal", "ground", closest)
	return out
}

func distance100(a, b int64) float64 { return math.Abs(float64(a)-float64(b)) / float64(max(b, 1)) }

func within100(a, b, percent int64) bool { return distance100(a, b)*100 <= float64(percent) }

// complements finds recorded and unrecorded that do not make a hundred together, which tells that one of them is a slip.
func (r reading) complements(all []checked) {
	for i := range all {
		c := all[i].claim
		if c == nil || c.kind != kindUnrecorded || all[i].verdict != isWrong {
			continue
		}
		for _, o := range all {
			if o.claim != nil && o.claim.kind == kindRecorded && o.verdict == isRight {
				total := written.Percent{Value: o.claim.Value + c.Value, Decimals: max(o.claim.Decimals, c.Decimals)}
				all[i].because("complement", "one", o.claim.Percent, "other", c.Percent, "total", total)
			}
		}
	}
}

func plainDigits(s written.Percent) string { return fixed(s.Value, s.Decimals) }

// differing counts the places in which two texts of the same length differ; -1 where they are of different lengths.
func differing(a, b string) (n int) {
	if len(a) != len(b) {
		return -1
	}
	for i := range a {
		if a[i] != b[i] {
			n++
		}
	}
	return n
}

// exchangedText reports whether two texts differ by two digits that changed places, a comma between them not counting.
func exchangedText(a, b string) bool {
	a, b = strings.Replace(a, ".", "", 1), strings.Replace(b, ".", "", 1)
	if differing(a, b) != 2 {
		return false
	}
	for i := range len(a) - 1 {
		if a[i] != b[i] {
			return a[i] == b[i+1] && a[i+1] == b[i]
		}
	}
	return false
}
