package handlers

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
func (r reading) judgeCounts() (all []checked) {
	for _, n := range r.counts(kindObligated) {
		if c, doubtful := r.judgeObligated(n); doubtful {
			r.doubtful[n.people] = true
			all = append(all, c)
		}
	}
	all = append(all, r.judgeSum()...)
	for _, pair := range [][2]kind{{kindActive, kindRecorded}, {kindRecorded, kindObligated}} {
		part, whole := r.counts(pair[0]), r.base(pair[1])
		if len(part) == 0 || len(whole) == 0 || whole[0].date != "" {
			continue
		}
		if p := part[len(part)-1]; p.people*100 > whole[0].people*102 {
			c := checked{verdict: isWrong, count: &p}
			c.because("exceeds", "ground", whole[0])
			all = append(all, c)
		}
	}
	for _, k := range []kind{kindPopulation, kindObligated, kindRecorded} {
		known, ok := r.ground(k)
		for _, n := range r.counts(k) {
			if ok && r.named && !r.doubtful[n.people] && !r.ofPart(n) && !within100(n.people, known.people, farFromKnown) {
				c := checked{verdict: isUnclear, count: &n}
				c.because("differs", "ground", known, "area", r.area)
				all = append(all, c)
			}
		}
	}
	return all
}

// ofPart reports whether a number is about what the bot knows of an area inside, so that it is not that of the whole.
func (r reading) ofPart(n said) bool {
	return slices.ContainsFunc(r.within, func(part known) bool {
		g, ok := part.ground(n.kind)
		return ok && within100(n.people, g.people, farFromKnown)
	})
}

// judgeObligated finds a target or the residents written as wajib KTP.
func (r reading) judgeObligated(n said) (checked, bool) {
	c := checked{verdict: isWrong, count: &n}
	for _, whole := range r.base(kindObligated) {
		for _, share := range r.shares {
			if whole.people > n.people && guard.Resembles(n.people, guard.Portion(share, whole.people)) {
				g := whole.goal(share)
				c.fitting = append(c.fitting, g)
				c.because("is_target", "ground", g, "share", remark.Share(share))
				return c, true
			}
		}
	}
	for _, people := range r.base(kindPopulation) {
		if n.people*100 <= people.people*85 || people.area != "" {
			continue
		}
		if known, ok := r.ground(kindObligated); ok {
			c.grounds = append(c.grounds, known)
		}
		key := "above_population"
		if within100(n.people, people.people, likePopulation) {
			key = "is_population"
			c.fitting = append(c.fitting, people)
		}
		c.because(key, "ground", people)
		return c, true
	}
	return c, false
}

// judgeSum compares the recorded and the unrecorded with wajib KTP, of which they are the two parts.
func (r reading) judgeSum() []checked {
	recorded, unrecorded, obligated := r.counts(kindRecorded), r.counts(kindUnrecorded), r.base(kindObligated)
	if len(recorded) != 1 || len(unrecorded) != 1 || len(obligated) == 0 || obligated[0].date != "" {
		return nil
	}
	sum := recorded[0].people + unrecorded[0].people
	if within100(sum, obligated[0].people, guard.Resemblance) {
		return nil
	}
	c := checked{verdict: isWrong, count: &unrecorded[0]}
	c.because("sum", "recorded", recorded[0].people, "unrecorded", unrecorded[0].people, "people", sum, "ground", obligated[0])
	return []checked{c}
}

// fixed writes a number with so many decimals, with a dot.
func fixed(x float64, decimals int) string { return strconv.FormatFloat(x, 'f', decimals, 64) }
