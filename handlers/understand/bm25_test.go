package understand

import (
	"math"
	"slices"
)

// learnNearest finds the examples nearest to a question by BM25 over stems; the five nearest vote, each with its likeness.
func learnNearest(s schooling) classifier {
	const saturation, byLength, voters = 1.2, 0.75, 5
	type posting struct {
		text  int
		count float64
	}
	postings := map[string][]posting{}
	lengths, mean := make([]float64, len(s.texts)), 0.0
	for i, ws := range s.texts {
		counts := map[string]float64{}
		for _, w := range ws {
			counts[stem(w.text)]++
		}
		for w, n := range counts {
			postings[w] = append(postings[w], posting{i, n})
		}
		lengths[i] = float64(len(ws))
		mean += lengths[i] / float64(len(s.texts))
	}
	return func(ws []word, out []float32) {
		likeness := map[int]float64{}
		for _, w := range ws {
			found := postings[stem(w.text)]
			rarity := math.Log(1 + (float64(len(s.texts))-float64(len(found))+0.5)/(float64(len(found))+0.5))
			for _, p := range found {
				likeness[p.text] += rarity * p.count * (saturation + 1) / (p.count + saturation*(1-byLength+byLength*lengths[p.text]/mean))
			}
		}
		order := make([]int, 0, len(likeness))
		for i := range likeness {
			order = append(order, i)
		}
		slices.SortFunc(order, func(a, b int) int {
			switch {
			case likeness[a] > likeness[b]:
				return -1
			case likeness[a] < likeness[b]:
				return 1
			}
			return a - b
		})
		for _, i := range order[:min(voters, len(order))] {
			out[s.labels[i]] += float32(likeness[i])
		}
	}
}
