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
	near    *near
	starts  lengths        // three letters -> how long the names are that begin with them
	ends    lengths        // three letters -> how long the names are that end with them
	longest int            // words of the longest name
	common  map[string]int // everyday words, which are names only with a sign
	words   *near          // everyday words by their slips
	plain   []string       // everyday words in the order of their ids in words
}

// How everyday a word is.
const (
	heard  = iota + 1 // stands in some example: never a mistyped name
	listed            // in the list of common words
	asks              // a word of the lexicon, or of the examples of several topics
)

// mostWords is how many words of a text a name may take.
const mostWords = 12

// What can say that a name follows, from nothing to its level.
const (
	unsigned = iota
	placed   // "di", "ke"
	resident // "warga", "tinggal di"
	levelled // "desa", "kec"
)

// lengths holds for three letters a bit for every length of the names that have them.
type lengths [26 * 26 * 26]uint32

func (l *lengths) has(triple, atLeast, atMost int) bool {
	return triple >= 0 && l[triple]&(2<<min(atMost, 31)-1<<min(max(0, atLeast), 31)) != 0
}

// triple numbers the three letters at i; -1 where there are none.
func triple[T string | []byte](s T, i int) int {
	if i < 0 || i+3 > len(s) || !isLetter(s[i]) || !isLetter(s[i+1]) || !isLetter(s[i+2]) {
		return -1
	}
	return (int(s[i]-'a')*26+int(s[i+1]-'a'))*26 + int(s[i+2]-'a')
}

// name is an official name or an alias of an area.
type name struct {
	key      string // its letters without spaces
	words    []string
	code     string
	level    int
	official bool
	need     int // how plain the sign before it must be for it to count
}

var codeForm = regexp.MustCompile(`^\d{2}\.\d{2}(\.\d{2}(\.\d{4})?)?\b`)

func newAtlas(r *locales.Regency, everyday map[string]int) *atlas {
	a := &atlas{regency: r.Code, exact: map[string][]int32{}, near: newNear(600), common: everyday}
	for w, how := range everyday {
		if len(w) > 3 && how > heard {
			a.plain = append(a.plain, w)
		}
	}
	slices.Sort(a.plain)
	a.words = newNear(len(a.plain))
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
		n.need = a.need(n)
		id := int32(len(a.names))
		a.names = append(a.names, n)
		a.exact[n.key] = append(a.exact[n.key], id)
		a.longest = min(mostWords, max(a.longest, len(words)+1)) // one more: people put spaces where none are
		if from, to := triple(n.key, 0), triple(n.key, len(n.key)-3); from >= 0 && to >= 0 {
			a.starts[from] |= 1 << min(len(n.key), 31)
			a.ends[to] |= 1 << min(len(n.key), 31)
		}
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

// need tells how plain a sign a name needs. Names that mean something else more often need one: everyday words, also when all
// words of a village's name are words of questions ("kota baru"), very short names, village names one slip from an everyday word.
func (a *atlas) need(n name) int {
	switch {
	case len(n.words) > 1 && (n.level != desaLevel || slices.ContainsFunc(n.words, func(w string) bool { return a.common[w] < asks })):
		return unsigned
	case len(n.words) > 1 || a.common[n.key] >= asks || len(n.key) < 4 && n.official:
		return levelled
	case a.common[n.key] >= listed:
		return resident
	case n.level == desaLevel && len(n.key) < 8 && a.nearEveryday(n.key):
		return placed
	}
	return unsigned
}

// nearEveryday reports that a word is an everyday one with a slip in it.
func (a *atlas) nearEveryday(w string) bool {
	found := false
	a.words.each(w, func(id int32) { found = found || distance(w, a.plain[id], 1) <= 1 })
	return found
}

// likeLetters gives the names nearest to these letters within the slips a name of its length may hold, and how far they are.
func (a *atlas) likeLetters(key string, limit int) ([]int32, int) {
	limit = min(limit, slips(len(key)))
	if limit == 0 {
		return nil, 0
	}
	var best []int32
	a.near.each(key, func(id int32) {
		n := &a.names[id]
		if n.key[0] != key[0] && n.key[1] != key[1] || slips(len(n.key)) == 0 {
			return
		}
		d := distance(key, n.key, min(limit, slips(len(n.key))))
		if d > min(limit, slips(len(n.key))) || slices.Contains(best, id) {
			return
		}
		if d < limit {
			best, limit = best[:0], d
		}
		best = append(best, id)
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
	"kab": regencyLevel, "kabupaten": regencyLevel, "kabupatn": regencyLevel, "regency": regencyLevel, "bupati": regencyLevel,
}

// residence are the words that say where somebody lives.
var residence = map[string]bool{"warga": true, "tinggal": true, "asal": true, "alamat": true, "domisili": true, "penduduk": true, "masyarakat": true, "dusun": true}

// places are the words that say that a place follows, of whatever level.
var places = map[string]bool{
	"di": true, "ke": true, "dari": true, "d": true, "dr": true, "wilayah": true, "daerah": true, "warga": true, "orang": true, "kampung": true, "urang": true, "oreng": true, "wong": true, "tiyang": true,
	"dusun": true, "pulau": true, "in": true, "at": true, "from": true, "sekitar": true, "dekat": true, "area": true, "neng": true, "ning": true,
	"nang": true, "e": true, "dusunku": true, "asal": true, "masyarakat": true, "penduduk": true, "dkt": true, "near": true, "arah": true, "jalan": true,
}
