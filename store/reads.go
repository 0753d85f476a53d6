package store

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"
)

// ReadsFor is how long it is kept who read a report.
const ReadsFor = 366 * 24 * time.Hour

// readersKey holds a HASH: user -> when they said that they read a report, in ms. It lasts ReadsFor.
func (s *Store) readersKey(entry string) string { return s.key("readers:" + entry) }

// readByKey holds a SET of the entries a user said to have read, so that it can be forgotten. It lasts ReadsFor.
func (s *Store) readByKey(user string) string { return s.key("read-by:" + user) }

// lastReadKey holds a HASH: binding id -> "<due> <entry id>" of the newest report somebody in that group read. It names nobody.
func (s *Store) lastReadKey() string { return s.key("last-read") }

// noteReadScript notes that a report was read. What is known stays: the first time counts, and a newer report is not made unread.
// KEYS: readers, read by, last read. ARGV: user or "", now in ms, entry id, how long to keep in s, binding, "<due> <entry id>".
// Result: when this user had said so before, in ms; "" if never.
var noteReadScript = redis.NewScript(`
local before = ''
if ARGV[1] ~= '' then
  before = redis.call('HGET', KEYS[1], ARGV[1]) or ''
  if before == '' then
    redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
    redis.call('SADD', KEYS[2], ARGV[3])
    redis.call('EXPIRE', KEYS[1], ARGV[4])
    redis.call('EXPIRE', KEYS[2], ARGV[4])
  end
end
local last = redis.call('HGET', KEYS[3], ARGV[5])
if not last or last < ARGV[6] then redis.call('HSET', KEYS[3], ARGV[5], ARGV[6]) end
return before`)

// Read notes that somebody in the group of a binding read a report. User may be empty: then only the group is noted. It returns when
// that user had said so before, zero if never.
func (s *Store) Read(ctx context.Context, e Entry, binding, user string) (before time.Time, err error) {
	keys := []string{s.readersKey(e.ID), s.readByKey(user), s.lastReadKey()}
	last := e.Due.UTC().Format(time.RFC3339) + " " + e.ID
	var ms string
	err = s.ask(ctx, "note reading", func(ctx context.Context) (err error) {
		ms, err = noteReadScript.Run(ctx, s.redis, keys, user, s.now().UnixMilli(), e.ID, int(ReadsFor.Seconds()), binding, last).Text()
		return err
	})
	if err != nil || ms == "" {
		return time.Time{}, err
	}
	n, err := strconv.ParseInt(ms, 10, 64)
	return time.UnixMilli(n), err
}

// Readers are the users who said that they read a report, and when.
func (s *Store) Readers(ctx context.Context, entry string) (map[string]time.Time, error) {
	var got map[string]string
	err := s.ask(ctx, "read readers", func(ctx context.Context) (err error) {
		got, err = s.redis.HGetAll(ctx, s.readersKey(entry)).Result()
		return err
	})
	if err != nil {
		return nil, err
	}
	readers := make(map[string]time.Time, len(got))
	for user, ms := range got {
		n, err := strconv.ParseInt(ms, 10, 64)
		if err != nil {
			return nil, fmt.Errorf("read readers: %w", err)
		}
		readers[user] = time.UnixMilli(n)
	}
	return readers, nil
}

// LastRead is the newest report the group of a binding read.
type LastRead struct {
	Entry string
	Due   time.Time
}

// LastReads are the newest reports read, by binding.
func (s *Store) LastReads(ctx context.Context) (map[string]LastRead, error) {
	var got map[string]string
	err := s.ask(ctx, "read last readings", func(ctx context.Context) (err error) {
		got, err = s.redis.HGetAll(ctx, s.lastReadKey()).Result()
		return err
	})
	if err != nil {
		return nil, err
	}
	reads := make(map[string]LastRead, len(got))
	for binding, last := range got {
		due, id, _ := strings.Cut(last, " ")
		at, err := time.Parse(time.RFC3339, due)
		if err != nil {
			return nil, fmt.Errorf("read last readings: %w", err)
		}
		reads[binding] = LastRead{Entry: id, Due: at}
	}
	return reads, nil
}

// unread forgets what a user said to have read, and returns of how many reports.
func (s *Store) unread(ctx context.Context, user string) (int, error) {
	var entries []string
	err := s.ask(ctx, "forget readings", func(ctx context.Context) (err error) {
		if entries, err = s.redis.SMembers(ctx, s.readByKey(user)).Result(); err != nil || len(entries) == 0 {
			return err
		}
		_, err = s.redis.TxPipelined(ctx, func(p redis.Pipeliner) error {
			for _, entry := range entries {
				p.HDel(ctx, s.readersKey(entry), user)
			}
			p.Del(ctx, s.readByKey(user))
			return nil
		})
		return err
	})
	return len(entries), err
}
