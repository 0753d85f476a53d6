package understand

import (
	"cmp"
	"slices"
	"strings"
)

// When the bot answers, and when it asks back. The numbers were chosen with TestQuestions and
// TestExamplesLeftOut: a lower bar answers more and is wrong more often.
const (
	regression = 0.58 // weight of the regression's scores; with evidence it makes confidence mean what it says
	evidence   = 0.29 // weight of the Bayes scores
	sure       = 0.60 // from here on a topic is answered
	doubtful   = 0.50 // of a word that says too little
	second     = 0.55 // a part of a message with two questions must be this sure
	mostParts  = 8    // a message of more parts is a story, not two questions
	atMost     = 5    // guesses told
	offTopic   = "luar_topik"
	whereTopic = "lokasi"
)

// Read understands one text.
func (m *Mind) Read(text string) Reading {
	masked, kinds := Mask(text)
	said := split(placeholders.Replace(masked))
	hits, ws := m.wordsOf(masked, said)
	r := Reading{Masked: masked, Personal: kinds, Areas: codes(hits), Language: languageOf(said)}
	if len(m.topics) == 0 {
		return r
	}
	ws = m.besidesQueue(masked, meant(ws))
	if all := core(ws); len(all) == 0 {
		r.Guesses = m.wordless(ws, len(hits) > 0)
	} else {
		r.Guesses = m.guess(all)
		if !slices.ContainsFunc(all, func(w word) bool { return !subjects[w.text] && w.text != "saya" }) {
			doubt(r.Guesses)
		}
	}
	if two := m.twoQuestions(masked, ws, r.Guesses); two != nil {
		r.Guesses = append(two, slices.DeleteFunc(r.Guesses, func(g Guess) bool { return g.Topic == two[0].Topic || g.Topic == two[1].Topic })...)
		r.Guesses = r.Guesses[:min(atMost, len(r.Guesses))]
		r.Answer = []string{two[0].Topic, two[1].Topic}
	} else if len(r.Guesses) > 0 && r.Guesses[0].Confidence >= sure {
		r.Answer = []string{r.Guesses[0].Topic}
	}
	return r
}

// guess classifies words, best first. What has no word in common with any example is none of ours.
func (m *Mind) guess(ws []word) []Guess {
	room := m.room.Get().(*scratch)
	defer m.room.Put(room)
	v := m.vocabulary.vector(ws, room)
	if len(room.scores) < m.model.stride {
		room.scores = make([]float32, m.model.stride)
	}
	m.model.scores(v, room.scores)
	scores := room.scores[:len(m.topics)]
	softmax(scores)
	best := make([]Guess, 0, atMost+1)
	for c, p := range scores {
		if g := (Guess{m.topics[c], float64(p)}); len(best) < atMost || g.Confidence > best[atMost-1].Confidence {
			at, _ := slices.BinarySearchFunc(best, g, func(a, b Guess) int { return cmp.Compare(b.Confidence, a.Confidence) })
			best = slices.Insert(best, at, g)[:min(atMost, len(best)+1)]
		}
	}
	if room.known == 0 && (best[0].Confidence < sure || !slices.ContainsFunc(ws, lettered)) {
		best = slices.DeleteFunc(best, func(g Guess) bool { return g.Topic == offTopic })
		best = slices.Insert(best, 0, Guess{offTopic, sure})[:min(atMost, len(best)+1)]
	}
	return best
}

// doubt lowers the confidence of guesses so far that the best is asked about.
func doubt(guesses []Guess) {
	for best := guesses[0].Confidence; best > doubtful && len(guesses) > 0; guesses = guesses[1:] {
		guesses[0].Confidence *= doubtful / best
	}
}

func lettered(w word) bool { return !isDigit(w.text[0]) }

// wordless guesses for a text of nothing but courtesy or an area's name; a name alone most likely asks where.
func (m *Mind) wordless(ws []word, area bool) []Guess {
	switch {
	case area && !slices.ContainsFunc(ws, courteous) && slices.Contains(m.topics, whereTopic):
		return []Guess{{whereTopic, 0.7}}
	case len(ws) > 0:
		return m.guess(ws)
	case slices.Contains(m.topics, offTopic):
		return []Guess{{offTopic, 0.2}}
	}
	return nil
}

func courteous(w word) bool { return courtesy[w.text] }

// twoQuestions looks for two parts of a message that ask about two topics, both of which the whole message is about too.
// One of them, which comes first, is what the whole message is mostly about.
func (m *Mind) twoQuestions(masked string, ws []word, whole []Guess) []Guess {
	var two []Guess
	split := parts(ws)
	if len(split) > mostParts {
		return nil
	}
	for _, part := range split {
		words := core(part)
		if len(words) == 0 || followed(masked, part) {
			continue
		}
		g := m.guess(words)[0]
		same := func(w Guess) bool { return w.Topic == g.Topic }
		if g.Confidence < second || smallTalk(g.Topic) || slices.ContainsFunc(two, same) ||
			!slices.ContainsFunc(whole, func(w Guess) bool { return same(w) && w.Confidence > 0.001 }) {
			continue
		}
		two = append(two, g)
	}
	if len(two) != 2 || whole[0].Topic != two[0].Topic && whole[0].Topic != two[1].Topic {
		return nil
	}
	if whole[0].Topic == two[1].Topic {
		slices.Reverse(two)
	}
	two[1].Confidence = min(two[0].Confidence, two[1].Confidence)
	return two
}

// followed reports that personal data stands right behind a part: "NIK saya [NIK]" tells something and asks nothing.
func followed(masked string, part []word) bool {
	return strings.HasPrefix(strings.TrimLeft(masked[part[len(part)-1].to:], " :=-"), "[")
}

func smallTalk(topic string) bool {
	return topic == "sapaan" || topic == "terima_kasih" || topic == offTopic
}
