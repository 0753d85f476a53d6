package store

import (
	"time"

	lru "github.com/hashicorp/golang-lru/v2"
)

// Conversations just read or written are known without asking Redis, so that a flood of questions costs it less. Only the
// speaker answers, and another takes over no sooner than the lease ends: within recentFor nobody else can have written.
const (
	recentFor   = 10 * time.Second
	recentTalks = 8_192
)

// recent knows the last conversations.
type recent struct {
	talks *lru.Cache[string, recentTalk]
}

type recentTalk struct {
	talk  Talk
	until time.Time // of menu and misses
	known time.Time
}

func newRecent() recent {
	talks, _ := lru.New[string, recentTalk](recentTalks) // fails only without room
	return recent{talks}
}

// get returns a chat's conversation as of now, if it was known recentFor ago or later.
func (r recent) get(chat string, now time.Time) (Talk, bool) {
	known, ok := r.talks.Get(chat)
	if age := now.Sub(known.known); !ok || age < 0 || age >= recentFor {
		return Talk{}, false
	}
	if !now.Before(known.until) {
		known.talk.Menu, known.talk.Misses = nil, 0
	}
	return known.talk, true
}

// put remembers a conversation whose menu and misses end at until.
func (r recent) put(chat string, t Talk, until, now time.Time) {
	r.talks.Add(chat, recentTalk{t, until, now})
}

// drop forgets a conversation.
func (r recent) drop(chat string) { r.talks.Remove(chat) }
