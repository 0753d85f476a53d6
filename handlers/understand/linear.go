package understand

import (
	"math"
	"math/rand/v2"
)

// How the linear model is trained. The passes are few because it starts, like the program, from nothing every time.
const (
	passes = 10
	rate   = 3.0
)

// linear is a multinomial logistic regression: one row of weights per feature, one column per topic.
type linear struct {
	classes int
	weights []float32
	bias    []float32
}

// train learns from vectors and their classes. The same input gives the same model: the order is drawn from a fixed seed.
func train(vectors [][]entry, labels []int, features, classes int) *linear {
	m := &linear{classes: classes, weights: make([]float32, features*classes), bias: make([]float32, classes)}
	random := rand.New(rand.NewPCG(62, 2))
	scores := make([]float32, classes)
	for pass := range passes {
		step := float32(rate / (1 + 0.35*float64(pass)))
		for _, n := range random.Perm(len(vectors)) {
			m.scores(vectors[n], scores)
			softmax(scores, 1)
			scores[labels[n]]--
			m.learn(vectors[n], scores, step)
		}
	}
	return m
}

// scores adds up the weights of a text for every class.
func (m *linear) scores(v []entry, out []float32) {
	copy(out, m.bias)
	for _, e := range v {
		row := m.weights[int(e.index)*m.classes:][:len(out)]
		w := e.weight
		for c := range out {
			out[c] += w * row[c]
		}
	}
}

// learn moves the weights against the gradient. Classes that are hardly wrong are left alone, which is most of them.
func (m *linear) learn(v []entry, gradient []float32, step float32) {
	for c, g := range gradient {
		if g > -0.004 && g < 0.004 {
			continue
		}
		m.bias[c] -= 0.1 * step * g
		for _, e := range v {
			m.weights[int(e.index)*m.classes+c] -= step * g * e.weight
		}
	}
}

// softmax turns scores into probabilities; a temperature above one makes them less sure.
func softmax(s []float32, temperature float32) {
	top := s[0]
	for _, x := range s {
		top = max(top, x)
	}
	var sum float32
	for c, x := range s {
		s[c] = float32(math.Exp(float64((x - top) / temperature)))
		sum += s[c]
	}
	for c := range s {
		s[c] /= sum
	}
}
