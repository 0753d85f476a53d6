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
	mu    sync.Mutex
	mind  *understand.Mind // that understood them
	texts *lru.Cache[string, heard]
}

func newMemory() *memory {
	texts, _ := lru.New[string, heard](heardTexts) // fails only without room
	return &memory{texts: texts}
}

// of is how a mind understands a text. It is shared: nobody may change what its slices hold.
func (m *memory) of(mind *understand.Mind, text string) heard {
	m.mu.Lock()
	if m.mind != mind {
		m.texts.Purge()
		m.mind = mind
	}
	known, ok := m.texts.Get(text)
	m.mu.Unlock()
	if ok {
		return known
	}
	h := heard{mind.Read(text), understand.Suspect(text)}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.mind == mind && len(text) <= heardBytes && len(h.reading.Personal) == 0 {
		m.texts.Add(text, h)
	}
	return h
}
