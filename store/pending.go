package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/redis/go-redis/v9"
)

// PendingFor is how long a pending change may be confirmed.
const PendingFor = 15 * time.Minute

// pendingKept is how long an expired one is kept, so that the bot can say that it expired.
const pendingKept = 24 * time.Hour

// Pending is a change that waits for its author's confirmation.
type Pending struct {
	ID      string    `json:"id"`
	Author  string    `json:"author"`
	Change  Change    `json:"change"`
	Odd     bool      `json:"odd,omitempty"`     // needs an explicit second confirmation, with a reason
	Asked   time.Time `json:"asked"`             // when it was shown
	Prompt  string    `json:"prompt,omitempty"`  // message id of the question
	Request string    `json:"request,omitempty"` // what it answers: the same request proposed again keeps its ID
	File    string    `json:"file,omitempty"`    // the form of the file it was read from, "xlsx" or "csv"; empty for a change that was typed
	Review  bool      `json:"review,omitempty"`  // a second admin has to approve it: Submit rather than Confirm
}

// pendingKey holds a STRING, an author's Pending as JSON. Its time limit is judged by the store's clock; that of Redis only
// cleans up.
func (s *Store) pendingKey(author string) string { return s.key("pending:" + author) }

// Propose keeps a change until its author confirms it, in place of an earlier one of theirs. It fills ID and Asked. A request that
// the platform delivers twice proposes twice: then the ID stays, and with it the buttons shown first.
func (s *Store) Propose(ctx context.Context, p Pending) (Pending, error) {
	p.ID, p.Asked = s.newID(), s.now().UTC()
	if p.Request != "" {
		earlier, err := s.Proposed(ctx, p.Author)
		switch {
		case errors.Is(err, ErrAway):
			return Pending{}, err
		case err == nil && earlier.Request == p.Request:
			p.ID = earlier.ID
		}
	}
	raw, err := json.Marshal(p)
	if err != nil {
		return Pending{}, fmt.Errorf("write pending change: %w", err)
	}
	err = s.ask(ctx, "keep pending change", func(ctx context.Context) error {
		return s.redis.Set(ctx, s.pendingKey(p.Author), raw, pendingKept).Err()
	})
	return p, err
}

// Proposed returns what waits for an author's confirmation; ErrExpired comes together with the change that waited too long.
func (s *Store) Proposed(ctx context.Context, author string) (Pending, error) {
	p, _, err := s.proposed(ctx, author)
	return p, err
}

// proposed also returns the pending change as Redis holds it.
func (s *Store) proposed(ctx context.Context, author string) (Pending, string, error) {
	var raw []byte
	err := s.ask(ctx, "read pending change", func(ctx context.Context) (err error) {
		raw, err = optional(s.redis.Get(ctx, s.pendingKey(author)).Bytes())
		return err
	})
	if err != nil {
		return Pending{}, "", err
	}
	p, err := s.judge(raw)
	return p, string(raw), err
}

// judge reads a stored pending change and says whether it may still be confirmed.
func (s *Store) judge(raw []byte) (Pending, error) {
	if raw == nil {
		return Pending{}, fmt.Errorf("pending change: %w", ErrNothing)
	}
	var p Pending
	if err := json.Unmarshal(raw, &p); err != nil {
		return Pending{}, fmt.Errorf("read pending change: %w", err)
	}
	if s.now().After(p.Asked.Add(PendingFor)) {
		return p, fmt.Errorf("pending change: %w", ErrExpired)
	}
	return p, nil
}

// Confirm stores the pending change id of an author and drops it, in one step; an odd one needs a reason (ErrReason). Confirmed
// again it is not stored again, which *Already tells, for as long as the history lasts. ErrReview means that it has to be submitted
// instead. A *Stale change stays pending, so that its author may propose it anew with what is current.
func (s *Store) Confirm(ctx context.Context, author, id, reason string) (Change, error) {
	return s.store(ctx, func(past []Change) (proposal, error) {
		p, raw, err := s.proposed(ctx, author)
		switch {
		case err != nil && !errors.Is(err, ErrNothing) && !errors.Is(err, ErrExpired):
			return proposal{}, err
		case p.ID != id:
			return proposal{}, s.unproposed(ctx, id)
		case err != nil:
			return proposal{}, err
		case p.Odd && reason == "":
			return proposal{}, fmt.Errorf("confirm: %w", ErrReason)
		case p.Review:
			return proposal{}, fmt.Errorf("confirm: %w", ErrReview)
		}
		now, moved := stale(Choose(past), p.Change.Rows)
		if moved {
			return proposal{}, &Stale{Rows: now}
		}
		c := p.Change
		c.Author, c.Op = author, id
		if reason != "" {
			c.Reason = reason
		}
		return proposal{change: c, key: s.pendingKey(author), pending: raw}, nil
	})
}

// unproposed says why there is no pending change of that id: it was stored before, or never was, or was dropped or replaced.
func (s *Store) unproposed(ctx context.Context, id string) error {
	var n int64
	err := s.ask(ctx, "look for stored change", func(ctx context.Context) (err error) {
		n, err = s.redis.HGet(ctx, s.opsKey(), id).Int64()
		if errors.Is(err, redis.Nil) {
			return nil
		}
		return err
	})
	switch {
	case err != nil:
		return err
	case n > 0:
		return s.already(ctx, n)
	}
	return fmt.Errorf("pending change: %w", ErrNothing)
}

// Drop forgets an author's pending change and reports whether there was one that could still have been confirmed.
func (s *Store) Drop(ctx context.Context, author string) (bool, error) {
	var raw []byte
	err := s.ask(ctx, "drop pending change", func(ctx context.Context) (err error) {
		raw, err = optional(s.redis.GetDel(ctx, s.pendingKey(author)).Bytes())
		return err
	})
	if err != nil {
		return false, err
	}
	_, err = s.judge(raw)
	return err == nil, nil
}

// newID returns an id that nobody can guess, easy to type and short enough for a button's 64 bytes beside its command.
func (s *Store) newID() string {
	lot := make([]byte, 10)
	_, _ = io.ReadFull(s.random, lot)
	for i, b := range lot {
		lot[i] = "abcdefghijklmnopqrstuvwxyz234567"[b&31]
	}
	return string(lot)
}
