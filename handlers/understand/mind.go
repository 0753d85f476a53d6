package understand

import (
	"slices"
	"strings"
	"sync"

	"ikdbot/locales"
)

// Mind understands questions. It is trained once and never changes, so any number of goroutines may share it.
type Mind struct {
	lexicon    *lexicon
	atlas      *atlas
	spelling   *spelling
	vocabulary *vocabulary
	model      *settled
	topics     []string  // class -> topic id
	room       sync.Pool // of *scratch
}

// New trains a Mind for a regency from the examples of the topics of all languages.
func New(r *locales.Regency, topics []locales.Topic) *Mind {
	m := &Mind{lexicon: newLexicon(lexiconFile)}
	all := m.lessons(topics)
	uses := m.usesOf(all)
	m.spelling = newSpelling(m.lexicon, uses)
	m.atlas = newAtlas(r, m.everyday(r, uses))
	m.learn(all)
	return m
}

// lesson is an example, or a title, of a topic.
type lesson struct {
	text    string
	words   []word
	class   int
	example bool
}

// lessons cuts all there is to learn from into words, and gives the topics their classes. Those of a class stand together.
func (m *Mind) lessons(topics []locales.Topic) []lesson {
	var all []lesson
	for _, t := range topics {
		class := slices.Index(m.topics, t.ID)
		if class < 0 {
			class = len(m.topics)
			m.topics = append(m.topics, t.ID)
		}
		for _, e := range t.Examples {
			all = append(all, lesson{e, split(e), class, true})
		}
		all = append(all, lesson{t.Title, split(t.Title), class, false})
	}
	slices.SortStableFunc(all, func(a, b lesson) int { return a.class - b.class })
	return all
}

func (m *Mind) learn(all []lesson) {
	m.room.New = func() any { return new(scratch) }
	if len(all) == 0 {
		return
	}
	labels, keys := make([]int, len(all)), make([]uint64, len(all))
	for i, l := range all {
		labels[i], keys[i] = l.class, hash(hashSeed, l.text)
	}
	var room []word
	var vectors [][]entry
	m.vocabulary, vectors = newVocabulary(len(all), func(i int) []word {
		_, room = m.wordsInto(all[i].text, all[i].words, room)
		return room
	})
	features, classes := len(m.vocabulary.idf), len(m.topics)
	model := bayes(vectors, labels, features, classes)
	model.blend(evidence, train(wholeWords(vectors, m.vocabulary.whole), labels, keys, int(m.vocabulary.whole), classes), regression)
	m.model = model.settle()
}

// areaWord stands for the name of an area: which one it is says nothing about the topic.
const areaWord = "namawilayah"

// words cuts a masked text into words of the lexicon, with the areas it names taken out.
func (m *Mind) words(text string) ([]hit, []word) {
	return m.wordsOf(text, split(placeholders.Replace(text)))
}

func (m *Mind) wordsOf(text string, ws []word) ([]hit, []word) { return m.wordsInto(text, ws, nil) }

// wordsInto is wordsOf that writes the words into room, as far as it goes.
func (m *Mind) wordsInto(text string, ws, room []word) ([]hit, []word) {
	hits := m.atlas.find(text, ws)
	if len(hits) == 0 {
		return nil, m.lexicon.readInto(m.spelling.right(ws), room)
	}
	out := make([]word, 0, len(ws))
	end := 0
	for _, h := range hits {
		out = append(out, ws[end:h.from]...)
		w := ws[h.from]
		w.text, w.sure, w.to, w.use = areaWord, true, ws[h.to-1].to, nil
		out = append(out, w)
		end = h.to
	}
	out = append(out, ws[end:]...)
	return hits, m.lexicon.readInto(m.spelling.right(out), room)
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
