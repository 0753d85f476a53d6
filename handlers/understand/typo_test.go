package understand

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// mistyped makes a slip in about two of five words: a letter left out, doubled, or swapped with the next.
func mistyped(text string, random *rand.Rand) string {
	words := strings.Fields(text)
	for i, w := range words {
		if len(w) < 4 || random.IntN(5) > 1 {
			continue
		}
		k := 1 + random.IntN(len(w)-2)
		switch random.IntN(3) {
		case 0:
			words[i] = w[:k] + w[k+1:]
		case 1:
			words[i] = w[:k] + w[k:k+1] + w[k:]
		default:
			words[i] = w[:k] + w[k+1:k+2] + w[k:k+1] + w[k+2:]
		}
	}
	return strings.Join(words, " ")
}

// Slips of the thumb cost little.
func TestMistypedQuestions(t *testing.T) {
	m, s := mindOf(t, "62.02"), newScore()
	random := rand.New(rand.NewPCG(1, 2))
	for _, file := range []string{"questions-dev.tsv", "questions-fresh-dev.tsv"} {
		for _, q := range readQuestions(t, file) {
			s.add(q, m.Read(mistyped(q.text, random)))
		}
	}
	t.Logf("two words in five mistyped: %v", s)
	s.hold(t, 88, 6, 11)
}
