package store

import (
	"context"
	"time"

	"github.com/redis/go-redis/v9"
)

// allowedKey holds a STRING, the moment in ms from which a thing is allowed again. The store's clock judges it; that of Redis only
// cleans up.
func (s *Store) allowedKey(name string) string { return s.key("allowed:" + name) }

// allowScript allows a thing once within a time.
// KEYS: the thing. ARGV: now and the time, in ms. Result: 1 if allowed.
var allowScript = redis.NewScript(`
local again = redis.call('GET', KEYS[1])
if again and tonumber(ARGV[1]) < tonumber(again) then return 0 end
redis.call('SET', KEYS[1], string.format('%.0f', ARGV[1] + ARGV[2]), 'PX', ARGV[2] * 2)
return 1`)

// Allow reports whether the thing named may happen now, and if so counts it: once within every.
func (s *Store) Allow(ctx context.Context, name string, every time.Duration) (allowed bool, err error) {
	err = s.ask(ctx, "look up limit", func(ctx context.Context) (err error) {
		keys := []string{s.allowedKey(name)}
		allowed, err = allowScript.Run(ctx, s.redis, keys, s.now().UnixMilli(), every.Milliseconds()).Bool()
		return err
	})
	return allowed, err
}
