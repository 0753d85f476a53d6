package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/redis/go-redis/v9"
)

// ReviewFor is how long a second admin may approve a change: a day, since nobody is on duty at night.
const ReviewFor = 24 * time.Hour

// reviewKept is how long a review is kept, so that the bot can say what became of it.
const reviewKept = 3 * ReviewFor

// Review is a change that its author has confirmed and that a second admin has to approve.
type Review struct {
	Pending
	Submitted time.Time `json:"submitted"`
	Closed    string    `json:"closed,omitempty"` // who turned it down; the author themselves where they took it back
}

// reviewKey holds a STRING, a Review as JSON. Its time limit is judged by the store's clock; that of Redis only cleans up.
func (s *Store) reviewKey(id string) string { return s.key("review:" + id) }

// reviewsKey holds a SET of the ids of reviews; those whose review is gone are taken out when it is read.
func (s *Store) reviewsKey() string { return s.key("reviews") }

// submitScript turns a pending change into a review.
// KEYS: pending change, review, reviews. ARGV: pending change as it was read, Review as JSON, id, seconds it is kept.
// Result: 1, or 0 when the pending change is no longer that one.
var submitScript = redis.NewScript(`
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[2], ARGV[2], 'EX', ARGV[4])
redis.call('SADD', KEYS[3], ARGV[3])
redis.call('DEL', KEYS[1])
return 1`)

// rewriteScript replaces a review that is still as it was read.
// KEYS: review. ARGV: as read, as it shall be.
// Result: 1, or 0 when it is no longer that one.
var rewriteScript = redis.NewScript(`
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2], 'KEEPTTL')
return 1`)

// Submit hands an author's pending change over to a second admin; an odd one needs a reason (ErrReason). Done again it returns the
// same review. *Already means that it was approved and stored meanwhile.
func (s *Store) Submit(ctx context.Context, author, id, reason string) (Review, error) {
	p, raw, err := s.proposed(ctx, author)
	switch {
	case err != nil && !errors.Is(err, ErrNothing) && !errors.Is(err, ErrExpired):
		return Review{}, err
	case p.ID != id:
		return s.submitted(ctx, author, id)
	case err != nil:
		return Review{}, err
	case p.Odd && reason == "":
		return Review{}, fmt.Errorf("submit: %w", ErrReason)
	}
	p.Change.Author = author
	if reason != "" {
		p.Change.Reason = reason
	}
	r := Review{Pending: p, Submitted: s.now().UTC()}
	form, err := json.Marshal(r)
	if err != nil {
		return Review{}, fmt.Errorf("write review: %w", err)
	}
	moved := 0
	err = s.ask(ctx, "submit change", func(ctx context.Context) (err error) {
		keys := []string{s.pendingKey(author), s.reviewKey(id), s.reviewsKey()}
		moved, err = submitScript.Run(ctx, s.redis, keys, raw, form, id, int(reviewKept.Seconds())).Int()
		return err
	})
	if err == nil && moved == 0 {
		return s.submitted(ctx, author, id)
	}
	return r, err
}

// submitted is a review that an author has submitted before.
func (s *Store) submitted(ctx context.Context, author, id string) (Review, error) {
	r, err := s.Review(ctx, id)
	if err == nil && r.Author != author {
		return Review{}, fmt.Errorf("submit: %w", ErrNothing)
	}
	return r, err
}

// Review returns the change that waits for approval under this id. ErrExpired and *Closed come together with it; *Already means that
// it was approved, ErrNothing that there is none.
func (s *Store) Review(ctx context.Context, id string) (Review, error) {
	r, _, err := s.review(ctx, id)
	return r, err
}

// review also returns the review as Redis holds it.
func (s *Store) review(ctx context.Context, id string) (Review, string, error) {
	var raw []byte
	err := s.ask(ctx, "read review", func(ctx context.Context) (err error) {
		raw, err = optional(s.redis.Get(ctx, s.reviewKey(id)).Bytes())
		return err
	})
	switch {
	case err != nil:
		return Review{}, "", err
	case raw == nil:
		return Review{}, "", s.unproposed(ctx, id)
	}
	r, err := s.judgeReview(raw)
	return r, string(raw), err
}

// judgeReview reads a stored review and says whether it may still be approved.
func (s *Store) judgeReview(raw []byte) (Review, error) {
	var r Review
	if err := json.Unmarshal(raw, &r); err != nil {
		return Review{}, fmt.Errorf("read review: %w", err)
	}
	switch {
	case r.Closed != "":
		return r, &Closed{By: r.Closed}
	case s.now().After(r.Submitted.Add(ReviewFor)):
		return r, fmt.Errorf("review: %w", ErrExpired)
	}
	return r, nil
}

// Reviews lists the changes that may be approved now, the oldest first.
func (s *Store) Reviews(ctx context.Context) ([]Review, error) {
	var ids []string
	err := s.ask(ctx, "list reviews", func(ctx context.Context) (err error) {
		ids, err = s.redis.SMembers(ctx, s.reviewsKey()).Result()
		return err
	})
	if err != nil {
		return nil, err
	}
	var open []Review
	for _, id := range ids {
		r, raw, err := s.review(ctx, id)
		var already *Already
		switch {
		case errors.Is(err, ErrAway):
			return nil, err
		case err == nil:
			open = append(open, r)
		case raw == "" && (errors.Is(err, ErrNothing) || errors.As(err, &already)):
			if err := s.dropReview(ctx, id); err != nil {
				return nil, err
			}
		}
	}
	slices.SortFunc(open, func(a, b Review) int { return a.Submitted.Compare(b.Submitted) })
	return open, nil
}

func (s *Store) dropReview(ctx context.Context, id string) error {
	return s.ask(ctx, "forget review", func(ctx context.Context) error {
		return s.redis.SRem(ctx, s.reviewsKey(), id).Err()
	})
}

// Amend replaces the change of a review by one made for the figures as they are now, and tells whether that one is odd. Its author,
// id and reason stay.
func (s *Store) Amend(ctx context.Context, id string, c Change, odd bool) (Review, error) {
	return s.rewrite(ctx, id, func(r *Review) {
		c.Author, c.Reason = r.Author, r.Change.Reason
		r.Change, r.Odd = c, odd
	})
}

// TurnDown closes a review; it may be repeated by the same person. Its author takes it back that way.
func (s *Store) TurnDown(ctx context.Context, by, id string) (Review, error) {
	r, err := s.rewrite(ctx, id, func(r *Review) { r.Closed = by })
	var closed *Closed
	if errors.As(err, &closed) && closed.By == by {
		return r, nil
	}
	return r, err
}

// rewrite changes a review that may still be approved.
func (s *Store) rewrite(ctx context.Context, id string, change func(*Review)) (Review, error) {
	for range attempts {
		r, raw, err := s.review(ctx, id)
		if err != nil {
			return r, err
		}
		change(&r)
		form, err := json.Marshal(r)
		if err != nil {
			return Review{}, fmt.Errorf("write review: %w", err)
		}
		done := 0
		err = s.ask(ctx, "rewrite review", func(ctx context.Context) (err error) {
			done, err = rewriteScript.Run(ctx, s.redis, []string{s.reviewKey(id)}, raw, form).Int()
			return err
		})
		if err != nil || done == 1 {
			return r, err
		}
	}
	return Review{}, fmt.Errorf("rewrite review: %w", ErrBusy)
}

// Approve stores a reviewed change in the name of its author and drops the review, in one step. by is the second admin: ErrOwn where
// that is the author. An odd change that has no reason yet needs one. Approved again it is not stored again, which *Already tells. A
// *Stale change stays to be reviewed, so that it may be amended.
func (s *Store) Approve(ctx context.Context, by, id, reason string) (Change, error) {
	return s.store(ctx, func(past []Change) (proposal, error) {
		r, raw, err := s.review(ctx, id)
		switch {
		case err != nil:
			return proposal{}, err
		case r.Author == by:
			return proposal{}, fmt.Errorf("approve: %w", ErrOwn)
		}
		c := r.Change
		if c.Reason == "" {
			c.Reason = reason
		}
		if r.Odd && c.Reason == "" {
			return proposal{}, fmt.Errorf("approve: %w", ErrReason)
		}
		now, moved := stale(Choose(past), c.Rows)
		if moved {
			return proposal{}, &Stale{Rows: now}
		}
		c.Author, c.Approver, c.Op = r.Author, by, id
		return proposal{change: c, key: s.reviewKey(id), pending: raw}, nil
	})
}
