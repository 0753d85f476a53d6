package handlers

import "strconv"

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
		f, ok := r.figures[k]
		for _, n := range r.counts(k) {
			if ok && r.named && !r.doubtful[n.people] && !within100(n.people, f.Value, farFromKnown) {
				c := checked{verdict: isUnclear, count: &n}
				c.because("differs", "ground", ground{kind: k, people: f.Value, date: f.AsOf}, "area", r.area)
				all = append(all, c)
			}
		}
	}
	return all
}

// judgeObligated finds a target or the residents written as wajib KTP.
func (r reading) judgeObligated(n said) (checked, bool) {
	c := checked{verdict: isWrong, count: &n}
	for _, whole := range r.base(kindObligated) {
		for _, share := range r.shares {
			if whole.people > n.people && resembles(n.people, portion(share, whole.people)) {
				g := ground{kind: kindGoal, people: portion(share, whole.people), share: share, whole: whole.people, of: kindObligated, date: whole.date}
				c.fitting = append(c.fitting, g)
				c.because("is_target", "ground", g, "share", percentOf(share))
				return c, true
			}
		}
	}
	for _, people := range r.base(kindPopulation) {
		if n.people*100 <= people.people*85 {
			continue
		}
		if f, ok := r.figures[kindObligated]; ok {
			c.grounds = append(c.grounds, ground{kind: kindObligated, people: f.Value, date: f.AsOf})
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
	if within100(sum, obligated[0].people, resemblance) {
		return nil
	}
	c := checked{verdict: isWrong, count: &unrecorded[0]}
	c.because("sum", "recorded", recorded[0].people, "unrecorded", unrecorded[0].people, "people", sum, "ground", obligated[0])
	return []checked{c}
}

// fixed writes a number with so many decimals, with a dot.
func fixed(x float64, decimals int) string { return strconv.FormatFloat(x, 'f', decimals, 64) }
