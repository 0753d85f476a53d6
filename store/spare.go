package store

import (
	"sync"
	"time"
)

// spareTalks bounds how many conversations are remembered while Redis is away.
const spareTalks = 10_000

// spare holds conversations that could not be written to Redis, until they can.
type spare struct {
	mu    sync.Mutex
	talks map[string]spareTalk
}

// spareTalk is a conversation and the moment its menu and misses end.
type spareTalk struct {
	talk  Talk
	until time.Time
}

// at is the conversation at an instant: its menu and misses end.
func (t spareTalk) at(now time.Time) Talk {
	if !now.Before(t.until) {
		t.talk.Menu, t.talk.Misses = nil, 0
	}
	return t.talk
}

// get returns a chat's conversation as of now.
func (s *spare) get(chat string, now time.Time) (spareTalk, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	kept, ok := s.talks[chat]
	kept.talk = kept.at(now)
	return kept, ok
}

// put remembers a conversation. When there is no room others make way: forgetting one is harmless.
func (s *spare) put(chat string, t spareTalk) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.talks == nil {
		s.talks = make(map[string]spareTalk)
	}
	if _, ok := s.talks[chat]; !ok && len(s.talks) >= spareTalks {
		s.makeRoom()
	}
	s.talks[chat] = t
}

// makeRoom drops a tenth of the conversations, so that a flood does not search for room with each message.
func (s *spare) makeRoom() {
	for chat := range s.talks {
		delete(s.talks, chat)
		if len(s.talks) <= spareTalks*9/10 {
			return
		}
	}
}

// clear forgets all of them.
func (s *spare) clear() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.talks = nil
}

// drop forgets a conversation.
func (s *spare) drop(chat string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.talks, chat)
}
