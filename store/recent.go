package store

import (
	"sync"
	"time"
)

// Conversations just read or written are known without asking Redis, so that a flood of questions costs it less. Only the
// speaker answers, and another takes over no sooner than the lease ends: within recentFor nobody else can have written.
const (
	recentFor   = 10 * time.Second
	recentTalks = 4_096 // in each of two generations
)

// recent knows the last conversations, in two generations, the elder of which is dropped when the younger is full.
type recent struct {
	mu             sync.Mutex
	younger, elder map[string]recentTalk
}

type recentTalk struct {
	talk  Talk
	until time.Time // of menu and misses
	known time.Time
}

// get returns a chat's conversation as of now, if it was known recentFor ago or later.
func (r *recent) get(chat string, now time.Time) (Talk, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	known, ok := r.younger[chat]
	if !ok {
		known, ok = r.elder[chat]
	}
	if age := now.Sub(known.known); !ok || age < 0 || age >= recentFor {
		return Talk{}, false
	}
	if !now.Before(known.until) {
		known.talk.Menu, known.talk.Misses = nil, 0
	}
	return known.talk, true
}

// put remembers a conversation whose menu and misses end at until.
func (r *recent) put(chat string, t Talk, until, now time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.younger == nil || len(r.younger) >= recentTalks {
		r.elder, r.younger = r.younger, make(map[string]recentTalk)
	}
	r.younger[chat] = recentTalk{t, until, now}
}

// drop forgets a conversation.
func (r *recent) drop(chat string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.younger, chat)
	delete(r.elder, chat)
}
