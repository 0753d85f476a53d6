package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/redis/go-redis/v9"
)

// Week is an ISO week, "2026-W47".
type Week string

// WeekOf is the ISO week of an instant in its own zone; it begins on Monday.
func WeekOf(t time.Time) Week {
	year, week := t.ISOWeek()
	return Week(fmt.Sprintf("%04d-W%02d", year, week))
}

const (
	scamsFor = 2 * 366 * 24 * time.Hour // how long a week's count is kept
	scamSeen = 48 * time.Hour           // a platform gives an update again for a day at most
)

// scamsKey holds a STRING, how many reports of fraud people made in a week.
func (s *Store) scamsKey(w Week) string { return s.key("scams:" + string(w)) }

// scamSeenKey holds a STRING, a note that an update has been counted, so that answering it again does not count it twice.
func (s *Store) scamSeenKey(update string) string { return s.key("scam-seen:" + update) }

// scamScript counts a report once.
// KEYS: the week's count, the update's note. ARGV: how long each is kept, in s. Result: 1 if counted, 0 if it was before.
var scamScript = redis.NewScript(`
if not redis.call('SET', KEYS[2], 1, 'NX', 'EX', ARGV[2]) then return 0 end
redis.call('INCR', KEYS[1])
redis.call('EXPIRE', KEYS[1], ARGV[1])
return 1`)

// AddScam counts a report of fraud in a week, once for each update. Nothing else is kept of it: not who, not what.
func (s *Store) AddScam(ctx context.Context, w Week, update string) error {
	return s.ask(ctx, "count scam report", func(ctx context.Context) error {
		keys := []string{s.scamsKey(w), s.scamSeenKey(update)}
		return scamScript.Run(ctx, s.redis, keys, int(scamsFor.Seconds()), int(scamSeen.Seconds())).Err()
	})
}

// Scams is how many reports of fraud people made in a week.
func (s *Store) Scams(ctx context.Context, w Week) (n int, err error) {
	err = s.ask(ctx, "read scam reports", func(ctx context.Context) error {
		n, err = s.redis.Get(ctx, s.scamsKey(w)).Int()
		if errors.Is(err, redis.Nil) {
			n, err = 0, nil
		}
		return err
	})
	return n, err
}
