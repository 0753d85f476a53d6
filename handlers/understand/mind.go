package understand

import (
	"slices"
	"strings"

	"ikdbot/locales"
)

// Mind understands questions. It is trained once and never changes, so any number of goroutines may share it.
type Mind struct {
	lexicon    *lexicon
	atlas      *atlas
	spelling   *spelling
	vocabulary *vocabulary
	model      *linear
	nearest    *nearest
	topics     []string // class -> topic id
}

// New trains a Mind for a regency from the examples of the topics of all languages.
func New(r *locales.Regency, topics []locales.Topic) *Mind {
	m := &Mind{lexicon: newLexicon(lexiconFile)}
	m.spelling = newSpelling(m.lexicon, wordsOf(topics))
	m.atlas = newAtlas(r, m.everyday(r, topics))
	var texts [][]string
	var labels []int
	for _, t := range topics {
		class := slices.Index(m.topics, t.ID)
		if class < 0 {
			class = len(m.topics)
			m.topics = append(m.topics, t.ID)
		}
		for _, e := range slices.Concat(t.Examples, []string{t.Title}) {
			_, ws := m.words(e)
			texts = append(texts, plain(ws))
			labels = append(labels, class)
		}
	}
	m.learn(texts, labels)
	return m
}

func (m *Mind) learn(texts [][]string, labels []int) {
	m.vocabulary = newVocabulary(texts)
	vectors := make([][]entry, len(texts))
	for i, t := range texts {
		vectors[i] = m.vocabulary.vector(t)
	}
	m.model = train(vectors, labels, len(m.vocabulary.idf), len(m.topics))
	m.nearest = newNearest(vectors, labels, len(m.vocabulary.idf), len(m.topics))
}

// areaWord stands for the name of an area: which one it is says nothing about the topic.
const areaWord = "namawilayah"

// words cuts a masked text into words of the lexicon, with the areas it names taken out.
func (m *Mind) words(text string) ([]hit, []word) {
	return m.wordsOf(text, split(placeholders.Replace(text)))
}

func (m *Mind) wordsOf(text string, ws []word) ([]hit, []word) {
	hits := m.atlas.find(text, ws)
	out := make([]word, 0, len(ws))
	end := 0
	for _, h := range hits {
		out = append(out, ws[end:h.from]...)
		w := ws[h.from]
		w.text, w.sure, w.to = areaWord, true, ws[h.to-1].to
		out = append(out, w)
		end = h.to
	}
	out = append(out, ws[end:]...)
	return hits, m.lexicon.read(m.spelling.right(out))
}

// placeholders are what Mask leaves behind; the words keep their places.
var placeholders = strings.NewReplacer("[NIK]", "     ", "[KK]", "    ", "[telepon]", "         ", "[email]", "       ", "[kode]", "      ")

// plain is what the classifier sees of words: their letters, doubled words once.
func plain(ws []word) []string {
	out := make([]string, 0, len(ws))
	for _, w := range ws {
		if len(out) == 0 || out[len(out)-1] != w.text {
			out = append(out, w.text)
		}
	}
	return out
}

// wordsOf counts the words of all examples.
func wordsOf(topics []locales.Topic) map[string]int {
	seen := map[string]int{}
	for _, t := range topics {
		for _, e := range t.Examples {
			for _, w := range split(e) {
				seen[w.text]++
			}
		}
	}
	return seen
}
