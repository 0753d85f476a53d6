package store

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/redis/go-redis/v9"
)

// MostKept bounds how many updates are kept at once: some minutes of a busy day. Beyond that they stay with the platform, whose
// offset then does not move.
const MostKept = 5000

// keptKey holds a HASH: update id -> the masked update, until it is answered.
func (s *Store) keptKey() string { return s.key("kept") }

// keepScript keeps updates if there is room for all of them.
// KEYS: kept. ARGV: the most that may be kept, then id and update for each. Result: 1 if kept, 0 if there was no room.
var keepScript = redis.NewScript(`
local room = tonumber(ARGV[1]) - redis.call('HLEN', KEYS[1])
for i = 2, #ARGV, 2 do room = room - 1 + redis.call('HEXISTS', KEYS[1], ARGV[i]) end
if room < 0 then return 0 end
for i = 2, #ARGV, 2 do redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1]) end
return 1`)

// Keep keeps updates until they are answered, all or none: ErrFull where there is no room. Personal data is masked before.
func (s *Store) Keep(ctx context.Context, updates map[string][]byte) error {
	if len(updates) == 0 {
		return nil
	}
	args := []any{MostKept}
	for _, id := range slices.Sorted(maps.Keys(updates)) {
		args = append(args, id, updates[id])
	}
	var kept bool
	err := s.ask(ctx, "keep updates", func(ctx context.Context) (err error) {
		kept, err = keepScript.Run(ctx, s.redis, []string{s.keptKey()}, args...).Bool()
		return err
	})
	if err == nil && !kept {
		err = fmt.Errorf("keep updates: %w", ErrFull)
	}
	return err
}

// Kept returns the updates that wait to be answered.
func (s *Store) Kept(ctx context.Context) (map[string][]byte, error) {
	var got map[string]string
	err := s.ask(ctx, "read kept updates", func(ctx context.Context) (err error) {
		got, err = s.redis.HGetAll(ctx, s.keptKey()).Result()
		return err
	})
	if err != nil {
		return nil, err
	}
	updates := make(map[string][]byte, len(got))
	for id, update := range got {
		updates[id] = []byte(update)
	}
	return updates, nil
}

// Unkeep drops updates that were answered.
func (s *Store) Unkeep(ctx context.Context, ids ...string) error {
	if len(ids) == 0 {
		return nil
	}
	return s.ask(ctx, "drop kept updates", func(ctx context.Context) error {
		return s.redis.HDel(ctx, s.keptKey(), ids...).Err()
	})
}
