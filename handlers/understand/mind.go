package understand

import "ikdbot/locales"

// Mind understands questions. It is trained once and never changes, so any number of goroutines may share it.
type Mind struct {
	lexicon    *lexicon
	vocabulary *vocabulary
	model      *linear
	topics     []string // class -> topic id
}

// New trains a Mind for a regency from the examples of the topics of all languages.
func New(r *locales.Regency, topics []locales.Topic) *Mind {
	m := &Mind{lexicon: newLexicon(lexiconFile)}
	class := map[string]int{}
	var texts [][]string
	var labels []int
	for _, t := range topics {
		if _, ok := class[t.ID]; !ok {
			class[t.ID] = len(m.topics)
			m.topics = append(m.topics, t.ID)
		}
		for _, e := range append(t.Examples[:len(t.Examples):len(t.Examples)], t.Title) {
			texts = append(texts, m.plain(e))
			labels = append(labels, class[t.ID])
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
}

// plain is a text as the classifier sees it.
func (m *Mind) plain(text string) []string {
	ws := m.lexicon.read(split(text))
	out := make([]string, 0, len(ws))
	for _, w := range ws {
		if len(out) == 0 || out[len(out)-1] != w.text {
			out = append(out, w.text)
		}
	}
	return out
}

// Read understands one text.
func (m *Mind) Read(text string) Reading {
	masked, kinds := Mask(text)
	return Reading{Masked: masked, Personal: kinds}
}

// Areas returns the codes of the areas named in free text: the finest level named, all candidates of an ambiguous name.
func (m *Mind) Areas(text string) []string { return nil }

// Find returns the areas that the whole string may mean, as name, alias or code, best first.
func (m *Mind) Find(name string) []string { return nil }
