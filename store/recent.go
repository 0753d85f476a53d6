package store

import (
	"time"

	lru "github.com/hashicorp/golang-lru/v2"
)

// recentTalks bounds how many conversations are known without asking Redis.
const recentTalks = 6_000

// recent knows the last conversations, also those of which there is nothing to remember. The one process that talks need not ask Redis
// for them, and they go on when Redis goes away.
type recent struct {
	talks *lru.Cache[string, *spareTalk] // nil: nothing
}

func newRecent() recent {
	talks, _ := lru.New[string, *spareTalk](recentTalks) // fails only without room
	return recent{talks}
}

// get returns a chat's conversation as of now, if it is known.
func (r recent) get(chat string, now time.Time) (t Talk, ok bool) {
	known, ok := r.talks.Get(chat)
	if known != nil {
		t = known.at(now)
	}
	return t, ok
}

// put remembers a conversation.
func (r recent) put(chat string, t spareTalk) {
	if t.talk.Language == "" && len(t.talk.Menu) == 0 && t.talk.Misses == 0 {
		r.talks.Add(chat, nil)
		return
	}
	r.talks.Add(chat, &t)
}

// drop forgets a conversation.
func (r recent) drop(chat string) { r.talks.Remove(chat) }

// Reread has conversations read from Redis again: before this process began to talk another one may have done so.
func (s *Store) Reread() { s.recent.talks.Purge() }
