package understand

import (
	"maps"
	"math"
	"slices"
	"strings"
)

// How texts are put together. The numbers were chosen with TestGroups: a lower bar joins what only shares a subject.
const (
	alike       = 0.45 // cosine from which on two texts ask the same
	pieceWeight = 0.4  // of a piece of a word next to the whole word
	everywhere  = 400  // a feature of more texts than this tells nothing about likeness and costs the most
	atLeast     = 1000 // texts to reckon rarity by: among a few, what is rare and what is common is chance
)

// Groups puts texts together that ask alike, whatever their spelling, and returns each group as indexes of texts. An earlier
// text leads: the others of its group are those most like it, so the caller puts what counts most first. Every text is in one
// group, and the groups stand in the order of their leaders.
func (m *Mind) Groups(texts []string) [][]int {
	words := make([][]string, len(texts))
	for i, text := range texts {
		_, ws := m.words(text)
		if words[i] = bare(ws); len(words[i]) == 0 {
			words[i] = plain(ws)
		}
	}
	var groups [][]int
	same := map[string]int{}     // words -> their group
	leaders := map[string][]at{} // feature -> the groups whose leaders have it
	vectors := likenessVectors(words)
	for i, v := range vectors {
		key := strings.Join(words[i], " ")
		g, known := same[key]
		if !known {
			g = closest(v, leaders, len(groups))
		}
		if g == len(groups) {
			groups = append(groups, nil)
			for _, f := range slices.Sorted(maps.Keys(v)) {
				leaders[f] = append(leaders[f], at{g, v[f]})
			}
		}
		same[key] = g
		groups[g] = append(groups[g], i)
	}
	return groups
}

// at is a group whose leader has a feature, with the feature's weight there.
type at struct {
	group  int
	weight float64
}

// closest is the group whose leader is most like v, or the number of groups where none is like it.
func closest(v map[string]float64, leaders map[string][]at, groups int) int {
	likeness := make([]float64, groups)
	for f, weight := range v {
		for _, l := range leaders[f] {
			likeness[l.group] += weight * l.weight
		}
	}
	best, most := groups, alike
	for g, l := range likeness {
		if l >= most+1e-9 { // more than rounding, which differs with the order of the sum
			best, most = g, l
		}
	}
	return best
}

// likenessVectors weighs the words of texts and their pieces by how rare they are among these texts, each vector of length one. The
// vocabulary of the examples does not serve here: what was missed is often what it has no words for.
func likenessVectors(texts [][]string) []map[string]float64 {
	vectors := make([]map[string]float64, len(texts))
	seen := map[string]int{}
	for i, words := range texts {
		vectors[i] = wordsAndPieces(words)
		for f := range vectors[i] {
			seen[f]++
		}
	}
	for _, v := range vectors {
		var sum float64
		for _, f := range slices.Sorted(maps.Keys(v)) {
			if seen[f] > everywhere {
				delete(v, f)
				continue
			}
			v[f] *= math.Log(1 + float64(max(len(texts), atLeast))/float64(seen[f]))
			sum += v[f] * v[f]
		}
		for f := range v {
			v[f] /= math.Sqrt(sum)
		}
	}
	return vectors
}

// wordsAndPieces are the stems of words and their pieces of three letters, ends marked, each once.
func wordsAndPieces(words []string) map[string]float64 {
	v := map[string]float64{}
	for _, w := range words {
		if empty[w] && len(words) > 1 {
			continue
		}
		s := stem(w)
		v["w "+s] = 1
		marked := "<" + s + ">"
		for i := 0; i+3 <= len(marked); i++ {
			v[marked[i:i+3]] = pieceWeight
		}
	}
	return v
}
