package understand

import (
	"fmt"
	"testing"
	"time"

	"ikdbot/locales"
)

// classifier gives every topic a score for the words of a question.
type classifier func(ws []word, out []float32)

// schooling is what classifiers learn from: texts as a Mind reads them, with their classes.
type schooling struct {
	texts   [][]word
	labels  []int
	keys    []uint64
	classes int
}

// TestClassifiersCompared tries ways to tell topics apart, each on the same words: how many best guesses are right of the
// examples left out (one fold of five), of the development questions and of the fresh ones, and what training takes.
func TestClassifiersCompared(t *testing.T) {
	if !*evaluate {
		t.Log("run with -evaluate to measure")
		return
	}
	r, topics := content(t, "62.02")
	rest, held := without(topics, 0)
	folded, full := New(r, rest), mindOf(t, "62.02")
	var left []asked
	for i, topic := range topics {
		for _, e := range held[i] {
			left = append(left, asked{topic.ID, e})
		}
	}
	some, all := lessonsOf(folded, rest), lessonsOf(full, topics)
	table := "\n  share of best guesses right       left out  questions-dev  fresh-dev  training"
	for _, l := range []struct {
		name  string
		learn func(s schooling) classifier
	}{
		{"nearest examples by BM25", learnNearest},
		{"naive Bayes, words and pieces", learnLinear(0, 1, false)},
		{"regression, words", learnLinear(1, 0, false)},
		{"regression, words and pieces", learnLinear(1, 0, true)},
		{"regression with pieces + Bayes", learnLinear(regression, evidence, true)},
		{"regression + Bayes (in use)", learnLinear(regression, evidence, false)},
		{"regression + Bayes + BM25", learnAll},
	} {
		start := time.Now()
		c := l.learn(some)
		took := time.Since(start)
		row := fmt.Sprintf("\n  %-31s %8.1f %%", l.name, rightOf(folded, c, left))
		c = l.learn(all)
		row += fmt.Sprintf(" %12.1f %%", rightOf(full, c, readQuestions(t, "questions-dev.tsv")))
		row += fmt.Sprintf(" %8.1f %%", rightOf(full, c, readQuestions(t, "questions-fresh-dev.tsv")))
		table += row + fmt.Sprintf(" %6d ms", took.Milliseconds())
	}
	t.Log(table)
}

// lessonsOf are the examples and titles as a Mind reads them.
func lessonsOf(m *Mind, topics []locales.Topic) schooling {
	again := &Mind{}
	s := schooling{}
	for _, l := range again.lessons(topics) {
		_, ws := m.wordsOf(l.text, l.words)
		s.texts, s.labels, s.keys = append(s.texts, ws), append(s.labels, l.class), append(s.keys, hash(hashSeed, l.text))
	}
	s.classes = len(again.topics)
	return s
}

// rightOf is the share of questions, in percent, whose best guess is right.
func rightOf(m *Mind, c classifier, questions []asked) float64 {
	right := 0
	scores := make([]float32, len(m.topics)+3)
	for _, q := range questions {
		masked, _ := Mask(q.text)
		_, ws := m.words(masked)
		ws = meant(ws)
		if rest := core(ws); len(rest) > 0 {
			ws = rest
		}
		clear(scores)
		c(ws, scores)
		best := 0
		for i := range m.topics {
			if scores[i] > scores[best] {
				best = i
			}
		}
		if m.topics[best] == q.topic {
			right++
		}
	}
	return 100 * float64(right) / float64(max(1, len(questions)))
}

// learnLinear learns the two linear models, weighs and adds them up; pieces says whether the regression sees pieces of words.
func learnLinear(regression, evidence float32, pieces bool) func(schooling) classifier {
	return func(s schooling) classifier {
		v, vectors := newVocabulary(len(s.texts), func(n int) []word { return s.texts[n] })
		model := newLinear(len(v.idf), s.classes)
		if evidence > 0 {
			model.blend(0, bayes(vectors, s.labels, len(v.idf), s.classes), evidence)
		}
		if regression > 0 {
			from := v.whole
			if pieces {
				from = int32(len(v.idf))
			}
			model.blend(1, train(wholeWords(vectors, from), s.labels, s.keys, int(from), s.classes), regression)
		}
		room := new(scratch)
		return func(ws []word, out []float32) {
			full := make([]float32, model.stride)
			model.scores(v.vector(ws, room), full)
			copy(out, full[:s.classes])
		}
	}
}

// learnAll lets the nearest examples vote together with the linear models, both as probabilities.
func learnAll(s schooling) classifier {
	linear, near := learnLinear(regression, evidence, false)(s), learnNearest(s)
	return func(ws []word, out []float32) {
		votes := make([]float32, s.classes)
		linear(ws, out)
		softmax(out[:s.classes])
		near(ws, votes)
		softmax(votes)
		for c := range votes {
			out[c] += 0.3 * votes[c]
		}
	}
}
