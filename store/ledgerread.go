package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"
)

// entriesKey holds a HASH: entry id -> Entry as JSON. Reports that went out are never deleted: they are what was issued. See Clear.
func (s *Store) entriesKey() string { return s.key("entries") }

// statesKey holds a HASH: entry id -> its state, which decides.
func (s *Store) statesKey() string { return s.key("states") }

// stateKey holds a ZSET of the ids in one state, by Next in ms if owed, else by when they got there. It keeps what is asked every
// minute as cheap in the tenth year as in the first.
func (s *Store) stateKey(state State) string { return s.key("entries:" + string(state)) }

// states lists the states in the order of ledgerKeys.
func states() []State { return []State{Owed, Sending, Sent, Failed, Unclear, Missed} }

// ledgerKeys are the KEYS of the ledger's scripts.
func (s *Store) ledgerKeys() []string {
	keys := []string{s.entriesKey(), s.statesKey()}
	for _, state := range states() {
		keys = append(keys, s.stateKey(state))
	}
	return keys
}

// indexes names the keys of the states within the ledger's scripts.
const indexes = `
local index = {owed = KEYS[3], sending = KEYS[4], sent = KEYS[5], failed = KEYS[6], unclear = KEYS[7], missed = KEYS[8]}
`

// listScript reads entries by the index of a state.
// KEYS: entries, the index. ARGV: ZRANGEBYSCORE or ZREVRANGEBYSCORE, the two bounds, limit.
// Result: the entries as JSON.
var listScript = redis.NewScript(`
local ids = redis.call(ARGV[1], KEYS[2], ARGV[2], ARGV[3], 'LIMIT', 0, tonumber(ARGV[4]))
if #ids == 0 then return {} end
return redis.call('HMGET', KEYS[1], unpack(ids))`)

// mostListed bounds how many entries are read at once: they pass through Lua's stack.
const mostListed = 1000

// Due lists entries that may be sent now, the one that waits longest first, at most limit.
func (s *Store) Due(ctx context.Context, now time.Time, limit int) ([]Entry, error) {
	return s.list(ctx, Owed, limit, "ZRANGEBYSCORE", "-inf", strconv.FormatInt(now.UnixMilli(), 10))
}

// NextOwed is when the first of the owed entries may be sent; ok is false where none is owed.
func (s *Store) NextOwed(ctx context.Context) (at time.Time, ok bool, err error) {
	var first []redis.Z
	err = s.ask(ctx, "look for the next owed entry", func(ctx context.Context) (err error) {
		first, err = s.redis.ZRangeWithScores(ctx, s.stateKey(Owed), 0, 0).Result()
		return err
	})
	if err != nil || len(first) == 0 {
		return time.Time{}, false, err
	}
	return time.UnixMilli(int64(first[0].Score)), true, nil
}

// InState lists entries in a state, the newest first, at most limit.
func (s *Store) InState(ctx context.Context, state State, limit int) ([]Entry, error) {
	return s.list(ctx, state, limit, "ZREVRANGEBYSCORE", "+inf", "-inf")
}

// list runs listScript.
func (s *Store) list(ctx context.Context, state State, limit int, command, from, to string) ([]Entry, error) {
	var raws []string
	keys := []string{s.entriesKey(), s.stateKey(state)}
	err := s.ask(ctx, "list entries "+string(state), func(ctx context.Context) (err error) {
		raws, err = listScript.Run(ctx, s.redis, keys, command, from, to, min(limit, mostListed)).StringSlice()
		return err
	})
	if err != nil {
		return nil, err
	}
	entries := make([]Entry, len(raws))
	for i, raw := range raws {
		if err := json.Unmarshal([]byte(raw), &entries[i]); err != nil {
			return nil, fmt.Errorf("read entry: %w", err)
		}
	}
	return entries, nil
}

// Entry returns one entry and whether it is known.
func (s *Store) Entry(ctx context.Context, id string) (e Entry, ok bool, err error) {
	var raw []byte
	err = s.ask(ctx, "read entry", func(ctx context.Context) (err error) {
		raw, err = optional(s.redis.HGet(ctx, s.entriesKey(), id).Bytes())
		return err
	})
	if err != nil || raw == nil {
		return Entry{}, false, err
	}
	if err := json.Unmarshal(raw, &e); err != nil {
		return Entry{}, false, fmt.Errorf("read entry: %w", err)
	}
	return e, true, nil
}

// Known returns the states of those ids that are known, in one round trip.
func (s *Store) Known(ctx context.Context, ids ...string) (map[string]State, error) {
	known := make(map[string]State, len(ids))
	if len(ids) == 0 {
		return known, nil
	}
	var got []any
	err := s.ask(ctx, "look up entries", func(ctx context.Context) (err error) {
		got, err = s.redis.HMGet(ctx, s.statesKey(), ids...).Result()
		return err
	})
	if err != nil {
		return nil, err
	}
	if len(got) != len(ids) {
		return nil, errors.New("look up entries: answer of another length")
	}
	for i, id := range ids {
		if state, ok := got[i].(string); ok {
			known[id] = State(state)
		}
	}
	return known, nil
}
