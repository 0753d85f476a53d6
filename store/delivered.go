package store

import (
	"context"
	"errors"
	"time"

	"github.com/redis/go-redis/v9"
)

// Platforms that deliver by webhook deliver again what was not confirmed in time: soon after, and for a day at the most. So many ids
// are known at the most, for so long.
const (
	MostDelivered = 10_000
	deliveredFor  = 48 * time.Hour
)

// deliveredKey holds a ZSET: update id -> when it was taken in, in Unix milliseconds. It goes by itself.
func (s *Store) deliveredKey() string { return s.key("delivered") }

// deliveredScript notes that updates were taken in, and forgets the oldest.
// KEYS: delivered. ARGV: now, the oldest instant to keep, how many to keep, milliseconds the key lives, then the ids. Result: 1.
var deliveredScript = redis.NewScript(`
for i = 5, #ARGV do redis.call('ZADD', KEYS[1], ARGV[1], ARGV[i]) end
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', '(' .. ARGV[2])
redis.call('ZREMRANGEBYRANK', KEYS[1], 0, -1 - tonumber(ARGV[3]))
redis.call('PEXPIRE', KEYS[1], ARGV[4])
return 1`)

// NoteDelivered notes that updates are answered or kept, so that they are known when they are delivered again, after a restart or to
// another replica too.
func (s *Store) NoteDelivered(ctx context.Context, ids ...string) error {
	return s.ask(ctx, "note delivery", func(ctx context.Context) error {
		now := s.now()
		args := []any{now.UnixMilli(), now.Add(-deliveredFor).UnixMilli(), MostDelivered, deliveredFor.Milliseconds()}
		for _, id := range ids {
			args = append(args, id)
		}
		return deliveredScript.Run(ctx, s.redis, []string{s.deliveredKey()}, args...).Err()
	})
}

// Delivered reports whether an update was noted before.
func (s *Store) Delivered(ctx context.Context, id string) (bool, error) {
	known := true
	err := s.ask(ctx, "look up delivery", func(ctx context.Context) error {
		err := s.redis.ZScore(ctx, s.deliveredKey(), id).Err()
		if errors.Is(err, redis.Nil) {
			known = false
			return nil
		}
		return err
	})
	return known && err == nil, err
}
