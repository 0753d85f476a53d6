package understand

import (
	"strings"

	"ikdbot/locales"
)

// use is how the examples use a word.
type use struct {
	times   int
	class   int  // the topic that has it first
	several bool // another one has it too
}

// usesOf looks through the examples for their words.
func usesOf(all []lesson) map[string]*use {
	uses := make(map[string]*use, len(all))
	for _, l := range all {
		if !l.example {
			continue
		}
		for i := range l.words {
			u := uses[l.words[i].text]
			if u == nil {
				u = &use{class: l.class}
				uses[l.words[i].text] = u
			}
			u.times++
			u.several = u.several || u.class != l.class
		}
	}
	return uses
}

// everyday collects the words that are no area without a sign, and how everyday they are.
func (m *Mind) everyday(r *locales.Regency, uses map[string]*use) map[string]int {
	everyday := make(map[string]int, len(uses)+len(m.lexicon.known))
	for _, w := range wordsIn(commonFile) {
		everyday[w] = listed
	}
	for w := range m.lexicon.known {
		everyday[w] = asks
	}
	named := wordsOfNames(r)
	for w, u := range uses {
		switch {
		case named[w]:
		case u.several:
			everyday[w] = asks
		default:
			everyday[w] = max(everyday[w], heard)
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
