package understand

import (
	"strings"

	"ikdbot/locales"
)

// everyday collects the words that are no area without a sign: a list, and (true) the lexicon and what the examples of
// several topics use.
func (m *Mind) everyday(r *locales.Regency, topics []locales.Topic) map[string]bool {
	everyday := map[string]bool{}
	for line := range strings.Lines(commonFile) {
		if !strings.HasPrefix(line, "#") {
			for _, w := range strings.Fields(line) {
				everyday[w] = false
			}
		}
	}
	for w := range m.lexicon.known {
		everyday[w] = true
	}
	named := wordsOfNames(r)
	first := map[string]string{}
	for _, t := range topics {
		for _, e := range t.Examples {
			for _, w := range split(e) {
				if topic, ok := first[w.text]; ok && topic != t.ID && !named[w.text] {
					everyday[w.text] = true
				}
				first[w.text] = t.ID
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
