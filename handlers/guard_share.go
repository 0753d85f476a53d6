package handlers

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"ikdbot/handlers/remark"
	"ikdbot/locales"
	"ikdbot/store"
)

// targetShares are the shares of some targets, each once, the newest first.
func targetShares(targets []locales.Target) (shares []float64) {
	for _, t := range slices.Backward(targets) {
		if !slices.Contains(shares, t.Share) {
			shares = append(shares, t.Share)
		}
	}
	return shares
}

// portion is a share of some people, rounded.
func portion(share float64, people int64) int64 { return int64(math.Round(share * float64(people))) }

// stated is a percentage as somebody wrote it: 3,66 is 3.66 with two decimals.
type stated struct {
	value    float64
	decimals int
}

// text is the percentage as it was written.
func (s stated) text(l locales.Language) string {
	if l == locales.English {
		return locales.Decimal(l, s.value, s.decimals) + "%"
	}
	return locales.Decimal(l, s.value, s.decimals) + "\u00a0%"
}

// half is half a unit of the last digit.
func (s stated) half() float64 { return 0.5 * math.Pow(10, -float64(s.decimals)) }

// fit is how well a stated percentage agrees with one worked out.
type fit int

// The fits, the best first.
const (
	fitsRounded fit = iota // it is that percentage, rounded
	fitsCut                // its last digits were cut off
	fitsNear               // within five hundredths of a point, which is not worth a question
	fitsNot
)

// fits compares a stated percentage with the one worked out.
func (s stated) fits(worked float64) fit {
	const dust = 1e-9
	unit := 2 * s.half()
	switch {
	case math.Abs(s.value-worked) <= s.half()+dust:
		return fitsRounded
	case math.Floor(worked/unit+dust)*unit-s.value < dust && s.value <= worked && worked < s.value+unit:
		return fitsCut
	case math.Abs(s.value-worked) <= 0.05+dust:
		return fitsNear
	}
	return fitsNot
}

// writtenPercent is a percentage in a text: 14,91 %, 3.66 persen, 25%.
var writtenPercent = regexp.MustCompile(`(?i)(?:^|[^0-9.,])([0-9]{1,3}(?:[.,][0-9]{1,3})?)\s?(?:%|persen|percent|prosen)`)

// statedIn lists the percentages of a text.
func statedIn(text string) (all []stated) {
	for _, m := range writtenPercent.FindAllStringSubmatch(text, -1) {
		if s, ok := readStated(m[1]); ok {
			all = append(all, s)
		}
	}
	return all
}

func readStated(number string) (stated, bool) {
	number = strings.Replace(number, ",", ".", 1)
	_, digits, _ := strings.Cut(number, ".")
	value, err := strconv.ParseFloat(number, 64)
	return stated{value, len(digits)}, err == nil
}

// fourBases are what a share of the people with IKD is told of: wajib KTP, the recorded, all residents, the target.
func (g *guardian) fourBases(area string) (bases []basis) {
	all := g.after[area]
	for _, count := range []store.Count{store.Obligated, store.Recorded, store.Population} {
		if shown, ok := all[count]; ok && shown.Value > 0 {
			bases = append(bases, basis{name: string(count), people: shown.Value})
		}
	}
	base := store.Obligated
	if g.r.TargetBase != "" {
		base = store.Count(g.r.TargetBase)
	}
	for _, share := range g.shares() {
		if shown, ok := all[base]; ok && shown.Value > 0 {
			bases = append(bases, basis{name: "target", share: share, people: portion(share, shown.Value)})
		}
	}
	return bases
}

// basis is what a percentage may be of.
type basis struct {
	name   string // a count, or "target"
	share  float64
	people int64
}

// statements compares the percentages that a source tells with the figures: one that fits no base is odd, one that fits another base
// than wajib KTP is mentioned.
func (g *guardian) statements() {
	for _, f := range g.shown {
		if f.count != store.Active {
			continue
		}
		for _, s := range statedIn(f.Source) {
			if slices.ContainsFunc(g.shares(), func(share float64) bool { return s.fits(share*100) == fitsRounded }) {
				continue // the target itself
			}
			g.compare(f, s)
		}
	}
}

func (g *guardian) compare(f fresh, s stated) {
	best, fitting := fitsNot, basis{}
	bases := g.fourBases(f.area)
	for _, b := range bases {
		if fit := s.fits(100 * float64(f.Value) / float64(b.people)); fit < best {
			best, fitting = fit, b
		}
	}
	pairs := []any{"area", remark.Area(f.area), "stated", s, "new", f.Value, "bases", worked{f.Value, bases}}
	switch {
	case len(bases) == 0:
	case best == fitsNot:
		g.find(odd, f.area, f.count, "stated_none", pairs...)
	case fitting.name != string(store.Obligated):
		g.find(noted, f.area, f.count, "stated_other", append(pairs, "base", fitting)...)
	}
}

// worked is a number of people in percent of several bases, among the pairs of a problem.
type worked struct {
	people int64
	bases  []basis
}
