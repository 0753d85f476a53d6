package store

import (
	"context"
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

// knownScript tells which updates were noted. KEYS: delivered. ARGV: ids. Result: those of them that were.
var knownScript = redis.NewScript(`
local known = {}
for _, id in ipairs(ARGV) do
  if redis.call('ZSCORE', KEYS[1], id) then table.insert(known, id) end
end
return known`)

// Delivered tells which of some updates were noted before.
func (s *Store) Delivered(ctx context.Context, ids ...string) (known []string, err error) {
	args := make([]any, len(ids))
	for i, id := range ids {
		args[i] = id
	}
	err = s.ask(ctx, "look up delivery", func(ctx context.Context) (err error) {
		known, err = knownScript.Run(ctx, s.redis, []string{s.deliveredKey()}, args...).StringSlice()
		return err
	})
	return known, err
}
