package store

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/redis/go-redis/v9"
)

// revisionsKey holds a HASH: "<entry id> <revision>" -> the Entry as it was issued in that revision. A corrected report is kept both ways.
func (s *Store) revisionsKey() string { return s.key("revisions") }

// reviseScript corrects a report that was sent, and owes the message that tells its readers.
// KEYS: entries, states, the index of each state, revisions. ARGV: id and next revision of the report, the corrected Entry as JSON, id,
// score and JSON of the message.
// Result: "revised", "known" if this message was owed before, "other" if the report is not sent or was corrected meanwhile.
var reviseScript = redis.NewScript(indexes + `
if redis.call('HGET', KEYS[2], ARGV[4]) then return 'known' end
local raw = redis.call('HGET', KEYS[1], ARGV[1])
if not raw or redis.call('HGET', KEYS[2], ARGV[1]) ~= 'sent' then return 'other' end
local revision = cjson.decode(raw).revision or 0
if revision + 1 ~= tonumber(ARGV[2]) then return 'other' end
redis.call('HSET', KEYS[9], ARGV[1] .. ' ' .. revision, raw)
redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
redis.call('HSET', KEYS[1], ARGV[4], ARGV[6])
redis.call('HSET', KEYS[2], ARGV[4], 'owed')
redis.call('ZADD', index.owed, ARGV[5], ARGV[4])
return 'revised'`)

// Revise puts a corrected report, of the next Revision and with a code of its own, in the place of the one that was sent, which is kept
// too, and owes the message that tells its readers, in one step. It reports whether it did: not where that message is known already, or
// where somebody else corrected the report meanwhile.
func (s *Store) Revise(ctx context.Context, report, message Entry) (bool, error) {
	message.State, message.At = Owed, s.now()
	if message.Next.IsZero() {
		message.Next = message.Due
	}
	corrected, _, err := encode(report)
	if err != nil {
		return false, err
	}
	raw, score, err := encode(message)
	if err != nil {
		return false, err
	}
	var outcome string
	err = s.ask(ctx, "revise report", func(ctx context.Context) (err error) {
		keys := append(s.ledgerKeys(), s.revisionsKey())
		outcome, err = reviseScript.Run(ctx, s.redis, keys, report.ID, report.Revision, corrected, message.ID, score, raw).Text()
		return err
	})
	return outcome == "revised", err
}

// Revision is a report as it was issued in an earlier revision than its present one.
func (s *Store) Revision(ctx context.Context, id string, revision int) (e Entry, ok bool, err error) {
	var raw []byte
	err = s.ask(ctx, "read revision", func(ctx context.Context) (err error) {
		raw, err = optional(s.redis.HGet(ctx, s.revisionsKey(), fmt.Sprint(id, " ", revision)).Bytes())
		return err
	})
	if err != nil || raw == nil {
		return Entry{}, false, err
	}
	if err := json.Unmarshal(raw, &e); err != nil {
		return Entry{}, false, fmt.Errorf("read revision: %w", err)
	}
	return e, true, nil
}

// mostIssued is how many reports issued for an area are looked through for the last one that was sent to a group.
const mostIssued = 200

// LastSent returns the last report that each of some groups got, by binding, in two round trips.
func (s *Store) LastSent(ctx context.Context, bindings []Binding) (map[string]Entry, error) {
	last := make(map[string]Entry)
	found := make([]*redis.StringSliceCmd, len(bindings))
	if len(bindings) == 0 {
		return last, nil
	}
	err := s.ask(ctx, "look up last reports", func(ctx context.Context) error {
		_, err := s.redis.Pipelined(ctx, func(p redis.Pipeliner) error {
			for i, b := range bindings {
				area := &redis.ZRangeBy{Min: "[" + b.Area + " ", Max: "(" + b.Area + "!", Count: mostIssued}
				found[i] = p.ZRevRangeByLex(ctx, s.issuedKey(), area)
			}
			return nil
		})
		return err
	})
	if err != nil {
		return nil, err
	}
	var ids []string
	for i, b := range bindings {
		for _, place := range found[i].Val() {
			if id := strings.Fields(place)[2]; strings.HasPrefix(id, "report/"+b.ID+"/") {
				ids = append(ids, id)
				break
			}
		}
	}
	entries, err := s.entries(ctx, ids)
	for _, e := range entries {
		if e.State == Sent {
			last[e.Binding] = e
		}
	}
	return last, err
}

// entries reads some entries.
func (s *Store) entries(ctx context.Context, ids []string) (entries []Entry, err error) {
	if len(ids) == 0 {
		return nil, nil
	}
	var raws []any
	err = s.ask(ctx, "read entries", func(ctx context.Context) (err error) {
		raws, err = s.redis.HMGet(ctx, s.entriesKey(), ids...).Result()
		return err
	})
	for _, raw := range raws {
		text, ok := raw.(string)
		if !ok {
			continue
		}
		var e Entry
		if err := json.Unmarshal([]byte(text), &e); err != nil {
			return nil, fmt.Errorf("read entry: %w", err)
		}
		entries = append(entries, e)
	}
	return entries, err
}
