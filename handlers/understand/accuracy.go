package understand

import (
	"context"
	"slices"

	"ikdbot/locales"
)

// folds is into how many parts the examples are cut to measure: each part is read by a Mind that has not seen it. Leaving out
// one example at a time would train thousands of times to say nearly the same.
const folds = 5

// Accuracy is how many examples are read rightly, as their topic's, by a Mind that was trained without them.
type Accuracy struct {
	Right, All int
	Wrong      map[string]int // topic -> its examples that were taken for another's
}

// Share is the part read rightly, 0 to 1.
func (a Accuracy) Share() float64 { return float64(a.Right) / float64(max(1, a.All)) }

// Measure finds the accuracy on the examples of topics, where extra wordings by topic are learned from but not counted: so two
// measures of the same topics, with and without extra, tell what the extra wordings do to what was there before. It trains five
// times, some seconds of one core, and ends early with its context; step, if any, is told before each training.
func Measure(ctx context.Context, r *locales.Regency, topics []locales.Topic, extra map[string][]string, step func(n, of int)) (Accuracy, error) {
	a := Accuracy{Wrong: map[string]int{}}
	for fold := range folds {
		if err := ctx.Err(); err != nil {
			return Accuracy{}, err
		}
		if step != nil {
			step(fold+1, folds)
		}
		rest, held := without(topics, fold)
		m := New(r, With(rest, extra))
		for i, topic := range topics {
			for _, text := range held[i] {
				a.All++
				if best := m.Read(text).Guesses; len(best) > 0 && best[0].Topic == topic.ID {
					a.Right++
				} else {
					a.Wrong[topic.ID]++
				}
			}
		}
	}
	return a, nil
}

// without takes every fifth example out of topics, and returns what is left and what was taken.
func without(topics []locales.Topic, fold int) (rest []locales.Topic, held [][]string) {
	rest, held = slices.Clone(topics), make([][]string, len(topics))
	for i, topic := range topics {
		rest[i].Examples = nil
		for n, e := range topic.Examples {
			if n%folds == fold {
				held[i] = append(held[i], e)
			} else {
				rest[i].Examples = append(rest[i].Examples, e)
			}
		}
	}
	return rest, held
}

// With returns topics with further examples, by topic id; those of a topic that is not there are passed over.
func With(topics []locales.Topic, extra map[string][]string) []locales.Topic {
	more := slices.Clone(topics)
	given := map[string]bool{}
	for i, t := range more {
		if !given[t.ID] && len(extra[t.ID]) > 0 {
			more[i].Examples = slices.Concat(t.Examples, extra[t.ID])
			given[t.ID] = true
		}
	}
	return more
}
