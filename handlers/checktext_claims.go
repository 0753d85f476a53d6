package handlers

import (
	"math"
	"regexp"
	"slices"
	"strings"

	"ikdbot/handlers/written"
)

// claim is a percentage of a text with what it is said of: so many people of so many.
type claim struct {
	written.Percent
	kind  kind
	rough rough
	part  *said // the people it is; nil where the text does not say
	base  *said // the number it is a percentage of, where one is given
	of    kind  // what it is said to be a percentage of, where that is told
	goal  bool  // a target rather than a result: part, if any, is the number to be reached
}

const reach = 90 // how far a percentage stands from its people

var (
	ofWords  = regexp.MustCompile(`^\s*,?\)?\s*(?:dari|terhadap|of)\b`)
	fromWord = regexp.MustCompile(`\bdari\s+(?:total\s+|jumlah\s+|sekitar\s+)*[^,;]{0,40}$`)
)

// claims are the percentages of a text, each with its people and its base. One that stands there twice is told once.
func (s statement) claims() (all []claim) {
	for i, n := range s.numbers {
		if !n.percent {
			continue
		}
		c := claim{Percent: n.Percent, kind: n.kind, rough: n.rough}
		s.readBase(i, &c)
		s.readGoal(i, &c)
		if !c.goal {
			s.readPart(i, &c)
		}
		all = append(all, c)
	}
	return s.together(all)
}

// readBase reads what stands behind "dari".
func (s statement) readBase(i int, c *claim) {
	n := s.numbers[i]
	next := s.after(i)
	behind := s.text[n.to:next]
	if !ofWords.MatchString(behind) {
		return
	}
	c.of = firstKind(behind)
	if i+1 == len(s.numbers) {
		return
	}
	if base := &s.numbers[i+1]; !base.percent && base.sentence == n.sentence && base.kind != kindGoal {
		c.base = base
		if c.of == kindNone {
			c.of = base.kind
		}
	}
}

// after is where the words behind a number end: at the next number or the end of the sentence.
func (s statement) after(i int) int {
	end := len(s.text)
	if i+1 < len(s.numbers) {
		end = s.numbers[i+1].from
	}
	if at := sentenceEnd.FindStringIndex(s.text[s.numbers[i].to:end]); at != nil {
		end = s.numbers[i].to + at[0]
	}
	return end
}

// readGoal tells a target from a result: "menargetkan minimal 25 persen", "untuk mencapai 25 persen ... harus ada 200 ribu".
func (s statement) readGoal(i int, c *claim) {
	n := s.numbers[i]
	start := max(0, n.from-reach)
	if i > 0 {
		start = max(start, s.numbers[i-1].to)
	}
	before, behind := s.text[start:n.from], s.text[n.to:s.after(i)]
	if at := sentenceBreak(before); at >= 0 {
		before = before[at:]
	}
	c.goal = n.Decimals == 0 && (strivingWords.MatchString(before) || strings.Contains(clause(behind), "target"))
	if c.goal && i+1 < len(s.numbers) {
		if next := &s.numbers[i+1]; next.kind == kindGoal && !next.percent && next.sentence == n.sentence {
			c.part = next
		}
	}
}

// readPart finds the people that a percentage is: those before it, or those behind "atau".
func (s statement) readPart(i int, c *claim) {
	n := s.numbers[i]
	if i+1 < len(s.numbers) && c.of == kindNone {
		next := &s.numbers[i+1]
		if !next.percent && next.sentence == n.sentence && restates.MatchString(s.text[n.to:next.from]) && s.text[n.to:next.from] != " " {
			c.part = next
			c.kind = next.kind
			return
		}
	}
	if i == 0 {
		return
	}
	last := &s.numbers[i-1]
	between, _ := kindOf(s.text[last.to:n.from], "")
	if last.percent || last.sentence != n.sentence || n.from-last.to > reach || between != kindNone && between != last.kind {
		return
	}
	c.part, c.kind = last, last.kind
	if i < 2 {
		return
	}
	// "1.113 dari 308.309 wajib KTP atau 0,36 persen"
	if whole := &s.numbers[i-2]; !whole.percent && whole.sentence == n.sentence && c.base == nil && fromWord.MatchString(s.text[whole.to:last.from]) {
		c.part, c.base, c.of, c.kind = whole, last, last.kind, whole.kind
	}
}

// together drops percentages that are told again, and gives those without people the people of another of the same size, else the
// only count of their kind.
func (s statement) together(all []claim) (once []claim) {
	slices.SortStableFunc(all, func(a, b claim) int { return boolean(a.part == nil) - boolean(b.part == nil) })
	for _, c := range all {
		again := slices.ContainsFunc(once, func(o claim) bool {
			return o.Percent == c.Percent && o.goal == c.goal && (c.part == nil || o.part != nil && o.part.people == c.part.people)
		})
		if again {
			continue
		}
		if same := s.counts(c.kind); c.part == nil && !c.goal && c.kind != kindNone && len(same) == 1 {
			c.part = &same[0]
		}
		once = append(once, c)
	}
	return once
}

func boolean(b bool) int {
	if b {
		return 1
	}
	return 0
}

// counts are the different numbers of a kind, as they come.
func (s statement) counts(k kind) (all []said) {
	for _, n := range s.numbers {
		if !n.percent && n.kind == k && k != kindNone && !slices.ContainsFunc(all, func(o said) bool { return o.people == n.people }) {
			all = append(all, n)
		}
	}
	return all
}

// agrees reports how a claim agrees with a base. Where its people are only roughly told, a percentage of up to a tenth more, or one
// that rounds to them, agrees.
func (c claim) agrees(people int64) written.Fit {
	if c.part == nil || people <= 0 {
		return written.FitsNot
	}
	worked := 100 * float64(c.part.people) / float64(people)
	best := c.Fits(worked)
	if best != written.FitsNot || c.part.rough == exact {
		return best
	}
	meant := c.Value * float64(people) / 100
	told := float64(c.part.people)
	low, high := told*0.95, told*1.05
	if c.part.rough == atLeast {
		low, high = told, told*1.1
	}
	if meant >= math.Floor(low) && meant <= high {
		return written.FitsRounded
	}
	return written.FitsNot
}
