package store

import (
	"time"

	lru "github.com/hashicorp/golang-lru/v2"
)

// recentTalks bounds how many conversations are known when Redis goes away.
const recentTalks = 4096

// recent knows the last conversations of which something is remembered, most are not, so that they go on when Redis goes away.
type recent struct {
	talks *lru.Cache[string, spareTalk]
}

func newRecent() recent {
	talks, _ := lru.New[string, spareTalk](recentTalks) // fails only without room
	return recent{talks}
}

// get returns a chat's conversation as of now.
func (r recent) get(chat string, now time.Time) Talk {
	known, _ := r.talks.Get(chat)
	return known.at(now)
}

// put remembers a conversation.
func (r recent) put(chat string, t spareTalk) {
	if t.talk.Language == "" && len(t.talk.Menu) == 0 && t.talk.Misses == 0 {
		r.drop(chat)
		return
	}
	r.talks.Add(chat, t)
}

// drop forgets a conversation.
func (r recent) drop(chat string) { r.talks.Remove(chat) }
