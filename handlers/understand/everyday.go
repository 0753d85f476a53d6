package understand

import (
	"strings"

	"ikdbot/locales"
)

// everyday collects the words that are no area without a sign, and how everyday they are.
func (m *Mind) everyday(r *locales.Regency, all []lesson) map[string]int {
	everyday := map[string]int{}
	for _, w := range wordsIn(commonFile) {
		everyday[w] = listed
	}
	for w := range m.lexicon.known {
		everyday[w] = asks
	}
	named := wordsOfNames(r)
	first := map[string]int{} // word -> the class that has it
	for _, l := range all {
		if !l.example {
			continue
		}
		for _, w := range l.words {
			if named[w.text] {
				continue
			}
			class, again := first[w.text]
			switch {
			case again && class != l.class:
				everyday[w.text] = asks
			case !again:
				first[w.text] = l.class
				everyday[w.text] = max(everyday[w.text], heard)
			}
		}
	}
	return everyday
}

// wordsOfNames are the words of kecamatan, regency and aliases, which examples use as what they are.
func wordsOfNames(r *locales.Regency) map[string]bool {
	named := map[string]bool{}
	for _, x := range r.Areas() {
		if levelOf(x.Code) != desaLevel {
			for _, w := range split(x.Name) {
				named[w.text] = true
			}
		}
	}
	for _, x := range r.Aliases() {
		for _, w := range split(x.Name) {
			named[w.text] = true
		}
	}
	return named
}

// wordsIn are the words of a file with comments.
func wordsIn(file string) []string {
	var words []string
	for line := range strings.Lines(file) {
		if !strings.HasPrefix(line, "#") {
			words = append(words, strings.Fields(line)...)
		}
	}
	return words
}
