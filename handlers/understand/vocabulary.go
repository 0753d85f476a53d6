package understand

import "math"

// vocabulary turns texts into feature vectors. It is learned from the examples and fixed afterwards.
type vocabulary struct {
	index *table
	idf   []float32
	once  []bool // words of a single example, which count as rare
	whole int32  // features from this number on are pieces of words
}

// rareFeature is the feature of every text with a rare word.
const rareFeature = 0

// newVocabulary learns which features occur in so many texts and how rare each is, and returns the vectors of the texts. Each is
// asked for once; its words may be overwritten by the next.
func newVocabulary(texts int, text func(n int) []word) (*vocabulary, [][]entry) {
	c := newCounter(texts)
	ends, words := make([]int, texts), make([]int, texts)
	f := features{stems: c.stem}
	for n := range texts {
		ws := text(n)
		c.begin()
		f.extractWhole(ws)
		for i, r := range f.raws {
			c.count(c.id(r), r.weight)
			if i == f.words-1 {
				words[n] = len(c.flat)
			}
		}
		for _, l := range c.met[:len(ws)] {
			for _, id := range c.pieces(l) {
				c.count(id, charWeight)
			}
		}
		ends[n] = len(c.flat)
	}
	v, number := c.keep(texts)
	return v, v.vectors(c.flat, ends, words, number, c.seen)
}

// keep numbers anew the features worth it, pieces of words last.
func (c *counter) keep(texts int) (*vocabulary, []int32) {
	number := make([]int32, len(c.seen))
	kept, whole := int32(0), int32(0)
	for _, pieces := range []bool{false, true} {
		for id, n := range c.seen {
			switch {
			case (c.kind[id] == pieceKind) != pieces:
			case n < fewest[c.kind[id]] && id != rareFeature:
				number[id] = -1
			default:
				number[id] = kept
				kept++
			}
		}
		if !pieces {
			whole = kept
		}
	}
	v := &vocabulary{whole: whole, index: newTable(int(kept)), idf: make([]float32, kept), once: make([]bool, kept)}
	v.idf[rareFeature] = 1
	for id, k := range number {
		if k > rareFeature {
			v.index.put(c.hashes[id], k)
			v.idf[k] = float32(math.Sqrt(math.Log(float64(1+texts) / float64(c.seen[id]))))
			v.once[k] = c.seen[id] == 1
		}
	}
	return v, number
}

// vectors weighs and renumbers the features of the texts in flat, in place. Each text begins with the rare feature, which
// stays if the text has a rare word.
func (v *vocabulary) vectors(flat []entry, ends, words []int, number, seen []int32) [][]entry {
	out := make([][]entry, len(ends))
	from := 0
	for n, end := range ends {
		text := flat[from:end]
		kept, rare := text[:1], false
		for i, e := range text[1:] {
			rare = rare || from+1+i < words[n] && seen[e.index] == 1
			if k := number[e.index]; k >= 0 {
				kept = append(kept, entry{k, e.weight * v.idf[k]})
			}
		}
		if !rare {
			kept = kept[1:]
		}
		out[n] = kept[:len(kept):len(kept)]
		unit(out[n])
		from = end
	}
	return out
}

// vector gives the features of a text, each once, with length one. It is good until the scratch is used again.
func (v *vocabulary) vector(ws []word, s *scratch) []entry {
	s.features.stems = stemHash
	s.features.extract(ws)
	s.turn++
	if len(s.last) < len(v.idf) {
		s.last = make([]uint32, len(v.idf))
	}
	out, rare := s.vector[:0], false
	s.known = 0
	for i, r := range s.features.raws {
		k := v.index.find(r.hash)
		if k >= 0 && i < s.features.words && lettered(ws[i]) {
			s.known++
		}
		if k < 0 || v.once[k] {
			rare = rare || i < s.features.words
		}
		if k >= 0 && s.last[k] != s.turn {
			s.last[k] = s.turn
			out = append(out, entry{k, r.weight * v.idf[k]})
		}
	}
	if rare {
		out = append(out, entry{rareFeature, rareWeight})
	}
	unit(out)
	s.vector = out
	return out
}

// scratch is the room one reading needs, used again by later ones.
type scratch struct {
	features features
	vector   []entry
	scores   []float32
	known    int      // words of the text that some example has
	last     []uint32 // feature -> turn of the text that had it last
	turn     uint32
}
