package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/redis/go-redis/v9"
)

// The answers of the store that are no fault of Redis.
var (
	// ErrAway means that Redis could not be reached or cannot serve just now. It never stands for "nothing there". A write that
	// ended so may have taken effect; every write here may be repeated.
	ErrAway = errors.New("redis is away")
	// ErrNothing means that what was asked for is not there: no pending change, no such change, binding or entry.
	ErrNothing = errors.New("nothing there")
	// ErrExpired means that a pending change waited longer than PendingFor.
	ErrExpired = errors.New("expired")
	// ErrNotYours means that it belongs to somebody else: another author's change, another speaker's entry.
	ErrNotYours = errors.New("not yours")
	// ErrReason means that an odd change was confirmed without the reason it needs.
	ErrReason = errors.New("an odd change needs a reason")
	// ErrReview means that a second admin has to approve the change.
	ErrReview = errors.New("a second admin has to approve")
	// ErrOwn means that the author of a change cannot be the second admin who approves it.
	ErrOwn = errors.New("approval is for somebody else")
	// ErrBusy means that others changed the figures faster than this change could be stored; nothing was stored.
	ErrBusy = errors.New("figures keep changing")
	// ErrFull means that more updates wait to be answered than are kept.
	ErrFull = errors.New("too many kept updates")
)

// Stale says that figures changed after they were shown: nothing was stored. Rows are those of the change, with Old as it is now.
type Stale struct{ Rows []Row }

// Error names the figures' number, never their values: it may be logged.
func (e *Stale) Error() string {
	return fmt.Sprintf("stale: %d figures shown before are not current", len(e.Rows))
}

// Already says that the same thing was done before, as change N. Uncopied as in Change.
type Already struct {
	N        int64
	Uncopied bool
}

// Error names the change.
func (e *Already) Error() string { return fmt.Sprintf("already stored as change %d", e.N) }

// Closed says that a review was turned down, or taken back by its author.
type Closed struct{ By string }

// Error names nobody: it may be logged.
func (e *Closed) Error() string { return "the review was closed" }

// Touched says that a change cannot be undone because change By, which came later, touched the same figure.
type Touched struct{ By int64 }

// Error names the later change.
func (e *Touched) Error() string { return fmt.Sprintf("touched again by change %d", e.By) }

// explain wraps an error of go-redis with what was being done, and tells an absent Redis from one that objects. Where the
// caller's own context has ended, that is the error: Redis is not to blame.
func explain(ctx context.Context, what string, err error) error {
	var answer redis.Error
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return fmt.Errorf("%s: %w", what, ctx.Err())
	case errors.As(err, &answer) && !passing(err):
		return fmt.Errorf("%s: %w", what, err)
	}
	return fmt.Errorf("%s: %w: %w", what, ErrAway, err)
}

// passing reports whether an answer of Redis only means "not now": it is starting, failing over, has no master or was asked in its place.
func passing(err error) bool {
	if _, moved := redis.IsMovedError(err); moved {
		return true
	}
	return redis.IsLoadingError(err) || redis.IsReadOnlyError(err) || redis.IsClusterDownError(err) || redis.IsTryAgainError(err) ||
		redis.IsMasterDownError(err) || redis.IsMaxClientsError(err) || redis.IsNoReplicasError(err)
}
