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
	DueReport  time.Time       // when the oldest report that is owed, and that no admin holds back, was due; zero: none
	DueOther   time.Time       // when the first of the other messages owed may go; zero: none
	LastReport time.Time       // when the last weekly report arrived in a group; zero: never
	LastBackup time.Time       // when the last backup arrived with an admin; zero: never

	FailedBackup time.Time // when the last one was given up; zero: never
	DueBackup    time.Time // since when the first of those owed may go; zero: none. That it is long ago means it cannot be made
}

// sumScript looks through the ids in the ledger's indexes, not at the entries.
// KEYS: entries, states, the index of each state, held. ARGV: how many ids to look through.
// Result: how many there are in each state, in the order of KEYS; the slot of the oldest report owed; then in ms: when the first other
// message is due, the last report and the last backup were sent, the last backup was given up, the first backup owed is due. What there is
// not is an empty text.
var sumScript = redis.NewScript(indexes + `
local function backup(id) return string.sub(id, 1, 14) == 'notice/backup/' end
local sum = {}
for i = 3, 8 do sum[i - 2] = redis.call('ZCARD', KEYS[i]) end
local slot, other, waits = '', '', ''
local owed = redis.call('ZRANGE', index.owed, 0, tonumber(ARGV[1]), 'WITHSCORES')
for i = 1, #owed, 2 do
  local of = string.match(owed[i], '^report/[^/]+/(.+)$')
  if of then
    if (slot == '' or of < slot) and redis.call('HEXISTS', KEYS[9], of) == 0 then slot = of end
  elseif other == '' then
    other = owed[i + 1]
  end
  if waits == '' and backup(owed[i]) then waits = owed[i + 1] end
end
local report, saved, failed = '', '', ''
local sent = redis.call('ZREVRANGE', index.sent, 0, tonumber(ARGV[1]), 'WITHSCORES')
for i = 1, #sent, 2 do
  if report == '' and string.sub(sent[i], 1, 7) == 'report/' then report = sent[i + 1] end
  if saved == '' and backup(sent[i]) then saved = sent[i + 1] end
  if report ~= '' and saved ~= '' then break end
end
local lost = redis.call('ZREVRANGE', index.failed, 0, tonumber(ARGV[1]), 'WITHSCORES')
for i = 1, #lost, 2 do
  if backup(lost[i]) then failed = lost[i + 1] break end
end
sum[7], sum[8], sum[9], sum[10], sum[11], sum[12] = slot, other, report, saved, failed, waits
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
	if len(got) != 12 {
		return LedgerSum{}, fmt.Errorf("sum up ledger: result of %d parts", len(got))
	}
	sum := LedgerSum{States: map[State]int64{}, DueOther: instant(got[7]), LastReport: instant(got[8]),
		LastBackup: instant(got[9]), FailedBackup: instant(got[10]), DueBackup: instant(got[11])}
	for i, state := range states() {
		sum.States[state], _ = got[i].(int64)
	}
	if stamp, _ := got[6].(string); stamp != "" {
		if sum.DueReport, err = time.Parse(slotForm, stamp); err != nil {
			return LedgerSum{}, fmt.Errorf("sum up ledger: %w", err)
		}
	}
	return sum, nil
}

// Lag is how long the ledger is behind at an instant: what is owed longest is past its time by so much. 0: nothing is.
func (l LedgerSum) Lag(now time.Time) (lag time.Duration) {
	for _, due := range []time.Time{l.DueReport, l.DueOther} {
		if !due.IsZero() {
			lag = max(lag, now.Sub(due))
		}
	}
	return lag
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
