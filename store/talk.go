package store

import (
	"context"
	"encoding/json"
	"time"

	"github.com/redis/go-redis/v9"
)

// Talk is what the bot remembers of a conversation.
type Talk struct {
	Language string   // chosen language; stays until the chat is forgotten
	Menu     []string // commands for the digits 1..n, for TalkFor
	Misses   int      // questions not understood in a row, for TalkFor
}

// TalkFor is how long a menu and the misses are remembered.
const TalkFor = 30 * time.Minute

// talkPatience is how long an answer waits for the memory of a conversation, which it can do without.
const talkPatience = 300 * time.Millisecond

// turn is the part of a talk with a time limit. Until is in the value because the store's clock judges it, not that of Redis.
type turn struct {
	Menu   []string  `json:"menu,omitempty"`
	Misses int       `json:"misses,omitempty"`
	Until  time.Time `json:"until"`
}

// languageKey holds a STRING, the language a chat has chosen.
func (s *Store) languageKey(chat string) string { return s.key("language:" + chat) }

// menuKey holds a STRING, a chat's turn as JSON, which Redis drops after TalkFor.
func (s *Store) menuKey(chat string) string { return s.key("menu:" + chat) }

// Talk returns what is remembered of a chat's conversation; Redis is asked once a minute. It never fails: while Redis is away it knows what
// was said of late.
func (s *Store) Talk(ctx context.Context, chat string) Talk {
	if kept, ok := s.spare.get(chat, s.now()); ok {
		s.writeTalk(ctx, chat, kept) // newer than what Redis has: bring it back there
		return kept.talk
	}
	if known, ok := s.recent.fresh(chat, s.now()); ok {
		return known
	}
	return s.rounds.of(chat, func(chats []string) []Talk { return s.talks(context.WithoutCancel(ctx), chats) })
}

// talks reads the conversations of several chats; while Redis is away they are as last seen.
func (s *Store) talks(ctx context.Context, chats []string) []Talk {
	ctx, cancel := context.WithTimeout(ctx, talkPatience)
	defer cancel()
	keys := make([]string, 0, 2*len(chats))
	for _, chat := range chats {
		keys = append(keys, s.languageKey(chat), s.menuKey(chat))
	}
	got, err := s.redis.MGet(ctx, keys...).Result()
	now, talks := s.now(), make([]Talk, len(chats))
	for i, chat := range chats {
		if err != nil {
			talks[i] = s.recent.last(chat, now)
			continue
		}
		t := readTalk(got[2*i], got[2*i+1])
		s.recent.put(chat, t, now)
		talks[i] = t.at(now)
	}
	return talks
}

// readTalk is the conversation that Redis holds in two values, nil where it has none.
func readTalk(language, menu any) spareTalk {
	var last turn
	if raw, _ := menu.(string); raw != "" && json.Unmarshal([]byte(raw), &last) != nil {
		last = turn{}
	}
	chosen, _ := language.(string)
	return spareTalk{Talk{Language: chosen, Menu: last.Menu, Misses: last.Misses}, last.Until}
}

// SetTalk remembers a conversation, its menu and misses for TalkFor from now.
func (s *Store) SetTalk(ctx context.Context, chat string, t Talk) {
	s.writeTalk(ctx, chat, spareTalk{talk: t, until: s.now().Add(TalkFor)})
}

// writeTalk puts a conversation into Redis, or aside while Redis is away.
func (s *Store) writeTalk(ctx context.Context, chat string, t spareTalk) {
	last := turn{Menu: t.talk.Menu, Misses: t.talk.Misses, Until: t.until}
	raw, err := json.Marshal(last)
	if err == nil {
		ctx, cancel := context.WithTimeout(ctx, talkPatience)
		defer cancel()
		_, err = s.redis.Pipelined(ctx, func(p redis.Pipeliner) error {
			if t.talk.Language == "" {
				p.Del(ctx, s.languageKey(chat))
			} else {
				p.Set(ctx, s.languageKey(chat), t.talk.Language, 0)
			}
			if len(last.Menu) == 0 && last.Misses == 0 {
				p.Del(ctx, s.menuKey(chat))
			} else {
				p.Set(ctx, s.menuKey(chat), raw, TalkFor)
			}
			return nil
		})
	}
	if err != nil {
		s.spare.put(chat, t)
		return
	}
	s.spare.drop(chat)
	s.recent.put(chat, t, s.now())
}

// Forget deletes all that is kept about a chat and returns which kinds of things that was: "language", "menu", "started" (that an
// admin pressed Start), "reads" (reports they said to have read: a person's chat has the person's address).
func (s *Store) Forget(ctx context.Context, chat string) ([]string, error) {
	s.spare.drop(chat)
	s.recent.drop(chat)
	reads, err := s.unread(ctx, chat)
	if err != nil {
		return nil, err
	}
	var gone [3]*redis.IntCmd
	err = s.ask(ctx, "forget chat", func(ctx context.Context) error {
		_, err := s.redis.TxPipelined(ctx, func(p redis.Pipeliner) error {
			gone[0] = p.Del(ctx, s.languageKey(chat))
			gone[1] = p.Del(ctx, s.menuKey(chat))
			gone[2] = p.SRem(ctx, s.startedKey(), chat)
			return nil
		})
		return err
	})
	if err != nil {
		return nil, err
	}
	var kinds []string
	for i, kind := range []string{"language", "menu", "started"} {
		if gone[i].Val() > 0 {
			kinds = append(kinds, kind)
		}
	}
	if reads > 0 {
		kinds = append(kinds, "reads")
	}
	return kinds, nil
}
