package understand

import (
	"regexp"
	"slices"
	"strings"

	"ikdbot/locales"
)

// The levels an area can have here; a name's sign ("kec", "desa") names one of them.
const (
	anyLevel = iota
	regencyLevel
	kecamatanLevel
	desaLevel
)

// atlas knows the names of a regency's areas.
type atlas struct {
	regency string
	names   []name
	exact   map[string][]int32 // letters of a name without spaces -> names
	near    near
	longest int             // words of the longest name
	common  map[string]bool // everyday words, which are names only with a sign; true: words of citizens' questions
	words   near            // everyday words by their slips
	plain   []string        // everyday words in the order of their ids in words
}

// name is an official name or an alias of an area.
type name struct {
	key      string // its letters without spaces
	words    []string
	code     string
	level    int
	official bool
	everyday bool // counts only with a sign: an everyday word, or one slip away from it
}

var codeForm = regexp.MustCompile(`^\d{2}\.\d{2}(\.\d{2}(\.\d{4})?)?\b`)

func newAtlas(r *locales.Regency, everyday map[string]bool) *atlas {
	a := &atlas{regency: r.Code, exact: map[string][]int32{}, near: near{}, words: near{}, common: everyday}
	for w := range everyday {
		if len(w) > 3 {
			a.plain = append(a.plain, w)
		}
	}
	slices.Sort(a.plain)
	for i, w := range a.plain {
		a.words.add(w, int32(i))
	}
	for _, x := range r.Areas() {
		a.add(x.Code, x.Name, true)
	}
	for _, x := range r.Aliases() {
		a.add(x.Code, x.Name, false)
	}
	return a
}

// add takes a name in, as written and with its short forms written out.
func (a *atlas) add(code, text string, official bool) {
	ws := texts(split(text))
	if len(ws) == 0 || levelOf(code) == anyLevel {
		return
	}
	for len(ws) > 1 && signs[ws[0]] == levelOf(code) { // the alias "Kec Kota" is "Kota" with its sign
		ws = ws[1:]
	}
	for _, words := range [][]string{ws, expand(ws)} {
		n := name{key: strings.Join(words, ""), words: words, code: code, level: levelOf(code), official: official}
		if slices.ContainsFunc(a.exact[n.key], func(i int32) bool { return a.names[i].code == code }) {
			continue
		}
		n.everyday = a.isEveryday(n)
		id := int32(len(a.names))
		a.names = append(a.names, n)
		a.exact[n.key] = append(a.exact[n.key], id)
		a.longest = max(a.longest, len(words)+1) // one more: people put spaces where none are
		if slips(len(n.key)) > 0 {
			a.near.add(n.key, id)
		}
	}
}

func levelOf(code string) int {
	switch len(code) {
	case 5:
		return regencyLevel
	case 8:
		return kecamatanLevel
	case 13:
		return desaLevel
	}
	return anyLevel
}

// isEveryday reports names that mean something else more often: everyday words, all words of questions ("kota baru"), very short
// names, and village names one slip away from an everyday word.
func (a *atlas) isEveryday(n name) bool {
	if len(n.words) > 1 {
		return !slices.ContainsFunc(n.words, func(w string) bool { return !a.common[w] }) && n.level == desaLevel
	}
	if a.everyday(n.key) || len(n.key) < 4 && n.official {
		return true
	}
	return n.level == desaLevel && len(n.key) < 8 && a.nearEveryday(n.key)
}

func (a *atlas) everyday(w string) bool {
	_, ok := a.common[w]
	return ok
}

// nearEveryday reports that a word is an everyday one with a slip in it.
func (a *atlas) nearEveryday(w string) bool {
	found := false
	a.words.forms(w, func(h uint64) {
		for _, id := range a.words[h] {
			found = found || distance(w, a.plain[id], 1) <= 1
		}
	})
	return found
}

// sameLetters gives the names with exactly these letters.
func (a *atlas) sameLetters(key string) []int32 { return a.exact[key] }

// likeLetters gives the names nearest to these letters within the slips a name of its length may hold, and how far they are.
func (a *atlas) likeLetters(key string, limit int) ([]int32, int) {
	limit = min(limit, slips(len(key)))
	if limit == 0 {
		return nil, 0
	}
	var best []int32
	a.near.forms(key, func(h uint64) {
		for _, id := range a.near[h] {
			n := &a.names[id]
			if n.key[0] != key[0] && n.key[1] != key[1] || slips(len(n.key)) == 0 {
				continue
			}
			d := distance(key, n.key, min(limit, slips(len(n.key))))
			if d > min(limit, slips(len(n.key))) || slices.Contains(best, id) {
				continue
			}
			if d < limit {
				best, limit = best[:0], d
			}
			best = append(best, id)
		}
	})
	slices.Sort(best)
	return best, limit
}

func texts(ws []word) []string {
	out := make([]string, len(ws))
	for i, w := range ws {
		out[i] = w.text
	}
	return out
}

// short are short forms inside names.
var short = map[string]string{
	"sei": "sungai", "sng": "sungai", "sungei": "sungai", "tlk": "teluk", "tbg": "tumbang", "tb": "tumbang", "tg": "tanjung", "tj": "tanjung",
	"tjg": "tanjung", "tanjong": "tanjung", "bkt": "bukit", "krg": "karang", "kr": "karang", "pl": "pulau", "plau": "pulau", "gn": "gunung",
	"gng": "gunung", "kp": "kampung", "btg": "batang", "hlr": "hilir", "ilir": "hilir", "hl": "hulu", "ulu": "hulu", "hlu": "hulu", "slt": "selatan",
	"sel": "selatan", "selatn": "selatan", "utr": "utara", "ut": "utara", "tmr": "timur", "tim": "timur", "brt": "barat", "bar": "barat",
	"tgh": "tengah", "tng": "tengah", "teng": "tengah", "bru": "baru", "sbr": "sumber", "pth": "putih", "kt": "kota", "psr": "pasar",
}

// expand writes short forms out.
func expand(ws []string) []string {
	out := slices.Clone(ws)
	for i, w := range ws {
		if full, ok := short[w]; ok {
			out[i] = full
		}
	}
	return out
}

// signs are the words that say that a name of a level follows.
var signs = map[string]int{
	"kec": kecamatanLevel, "kecamatan": kecamatanLevel, "kecamtan": kecamatanLevel, "kcmtn": kecamatanLevel, "kecmtn": kecamatanLevel,
	"camat": kecamatanLevel, "kecamatanku": kecamatanLevel, "district": kecamatanLevel, "kcmt": kecamatanLevel, "distrik": kecamatanLevel,
	"kel": desaLevel, "kelurahan": desaLevel, "kelurahn": desaLevel, "klurahan": desaLevel, "lurah": desaLevel, "desa": desaLevel, "ds": desaLevel,
	"dsa": desaLevel, "kades": desaLevel, "village": desaLevel, "dhisa": desaLevel, "gampong": desaLevel, "nagari": desaLevel,
	"kab": regencyLevel, "kabupaten": regencyLevel, "kabupatn": regencyLevel, "regency": regencyLevel, "bupati": regencyLevel, "kab.": regencyLevel,
}

// places are the words that say that a place follows, of whatever level.
var places = map[string]bool{
	"di": true, "ke": true, "dari": true, "d": true, "dr": true, "wilayah": true, "daerah": true, "warga": true, "orang": true, "kampung": true,
	"dusun": true, "pulau": true, "in": true, "at": true, "from": true, "sekitar": true, "dekat": true, "area": true, "neng": true, "ning": true,
	"nang": true, "e": true, "dusunku": true, "asal": true, "masyarakat": true, "penduduk": true, "dkt": true, "near": true, "arah": true, "jalan": true,
}
