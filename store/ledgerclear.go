package store

import (
	"context"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"
)

// SettledFor is how long the ledger keeps what is settled and proves nothing: notices, and reports that were missed. It is longer than
// any look back at past slots, so that none is taken for one never seen.
const SettledFor = 90 * 24 * time.Hour

// clearedKey holds a HASH: state -> up to which instant, in ms, its entries were looked through by Clear.
func (s *Store) clearedKey() string { return s.key("cleared") }

// clearScript looks through the next of the old entries in some states and deletes those without a code. Others prove what was issued.
// It finds the code in the text of the entry: in quotes of its own it can be nowhere else, and most of the text need not be understood.
// KEYS: entries, states, the index of each state, cleared. ARGV: up to which instant in ms, how many of a state at most, the states.
// Result: how many were deleted; 1 if there may be more, else 0.
var clearScript = redis.NewScript(indexes + `
local deleted, more = 0, 0
for s = 3, #ARGV do
  local state, most = ARGV[s], tonumber(ARGV[2])
  local from = redis.call('HGET', KEYS[9], state) or '-inf'
  local old = redis.call('ZRANGEBYSCORE', index[state], from, ARGV[1], 'WITHSCORES', 'LIMIT', 0, most)
  local gone = 0
  for i = 1, #old, 2 do
    local raw = redis.call('HGET', KEYS[1], old[i])
    if not raw or not string.find(raw, '"code":"', 1, true) then
      redis.call('HDEL', KEYS[1], old[i])
      redis.call('HDEL', KEYS[2], old[i])
      redis.call('ZREM', index[state], old[i])
      gone = gone + 1
    end
  end
  local seen = #old / 2
  if seen > 0 then
    local last = old[#old]
    if last == from and gone == 0 and seen == most then last = string.format('%.0f', last + 1) end
    redis.call('HSET', KEYS[9], state, last)
  end
  deleted = deleted + gone
  if seen == most then more = 1 end
end
return {deleted, more}`)

// clearAtOnce is how many entries of a state are looked through in one step.
const clearAtOnce = 200

// Clear deletes, in small steps, what was settled more than SettledFor ago and proves nothing: sent, failed and missed entries without a
// code. What is owed, on the wire or unclear stays however old it is. It says how many it deleted, and whether there may be more.
func (s *Store) Clear(ctx context.Context) (deleted int, more bool, err error) {
	before := strconv.FormatInt(s.now().Add(-SettledFor).UnixMilli(), 10)
	var counts []int64
	err = s.ask(ctx, "clear old entries", func(ctx context.Context) (err error) {
		counts, err = clearScript.Run(ctx, s.redis, append(s.ledgerKeys(), s.clearedKey()),
			before, clearAtOnce, string(Sent), string(Failed), string(Missed)).Int64Slice()
		return err
	})
	if err != nil || len(counts) != 2 {
		return 0, false, err
	}
	return int(counts[0]), counts[1] == 1, nil
}
