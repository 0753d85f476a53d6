package store

import (
	"time"

	lru "github.com/hashicorp/golang-lru/v2"
)

const (
	// recentTalks bounds how many conversations are known without asking Redis.
	recentTalks = 6_000
	// freshFor is how long what was read or said counts as what Redis holds. Only the speaker talks, but a backup may be put back, and a
	// speaker that has lost its place ends what it has in hand.
	freshFor = time.Minute
)

// recent knows the last conversations, also those of which there is nothing to remember, so that the messages of a flood do not all ask
// Redis, and conversations go on when Redis goes away.
type recent struct{ talks *lru.Cache[string, known] }

// known is a conversation as it was at a second of Unix.
type known struct {
	talk *spareTalk // nil: nothing
	at   int64
}

func newRecent() recent {
	talks, _ := lru.New[string, known](recentTalks) // fails only without room
	return recent{talks}
}

// fresh returns a chat's conversation as of now, if it need not be read.
func (r recent) fresh(chat string, now time.Time) (t Talk, ok bool) {
	k, ok := r.talks.Get(chat)
	if age := now.Unix() - k.at; !ok || age < 0 || age >= int64(freshFor.Seconds()) {
		return Talk{}, false
	}
	return k.as(now), true
}

// last returns a chat's conversation as it was last known.
func (r recent) last(chat string, now time.Time) Talk {
	k, _ := r.talks.Get(chat)
	return k.as(now)
}

func (k known) as(now time.Time) (t Talk) {
	if k.talk != nil {
		t = k.talk.at(now)
	}
	return t
}

// put remembers a conversation.
func (r recent) put(chat string, t spareTalk, now time.Time) {
	if t.talk.Language == "" && len(t.talk.Menu) == 0 && t.talk.Misses == 0 {
		r.talks.Add(chat, known{nil, now.Unix()})
		return
	}
	r.talks.Add(chat, known{&t, now.Unix()})
}

// drop forgets a conversation.
func (r recent) drop(chat string) { r.talks.Remove(chat) }

// Reread has all conversations read from Redis again: before this process began to speak another one may have.
func (s *Store) Reread() {
	s.recent.talks.Purge()
	s.spare.clear()
}
