package handlers

import (
	"strings"
	"unicode"

	"ikdbot/handlers/written"
)

// rankWords ask for a comparison, where levelWords say of what.
const (
	rankWords  = "peringkat ranking rangking rank urutan tertinggi terendah terbanyak tersedikit paling juara highest lowest best worst"
	levelWords = "kecamatan kec camat desa ds kelurahan kel lurah village villages kampung district subdistrict"
	topLevel   = "kecamatan kec camat district subdistrict"
)

// areasAsked are the areas a question about figures or visits is for: in a bound group that names none its own, as with the commands.
func (t *turn) areasAsked(areas []string) []string {
	if len(areas) > 0 || t.Private {
		return areas
	}
	return []string{t.ownArea()}
}

// figuresAsked is the answer to a question about figures: the ranking where areas of a kind are to be compared ("kelurahan mana yang
// paling rendah"), else where the area stands. How the regency stands among others is in no figures of ours.
func (t *turn) figuresAsked(areas []string) string {
	var ranks, level, top bool
	words := strings.FieldsFunc(strings.ToLower(t.Text), func(r rune) bool { return !unicode.IsLetter(r) })
	for _, w := range words {
		ranks = ranks || written.Among(w, rankWords)
		level = level || written.Among(w, levelWords)
		top = top || written.Among(w, topLevel)
	}
	switch own := t.areasAsked(areas); {
	case ranks && top && len(areas) == 0:
		return t.rankingText(nil)
	case ranks && (level || len(words) == 1):
		return t.rankingText(own)
	default:
		return t.noted(t.statisticsText(own), "statistik", own)
	}
}
