package understand

import (
	"strings"

	"ikdbot/locales"
)

// everyday collects the words that are no area without a sign, and how everyday they are.
func (m *Mind) everyday(r *locales.Regency, topics []locales.Topic) map[string]int {
	everyday := map[string]int{}
	for line := range strings.Lines(commonFile) {
		if !strings.HasPrefix(line, "#") {
			for _, w := range strings.Fields(line) {
				everyday[w] = listed
			}
		}
	}
	for w := range m.lexicon.known {
		everyday[w] = asks
	}
	named := wordsOfNames(r)
	first := map[string]string{}
	for _, t := range topics {
		for _, e := range t.Examples {
			for _, w := range split(e) {
				if named[w.text] {
					continue
				}
				topic, again := first[w.text]
				switch {
				case again && topic != t.ID:
					everyday[w.text] = asks
				case !again:
					first[w.text] = t.ID
					everyday[w.text] = max(everyday[w.text], heard)
				}
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
