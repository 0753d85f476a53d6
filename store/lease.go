package store

import (
	"context"
	"time"

	"github.com/redis/go-redis/v9"
)

// speakerKey holds a STRING, the name of the process that speaks, until its lease runs out by the clock of Redis: that is the one
// clock all processes share.
func (s *Store) speakerKey() string { return s.key("speaker") }

// leaseScript takes, keeps or gives up the lease. Everybody asks for it every few seconds, so that all see what is lost, even the lease.
// KEYS: speaker, those of guard. ARGV: who, lease in ms, "acquire", "renew" or "release", those of guard.
// Result: 1 if done, 0 if another has it or nobody; and what guard tells.
var leaseScript = redis.NewScript(guard + `
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return telling(0) end
if not holder and ARGV[3] ~= 'acquire' then return telling(0) end
if ARGV[3] == 'release' then
  redis.call('DEL', KEYS[1])
else
  redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
end
return telling(1)`)

// Acquire makes who the speaker for ttl if nobody else is, and reports whether they are. A new term deserves a new name, so that
// what the last one left in sending is found by Orphans.
func (s *Store) Acquire(ctx context.Context, who string, ttl time.Duration) (bool, error) {
	return s.lease(ctx, "acquire", who, ttl)
}

// Renew prolongs the speaker's lease and reports whether who still holds it.
func (s *Store) Renew(ctx context.Context, who string, ttl time.Duration) (bool, error) {
	return s.lease(ctx, "renew", who, ttl)
}

// Release gives the lease up, if who holds it.
func (s *Store) Release(ctx context.Context, who string) error {
	_, err := s.lease(ctx, "release", who, 0)
	return err
}

// lease runs leaseScript.
func (s *Store) lease(ctx context.Context, what, who string, ttl time.Duration) (done bool, err error) {
	err = s.ask(ctx, what+" lease", func(ctx context.Context) error {
		result, err := s.guarding(ctx, s.runScript, leaseScript, []string{s.speakerKey()}, who, ttl.Milliseconds(), what)
		done = result == int64(1)
		return err
	})
	return done, err
}
