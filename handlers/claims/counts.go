package claims

import (
	"slices"
	"strconv"

	"ikdbot/handlers/guard"
	"ikdbot/handlers/remark"
)

const (
	likePopulation = 5  // percent within which wajib KTP of a text is taken for the residents
	farFromKnown   = 15 // percent by which a count of a text may differ from what the bot knows
)

// judgeCounts looks at the numbers that the text calls wajib KTP and the like.
func (r reading) judgeCounts() (all []Checked) {
	for _, n := range r.counts(Obligated) {
		if c, doubtful := r.judgeObligated(n); doubtful {
			r.doubtful[n.People] = true
			all = append(all, c)
		}
	}
	all = append(all, r.judgeSum()...)
	for _, pair := range [][2]Kind{{Active, Recorded}, {Recorded, Obligated}} {
		part, whole := r.counts(pair[0]), r.base(pair[1])
		if len(part) == 0 || len(whole) == 0 || whole[0].Date != "" {
			continue
		}
		if p := part[len(part)-1]; p.People*100 > whole[0].People*guard.MostRecorded {
			c := Checked{Verdict: Wrong, Count: &p}
			c.because("exceeds", "ground", whole[0])
			all = append(all, c)
		}
	}
	for _, k := range []Kind{Population, Obligated, Recorded} {
		known, ok := r.Ground(k)
		for _, n := range r.counts(k) {
			if ok && r.Named && !r.doubtful[n.People] && !r.ofPart(n) && !within100(n.People, known.People, farFromKnown) {
				c := Checked{Verdict: Unclear, Count: &n}
				c.because("differs", "ground", known, "area", r.Area)
				all = append(all, c)
			}
		}
	}
	return all
}

// ofPart reports whether a number is about what the bot knows of an area inside, so that it is not that of the whole.
func (r reading) ofPart(n Number) bool {
	return slices.ContainsFunc(r.Within, func(part Known) bool {
		g, ok := part.Ground(n.Kind)
		return ok && within100(n.People, g.People, farFromKnown)
	})
}

// judgeObligated finds a target or the residents written as wajib KTP.
func (r reading) judgeObligated(n Number) (Checked, bool) {
	c := Checked{Verdict: Wrong, Count: &n}
	for _, whole := range r.base(Obligated) {
		for _, share := range r.targetShares {
			if whole.People > n.People && guard.Resembles(n.People, guard.Portion(share, whole.People)) {
				g := whole.goal(share)
				c.Fitting = append(c.Fitting, g)
				c.because("is_target", "ground", g, "share", remark.Share(share))
				return c, true
			}
		}
	}
	for _, people := range r.base(Population) {
		if n.People*100 <= people.People*guard.MostObligated || people.Area != "" {
			continue
		}
		if known, ok := r.Ground(Obligated); ok {
			c.Grounds = append(c.Grounds, known)
		}
		key := "above_population"
		if within100(n.People, people.People, likePopulation) {
			key = "is_population"
			c.Fitting = append(c.Fitting, people)
		}
		c.because(key, "ground", people)
		return c, true
	}
	return c, false
}

// judgeSum compares the recorded and the unrecorded with wajib KTP, of which they are the two parts.
func (r reading) judgeSum() []Checked {
	recorded, unrecorded, obligated := r.counts(Recorded), r.counts(Unrecorded), r.base(Obligated)
	if len(recorded) != 1 || len(unrecorded) != 1 || len(obligated) == 0 || obligated[0].Date != "" {
		return nil
	}
	sum := recorded[0].People + unrecorded[0].People
	if within100(sum, obligated[0].People, guard.Resemblance) {
		return nil
	}
	c := Checked{Verdict: Wrong, Count: &unrecorded[0]}
	c.because("sum", "recorded", recorded[0].People, "unrecorded", unrecorded[0].People, "people", sum, "ground", obligated[0])
	return []Checked{c}
}

// fixed writes a number with so many decimals, with a dot.
func fixed(x float64, decimals int) string { return strconv.FormatFloat(x, 'f', decimals, 64) }
