package understand

import (
	"strings"

	"ikdbot/locales"
)

// use is how the examples use a word, and what is worked out of it once while a Mind is trained: words come again and again.
type use struct {
	times   int
	class   int  // the topic that has it first
	several bool // another one has it too
	short   bool // it is a short form inside names
	alone   bool // no spelling of the lexicon begins with it
	stays   bool // it needs no correction
	common  int  // how everyday it is
	lexeme  *lexeme
}

// usesOf looks through the examples for their words.
func (m *Mind) usesOf(all []lesson) map[string]*use {
	uses := make(map[string]*use, len(all))
	for _, l := range all {
		if !l.example {
			continue
		}
		for i := range l.words {
			w := &l.words[i]
			u := uses[w.text]
			if u == nil {
				u = &use{class: l.class, short: short[w.text] != "", alone: m.lexicon.root.next[w.text] == nil}
				uses[w.text] = u
			}
			u.times++
			u.several = u.several || u.class != l.class
			w.use = u
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
		u.common = everyday[w]
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
