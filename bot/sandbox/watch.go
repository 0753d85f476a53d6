package sandbox

import (
	"context"
	"errors"
	"fmt"
)

// Messages are the messages the bot has sent to a chat and not deleted, oldest first, as they are now.
func (s *Server) Messages(chat int64) []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.fromBot(chat)
}

// Conversation is everything in a chat, oldest first, as it is now.
func (s *Server) Conversation(chat int64) []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []Message
	if c := s.chats[chat]; c != nil {
		for _, m := range c.messages {
			all = append(all, *m)
		}
	}
	return all
}

// WaitFor waits until the bot has sent n messages to a chat in all, and gives those still kept.
func (s *Server) WaitFor(ctx context.Context, chat int64, n int) ([]Message, error) {
	ms, err := s.wait(ctx, chat, func() bool { c := s.chats[chat]; return c != nil && c.sent >= n })
	if err != nil {
		return ms, fmt.Errorf("wait for message %d in chat %d, have %d: %w", n, chat, len(ms), err)
	}
	return ms, nil
}

// WaitUntil waits until the bot's messages in a chat satisfy ok; it looks again after every message, edit and deletion.
func (s *Server) WaitUntil(ctx context.Context, chat int64, ok func([]Message) bool) ([]Message, error) {
	ms, err := s.wait(ctx, chat, func() bool { return ok(s.fromBot(chat)) })
	if err != nil {
		return ms, fmt.Errorf("wait in chat %d, have %d messages: %w", chat, len(ms), err)
	}
	return ms, nil
}

// wait calls ok, with the lock held, until it is true.
func (s *Server) wait(ctx context.Context, id int64, ok func() bool) ([]Message, error) {
	for {
		s.mu.Lock()
		if ok() {
			defer s.mu.Unlock()
			return s.fromBot(id), nil
		}
		c := s.chats[id]
		if c == nil {
			s.mu.Unlock()
			return nil, errors.New("no such chat")
		}
		if c.changed == nil {
			c.changed = make(chan struct{})
		}
		changed := c.changed
		s.mu.Unlock()
		select {
		case <-changed:
		case <-s.done:
			return s.Messages(id), errors.New("sandbox closed")
		case <-ctx.Done():
			return s.Messages(id), ctx.Err()
		}
	}
}

func (s *Server) fromBot(chat int64) []Message {
	var ms []Message
	if c := s.chats[chat]; c != nil {
		for _, m := range c.messages {
			if m.own {
				ms = append(ms, *m)
			}
		}
	}
	return ms
}

// Calls says how often a method was called, faults included.
func (s *Server) Calls(name string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.calls[key(name)]
}

// Pending says how many updates the bot has not confirmed yet.
func (s *Server) Pending() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.queue.updates)
}
