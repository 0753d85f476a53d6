package store

import (
	"context"
	"errors"

	"github.com/redis/go-redis/v9"
)

// Durability is what Redis says about surviving a restart and about throwing keys away when memory is short.
type Durability struct {
	Known      bool   // false where Redis does not tell: embedded, or run by somebody who does not let us ask
	AppendOnly bool   // writes survive a crash
	Eviction   string // maxmemory-policy; anything but "noeviction" may lose bindings
}

// Durability asks Redis.
func (s *Store) Durability(ctx context.Context) (Durability, error) {
	var appendOnly, policy *redis.MapStringStringCmd
	err := s.ask(ctx, "ask for durability", func(ctx context.Context) error {
		_, err := s.redis.Pipelined(ctx, func(p redis.Pipeliner) error {
			appendOnly = p.ConfigGet(ctx, "appendonly")
			policy = p.ConfigGet(ctx, "maxmemory-policy")
			return nil
		})
		return err
	})
	var refused redis.Error
	switch {
	case errors.As(err, &refused) && !errors.Is(err, ErrAway):
		return Durability{}, nil
	case err != nil:
		return Durability{}, err
	}
	return Durability{
		Known:      true,
		AppendOnly: appendOnly.Val()["appendonly"] == "yes",
		Eviction:   policy.Val()["maxmemory-policy"],
	}, nil
}
