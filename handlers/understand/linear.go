package understand

import (
	"cmp"
	"math"
	"slices"
)

// How the linear model is trained. The passes are few because it starts, like the program, from nothing every time.
const (
	passes  = 2
	rate    = 4.5
	decay   = 0.35
	learned = 0.7 // an example this sure is left out of the next pass
)

// linear holds a weight for every feature and topic, and what every topic has to begin with.
type linear struct {
	classes int
	stride  int // places of a feature's weights: classes, rounded up to fours
	weights []float32
	bias    []float32
}

func newLinear(features, classes int) *linear {
	stride := (classes + 3) &^ 3
	return &linear{classes: classes, stride: stride, weights: make([]float32, features*stride), bias: make([]float32, stride)}
}

// train learns a multinomial logistic regression by small steps. The same input gives the same model; the order of the steps
// is shuffled by the texts' own keys, so that a few texts more leave the others in the order they had.
func train(vectors [][]entry, labels []int, keys []uint64, features, classes int) *linear {
	m := newLinear(features, classes)
	scores := make([]float32, m.stride)
	resting := make([]int8, len(vectors))
	for pass := range passes {
		step := float32(rate / (1 + decay*float64(pass)))
		for _, n := range shuffled(keys, uint64(pass)) {
			if resting[n] > 0 {
				resting[n]--
				continue
			}
			m.scores(vectors[n], scores)
			softmax(scores[:classes])
			if scores[labels[n]] > learned {
				resting[n] = 1
			}
			scores[labels[n]]--
			m.learn(vectors[n], scores[:classes], step)
		}
	}
	return m
}

// wholeWords leaves the pieces of words out, features from a number on: the regression learns as well without them, and faster.
func wholeWords(vectors [][]entry, from int32) [][]entry {
	out := make([][]entry, len(vectors))
	total := 0
	for _, v := range vectors {
		total += len(v)
	}
	store := make([]entry, 0, total)
	for i, v := range vectors {
		begin := len(store)
		for _, e := range v {
			if e.index < from {
				store = append(store, e)
			}
		}
		out[i] = store[begin:len(store):len(store)]
		unit(out[i])
	}
	return out
}

// shuffled gives the order of a pass.
func shuffled(keys []uint64, pass uint64) []int32 {
	type place struct {
		key uint64
		n   int32
	}
	places, order := make([]place, len(keys)), make([]int32, len(keys))
	for i, k := range keys {
		k = (k ^ pass*0x9e3779b97f4a7c15) * 0xff51afd7ed558ccd
		places[i] = place{(k ^ k>>32) * 0xc4ceb9fe1a85ec53, int32(i)}
	}
	slices.SortFunc(places, func(a, b place) int { return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.n, b.n)) })
	for i, p := range places {
		order[i] = p.n
	}
	return order
}

// scores adds up the weights of a text for every class, four features at a time.
func (m *linear) scores(v []entry, out []float32) {
	out = out[:m.stride]
	copy(out, m.bias)
	for ; len(v) >= 4; v = v[4:] {
		a, b, c, d := m.row(v[0])[:len(out)], m.row(v[1])[:len(out)], m.row(v[2])[:len(out)], m.row(v[3])[:len(out)]
		p, q, r, s := v[0].weight, v[1].weight, v[2].weight, v[3].weight
		for i := range out {
			out[i] += p*a[i] + q*b[i] + r*c[i] + s*d[i]
		}
	}
	for _, e := range v {
		row := m.row(e)[:len(out)]
		for i := range out {
			out[i] += e.weight * row[i]
		}
	}
}

func (m *linear) row(e entry) []float32 {
	return m.weights[int(e.index)*m.stride:][:m.stride:m.stride]
}

// learn moves the weights against the gradient. Classes that are hardly wrong are left alone, which is most of them.
func (m *linear) learn(v []entry, gradient []float32, step float32) {
	var wrong [64]int32
	some := wrong[:0]
	for c, g := range gradient {
		if g < -0.01 || g > 0.01 {
			m.bias[c] -= 0.1 * step * g
			some = append(some, int32(c))
		}
	}
	for _, e := range v {
		row, move := m.row(e), step*e.weight
		for _, c := range some {
			row[c] -= move * gradient[c]
		}
	}
}

// settled is a model that learns no more, at half the size: a weight is a whole number of steps.
type settled struct {
	stride  int
	step    float32
	weights []int16
	bias    []float32
}

func (m *linear) settle() *settled {
	var most float32
	for _, w := range m.weights {
		most = max(most, w, -w)
	}
	s := &settled{stride: m.stride, step: most / math.MaxInt16, weights: make([]int16, len(m.weights)), bias: m.bias}
	if most == 0 {
		return s
	}
	for i, w := range m.weights {
		s.weights[i] = int16(math.Round(float64(w / s.step)))
	}
	return s
}

// scores is linear.scores.
func (m *settled) scores(v []entry, out []float32) {
	out = out[:m.stride]
	copy(out, m.bias)
	for _, e := range v {
		row, weight := m.weights[int(e.index)*m.stride:][:len(out)], e.weight*m.step
		for i := range out {
			out[i] += weight * float32(row[i])
		}
	}
}

// hopeless is how far behind the best score a topic has no probability worth reckoning.
const hopeless = 14

// softmax turns scores into probabilities.
func softmax(s []float32) {
	top := s[0]
	for _, x := range s {
		top = max(top, x)
	}
	var sum float32
	for c, x := range s {
		s[c] = 0
		if x > top-hopeless {
			s[c] = exp(x - top)
			sum += s[c]
		}
	}
	for c := range s {
		s[c] /= sum
	}
}

// exp is the exponential function for 0 down to hopeless, right to five digits: a power of two for the whole part, a few terms
// of the series for the rest.
func exp(x float32) float32 {
	x *= math.Log2E
	whole := int32(x) - 1
	r := (x - float32(whole) - 0.5) * math.Ln2
	r = 1 + r*(1+r*(1.0/2+r*(1.0/6+r*(1.0/24+r*(1.0/120)))))
	return r * math.Sqrt2 * math.Float32frombits(uint32(whole+127)<<23)
}
