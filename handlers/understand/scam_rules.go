package understand

import (
	_ "embed"
	"strconv"
	"strings"
)

//go:embed scam_words.txt
var scamWordsFile string

//go:embed scam_rules.txt
var scamRulesFile string

// The words and rules by which Suspect looks for fraud, read once when the program starts and never changed.
var (
	scamWords             = newLexicon(scamWordsFile)
	scamGroups, scamRules = readRules(scamRulesFile)
)

// gapUsual is how many words may stand between two words of a rule that does not say.
const gapUsual = 3

// rule finds a sign in a sentence by words that follow each other; the first of them is where the rule is filed.
type rule struct {
	sign   string
	weight int
	steps  []step          // the words behind the first
	unless map[string]bool // words that make it harmless wherever they stand in the sentence; may be nil
}

// step is one word of a rule and how many words may stand before it.
type step struct {
	words map[string]bool
	gap   int
}

// readRules reads lines of two forms: "@name = word word" names a group of words, and "sign weight = word|@group ~2 word unless
// word" is a rule. The form is held by a test, so that what cannot be read does not reach a citizen.
func readRules(file string) (groups map[string]map[string]bool, rules map[string][]rule) {
	groups, rules = map[string]map[string]bool{}, map[string][]rule{}
	for line := range strings.Lines(file) {
		line, _, _ = strings.Cut(line, "#")
		left, right, ok := strings.Cut(line, "=")
		if !ok {
			continue
		}
		name := strings.Fields(left)
		if group, ok := strings.CutPrefix(name[0], "@"); ok {
			groups[group] = members(groups, strings.Fields(right))
			continue
		}
		pattern, unless, _ := strings.Cut(right, " unless ")
		r := rule{sign: name[0], unless: members(groups, strings.Fields(unless))}
		r.weight, _ = strconv.Atoi(name[len(name)-1])
		gap := gapUsual
		for _, f := range strings.Fields(pattern) {
			if n, ok := strings.CutPrefix(f, "~"); ok {
				gap, _ = strconv.Atoi(n)
				continue
			}
			r.steps = append(r.steps, step{members(groups, strings.Split(f, "|")), gap})
			gap = gapUsual
		}
		first := r.steps[0].words
		r.steps = r.steps[1:]
		for w := range first {
			rules[w] = append(rules[w], r)
		}
	}
	return groups, rules
}

// members is the set of some words and of the groups named among them.
func members(groups map[string]map[string]bool, words []string) map[string]bool {
	all := map[string]bool{}
	for _, w := range words {
		group, named := strings.CutPrefix(w, "@")
		if !named {
			all[w] = true
		}
		for member := range groups[group] {
			if named {
				all[member] = true
			}
		}
	}
	return all
}

// follow looks for the words of a rule behind its first, in the rest of a sentence.
func follow(steps []step, rest []word) bool {
	if len(steps) == 0 {
		return true
	}
	for i := 0; i <= steps[0].gap && i < len(rest); i++ {
		if steps[0].words[rest[i].text] && follow(steps[1:], rest[i+1:]) {
			return true
		}
	}
	return false
}

func (r rule) excused(sentence []word) bool {
	for _, w := range sentence {
		if r.unless[w.text] {
			return true
		}
	}
	return false
}
