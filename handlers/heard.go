package handlers

import (
	"sync"

	lru "github.com/hashicorp/golang-lru/v2"

	"ikdbot/handlers/understand"
)

// What is remembered of texts that were asked of late: short ones, for long stories are not told twice in the same words.
const (
	heardTexts = 1024
	heardBytes = 100
)

// heard is how a text was understood.
type heard struct {
	reading   understand.Reading
	suspicion understand.Suspicion
}

// memory knows how the texts of late were understood, for people ask the same things in the same words. A text with personal data is
// not kept, and nothing leaves the process.
type memory struct {
	mu      sync.Mutex
	mind    *understand.Mind // that understood them
	texts   *lru.Cache[string, heard]
	covered *lru.Cache[[2]string, bool] // by text and heading
}

func newMemory() *memory {
	texts, _ := lru.New[string, heard](heardTexts) // fails only without room
	covered, _ := lru.New[[2]string, bool](heardTexts)
	return &memory{texts: texts, covered: covered}
}

// of is how a mind understands a text. It is shared: nobody may change what its slices hold.
func (m *memory) of(mind *understand.Mind, text string) heard {
	return recall(m, mind, m.texts, text, func() (h heard, keep bool) {
		h = heard{mind.Read(text), understand.Suspect(text)}
		return h, len(text) <= heardBytes && len(h.reading.Personal) == 0
	})
}

// covers is whether a text says what a heading says.
func (m *memory) covers(mind *understand.Mind, text, heading string) bool {
	return recall(m, mind, m.covered, [2]string{text, heading}, func() (covers, keep bool) {
		_, known := m.texts.Peek(text) // which holds nothing personal
		return mind.Covers(text, heading), known
	})
}

// recall is what was worked out before of the same mind, or is now.
func recall[K comparable, V any](m *memory, mind *understand.Mind, known *lru.Cache[K, V], key K, work func() (v V, keep bool)) V {
	m.mu.Lock()
	if m.mind != mind {
		m.texts.Purge()
		m.covered.Purge()
		m.mind = mind
	}
	v, ok := known.Get(key)
	m.mu.Unlock()
	if ok {
		return v
	}
	v, keep := work()
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.mind == mind && keep {
		known.Add(key, v)
	}
	return v
}
