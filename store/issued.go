package store

import (
	"context"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"
)

// issuedKey holds a ZSET without scores: "<area> <due> <entry id>" of every report issued with a code, so that those of an area lie
// together by time.
func (s *Store) issuedKey() string { return s.key("issued") }

// issuedAs is an entry's place among the issued reports; "" for what is no report.
func issuedAs(e Entry) string {
	if e.Code == "" {
		return ""
	}
	return e.Area + " " + e.Due.UTC().Format(time.RFC3339) + " " + e.ID
}

// issueScript records a report that was asked for as sent, unless it is known.
// KEYS: entries, states, the index of each state, issued. ARGV: id, score, Entry as JSON, place among the issued.
// Result: 1 if it was recorded.
var issueScript = redis.NewScript(indexes + `
if redis.call('HSETNX', KEYS[1], ARGV[1], ARGV[3]) == 0 then return 0 end
redis.call('HSET', KEYS[2], ARGV[1], 'sent')
redis.call('ZADD', index.sent, ARGV[2], ARGV[1])
redis.call('ZADD', KEYS[9], 0, ARGV[4])
return 1`)

// Issue records a report that somebody asked for and got as the answer. One that is known stays as it is.
func (s *Store) Issue(ctx context.Context, e Entry) error {
	e.State, e.At = Sent, s.now()
	raw, score, err := encode(e)
	if err != nil {
		return err
	}
	return s.ask(ctx, "issue report", func(ctx context.Context) error {
		return issueScript.Run(ctx, s.redis, append(s.ledgerKeys(), s.issuedKey()), e.ID, score, raw, issuedAs(e)).Err()
	})
}

// Newest is when the newest report issued for an area was due; zero if there was none.
func (s *Store) Newest(ctx context.Context, area string) (due time.Time, err error) {
	var found []string
	err = s.ask(ctx, "look up newest report", func(ctx context.Context) (err error) {
		found, err = s.redis.ZRevRangeByLex(ctx, s.issuedKey(), &redis.ZRangeBy{Min: "[" + area + " ", Max: "(" + area + "!", Count: 1}).Result()
		return err
	})
	if err != nil || len(found) == 0 {
		return time.Time{}, err
	}
	return time.Parse(time.RFC3339, strings.Fields(found[0])[1])
}

// IssuedFor is the report issued for an area and an instant, to the minute: one a group was owed, else one that was asked for.
func (s *Store) IssuedFor(ctx context.Context, area string, at time.Time) (e Entry, ok bool, err error) {
	minute := area + " " + at.UTC().Format("2006-01-02T15:04")
	var found []string
	err = s.ask(ctx, "look up issued report", func(ctx context.Context) (err error) {
		found, err = s.redis.ZRangeByLex(ctx, s.issuedKey(), &redis.ZRangeBy{Min: "[" + minute + ":", Max: "(" + minute + ";"}).Result()
		return err
	})
	if err != nil || len(found) == 0 {
		return Entry{}, false, err
	}
	id := strings.Fields(found[0])[2]
	for _, place := range found {
		if other := strings.Fields(place)[2]; strings.HasPrefix(other, "report/") {
			id = other
			break
		}
	}
	return s.Entry(ctx, id)
}
