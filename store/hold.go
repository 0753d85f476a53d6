package store

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/redis/go-redis/v9"
)

// heldKey holds a HASH: slot as in the ids of its reports -> Hold as JSON, with "score", its end in ms.
func (s *Store) heldKey() string { return s.key("held") }

// Hold is an admin's word that the reports of a slot wait. They stay owed, from Until on.
type Hold struct {
	Slot  time.Time `json:"slot"`
	By    string    `json:"by"`
	Until time.Time `json:"until"`
	At    time.Time `json:"at"` // when it began; said again it does not begin again
}

// slotStamp is a slot as the ids of its reports write it.
func slotStamp(slot time.Time) string { return slot.UTC().Format(slotForm) }

// slotForm sorts by time.
const slotForm = "20060102T150405Z"

// holdScript holds back the reports of a slot, those owed already and those to come, unless every one of them has gone out.
// KEYS: entries, states, the index of each state, held. ARGV: slot, Hold as JSON, its end in ms, the same as text, then the ids of
// the slot's reports. Result: how many wait, how many have gone.
var holdScript = redis.NewScript(indexes + `
local waiting, gone = 0, 0
local owed = {}
for i = 5, #ARGV do
  local is = redis.call('HGET', KEYS[2], ARGV[i])
  if is and is ~= 'owed' then
    gone = gone + 1
  else
    waiting = waiting + 1
    if is then owed[#owed + 1] = ARGV[i] end
  end
end
if waiting == 0 then return {waiting, gone} end
redis.call('HSETNX', KEYS[9], ARGV[1], ARGV[2])
for _, id in ipairs(owed) do
  local e = cjson.decode(redis.call('HGET', KEYS[1], id))
  e.next = ARGV[4]
  redis.call('HSET', KEYS[1], id, cjson.encode(e))
  redis.call('ZADD', index.owed, ARGV[3], id)
end
return {waiting, gone}`)

// Hold holds back the reports of a slot that bindings would get, until an instant. It returns how many wait and how many have gone out
// already, or will never go; where none waits nothing is held. Doing it again does nothing.
func (s *Store) Hold(ctx context.Context, h Hold, bindings ...string) (waiting, gone int, err error) {
	h.Slot, h.Until, h.At = h.Slot.UTC(), h.Until.UTC(), s.now().UTC()
	raw, err := json.Marshal(struct {
		Hold
		Score int64 `json:"score"`
	}{h, h.Until.UnixMilli()})
	if err != nil {
		return 0, 0, fmt.Errorf("write hold: %w", err)
	}
	args := []any{slotStamp(h.Slot), raw, h.Until.UnixMilli(), h.Until.Format(time.RFC3339Nano)}
	for _, id := range bindings {
		args = append(args, ReportID(id, h.Slot))
	}
	var counts []int64
	err = s.ask(ctx, "hold reports", func(ctx context.Context) (err error) {
		counts, err = holdScript.Run(ctx, s.redis, append(s.ledgerKeys(), s.heldKey()), args...).Int64Slice()
		return err
	})
	if err != nil || len(counts) != 2 {
		return 0, 0, err
	}
	return int(counts[0]), int(counts[1]), nil
}

// Holds lists the slots held back, the earliest first.
func (s *Store) Holds(ctx context.Context) ([]Hold, error) {
	holds, err := values[Hold](ctx, s, "read holds", s.heldKey())
	if err != nil {
		return nil, err
	}
	slices.SortFunc(holds, func(a, b Hold) int { return cmp.Or(a.Slot.Compare(b.Slot), cmp.Compare(a.By, b.By)) })
	return holds, nil
}

// endHoldScript ends a hold, and makes the reports of its slot that are owed either due now or missed.
// KEYS: entries, states, the index of each state, held. ARGV: slot, state, now in ms, now as text, why.
// Result: how many reports that were, -1 if the slot was not held.
var endHoldScript = redis.NewScript(indexes + `
if redis.call('HDEL', KEYS[9], ARGV[1]) == 0 then return -1 end
local count = 0
for _, id in ipairs(redis.call('ZRANGE', index.owed, 0, -1)) do
  if string.match(id, '^report/[^/]+/(.+)$') == ARGV[1] then
    local e = cjson.decode(redis.call('HGET', KEYS[1], id))
    e.state, e.next, e.at = ARGV[2], ARGV[4], ARGV[4]
    if ARGV[5] ~= '' then e.why = ARGV[5] end
    redis.call('HSET', KEYS[1], id, cjson.encode(e))
    redis.call('HSET', KEYS[2], id, ARGV[2])
    redis.call('ZREM', index.owed, id)
    redis.call('ZADD', index[ARGV[2]], ARGV[3], id)
    count = count + 1
  end
end
return count`)

// Unhold ends a hold: the reports of the slot that are owed are due now, or when the slot comes. It returns how many are due now;
// ErrNothing where the slot is not held.
func (s *Store) Unhold(ctx context.Context, slot time.Time) (int, error) {
	return s.endHold(ctx, slot, Owed, "")
}

// Lapse ends a hold that nobody ended: the reports of the slot that are still owed are missed. It returns how many; ErrNothing where the
// slot is not held.
func (s *Store) Lapse(ctx context.Context, slot time.Time, why string) (int, error) {
	return s.endHold(ctx, slot, Missed, why)
}

func (s *Store) endHold(ctx context.Context, slot time.Time, state State, why string) (count int, err error) {
	now := s.now().UTC()
	err = s.ask(ctx, "end hold", func(ctx context.Context) (err error) {
		count, err = endHoldScript.Run(ctx, s.redis, append(s.ledgerKeys(), s.heldKey()),
			slotStamp(slot), string(state), now.UnixMilli(), now.Format(time.RFC3339Nano), why).Int()
		return err
	})
	if err == nil && count < 0 {
		err = fmt.Errorf("end hold: %w", ErrNothing)
	}
	return count, err
}
