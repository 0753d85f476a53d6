package understand

import (
	"slices"
	"strings"
)

// hit is a stretch of words that names one area, or several of the same name.
type hit struct {
	from, to int // in words, the sign before it not counted
	codes    []string
	level    int // what the sign says, anyLevel without one
}

// find looks for the names in a text: at every word the longest that fits, letter by letter or with a slip.
func (a *atlas) find(text string, ws []word) []hit {
	var hits []hit
	var letters [64]byte
	shortened := slices.ContainsFunc(ws, shortForm)
	for i := 0; i < len(ws); {
		h, ok := a.code(text, ws, i)
		if !ok {
			h, ok = a.longestName(ws, i, letters[:0], shortened)
		}
		if !ok {
			i++
			continue
		}
		hits = append(hits, h)
		i = max(h.to, i+1)
	}
	return hits
}

// longestName tries the words from i on as a name, as many as a name may have. None runs over a comma or the end of a sentence.
func (a *atlas) longestName(ws []word, i int, key []byte, shortened bool) (hit, bool) {
	var ends [mostWords]int // of the words in key
	n := 0
	for ; n < a.longest && i+n < len(ws) && (n == 0 || !ws[i+n].stop && !ws[i+n].comma); n++ {
		key = append(key, ws[i+n].text...)
		ends[n] = len(key)
	}
	for ; n > 0; n-- {
		if h, ok := a.named(ws, i, n, key[:ends[n-1]], shortened); ok {
			return h, true
		}
	}
	return hit{}, false
}

// code recognises an official code, which split cut at its dots.
func (a *atlas) code(text string, ws []word, i int) (hit, bool) {
	if !strings.HasPrefix(ws[i].text, a.regency[:2]) {
		return hit{}, false
	}
	code := codeForm.FindString(text[ws[i].from:])
	if !slices.ContainsFunc(a.names, func(n name) bool { return n.code == code }) {
		return hit{}, false
	}
	end := i
	for end < len(ws) && ws[end].from < ws[i].from+len(code) {
		end++
	}
	return hit{from: i, to: end, codes: []string{code}}, true
}

// named tries the n words from i, whose letters key is, as a name; shortened says whether short forms may be among them.
func (a *atlas) named(ws []word, i, n int, key []byte, shortened bool) (hit, bool) {
	var ids []int32
	if a.mayBeName(key) {
		ids = a.exact[string(key)]
	}
	if ids == nil && shortened && slices.ContainsFunc(ws[i:i+n], shortForm) {
		ids = a.exact[strings.Join(expand(texts(ws[i:i+n])), "")]
	}
	level, sign := anyLevel, unsigned
	switch sure := ids != nil; {
	case sure:
		level, sign = a.sign(ws, i)
		ids = a.counting(ids, ws[i], level, sign, true)
	case n == 1 && a.glues(ws[i].text):
		glued, rest, _ := a.unglue(ws[i].text)
		level, sign = a.sign(ws, i)
		level, sign = max(level, rest), max(sign, placed)
		ids = a.counting(glued, ws[i], level, sign, true)
	case a.mayBeSlipped(key):
		level, sign = a.sign(ws, i)
		ids = a.counting(a.misspelt(ws[i:i+n], key, sign > unsigned), ws[i], level, sign, false)
	}
	if len(ids) == 0 {
		return hit{}, false
	}
	return hit{from: i, to: i + n, codes: a.choose(ids, level), level: level}, true
}

func shortForm(w word) bool {
	if w.use != nil {
		return w.use.short
	}
	return short[w.text] != ""
}

// misspelt gives the names a few slips away. Everyday words are not taken for mistyped names, nor do small words begin or end
// one; without a sign, the name of a village must be long, or any word of a story would be one.
func (a *atlas) misspelt(span []word, letters []byte, sign bool) []int32 {
	if small[span[0].text] || small[span[len(span)-1].text] {
		return nil
	}
	everyday := true
	for i := range span {
		w := span[i].text
		if !isLetter(w[0]) {
			return nil
		}
		everyday = everyday && (span[i].use != nil && span[i].use.common > 0 || a.common[w] > 0)
	}
	if everyday {
		return nil
	}
	key := string(letters)
	limit := 2
	if len(key) < 7 && !sign {
		limit = 1
	}
	ids, _ := a.likeLetters(key, limit)
	if len(ids) == 0 || sign {
		return ids
	}
	if len(span) == 1 && a.nearEveryday(key) {
		return nil
	}
	return slices.DeleteFunc(ids, func(id int32) bool {
		n := a.names[id]
		return n.level == desaLevel && len(n.key) < 8 || len(n.key) < 6 || n.key[0] != key[0]
	})
}

// counting leaves the names whose need of a sign is met. A capital helps a place word, where the name is spelt right.
func (a *atlas) counting(ids []int32, first word, level, sign int, spelt bool) []int32 {
	return slices.DeleteFunc(slices.Clone(ids), func(id int32) bool {
		n := a.names[id]
		has := sign
		if has == levelled && level != n.level && n.official && n.need == levelled {
			has = placed
		}
		if has >= placed && first.capital && spelt {
			has = levelled
		}
		return has < n.need
	})
}

// choose turns names into codes: the level the sign says; without a sign a kecamatan before its own villages of the same
// name. An alias that is listed for several areas stands for all others of them.
func (a *atlas) choose(ids []int32, level int) []string {
	level = a.levelOf(ids, level)
	var codes []string
	for _, id := range ids {
		n := a.names[id]
		if (level == anyLevel || n.level == level) && !slices.Contains(codes, n.code) {
			codes = append(codes, n.code)
		}
	}
	slices.Sort(codes)
	kecamatan := slices.Clone(codes)
	return slices.DeleteFunc(codes, func(c string) bool { return levelOf(c) == desaLevel && slices.Contains(kecamatan, c[:8]) })
}

func (a *atlas) levelOf(ids []int32, level int) int {
	official, kecamatan := 0, false
	for _, id := range ids {
		n := a.names[id]
		if n.level == level {
			return level
		}
		if n.official {
			official++
		}
		kecamatan = kecamatan || n.level == kecamatanLevel
	}
	if kecamatan && official > 0 {
		return kecamatanLevel
	}
	return anyLevel
}

// codes settles what the hits of a text name together: a village under its named kecamatan is only the village.
func codes(hits []hit) []string {
	var out []string
	for i, h := range hits {
		left := narrowed(h.codes, hits, i)
		for _, c := range left {
			if !slices.Contains(out, c) {
				out = append(out, c)
			}
		}
	}
	return out
}

// narrowed keeps of an ambiguous name what another name of the text speaks for, and nothing that another says more finely.
func narrowed(all []string, hits []hit, self int) []string {
	left := slices.Clone(all)
	for i, other := range hits {
		if i == self {
			continue
		}
		if under := related(left, other.codes); len(under) > 0 && len(under) < len(left) {
			left = under
		}
		left = slices.DeleteFunc(left, func(c string) bool {
			return slices.ContainsFunc(other.codes, func(o string) bool { return strings.HasPrefix(o, c+".") }) && !slices.Contains(other.codes, c)
		})
	}
	return left
}

// related gives the codes that are, or lie in, one of the others.
func related(codes, others []string) []string {
	var out []string
	for _, c := range codes {
		if slices.ContainsFunc(others, func(o string) bool { return c == o || strings.HasPrefix(c, o+".") }) {
			out = append(out, c)
		}
	}
	return out
}

// small words never begin or end a mistyped name of several words.
var small = map[string]bool{
	"di": true, "ke": true, "dari": true, "yang": true, "dan": true, "ini": true, "itu": true, "ada": true, "apa": true, "saya": true, "bisa": true,
	"tidak": true, "untuk": true, "mana": true, "jam": true, "buka": true, "desa": true, "kecamatan": true, "kantor": true, "kec": true, "kel": true,
	"ga": true, "gak": true, "ya": true, "sudah": true, "belum": true, "kalau": true, "kalo": true, "pak": true, "bu": true, "min": true, "warga": true,
}
