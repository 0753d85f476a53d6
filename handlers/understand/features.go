package understand

import (
	"math"
	"slices"
)

// What a feature tells weighs differently: words say most, pieces of words forgive spelling.
const (
	wordWeight = 1.0
	pairWeight = 0.8
	skipWeight = 0.5
	charWeight = 0.45
	rareWeight = 0.7
)

// entry is a feature of a text with its weight; features are known by the hash of their kind and letters.
type entry struct {
	index  int32
	weight float32
}

type raw struct {
	hash   uint64
	weight float32
}

const (
	hashSeed  = 14695981039346656037
	hashPrime = 1099511628211
)

func hash(h uint64, s string) uint64 {
	for i := 0; i < len(s); i++ {
		h = (h ^ uint64(s[i])) * hashPrime
	}
	return h
}

// vocabulary turns texts into feature vectors. It is learned from the examples and fixed afterwards.
type vocabulary struct {
	index  map[uint64]int32
	idf    []float32
	common map[string]bool // stems of at least two examples; any other counts as rare
}

// extract lists the features of a normalised text, unweighted by rarity.
func (v *vocabulary) extract(ws []string, out []raw) []raw {
	stems := make([]string, len(ws))
	for i, w := range ws {
		stems[i] = stem(w)
	}
	for i, s := range stems {
		out = append(out, raw{hash(hashSeed+1, s), wordWeight})
		if i+1 < len(stems) {
			out = append(out, raw{hash(hash(hashSeed+2, s)+7, stems[i+1]), pairWeight})
		}
		if i+2 < len(stems) {
			out = append(out, raw{hash(hash(hashSeed+3, s)+7, stems[i+2]), skipWeight})
		}
		if v.common != nil && !v.common[s] {
			out = append(out, raw{hash(hashSeed+4, "rare"), rareWeight})
		}
		out = pieces(ws[i], out)
	}
	return out
}

// pieces adds the three to five letter pieces of a word, its ends marked.
func pieces(w string, out []raw) []raw {
	var buffer [34]byte
	b := append(append(append(buffer[:0], '<'), w[:min(len(w), 32)]...), '>')
	for i := range b {
		h := uint64(hashSeed + 5)
		for n := 0; n < 5 && i+n < len(b); n++ {
			h = (h ^ uint64(b[i+n])) * hashPrime
			if n >= 2 {
				out = append(out, raw{h, charWeight})
			}
		}
	}
	return out
}

// newVocabulary learns which features occur, and how rare each is.
func newVocabulary(texts [][]string) *vocabulary {
	v := &vocabulary{index: map[uint64]int32{}}
	v.common = commonStems(texts)
	seen, last := make(map[uint64]int, 1<<15), make(map[uint64]int, 1<<15)
	var order []uint64
	var buffer []raw
	for n, ws := range texts {
		buffer = v.extract(ws, buffer[:0])
		for _, r := range buffer {
			if at, ok := last[r.hash]; ok && at == n {
				continue
			}
			last[r.hash] = n
			seen[r.hash]++
			if seen[r.hash] == 2 {
				order = append(order, r.hash)
			}
		}
	}
	for _, h := range order {
		v.index[h] = int32(len(v.idf))
		v.idf = append(v.idf, float32(math.Sqrt(math.Log(float64(1+len(texts))/float64(seen[h])))))
	}
	return v
}

func commonStems(texts [][]string) map[string]bool {
	last, common := map[string]int{}, map[string]bool{}
	for n, ws := range texts {
		for _, w := range ws {
			s := stem(w)
			if at, ok := last[s]; ok && at != n {
				common[s] = true
			}
			last[s] = n
		}
	}
	return common
}

// vector gives the features of a text, each once, with length one.
func (v *vocabulary) vector(ws []string) []entry {
	raws := v.extract(ws, make([]raw, 0, 32*len(ws)))
	out := make([]entry, 0, len(raws))
	for _, r := range raws {
		if i, ok := v.index[r.hash]; ok {
			out = append(out, entry{i, r.weight * v.idf[i]})
		}
	}
	slices.SortFunc(out, func(a, b entry) int { return int(a.index) - int(b.index) })
	out = slices.CompactFunc(out, func(a, b entry) bool { return a.index == b.index })
	var sum float64
	for _, e := range out {
		sum += float64(e.weight) * float64(e.weight)
	}
	if sum > 0 {
		scale := float32(1 / math.Sqrt(sum))
		for i := range out {
			out[i].weight *= scale
		}
	}
	return out
}
