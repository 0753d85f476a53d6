// Package written reads figures as officials write them: numbers of people, percentages, dates, names of areas, and whole orders to
// change a figure. It is pure, takes what Indonesian rules allow, and guesses nothing: what could be read in two ways is told as wrong.
package written

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/width"

	"ikdbot/store"
)

// assignment is a count with an equals sign or a colon, wherever spaces stand around it.
var assignment = regexp.MustCompile(`(?i)(\S+?)[ \t]*[=:][ \t]*(\S+)`)

// Visible is a text without characters that cannot be seen, full-width ones as ordinary ones.
func Visible(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, width.Fold.String(text))
}

// glue joins "ikd = 1250" and "ikd: 1250" to "ikd=1250", and leaves colons and equals signs behind other words alone.
func glue(text string) string {
	return assignment.ReplaceAllStringFunc(text, func(s string) string {
		m := assignment.FindStringSubmatch(s)
		if countOf(m[1]) == "" && !Among(m[1], dateMarks) && !Among(m[1], sourceMarks) {
			return s
		}
		return m[1] + "=" + m[2]
	})
}

// Words with a meaning of their own in an order.
const (
	dateMarks   = "tanggal tgl per pada date"
	dayMarks    = "tanggal tgl date" // those behind which a number is a day: "per 17 kecamatan" begins a source
	sourceMarks = "sumber source"
	units       = "orang jiwa org"
	fillers     = "ktp ktp-el ktpel aktif menjadi jadi"
	percents    = "% persen percent"
	minuses     = "minus negatif"
	relatives   = "naik turun tambah bertambah kurang berkurang"         // a difference instead of the number itself
	multiples   = "ribu rb ratus puluh juta jt k belas thousand million" // a number that goes on in words
)

// Among reports whether a word, but for capitals and the punctuation around it, is one of those words, which are in small letters.
func Among(word, words string) bool {
	word = bare(word)
	if word == "" || strings.ContainsFunc(word, unicode.IsSpace) {
		return false
	}
	for from := 0; ; from++ {
		i := strings.Index(words[from:], word)
		if i < 0 {
			return false
		}
		from += i
		begins := from == 0 || words[from-1] <= ' '
		if end := from + len(word); begins && (end == len(words) || words[end] <= ' ') {
			return true
		}
	}
}

// countOf is the count a word stands for, or "".
func countOf(word string) store.Count {
	switch bare(word) {
	case "penduduk", "population":
		return store.Population
	case "wajib", "wajib_ktp", "wajibktp", "wktp":
		return store.Obligated
	case "rekam", "perekaman", "terekam":
		return store.Recorded
	case "kia":
		return store.ChildCards
	case "ikd", "aktif":
		return store.Active
	}
	return ""
}
