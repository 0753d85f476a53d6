package understand

import "strings"

// coverGap is how many words may stand between two words of a heading.
const coverGap = 2

// Covers reports whether a text says what a heading says, in whatever spelling: "gak punya imel gmn" says "Belum punya e-mail?", and "ga ada
// email masuk", which goes on about something else, does not. Of a heading with "atau" or "or" one side is enough.
func (m *Mind) Covers(text, heading string) bool {
	_, said := m.words(text)
	said = meant(said)
	for _, side := range m.sides(heading) {
		for i := range said {
			if end := follows(side, said[i:]); end > 0 && closes(said[i+end:]) {
				return true
			}
		}
	}
	return false
}

// either writes the words between alternatives as a mark.
var either = strings.NewReplacer(" atau ", " | ", " or ", " | ")

// sides are the alternatives of a heading, each as its words of weight.
func (m *Mind) sides(heading string) (sides [][]string) {
	for side := range strings.SplitSeq(either.Replace(heading), "|") {
		var words []string
		_, ws := m.words(side)
		for _, w := range ws {
			if !empty[w.text] && !courtesy[w.text] {
				words = append(words, w.text)
			}
		}
		if len(words) > 0 {
			sides = append(sides, words)
		}
	}
	return sides
}

// follows returns where the words of a heading, the first of which has to come first, end in a text; 0 if it does not have them.
func follows(words []string, said []word) int {
	at := 0
	for n, w := range words {
		gap := coverGap
		if n == 0 {
			gap = 0
		}
		for at < len(said) && gap > 0 && said[at].text != w {
			at, gap = at+1, gap-1
		}
		if at >= len(said) || said[at].text != w {
			return 0
		}
		at++
	}
	return at
}

// closes reports that what follows is no more than the end of what was said.
func closes(rest []word) bool {
	if len(rest) == 0 || rest[0].stop || rest[0].comma {
		return true
	}
	w := rest[0].text
	return courtesy[w] || empty[w] || vague[w] || asking[w] || joints[w] || w == "jadi" || w == "tapi"
}
