package understand

import "math"

// How the examples nearest to a question vote. The linear model knows what each word says, the nearest examples what was
// said in just these words; where they agree, so much the better.
const (
	sharpness = 0.045 // the smaller, the more the nearest example alone decides
	faintest  = 0.15  // examples less like the question have no vote
	tooOften  = 300   // features of more examples than this tell nothing about likeness and cost the most
)

// nearest finds examples like a question by the features they share.
type nearest struct {
	start   []int32 // feature -> where its examples begin in shared
	shared  []share
	labels  []int
	classes int
}

type share struct {
	example int32
	weight  float32
}

func newNearest(vectors [][]entry, labels []int, features, classes int) *nearest {
	n := &nearest{start: make([]int32, features+1), labels: labels, classes: classes}
	for _, v := range vectors {
		for _, e := range v {
			n.start[e.index+1]++
		}
	}
	for f := range features {
		if n.start[f+1] > tooOften {
			n.start[f+1] = 0
		}
		n.start[f+1] += n.start[f]
	}
	n.shared = make([]share, n.start[features])
	next := append([]int32(nil), n.start...)
	for i, v := range vectors {
		for _, e := range v {
			if next[e.index] < n.start[e.index+1] {
				n.shared[next[e.index]] = share{int32(i), e.weight}
				next[e.index]++
			}
		}
	}
	return n
}

// votes adds to every class its share of the votes, times weight.
func (n *nearest) votes(v []entry, weight float32, out []float32) {
	likeness := make([]float32, len(n.labels))
	for _, e := range v {
		for _, s := range n.shared[n.start[e.index]:n.start[e.index+1]] {
			likeness[s.example] += e.weight * s.weight
		}
	}
	votes, all := make([]float32, n.classes), float32(0)
	for i, l := range likeness {
		if l > faintest {
			vote := float32(math.Exp(float64(l / sharpness)))
			votes[n.labels[i]] += vote
			all += vote
		}
	}
	for c := range out {
		out[c] *= 1 - weight
		if all > 0 {
			out[c] += weight * votes[c] / all
		} else {
			out[c] += weight / float32(n.classes)
		}
	}
}
