package store

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"github.com/redis/go-redis/v9"
)

// Durability is what Redis says about surviving a restart, about throwing keys away when memory is short, and about that memory.
type Durability struct {
	Known      bool   // false where Redis does not tell: embedded, or run by somebody who does not let us ask
	AppendOnly bool   // writes survive a crash
	Broken     bool   // the append-only file could not be written: the disk is full, or broken
	Eviction   string // maxmemory-policy; anything but "noeviction" may lose bindings
	Bytes      int64  // of memory in use; 0: Redis does not tell
}

// Durable reports whether nothing is known that would lose what is stored.
func (d Durability) Durable() bool {
	return !d.Known || d.AppendOnly && !d.Broken && d.Eviction == "noeviction"
}

// Durability asks Redis.
func (s *Store) Durability(ctx context.Context) (Durability, error) {
	var appendOnly, policy *redis.MapStringStringCmd
	var persistence, memory *redis.StringCmd
	err := s.ask(ctx, "ask for durability", func(ctx context.Context) error {
		_, err := s.redis.Pipelined(ctx, func(p redis.Pipeliner) error {
			appendOnly = p.ConfigGet(ctx, "appendonly")
			policy = p.ConfigGet(ctx, "maxmemory-policy")
			persistence = p.Info(ctx, "persistence")
			memory = p.Info(ctx, "memory")
			return nil
		})
		return err
	})
	var refused redis.Error
	if err != nil && (!errors.As(err, &refused) || errors.Is(err, ErrAway)) {
		return Durability{}, err
	}
	d := Durability{
		Known:      appendOnly.Err() == nil && policy.Err() == nil,
		AppendOnly: appendOnly.Val()["appendonly"] == "yes",
		Broken:     told(persistence.Val(), "aof_last_write_status") == "err",
		Eviction:   policy.Val()["maxmemory-policy"],
	}
	d.Bytes, _ = strconv.ParseInt(told(memory.Val(), "used_memory"), 10, 64) // 0 where it is not told
	return d, nil
}

// told is the value of a field of INFO; "" where it is not told.
func told(info, field string) string {
	for line := range strings.Lines(info) {
		if value, ok := strings.CutPrefix(line, field+":"); ok {
			return strings.TrimSpace(value)
		}
	}
	return ""
}
