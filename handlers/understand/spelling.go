package understand

import (
	"maps"
	"slices"
	"strings"
)

// spelling reads mistyped and shortened words as the words of the examples and the lexicon they are closest to.
type spelling struct {
	known     map[string]int // word -> how often it was seen
	words     []string
	near      *near
	plain     map[string]bool   // words that are right, though they may be like another
	skeletons map[string]string // consonants -> the most frequent word with just these
}

// often is how often a word must stand in the examples to be taken for right: mistakes are rarely made twice.
const often = 3

func newSpelling(l *lexicon, uses map[string]*use) *spelling {
	s := &spelling{plain: maps.Clone(l.parts), known: make(map[string]int, len(l.known)+len(uses)/4), skeletons: map[string]string{}}
	for _, w := range append(wordsIn(commonFile), wordsIn(plainFile)...) {
		s.plain[w] = true
	}
	for w := range l.known {
		s.known[w] = 1
	}
	for w, u := range uses {
		if u.times >= often || l.known[w] {
			s.known[w] = u.times
		}
	}
	for w, n := range s.known {
		if n >= often || l.heads[w] { // nobody mistypes the spellings of others
			s.words = append(s.words, w)
		}
	}
	slices.SortFunc(s.words, func(a, b string) int {
		if s.known[a] != s.known[b] {
			return s.known[b] - s.known[a]
		}
		return strings.Compare(a, b)
	})
	s.near = newNear(len(s.words))
	for i, w := range s.words {
		if len(w) < 4 {
			continue
		}
		s.near.add(w, int32(i))
		if bones := skeleton(w); len(bones) > 2 && s.skeletons[bones] == "" {
			s.skeletons[bones] = w
		}
	}
	return s
}

// right reads the words that are not known, as one word or as two that were written without a space.
func (s *spelling) right(ws []word) []word {
	out, changed := ws, false
	for i, w := range ws {
		first, second := s.meant(&ws[i])
		if first == "" {
			if changed {
				out = append(out, w)
			}
			continue
		}
		if !changed {
			out, changed = append(make([]word, 0, len(ws)+2), ws[:i]...), true
		}
		w.text, w.use = first, nil
		out = append(out, w)
		if second != "" {
			w.text, w.stop, w.comma = second, false, false
			out = append(out, w)
		}
	}
	return out
}

// meant gives the word, or the two, that an unknown one stands for; "" where it stays as it is.
func (s *spelling) meant(w *word) (first, second string) {
	if w.use != nil && w.use.stays {
		return "", ""
	}
	if w.sure || len(w.text) < 4 || !isLetter(w.text[0]) || s.known[w.text] > 0 || s.plain[w.text] || s.plain[stem(w.text)] {
		if w.use != nil {
			w.use.stays = true
		}
		return "", ""
	}
	if first = s.correct(w.text); first != w.text {
		return first, ""
	}
	return s.two(w.text)
}

// two finds the two known words a long one is made of, the more frequent the better.
func (s *spelling) two(w string) (first, rest string) {
	if len(w) < 7 || s.known[stem(w)] > 0 {
		return "", ""
	}
	best := 2*often - 1
	for i := 3; i <= len(w)-3; i++ {
		a, b := s.known[w[:i]], s.known[w[i:]]
		if n := min(a, b); n >= often && a+b > best {
			first, rest, best = w[:i], w[i:], a+b
		}
	}
	return first, rest
}

// correct finds the word meant: with its vowels left out, or with a slip. Words whose stem is known are left to the stemmer.
func (s *spelling) correct(w string) string {
	if s.known[stem(w)] > 0 {
		return w
	}
	if skeleton(w) == w {
		if full := s.skeletons[w]; full != "" {
			return full
		}
	}
	best, limit := int32(-1), slips(len(w))
	if limit == 0 {
		return w
	}
	s.near.each(w, func(id int32) {
		c := s.words[id]
		if c[0] != w[0] || slips(len(c)) == 0 {
			return
		}
		if d := distance(w, c, limit); d < limit || d == limit && (best < 0 || id < best) { // the more frequent come first
			best, limit = id, d
		}
	})
	if best < 0 {
		return w
	}
	return s.words[best]
}

// skeleton is a word without its vowels, as people shorten it; a vowel at the front stays.
func skeleton(w string) string {
	if !strings.ContainsAny(w[1:], "aiueo") {
		return w
	}
	b := []byte{w[0]}
	for i := 1; i < len(w); i++ {
		if !strings.ContainsRune("aiueo", rune(w[i])) {
			b = append(b, w[i])
		}
	}
	return string(b)
}
