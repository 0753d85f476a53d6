package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/redis/go-redis/v9"
)

// ErrLater means that a decision is about an earlier attempt than the one that is unclear now.
var ErrLater = errors.New("about an earlier attempt")

// resolveScript carries out a decision about an unclear entry, unless it was made about an earlier attempt than the last.
// KEYS: entries, states, the index of each state, issued. ARGV: id, to, score, Entry as JSON, how often it had been resent when it was
// decided, place among the issued or "".
// Result: "moved", "settled" if it is not unclear, "later" if it was sent again since.
var resolveScript = redis.NewScript(indexes + `
local id, to = ARGV[1], ARGV[2]
if redis.call('HGET', KEYS[2], id) ~= 'unclear' then return 'settled' end
if (cjson.decode(redis.call('HGET', KEYS[1], id)).resent or 0) ~= tonumber(ARGV[5]) then return 'later' end
redis.call('ZREM', index.unclear, id)
redis.call('HSET', KEYS[1], id, ARGV[4])
redis.call('HSET', KEYS[2], id, to)
redis.call('ZADD', index[to], ARGV[3], id)
if to == 'sent' and ARGV[6] ~= '' then redis.call('ZADD', KEYS[9], 0, ARGV[6]) end
return 'moved'`)

// Resolve carries out an admin's decision about an attempt (Entry.Attempt) to send an entry that is unclear: it did arrive (Sent) or
// shall be sent again (Owed, from now on). ErrNothing means that there is no such unclear entry, any more; ErrLater that it was
// sent again since and has become unclear again: of that attempt the admin did not decide.
func (s *Store) Resolve(ctx context.Context, id string, attempt int, to State) (Entry, error) {
	if to != Sent && to != Owed {
		return Entry{}, fmt.Errorf("resolve entry: not as %q", to)
	}
	e, ok, err := s.Entry(ctx, id)
	switch {
	case err != nil:
		return Entry{}, err
	case !ok || e.State != Unclear:
		return Entry{}, fmt.Errorf("resolve entry: %w", ErrNothing)
	case e.Attempt() != attempt:
		return Entry{}, fmt.Errorf("resolve entry: %w", ErrLater)
	}
	before := e.Resent
	e.State, e.Speaker, e.At = to, "", s.now().UTC()
	if to == Owed {
		e.Tries, e.Next, e.Again, e.Resent = 0, e.At, e.At, before+1
	}
	raw, score, err := encode(e)
	if err != nil {
		return Entry{}, err
	}
	var outcome string
	err = s.ask(ctx, "resolve entry", func(ctx context.Context) (err error) {
		keys := append(s.ledgerKeys(), s.issuedKey())
		outcome, err = s.runLedger(ctx, resolveScript, keys, id, string(to), score, raw, before, issuedAs(e)).Text()
		return err
	})
	switch {
	case err != nil:
		return Entry{}, err
	case outcome == "settled":
		return Entry{}, fmt.Errorf("resolve entry: %w", ErrNothing)
	case outcome == "later":
		return Entry{}, fmt.Errorf("resolve entry: %w", ErrLater)
	}
	return e, nil
}

// unsettledScript reads a page of what is unclear or failed, as Unsettled lists it.
// KEYS: entries, the index of unclear, the index of failed. ARGV: how many are left from the page on, 0 for all; limit.
// Result: how many there are in all, how many come before the page, and the page's entries as JSON.
var unsettledScript = redis.NewScript(`
local unclear, failed = redis.call('ZCARD', KEYS[2]), redis.call('ZCARD', KEYS[3])
local left, limit = tonumber(ARGV[1]), tonumber(ARGV[2])
local from = 0
if left > 0 then from = math.max(0, unclear + failed - left) end
local page = {unclear + failed, from}
local function add(key, first, last)
  if last < first then return end
  for _, id in ipairs(redis.call('ZREVRANGE', key, first, last)) do
    page[#page + 1] = redis.call('HGET', KEYS[1], id)
  end
end
add(KEYS[2], from, math.min(unclear, from + limit) - 1)
add(KEYS[3], math.max(0, from - unclear), from + limit - unclear - 1)
return page`)

// Unsettled lists a page of what is unclear and then of what failed, each the newest first: that from which on so many are left, 0 for
// the first. Counted from the end, a page begins where the one before ended, also when some of that were settled meanwhile.
// before and after are how many come before the page and after it.
func (s *Store) Unsettled(ctx context.Context, left int64, limit int) (page []Entry, before, after int64, err error) {
	var got []any
	err = s.ask(ctx, "list unsettled entries", func(ctx context.Context) (err error) {
		keys := []string{s.entriesKey(), s.stateKey(Unclear), s.stateKey(Failed)}
		got, err = unsettledScript.Run(ctx, s.redis, keys, left, min(limit, mostListed)).Slice()
		return err
	})
	if err != nil {
		return nil, 0, 0, err
	}
	if len(got) < 2 {
		return nil, 0, 0, fmt.Errorf("list unsettled entries: result of %d parts", len(got))
	}
	total, _ := got[0].(int64)
	before, _ = got[1].(int64)
	for _, raw := range got[2:] {
		var e Entry
		text, _ := raw.(string)
		if err := json.Unmarshal([]byte(text), &e); err != nil {
			return nil, 0, 0, fmt.Errorf("read entry: %w", err)
		}
		page = append(page, e)
	}
	return page, before, total - before - int64(len(page)), nil
}
