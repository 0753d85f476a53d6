package understand

import "math"

// How much of a feature is taken to be in every topic without having been seen there, in examples' worth.
const (
	unseen     = 0.3
	background = 50 * unseen
)

// bayes is a complement naive Bayes as a linear model: how much likelier a feature is in a topic than in all others. Unlike
// the regression, which looks for the few words that tell examples apart, it lets every word of a long story speak.
func bayes(vectors [][]entry, labels []int, features, classes int) *linear {
	m := newLinear(features, classes)
	total, topic := make([]float64, features), make([]float64, classes)
	in := make([]float32, features) // one topic at a time: its examples stand together
	var all float64
	for from := 0; from < len(vectors); {
		class, to := labels[from], from
		for ; to < len(vectors) && labels[to] == class; to++ {
			for _, e := range vectors[to] {
				in[e.index] += e.weight
			}
		}
		for f, w := range in {
			if w > 0 {
				m.weights[f*m.stride+class] += w
				total[f] += float64(w)
				topic[class] += float64(w)
				in[f] = 0
			}
		}
		from = to
	}
	for _, n := range topic {
		all += n
	}
	apart := make([]float32, classes) // what any word says for a topic by the number of its examples
	for c := range apart {
		apart[c] = float32(math.Log((all - topic[c] + unseen*float64(features)) / (topic[c] + background)))
	}
	for f := range features {
		row := m.row(entry{index: int32(f)})
		base := math.Log(background*total[f]/all) - math.Log(total[f]+unseen)
		for c := range apart {
			if in := float64(row[c]); in > 0 {
				row[c] = float32(math.Log(in+background*total[f]/all) - math.Log(total[f]-in+unseen) - base)
			}
			row[c] += apart[c]
		}
	}
	return m
}

// blend makes one model of two, which scores as both together, weighted; the other one may know fewer features.
func (m *linear) blend(weight float32, other *linear, otherWeight float32) {
	for i := range m.weights {
		m.weights[i] *= weight
	}
	for i, w := range other.weights {
		m.weights[i] += otherWeight * w
	}
	for i, b := range other.bias {
		m.bias[i] = weight*m.bias[i] + otherWeight*b
	}
}
