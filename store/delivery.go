package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/redis/go-redis/v9"
)

// recordScript writes entries that are unknown so far; one that is owed may also become missed. A report whose slot is held back
// is owed from the end of that on.
// KEYS: entries, states, then the index of each state, held, those of guard. ARGV: the state, then id, score and Entry as JSON for each,
// those of guard. Result: how many were written, and what guard tells.
var recordScript = redis.NewScript(indexes + guard + `
local written = 0
for i = 2, #ARGV - 3, 3 do
  local is = redis.call('HGET', KEYS[2], ARGV[i])
  if not is or (is == 'owed' and ARGV[1] == 'missed') then
    if is then redis.call('ZREM', index[is], ARGV[i]) end
    local score, raw = ARGV[i + 1], ARGV[i + 2]
    local slot = ARGV[1] == 'owed' and string.match(ARGV[i], '^report/[^/]+/(.+)$')
    local hold = slot and redis.call('HGET', KEYS[9], slot)
    if hold then
      local e = cjson.decode(raw)
      hold = cjson.decode(hold)
      e.next = hold['until']
      score, raw = hold.score, cjson.encode(e)
    end
    redis.call('HSET', KEYS[1], ARGV[i], raw)
    redis.call('HSET', KEYS[2], ARGV[i], ARGV[1])
    redis.call('ZADD', index[ARGV[1]], score, ARGV[i])
    written = written + 1
  end
end
if written > 0 then step() end
return telling(written)`)

// moveScript takes an entry from one state to another. A speaker may only move what it claimed itself; it may also tell later
// what became of an entry of its own that was held unclear meanwhile. Nothing is claimed while another holds the lease, nor an owed
// entry that was put off meanwhile. A report that a speaker owes again waits where its slot was held back while it was on the wire. One
// that was sent is from then on among those issued. No report is claimed while something is lost and nobody has answered.
// KEYS: entries, states, the index of each state, issued, speaker, held, those of guard. ARGV: id, from, to, score, Entry as JSON,
// speaker or "", place among the issued or "", who claims or "", the binding of a report or "", those of guard.
// Result: "moved", "same" if the speaker did this before, "other" if the state or speaker is another, "unknown", "fenced" if another
// holds the lease, "lost" if a report has to wait; and what guard tells.
var moveScript = redis.NewScript(indexes + guard + `
local id, from, to, speaker = ARGV[1], ARGV[2], ARGV[3], ARGV[6]
local score, raw = ARGV[4], ARGV[5]
if to == 'sending' then
  local holder = redis.call('GET', KEYS[10])
  if holder and holder ~= ARGV[8] then return telling('fenced') end
  if ARGV[9] ~= '' and loss ~= '' then return telling('lost') end
end
local is = redis.call('HGET', KEYS[2], id)
if not is then return telling('unknown') end
if speaker ~= '' then
  if cjson.decode(redis.call('HGET', KEYS[1], id)).speaker ~= speaker then return telling('other') end
  if is == to then return telling('same') end
  if is == 'unclear' then from = is end
end
if is ~= from then return telling('other') end
if to == 'sending' and tonumber(redis.call('ZSCORE', index.owed, id)) > tonumber(ARGV[4]) then return telling('other') end
if to == 'owed' and speaker ~= '' then
  local slot = string.match(id, '^report/[^/]+/(.+)$')
  local hold = slot and redis.call('HGET', KEYS[11], slot)
  if hold then
    local e = cjson.decode(raw)
    hold = cjson.decode(hold)
    e.next = hold['until']
    score, raw = hold.score, cjson.encode(e)
  end
end
redis.call('ZREM', index[from], id)
redis.call('HSET', KEYS[1], id, raw)
redis.call('HSET', KEYS[2], id, to)
redis.call('ZADD', index[to], score, id)
if to == 'sent' and ARGV[7] ~= '' then redis.call('ZADD', KEYS[9], 0, ARGV[7]) end
step()
return telling('moved')`)

// chunk bounds the entries of one call of recordScript.
const chunk = 500

// Owe records messages to be sent, each once: an id that is known, in whatever state, is left alone. An entry without Next is owed
// from Due on. It returns how many were new.
func (s *Store) Owe(ctx context.Context, entries ...Entry) (int, error) {
	return s.record(ctx, Owed, entries)
}

// MarkMissed records messages that will not be sent, because they are too late or their chat is paused; those that are neither
// unknown nor owed are left alone. It returns how many were marked.
func (s *Store) MarkMissed(ctx context.Context, entries ...Entry) (int, error) {
	return s.record(ctx, Missed, entries)
}

// record runs recordScript over the entries, in a state.
func (s *Store) record(ctx context.Context, state State, entries []Entry) (int, error) {
	written := 0
	for some := range slices.Chunk(entries, chunk) {
		args := []any{string(state)}
		for _, e := range some {
			e.State, e.At = state, s.now()
			if e.Next.IsZero() {
				e.Next = e.Due
			}
			raw, score, err := encode(e)
			if err != nil {
				return written, err
			}
			args = append(args, e.ID, score, raw)
		}
		err := s.ask(ctx, "record entries as "+string(state), func(ctx context.Context) error {
			result, err := s.guarding(ctx, s.runLedger, recordScript, append(s.ledgerKeys(), s.heldKey()), args...)
			n, _ := result.(int64)
			written += int(n)
			return err
		})
		if err != nil {
			return written, err
		}
	}
	return written, nil
}

// Claim takes an owed entry for sending, with its text and facts, and reports whether it was still owed. ErrNotYours means that another
// process speaks: a speaker that slept through its lease sends nothing more. ErrEmptied means that it is a report, and that Redis has lost
// something: it stays owed. After another error nobody knows whether it took effect:
// nothing was sent, so Settle the entry back to Owed once Redis answers.
func (s *Store) Claim(ctx context.Context, speaker string, e Entry) (bool, error) {
	e.State, e.Speaker = Sending, speaker
	outcome, err := s.move(ctx, "claim entry", Owed, e, "")
	if outcome == "fenced" {
		return false, fmt.Errorf("claim entry: %w", ErrNotYours)
	}
	if outcome == "lost" {
		return false, fmt.Errorf("claim entry: %w", ErrEmptied)
	}
	return outcome == "moved", err
}

// Settle tells what became of an entry this speaker claimed: Sent with its Message, Failed with Why, Unclear, or Owed again with
// Next and Tries. It may be repeated. ErrNotYours means that another has it or that an admin decided, ErrNothing that there is none.
func (s *Store) Settle(ctx context.Context, speaker string, e Entry) error {
	if !slices.Contains([]State{Sent, Failed, Unclear, Owed}, e.State) {
		return fmt.Errorf("settle entry: not as %q", e.State)
	}
	e.Speaker = speaker
	outcome, err := s.move(ctx, "settle entry", Sending, e, speaker)
	switch {
	case err != nil:
		return err
	case outcome == "other":
		return fmt.Errorf("settle entry: %w", ErrNotYours)
	case outcome == "unknown":
		return fmt.Errorf("settle entry: %w", ErrNothing)
	}
	return nil
}

// Orphans turns what other speakers left in sending into unclear and returns it. Only the one who holds the lease calls it: an
// earlier speaker may have sent the message before it died.
func (s *Store) Orphans(ctx context.Context, speaker string) ([]Entry, error) {
	sending, err := s.InState(ctx, Sending, mostListed)
	if err != nil {
		return nil, err
	}
	var orphans []Entry
	for _, e := range sending {
		if e.Speaker == speaker {
			continue
		}
		e.State, e.Why = Unclear, "speaker gone"
		outcome, err := s.move(ctx, "take up orphan", Sending, e, e.Speaker)
		if err != nil {
			return orphans, err
		}
		if outcome == "moved" {
			orphans = append(orphans, e)
		}
	}
	return orphans, nil
}

// move runs moveScript for an entry in its new state.
func (s *Store) move(ctx context.Context, what string, from State, e Entry, speaker string) (outcome string, err error) {
	e.At = s.now()
	raw, score, err := encode(e)
	if err != nil {
		return "", err
	}
	err = s.ask(ctx, what, func(ctx context.Context) error {
		keys := append(s.ledgerKeys(), s.issuedKey(), s.speakerKey(), s.heldKey())
		result, err := s.guarding(ctx, s.runLedger, moveScript, keys,
			e.ID, string(from), string(e.State), score, raw, speaker, issuedAs(e), e.Speaker, e.Binding)
		outcome, _ = result.(string)
		return err
	})
	return outcome, err
}

// encode returns an entry as it is stored and its place in the index of its state: when to send it, else when it got there.
func encode(e Entry) (raw []byte, score int64, err error) {
	if e.ID == "" || e.Chat == "" {
		return nil, 0, errors.New("write entry: without id or chat")
	}
	e.Due, e.Next, e.At = e.Due.UTC(), e.Next.UTC(), e.At.UTC()
	score = e.At.UnixMilli()
	if e.State == Owed {
		score = e.Next.UnixMilli()
	}
	raw, err = json.Marshal(e)
	if err != nil {
		return nil, 0, fmt.Errorf("write entry: %w", err)
	}
	return raw, score, nil
}
