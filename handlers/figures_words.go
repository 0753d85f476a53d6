package handlers

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/width"

	"ikdbot/store"
)

// assignment is a count with an equals sign or a colon, wherever spaces stand around it.
var assignment = regexp.MustCompile(`(?i)(\S+?)[ \t]*[=:][ \t]*(\S+)`)

// visible is a text without characters that cannot be seen, full-width ones as ordinary ones.
func visible(text string) string {
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
		if countOf(m[1]) == "" && !isMark(m[1], dateMarks) && !isMark(m[1], sourceMarks) {
			return s
		}
		return m[1] + "=" + m[2]
	})
}

// Words with a meaning of their own in an order.
const (
	dateMarks   = "tanggal tgl per pada date"
	sourceMarks = "sumber source"
	units       = "orang jiwa org"
	fillers     = "ktp ktp-el ktpel aktif menjadi jadi"
	percents    = "% persen percent"
	minuses     = "minus negatif"
	relatives   = "naik turun tambah bertambah kurang berkurang"         // a difference instead of the number itself
	multiples   = "ribu rb ratus puluh juta jt k belas thousand million" // a number that goes on in words
)

func isMark(word, marks string) bool { return slices.Contains(strings.Fields(marks), bare(word)) }

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

// short is a word as it may be repeated: not too long, and without a number that could be somebody's.
func short(word string) string {
	if countDigits(word) > mostDigits {
		return "…"
	}
	return inert(clip(word, 24))
}

// linkable is where a platform would see a web address, a mention or a command in a text.
var linkable = regexp.MustCompile(`([./@])([\pL/])`)

// inert is what somebody typed as it may be repeated: an invisible joint keeps platforms from making links of it, which others would
// take for ours.
func inert(text string) string { return linkable.ReplaceAllString(text, "$1\u2060$2") }

// clip shortens a text to so many characters.
func clip(text string, most int) string {
	if letters := []rune(text); len(letters) > most {
		return string(letters[:most-1]) + "…"
	}
	return text
}
