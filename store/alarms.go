package store

import (
	"context"
	"fmt"
	"time"

	"github.com/redis/go-redis/v9"
)

// alarmsKey holds a HASH: kind of alarm -> since when it is on, in ms. What is well is not in it.
func (s *Store) alarmsKey() string { return s.key("alarms") }

// alarmScript notes which alarms are on now; the others end.
// KEYS: alarms. ARGV: now in ms, then the kinds that are on. Result: since when each of these is on, in ms.
var alarmScript = redis.NewScript(`
local on = {}
for i = 2, #ARGV do on[ARGV[i]] = true end
for _, kind in ipairs(redis.call('HKEYS', KEYS[1])) do
  if not on[kind] then redis.call('HDEL', KEYS[1], kind) end
end
local since = {}
for i = 2, #ARGV do
  redis.call('HSETNX', KEYS[1], ARGV[i], ARGV[1])
  since[i - 1] = redis.call('HGET', KEYS[1], ARGV[i])
end
return since`)

// Alarms notes which kinds of alarm are on now and returns since when each is: an alarm that was off in between begins anew. It holds
// across restarts and replicas, so that one occurrence can be told once.
func (s *Store) Alarms(ctx context.Context, on ...string) (map[string]time.Time, error) {
	args := []any{s.now().UnixMilli()}
	for _, kind := range on {
		args = append(args, kind)
	}
	var since []int64
	err := s.ask(ctx, "note alarms", func(ctx context.Context) (err error) {
		since, err = alarmScript.Run(ctx, s.redis, []string{s.alarmsKey()}, args...).Int64Slice()
		return err
	})
	if err != nil {
		return nil, err
	}
	if len(since) != len(on) {
		return nil, fmt.Errorf("note alarms: %d answers for %d alarms", len(since), len(on))
	}
	alarms := make(map[string]time.Time, len(on))
	for i, kind := range on {
		alarms[kind] = time.UnixMilli(since[i])
	}
	return alarms, nil
}
