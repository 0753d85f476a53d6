package scheduler

import (
	"context"
	"errors"
	"log/slog"
	"sync/atomic"
	"time"

	"ikdbot/store"
)

// The lease: another replica takes over within leaseTime + leaseRetry of a speaker's sudden death.
const (
	leaseTime  = 10 * time.Second
	leaseRetry = 3 * time.Second
)

// Lease is kept by the store; *store.Store is one.
type Lease interface {
	Acquire(ctx context.Context, who string, ttl time.Duration) (bool, error)
	Renew(ctx context.Context, who string, ttl time.Duration) (bool, error)
	Release(ctx context.Context, who string) error
}

// Speaker lets one of several replicas work at a time.
type Speaker struct {
	Lease Lease
	Who   string // differs from start to start
	Sleep func(ctx context.Context, d time.Duration) error
	Log   *slog.Logger

	speaking atomic.Bool
}

// Speaking reports whether this process is the speaker now.
func (s *Speaker) Speaking() bool { return s.speaking.Load() }

// Run waits for the lease and works while it holds it, until ctx ends or work fails. A speaker that cannot reach Redis
// goes on: nobody else can take the lease then either, and citizens are waiting.
func (s *Speaker) Run(ctx context.Context, work func(context.Context) error) error {
	for ctx.Err() == nil {
		got, err := s.Lease.Acquire(ctx, s.Who, leaseTime)
		if err != nil && ctx.Err() == nil {
			s.Log.Error("lease not acquired", "error", err)
		}
		if got {
			if err := s.hold(ctx, work); err != nil {
				return err
			}
		}
		_ = s.Sleep(ctx, leaseRetry)
	}
	return nil
}

// hold works and renews the lease; it stops the work when another process has taken the lease.
func (s *Speaker) hold(ctx context.Context, work func(context.Context) error) error {
	working, stop := context.WithCancel(ctx)
	s.Log.Info("speaking", "who", s.Who)
	s.speaking.Store(true)
	done := make(chan error, 1)
	go func() {
		defer stop()
		done <- work(working)
	}()
	for s.Sleep(working, leaseRetry) == nil {
		mine, err := s.Lease.Renew(working, s.Who, leaseTime)
		if errors.Is(err, store.ErrAway) || err != nil && working.Err() != nil {
			continue
		}
		if !mine {
			// It ran out while Redis was away, or somebody else holds it: only in the first case it comes back at once.
			if again, err := s.Lease.Acquire(working, s.Who, leaseTime); err == nil && !again {
				s.Log.Warn("lease lost", "who", s.Who)
				break
			}
		}
	}
	stop()
	err := <-done
	s.speaking.Store(false)
	release, end := context.WithTimeout(context.WithoutCancel(ctx), leaseRetry)
	defer end()
	if err := s.Lease.Release(release, s.Who); err != nil {
		s.Log.Warn("lease not released", "error", err)
	}
	return err
}
