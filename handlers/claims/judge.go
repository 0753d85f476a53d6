package claims

import (
	"math"
	"slices"
	"strings"

	"ikdbot/handlers/guard"
	"ikdbot/handlers/remark"
	"ikdbot/handlers/written"
)

// Verdict is what became of a number of a text.
type Verdict int

// The verdicts, in the order they are told.
const (
	Wrong     Verdict = iota // it fits nothing
	Elsewhere                // it fits another base than the one told
	Unclear                  // it cannot be worked out
	Right
)

// String is a verdict's name in phrase keys.
func (v Verdict) String() string {
	return [...]string{"wrong", "elsewhere", "unclear", "right"}[v]
}

// Checked is a number of a text after it was worked out again. It is about a claim or a count, never both.
type Checked struct {
	Verdict Verdict
	Claim   *Claim   // a percentage
	Count   *Number  // or a number of people
	Grounds []Ground // what the percentage may be of, the likeliest first; of a count, what is on record
	Fitting []Ground // those of them that it agrees with
	Causes  []remark.Remark
}

// Check works out every percentage of a text again, and looks at its counts, the doubtful first. Nothing is known of it but the text and
// the figures given. It is pure.
func Check(text string, k Known) []Checked {
	s := readStatement(text)
	claims := s.claims()
	r := newReading(s, k, claims)
	all := r.judgeCounts()
	for i := range claims {
		if c := &claims[i]; !c.Goal || c.Part != nil { // a target alone claims nothing about people
			all = append(all, r.judge(c))
		}
	}
	r.complements(all)
	slices.SortStableFunc(all, func(a, b Checked) int { return int(a.Verdict) - int(b.Verdict) })
	return all
}

// judge works one percentage out again, of everything it may be of.
func (r reading) judge(c *Claim) Checked {
	out := Checked{Verdict: Unclear, Claim: c}
	if c.Goal {
		return r.judgeGoal(c)
	}
	out.Grounds = r.grounds(*c)
	if c.Part == nil {
		out.because("no_people")
		return out
	}
	if len(out.Grounds) == 0 {
		out.because("no_base")
		return out
	}
	best := written.FitsNot
	for _, g := range out.Grounds {
		best = min(best, c.agrees(g.People))
	}
	for _, g := range out.Grounds {
		if fit := c.agrees(g.People); fit != written.FitsNot && (fit == best || fit < written.FitsNear) {
			out.Fitting = append(out.Fitting, g)
		}
	}
	first := out.Grounds[0]
	switch {
	case len(out.Fitting) == 0:
		out.Verdict = Wrong
		out.explainMisfit(c, first)
	case slices.Contains(out.Fitting, first), out.Fitting[0].Area != "": // the text names the area whose figure fits
		out.Verdict = Right
		out.because(map[written.Fit]string{written.FitsCut: "cut", written.FitsNear: "near"}[c.agrees(out.Fitting[0].People)])
	default:
		out.Verdict = Elsewhere
		out.explainBase(c)
	}
	return out
}

// because adds a cause; without a key it adds none.
func (c *Checked) because(key string, pairs ...any) {
	if key != "" {
		c.Causes = append(c.Causes, remark.New(key, pairs...))
	}
}

// explainMisfit says why a percentage may fit nothing: a slip of one digit, or people or a base of another time.
func (c *Checked) explainMisfit(cl *Claim, first Ground) {
	worked := written.Percent{Value: 100 * float64(cl.Part.People) / float64(first.People), Decimals: cl.Decimals}
	switch a, b := plainDigits(cl.Percent), plainDigits(worked); {
	case differing(a, b) == 1:
		c.because("digit", "worked", worked)
	case exchangedText(a, b):
		c.because("swapped", "worked", worked)
	default:
		if cl.Value > 0 {
			c.because("implied", "stated", cl.Percent, "people", int64(math.Round(100*float64(cl.Part.People)/cl.Value)))
		}
	}
}

// explainBase says of what the percentage is one.
func (c *Checked) explainBase(cl *Claim) {
	g := c.Fitting[0]
	key := "other_base"
	switch {
	case g.Kind == Target && len(c.Fitting) == 1:
		key = "of_target"
	case cl.Base == nil && cl.Of == None:
		key = "no_base_told"
	}
	c.because(key)
	for _, g := range c.Fitting {
		if cl.agrees(g.People) == written.FitsCut {
			c.because("cut_of", "ground", g, "worked", written.Percent{Value: 100 * float64(cl.Part.People) / float64(g.People), Decimals: 2})
		}
	}
}

// likeRoughly is how many percent a number that is only roughly told may be off and still be thought to be meant.
const likeRoughly = 15

// judgeGoal looks at the number of people that a target is said to be.
func (r reading) judgeGoal(c *Claim) Checked {
	out := Checked{Verdict: Right, Claim: c}
	for _, k := range []Kind{Obligated, Recorded} {
		for _, g := range r.base(k) {
			out.Grounds = append(out.Grounds, g.goal(c.Value/100))
		}
	}
	if len(out.Grounds) == 0 {
		return out
	}
	slack := int64(guard.Resemblance)
	if c.Part.Rough != Exact {
		slack = 5
	}
	out.Verdict = Wrong
	closest := out.Grounds[0]
	for _, g := range out.Grounds {
		if within100(g.People, c.Part.People, slack) {
			out.Fitting = append(out.Fitting, g)
		}
		if distance100(g.People, c.Part.People) < distance100(closest.People, c.Part.People) {
			closest = g
		}
	}
	if len(out.Fitting) > 0 {
		out.Verdict = Right
		if r.doubtful[out.Fitting[0].Whole] {
			out.Verdict = Elsewhere
		}
		return out
	}
	if c.Part.Rough != Exact && within100(closest.People, c.Part.People, likeRoughly) {
		out.Verdict = Unclear
	}
	out.because("goal", "ground", closest)
	return out
}

func distance100(a, b int64) float64 { return math.Abs(float64(a)-float64(b)) / float64(max(b, 1)) }

func within100(a, b, percent int64) bool { return distance100(a, b)*100 <= float64(percent) }

// complements finds recorded and unrecorded that do not make a hundred together, which tells that one of them is a slip.
func (r reading) complements(all []Checked) {
	for i := range all {
		c := all[i].Claim
		if c == nil || c.Kind != Unrecorded || all[i].Verdict != Wrong {
			continue
		}
		for _, o := range all {
			if o.Claim != nil && o.Claim.Kind == Recorded && o.Verdict == Right {
				total := written.Percent{Value: o.Claim.Value + c.Value, Decimals: max(o.Claim.Decimals, c.Decimals)}
				all[i].because("complement", "one", o.Claim.Percent, "other", c.Percent, "total", total)
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
