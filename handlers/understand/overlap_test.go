package understand

import (
	"slices"
	"testing"
)

// No example may be a question the measuring is done with, nor nearly one: from four words on, four in five the same.
// Otherwise the measure would tell how well the Mind remembers. Shorter ones, "lupa pin", are what everybody writes.
func TestExamplesAreNoTestQuestions(t *testing.T) {
	_, topics := content(t, "62.02")
	l := newLexicon(lexiconFile)
	distinct := func(text string) []string {
		ws := texts(l.read(split(text)))
		slices.Sort(ws)
		return slices.Compact(ws)
	}
	var questions [][]string
	with := map[string][]int{} // word -> questions that have it
	for _, file := range []string{"questions-dev.tsv", "questions-fresh-dev.tsv", "questions-fresh-final.tsv", "questions-own.tsv"} {
		for _, q := range readQuestions(t, file) {
			for _, w := range distinct(q.text) {
				with[w] = append(with[w], len(questions))
			}
			questions = append(questions, distinct(q.text))
		}
	}
	for _, topic := range topics {
		for _, e := range topic.Examples {
			words, shared := distinct(e), map[int]int{}
			for _, w := range words {
				for _, q := range with[w] {
					shared[q]++
				}
			}
			for q, both := range shared {
				all := len(words) + len(questions[q]) - both
				if len(words) >= 4 && len(questions[q]) >= 4 && 5*both >= 4*all {
					t.Errorf("%s: example %q is, or nearly is, a question of the test sets", topic.ID, e)
				}
			}
		}
	}
}
