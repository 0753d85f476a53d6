package store

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"
)

// tallyKey holds a STRING, how many changes of figures and steps of the ledger there have ever been. Every process remembers it, those that
// do not speak from the lease they ask for: where it went back, Redis has lost something.
func (s *Store) tallyKey() string { return s.key("tally") }

// lossKey holds a STRING while something is lost and no admin has answered: when that was noticed, as stamp writes it. No report is
// claimed meanwhile, by whatever process.
func (s *Store) lossKey() string { return s.key("loss") }

// ErrEmptied means that Redis has lost something and no admin has answered: reports wait.
var ErrEmptied = errors.New("Redis has lost something")

// guard begins the scripts that notice a loss: it marks one that this process knows of and nobody has answered.
// The last KEYS: tally, loss, answered. The last ARGV: the tally this process has seen, the mark it would make, the last loss it knows
// answered or "". A script counts a step with step, and returns what telling makes of its result.
const guard = `
local tallyKey, lossKey = KEYS[#KEYS - 2], KEYS[#KEYS - 1]
local tally = tonumber(redis.call('GET', tallyKey) or '0')
local loss = redis.call('GET', lossKey) or ''
local over = string.match(redis.call('GET', KEYS[#KEYS]) or '', ' (.+)$') or ''
if tally < tonumber(ARGV[#ARGV - 2]) and over <= ARGV[#ARGV] and loss < ARGV[#ARGV - 1] then
  loss = ARGV[#ARGV - 1]
  redis.call('SET', lossKey, loss)
end
local function step() tally = redis.call('INCR', tallyKey) end
local function telling(result) return {result, tally, loss, over} end
`

// guarded is how many values guard takes at the end of KEYS and of ARGV.
const guarded = 3

// lossScript only looks, and marks. KEYS and ARGV: those of guard. Result: answered or "", and what guard tells.
var lossScript = redis.NewScript(guard + `return telling(redis.call('GET', KEYS[#KEYS]) or '')`)

// answerLua is how a script answers the question how to begin: the mark goes, and the answer tells when anything was last lost.
const answerLua = `
local function answer(answeredKey, lossKey, id, noticed)
  local lost = string.match(redis.call('GET', answeredKey) or '', ' (.+)$') or ''
  for _, other in ipairs({redis.call('GET', lossKey) or '', noticed}) do
    if other > lost then lost = other end
  end
  if lost ~= '' then id = id .. ' ' .. lost end
  redis.call('SET', answeredKey, id)
  redis.call('DEL', lossKey)
end
`

// answerScript answers the question how to begin. KEYS: answered, loss. ARGV: an id, when this process noticed a loss or "".
var answerScript = redis.NewScript(answerLua + `
answer(KEYS[1], KEYS[2], ARGV[1], ARGV[2])
return 1`)

// guarding runs a script that begins with guard, by the way it is to be run, and returns its own result.
func (s *Store) guarding(ctx context.Context, run scriptRun, script *redis.Script, keys []string, args ...any) (result any, err error) {
	g := s.past.guarding(s.now(), s.replicas > 0)
	keys = append(keys, s.tallyKey(), s.lossKey(), s.answeredKey())
	got, err := run(ctx, script, keys, append(args, g.seen, stamp(g.mark), stamp(g.known))...).Slice()
	if err != nil {
		return nil, err
	}
	if len(got) != 1+guarded {
		return nil, fmt.Errorf("result of %d parts", len(got))
	}
	tally, _ := got[1].(int64)
	loss, _ := got[2].(string)
	over, _ := got[3].(string)
	s.past.heard(g, tally, unstamp(loss), unstamp(over), s.now())
	return got[0], nil
}

// scriptRun is a way to run a script.
type scriptRun func(ctx context.Context, script *redis.Script, keys []string, args ...any) *redis.Cmd

// runScript runs a script without waiting for replicas.
func (s *Store) runScript(ctx context.Context, script *redis.Script, keys []string, args ...any) *redis.Cmd {
	return script.Run(ctx, s.redis, keys, args...)
}

// markLoss looks whether something is lost and marks it, and returns the answer to the question how to begin, "" where there is none.
func (s *Store) markLoss(ctx context.Context) (answer string, err error) {
	err = s.ask(ctx, "read beginning", func(ctx context.Context) error {
		result, err := s.guarding(ctx, s.runScript, lossScript, nil)
		answer, _ = result.(string)
		return err
	})
	return answer, err
}

// stamp writes when something was lost, so that later sorts behind earlier; "" for never.
func stamp(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.UTC().Format(time.RFC3339)
}

// unstamp reads what stamp wrote.
func unstamp(text string) time.Time {
	at, _ := time.Parse(time.RFC3339, text) // which says nothing where nothing was lost
	return at
}

// lostAt is when the last loss was seen before an answer; zero: never.
func lostAt(answer string) time.Time {
	_, seen, _ := strings.Cut(answer, " ")
	return unstamp(seen)
}
