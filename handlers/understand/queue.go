package understand

import (
	"slices"
	"strings"
)

// How the lexicon reads all that people call a queue, and the topic whose examples speak of it.
const (
	queueWord  = "antre"
	hoursTopic = "jam"
)

// besidesQueue drops what a story tells of standing in a queue, which is about opening hours by its words, where the rest of it is surely
// understood: "sudah antre dari jam tujuh, tapi kodenya tidak masuk" asks about the code.
func (m *Mind) besidesQueue(masked string, ws []word) []word {
	if !slices.ContainsFunc(ws, func(w word) bool { return w.text == queueWord }) {
		return ws
	}
	var rest []word
	for _, part := range parts(ws) {
		if !queued(masked, part) || !m.aboutHours(part) {
			rest = append(rest, part...)
		}
	}
	words := core(rest)
	if len(words) == 0 || len(rest) == len(ws) {
		return ws
	}
	if g := m.guess(words)[0]; g.Confidence < sure || smallTalk(g.Topic) {
		return ws
	}
	return rest
}

// aboutHours reports that a part of a message is about nothing but the queue, as far as the topics go.
func (m *Mind) aboutHours(part []word) bool {
	words := core(part)
	if len(words) == 0 {
		return false
	}
	best := m.guess(words)[0]
	return best.Topic == hoursTopic && best.Confidence >= second
}

// queued reports that a part of a message tells of a queue and asks nothing.
func queued(masked string, part []word) bool {
	last := part[len(part)-1]
	return slices.ContainsFunc(part, func(w word) bool { return w.text == queueWord }) && last.text != "tidak" &&
		!slices.ContainsFunc(part, func(w word) bool { return asking[w.text] }) && !strings.HasPrefix(strings.TrimLeft(masked[last.to:], " "), "?")
}

// asking are the words by which a part of a message that has them is a question.
var asking = map[string]bool{"gimana": true, "mana": true, "kapan": true, "berapa": true, "apa": true, "bisa": true, "buka": true, "tutup": true,
	"ada": true, "harus": true, "perlu": true, "online": true}
