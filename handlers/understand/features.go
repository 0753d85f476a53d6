package understand

import "math"

// What a feature tells weighs differently: words say most, pieces of words forgive spelling.
const (
	wordWeight     = 1.0 // a word as the lexicon reads it
	saidWeight     = 0.5 // the word as it was written, where the lexicon reads another: "gratis" is more than "biaya"
	pairWeight     = 0.8
	saidPairWeight = 0.4
	skipWeight     = 0.3
	charWeight     = 0.3
	rareWeight     = 0.7 // some word is of no example, or of one only
)

// The kinds of features.
const (
	wordKind = iota
	pairKind
	skipKind
	pieceKind
)

// fewest is how many examples must have a feature of a kind for it to count; what is seen less often is noise.
var fewest = [...]int32{wordKind: 1, pairKind: 2, skipKind: 2, pieceKind: 3}

// entry is a feature of a text with its weight.
type entry struct {
	index  int32
	weight float32
}

// raw is a feature known by the hash of its kind and letters.
type raw struct {
	hash   uint64
	weight float32
	kind   uint8
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

// features are what extract finds in a text, its words first.
type features struct {
	raws  []raw
	words int // raws[:words] are its words as the lexicon reads them
	said  []uint64
	stems func(word string, u *use) uint64 // the hash of a word's stem
}

func stemHash(w string, _ *use) uint64 { return hash(hashSeed+1, stem(w)) }

// pair is the hash of two stems in their order; next says how far apart they stand.
func pair(a, b, next uint64) uint64 {
	h := (a*letterBase ^ b) * hashPrime
	return (h ^ h>>29) + next
}

// extract lists the features of a normalised text, the telling ones first, so that of the same feature the first counts.
func (f *features) extract(ws []word) {
	f.extractWhole(ws)
	for i := range ws {
		f.raws = pieces(ws[i].text, f.raws)
	}
}

// extractWhole lists the features that are no pieces of words.
func (f *features) extractWhole(ws []word) {
	f.raws = f.raws[:0]
	for i := range ws {
		f.raws = append(f.raws, raw{f.stems(ws[i].text, ws[i].use), wordWeight, wordKind})
	}
	f.words = len(ws)
	for i := range f.words {
		a := f.raws[i].hash
		if i+1 < f.words {
			f.raws = append(f.raws, raw{pair(a, f.raws[i+1].hash, 1), pairWeight, pairKind})
		}
		if i+2 < f.words {
			f.raws = append(f.raws, raw{pair(a, f.raws[i+2].hash, 2), skipWeight, skipKind})
		}
	}
	for i := range ws {
		if ws[i].said != ws[i].text {
			f.asWritten(ws)
			break
		}
	}
}

// asWritten adds the words and pairs before the lexicon changed them.
func (f *features) asWritten(ws []word) {
	f.said = f.said[:0]
	for i := range ws {
		for rest := ws[i].said; rest != ""; {
			var s string
			s, rest = cutWord(rest)
			f.said = append(f.said, f.stems(s, nil))
		}
	}
	for i, h := range f.said {
		f.raws = append(f.raws, raw{h, saidWeight, wordKind})
		if i+1 < len(f.said) {
			f.raws = append(f.raws, raw{pair(h, f.said[i+1], 1), saidPairWeight, pairKind})
		}
	}
}

func cutWord(s string) (word, rest string) {
	for i := range len(s) {
		if s[i] == ' ' {
			return s[:i], s[i+1:]
		}
	}
	return s, ""
}

// pieces adds the three to five letter pieces of a word, its ends marked.
func pieces(w string, out []raw) []raw {
	var buffer [34]byte
	b := append(append(append(buffer[:0], '<'), w[:min(len(w), 32)]...), '>')
	for i := range b {
		h := uint64(hashSeed + 5)
		for n := 0; n < 4 && i+n < len(b); n++ {
			h = (h ^ uint64(b[i+n])) * hashPrime
			if n >= 2 {
				out = append(out, raw{h, charWeight, pieceKind})
			}
		}
	}
	return out
}

// unit gives a vector the length one.
func unit(v []entry) {
	var sum float64
	for _, e := range v {
		sum += float64(e.weight) * float64(e.weight)
	}
	if sum > 0 {
		scale := float32(1 / math.Sqrt(sum))
		for i := range v {
			v[i].weight *= scale
		}
	}
}
