package understand

import (
	_ "embed"
	"strings"
)

//go:embed lexicon.txt
var lexiconFile string

//go:embed common.txt
var commonFile string

//go:embed plain.txt
var plainFile string

// lexicon reads spellings of one to several words as the word they stand for.
type lexicon struct {
	root  *node
	known map[string]bool // every single word of the file, either side
	heads map[string]bool // the words spellings are read as
	parts map[string]bool // the words of spellings of several words
}

// node is a step in the tree of spellings, one word a step.
type node struct {
	next map[string]*node
	read []string // what the words down to here are read as; nil within a longer spelling
}

func newLexicon(file string) *lexicon {
	l := &lexicon{root: &node{}, known: map[string]bool{}, heads: map[string]bool{}, parts: map[string]bool{}}
	for line := range strings.Lines(file) {
		line, _, _ = strings.Cut(line, "#")
		word, spellings, ok := strings.Cut(line, "=")
		if !ok {
			continue
		}
		read := strings.Fields(word)
		for _, w := range read {
			l.known[w], l.heads[w] = true, true
		}
		for s := range strings.SplitSeq(spellings, ",") {
			l.add(strings.Fields(s), read)
		}
	}
	return l
}

func (l *lexicon) add(spelling, read []string) {
	if len(spelling) == 0 {
		return
	}
	at := l.root
	for _, w := range spelling {
		if at.next == nil {
			at.next = map[string]*node{}
		}
		if at.next[w] == nil {
			at.next[w] = &node{}
		}
		at = at.next[w]
	}
	at.read = read
	if len(spelling) == 1 {
		l.known[spelling[0]] = true
		return
	}
	for _, w := range spelling {
		l.parts[w] = true
	}
}

// read replaces spellings by their words, the longest first. A spelling never runs over the end of a sentence.
func (l *lexicon) read(ws []word) []word { return l.readInto(ws, nil) }

// readInto is read that writes the words into room, as far as it goes.
func (l *lexicon) readInto(ws, room []word) []word {
	out := room[:0]
	if cap(out) < len(ws) {
		out = make([]word, 0, len(ws)+4)
	}
	for i := 0; i < len(ws); {
		if ws[i].use != nil && ws[i].use.alone {
			out = append(out, ws[i])
			out[len(out)-1].said = ws[i].text
			i++
			continue
		}
		at, size := l.root, 0
		var found *node
		for k := i; k < len(ws) && (k == i || !ws[k].stop); k++ {
			if at = at.next[ws[k].text]; at == nil {
				break
			}
			if at.read != nil {
				found, size = at, k-i+1
			}
		}
		if found == nil {
			out = append(out, ws[i])
			out[len(out)-1].said = ws[i].text
			i++
			continue
		}
		said := ws[i].text
		if size > 1 {
			said = strings.Join(texts(ws[i:i+size]), " ")
		}
		for n, text := range found.read {
			if n > 0 {
				said = ""
			}
			out = append(out, word{text: text, said: said, from: ws[i].from, to: ws[i+size-1].to, stop: n == 0 && ws[i].stop, comma: n == 0 && ws[i].comma, sure: true})
		}
		i += size
	}
	return out
}

// set makes a set of the words of a text.
func set(words string) map[string]bool {
	s := map[string]bool{}
	for _, w := range strings.Fields(words) {
		s[w] = true
	}
	return s
}
