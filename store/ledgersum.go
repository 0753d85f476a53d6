package store

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"
)

// LedgerSum is the ledger at a glance.
type LedgerSum struct {
	States     map[State]int64 // how many entries are in each state
	Waiting    time.Time       // when the oldest report that is owed, and not held back, was due; another message: when it may go. Zero: none
	LastReport time.Time       // when the last weekly report arrived in a group; zero: never
	LastBackup time.Time       // likewise the last backup sent to an admin
}

// sumScript looks through the ids in the ledger's indexes, not at the entries.
// KEYS: entries, states, the index of each state, held. ARGV: how many ids to look through.
// Result: how many there are in each state, in the order of KEYS; the slot of the oldest report owed or ”; when the first other message
// was due in ms or ”; when the last report and the last backup were sent, in ms or ”.
var sumScript = redis.NewScript(indexes + `
local sum = {}
for i = 3, 8 do sum[i - 2] = redis.call('ZCARD', KEYS[i]) end
local slot, other = '', ''
local owed = redis.call('ZRANGE', index.owed, 0, tonumber(ARGV[1]), 'WITHSCORES')
for i = 1, #owed, 2 do
  local of = string.match(owed[i], '^report/[^/]+/(.+)$')
  if of then
    if (slot == '' or of < slot) and redis.call('HEXISTS', KEYS[9], of) == 0 then slot = of end
  elseif other == '' then
    other = owed[i + 1]
  end
end
local report, backup = '', ''
local sent = redis.call('ZREVRANGE', index.sent, 0, tonumber(ARGV[1]), 'WITHSCORES')
for i = 1, #sent, 2 do
  if report == '' and string.find(sent[i], '^report/') then report = sent[i + 1] end
  if backup == '' and string.find(sent[i], '^notice/backup/') then backup = sent[i + 1] end
  if report ~= '' and backup ~= '' then break end
end
sum[7], sum[8], sum[9], sum[10] = slot, other, report, backup
return sum`)

// mostSummed bounds how many ids are looked through: more than all groups of a province get in a week.
const mostSummed = 20_000

// LedgerSum counts the ledger's entries and finds its oldest and newest, in one round trip.
func (s *Store) LedgerSum(ctx context.Context) (LedgerSum, error) {
	var got []any
	err := s.ask(ctx, "sum up ledger", func(ctx context.Context) (err error) {
		got, err = sumScript.Run(ctx, s.redis, append(s.ledgerKeys(), s.heldKey()), mostSummed).Slice()
		return err
	})
	if err != nil {
		return LedgerSum{}, err
	}
	if len(got) != 10 {
		return LedgerSum{}, fmt.Errorf("sum up ledger: result of %d parts", len(got))
	}
	sum := LedgerSum{States: map[State]int64{}, LastReport: instant(got[8]), LastBackup: instant(got[9])}
	for i, state := range states() {
		sum.States[state], _ = got[i].(int64)
	}
	if stamp, _ := got[6].(string); stamp != "" {
		if sum.Waiting, err = time.Parse(slotForm, stamp); err != nil {
			return LedgerSum{}, fmt.Errorf("sum up ledger: %w", err)
		}
	}
	if other := instant(got[7]); !other.IsZero() && (sum.Waiting.IsZero() || other.Before(sum.Waiting)) {
		sum.Waiting = other
	}
	return sum, nil
}

// instant reads a score, which is in ms; zero where there is none.
func instant(score any) time.Time {
	text, _ := score.(string)
	ms, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return time.Time{}
	}
	return time.UnixMilli(int64(ms))
}
