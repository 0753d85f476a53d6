// Package claims reads the figures that a press release or a chat tells, and works every percentage of it out again, of everything it may be of: wajib
// KTP, the recorded, all residents, the target. It is pure: a text and what the bot knows go in, a table of numbers with their verdicts comes
// out, which the desk puts into words for /cekangka.
//
// Numbers are read by Indonesian rules, and are numbers of persons. Offices use four denominators and seldom name theirs; what a percentage
// agrees with is therefore told of each, by the measure of package written, and a target or residents written as wajib KTP are found by
// that of package guard.
package claims

import (
	"math"
	"regexp"
	"slices"
	"strings"

	"ikdbot/handlers/written"
)

// Claim is a percentage of a text with what it is said of: so many people of so many.
type Claim struct {
	written.Percent
	Kind  Kind
	Rough Rough
	Part  *Number // the people it is; nil where the text does not say
	Base  *Number // the number it is a percentage of, where one is given
	Of    Kind    // what it is said to be a percentage of, where that is told
	Goal  bool    // a target rather than a result: Part, if any, is the number to be reached
}

const reach = 90 // how far a percentage stands from its people

var (
	ofWords  = regexp.MustCompile(`^\s*,?\)?\s*(?:dari|terhadap|of)\b`)
	fromWord = regexp.MustCompile(`\bdari\s+(?:total\s+|jumlah\s+|sekitar\s+)*[^,;]{0,40}$`)
)

// claims are the percentages of a text, each with its people and its base. One that stands there twice is told once.
func (s statement) claims() (all []Claim) {
	for i, n := range s.numbers {
		if !n.percent {
			continue
		}
		c := Claim{Percent: n.stated, Kind: n.Kind, Rough: n.Rough}
		s.readBase(i, &c)
		s.readGoal(i, &c)
		if !c.Goal {
			s.readPart(i, &c)
		}
		all = append(all, c)
	}
	return s.together(all)
}

// readBase reads what stands behind "dari".
func (s statement) readBase(i int, c *Claim) {
	n := s.numbers[i]
	next := s.after(i)
	behind := s.text[n.to:next]
	if !ofWords.MatchString(behind) {
		return
	}
	c.Of = firstKind(behind)
	if i+1 == len(s.numbers) {
		return
	}
	if base := &s.numbers[i+1]; !base.percent && base.sentence == n.sentence && base.Kind != Target {
		c.Base = base
		if c.Of == None {
			c.Of = base.Kind
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
func (s statement) readGoal(i int, c *Claim) {
	n := s.numbers[i]
	start := max(0, n.from-reach)
	if i > 0 {
		start = max(start, s.numbers[i-1].to)
	}
	before, behind := s.text[start:n.from], s.text[n.to:s.after(i)]
	if at := sentenceBreak(before); at >= 0 {
		before = before[at:]
	}
	c.Goal = n.stated.Decimals == 0 && (strivingWords.MatchString(before) || strings.Contains(clause(behind), "target"))
	if c.Goal && i+1 < len(s.numbers) {
		if next := &s.numbers[i+1]; next.Kind == Target && !next.percent && next.sentence == n.sentence {
			c.Part = next
		}
	}
}

// readPart finds the people that a percentage is: those before it, or those behind "atau".
func (s statement) readPart(i int, c *Claim) {
	n := s.numbers[i]
	if i+1 < len(s.numbers) && c.Of == None {
		next := &s.numbers[i+1]
		if !next.percent && next.sentence == n.sentence && restates.MatchString(s.text[n.to:next.from]) && s.text[n.to:next.from] != " " {
			c.Part = next
			c.Kind = next.Kind
			return
		}
	}
	if i == 0 {
		return
	}
	last := &s.numbers[i-1]
	between, _ := kindOf(s.text[last.to:n.from], "")
	if last.percent || last.sentence != n.sentence || n.from-last.to > reach || between != None && between != last.Kind {
		return
	}
	c.Part, c.Kind = last, last.Kind
	if i < 2 {
		return
	}
	// "1.113 dari 308.309 wajib KTP atau 0,36 persen"
	if whole := &s.numbers[i-2]; !whole.percent && whole.sentence == n.sentence && c.Base == nil && fromWord.MatchString(s.text[whole.to:last.from]) {
		c.Part, c.Base, c.Of, c.Kind = whole, last, last.Kind, whole.Kind
	}
}

// together drops percentages that are told again, and gives those without people the people of another of the same size, else the
// only count of their kind.
func (s statement) together(all []Claim) (once []Claim) {
	slices.SortStableFunc(all, func(a, b Claim) int { return boolean(a.Part == nil) - boolean(b.Part == nil) })
	for _, c := range all {
		again := slices.ContainsFunc(once, func(o Claim) bool {
			return o.Percent == c.Percent && o.Goal == c.Goal && (c.Part == nil || o.Part != nil && o.Part.People == c.Part.People)
		})
		if again {
			continue
		}
		if same := s.counts(c.Kind); c.Part == nil && !c.Goal && c.Kind != None && len(same) == 1 {
			c.Part = &same[0]
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
func (s statement) counts(k Kind) (all []Number) {
	for _, n := range s.numbers {
		if !n.percent && n.Kind == k && k != None && !slices.ContainsFunc(all, func(o Number) bool { return o.People == n.People }) {
			all = append(all, n)
		}
	}
	return all
}

// agrees reports how a claim agrees with a base. Where its people are only roughly told, a percentage of up to a tenth more, or one
// that rounds to them, agrees.
func (c Claim) agrees(people int64) written.Fit {
	if c.Part == nil || people <= 0 {
		return written.FitsNot
	}
	worked := 100 * float64(c.Part.People) / float64(people)
	best := c.Fits(worked)
	if best != written.FitsNot || c.Part.Rough == Exact {
		return best
	}
	meant := c.Value * float64(people) / 100
	told := float64(c.Part.People)
	low, high := told*0.95, told*1.05
	if c.Part.Rough == AtLeast {
		low, high = told, told*1.1
	}
	if meant >= math.Floor(low) && meant <= high {
		return written.FitsRounded
	}
	return written.FitsNot
}
