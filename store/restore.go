package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"time"

	"github.com/redis/go-redis/v9"
)

// staging begins the keys of a restoration under way. They vanish by themselves should it never end.
const staging = "restoring:"

// stagedFor is how long a restoration may take.
const stagedFor = time.Hour

func (s *Store) stagedKey(id, name string) string { return s.key(staging + id + ":" + name) }

// NotEmpty says that the store holds something that a restoration would replace.
type NotEmpty struct{ Contents Contents }

// Error says what there is and how to replace it.
func (e *NotEmpty) Error() string {
	return fmt.Sprintf("the store is not empty (%s): nothing was restored; --replace puts the backup in its place", e.Contents)
}

// Restored tells what a restoration brought back.
type Restored struct {
	Contents
	Unclear int // messages that were on their way or due: whether they were sent after the backup nobody knows
}

// stageScript adds values to a key that waits for restoreScript. KEYS: the key. ARGV: its kind, how long it waits in ms, values as in a record.
var stageScript = redis.NewScript(`
local values = {}
for i = 3, #ARGV do values[i - 2] = ARGV[i] end
if ARGV[1] == 'string' then redis.call('SET', KEYS[1], values[1])
elseif ARGV[1] == 'list' then redis.call('RPUSH', KEYS[1], unpack(values))
elseif ARGV[1] == 'hash' then redis.call('HSET', KEYS[1], unpack(values))
elseif ARGV[1] == 'set' then redis.call('SADD', KEYS[1], unpack(values))
elseif ARGV[1] == 'zset' then
  for i = 1, #values, 2 do redis.call('ZADD', KEYS[1], values[i + 1], values[i]) end
else return redis.error_reply('ERR a key of kind ' .. ARGV[1]) end
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return 1`)

// restoreScript puts the staged keys in the place of everything lasting, in one step.
// KEYS: head, form, answered, aggregates, loss, the staged keys, the same keys under their names, those to go.
// ARGV: the head there has to be or "any", form, answered, aggregates, how many are staged, for each the time it has left in ms or 0.
// Result: 1; 0 if the head is another; -1 if a staged key is gone. Then nothing was changed.
var restoreScript = redis.NewScript(`
local n = tonumber(ARGV[5])
if ARGV[1] ~= 'any' and (redis.call('GET', KEYS[1]) or '') ~= ARGV[1] then return 0 end
for i = 6, 5 + n do if redis.call('EXISTS', KEYS[i]) == 0 then return -1 end end
for i = 6 + 2 * n, #KEYS do redis.call('DEL', KEYS[i]) end
for i = 1, n do
  local key = KEYS[5 + n + i]
  redis.call('RENAME', KEYS[5 + i], key)
  if ARGV[5 + i] == '0' then redis.call('PERSIST', key) else redis.call('PEXPIRE', key, ARGV[5 + i]) end
end
redis.call('SET', KEYS[2], ARGV[2])
redis.call('SET', KEYS[3], ARGV[3])
redis.call('SET', KEYS[4], ARGV[4])
redis.call('DEL', KEYS[5])
return 1`)

// Restore puts a backup in the place of what the store holds: *NotEmpty if there is something and it is not to be replaced. It is done
// whole or not at all. The history is verified before, the aggregates are made from it anew and compared after. The question how to
// begin is answered by it. What fell due between the backup and now is not sent: nobody knows whether it was.
func (s *Store) Restore(ctx context.Context, b *Backup, replace bool) (Restored, error) {
	if b.Regency != s.regency {
		return Restored{}, fmt.Errorf("the backup is of regency %s, and this is %s: nothing was restored", b.Regency, s.regency)
	}
	changes, err := b.history()
	if err != nil {
		return Restored{}, err
	}
	head := "any"
	if !replace {
		if head, err = s.vacant(ctx); err != nil {
			return Restored{}, err
		}
	}
	done := Restored{Contents: b.Contents()}
	records, unclear, err := b.reopened(s.now())
	if err != nil {
		return Restored{}, err
	}
	done.Unclear = unclear
	if err := s.load(ctx, b, records, changes, head); err != nil {
		return Restored{}, err
	}
	s.past.keep(changes)
	s.past.accept()
	if err := s.Upgrade(ctx); err != nil {
		return done, err
	}
	return done, s.asRestored(ctx, changes)
}

// history is the history of a backup, if it is unbroken and ends where the backup says.
func (b *Backup) history() ([]Change, error) {
	values := b.find("history").values
	changes := make([]Change, len(values))
	for i, raw := range values {
		if err := json.Unmarshal([]byte(raw), &changes[i]); err != nil {
			return nil, fmt.Errorf("%w: change %d: %w", ErrDamaged, i+1, err)
		}
	}
	if err := Verify(changes); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	head := ""
	if n := len(changes); n > 0 {
		head = changes[n-1].Hash
	}
	if kept := b.find("head").values; len(kept) > 1 || len(kept) == 1 && kept[0] != head || len(kept) == 0 && head != "" {
		return nil, fmt.Errorf("%w: its history does not end where it should", ErrDamaged)
	}
	return changes, nil
}

// vacant makes sure that the store holds nothing but the folder's first figures, at most, and returns its head.
func (s *Store) vacant(ctx context.Context) (head string, err error) {
	there, err := s.Backup(ctx)
	if err != nil {
		return "", err
	}
	contents := there.Contents()
	changes, err := there.history()
	if err == nil && len(changes) == 1 && changes[0].Author == Founder {
		contents.Changes = 0
	}
	if !contents.Empty() {
		return "", &NotEmpty{contents}
	}
	if n := len(changes); n > 0 {
		head = changes[n-1].Hash
	}
	return head, nil
}

// load stages the records and swaps them in. head is what the swap must find.
func (s *Store) load(ctx context.Context, b *Backup, records []record, changes []Change, head string) error {
	node, err := s.patientPrimary(ctx)
	if err != nil {
		return explain(ctx, "restore", err)
	}
	id := s.newID()
	var staged, final, old []string
	var left []any
	for _, r := range records {
		ms := int64(0)
		if !r.until.IsZero() {
			if ms = r.until.Sub(s.now()).Milliseconds(); ms <= 0 {
				continue // it has run out since
			}
		}
		if err := s.stage(ctx, node, s.stagedKey(id, r.key), r); err != nil {
			return explain(ctx, "restore", err)
		}
		staged, final, left = append(staged, s.stagedKey(id, r.key)), append(final, s.key(r.key)), append(left, ms)
	}
	names, err := s.names(ctx, node)
	if err != nil {
		return explain(ctx, "restore", err)
	}
	for _, name := range names {
		old = append(old, s.key(name))
	}
	aggregates, err := pack(rollUp(s.tree, changes))
	if err != nil {
		return err
	}
	keys := append(append(append([]string{s.headKey(), s.formKey(), s.answeredKey(), s.aggregatesKey(), s.lossKey()}, staged...), final...), old...)
	// What was sent after the backup is as unknown as after a loss.
	answer := s.newID() + " " + stamp(s.past.restored(s.now()))
	args := append([]any{head, b.form, answer, aggregates, len(staged)}, left...)
	switch outcome, err := restoreScript.Run(ctx, node, keys, args...).Int(); {
	case err != nil:
		return explain(ctx, "restore", err)
	case outcome == 0:
		return errors.New("somebody changed figures meanwhile: nothing was restored")
	case outcome < 0:
		return errors.New("what was written for it is gone: nothing was restored")
	}
	return nil
}

// stage writes a record under a key that waits.
func (s *Store) stage(ctx context.Context, node *redis.Client, key string, r record) error {
	for _, l := range r.lines() {
		args := []any{l.Kind, stagedFor.Milliseconds()}
		for _, v := range l.Values {
			args = append(args, string(v))
		}
		if err := stageScript.Run(ctx, node, []string{key}, args...).Err(); err != nil {
			return err
		}
	}
	return nil
}

// asRestored reads back what was restored.
func (s *Store) asRestored(ctx context.Context, changes []Change) error {
	a, again, err := s.Figures(ctx)
	if err != nil {
		return err
	}
	want := rollUp(s.tree, changes)
	if err := Verify(again); err != nil {
		return fmt.Errorf("read back what was restored: %w", err)
	}
	if len(again) < len(changes) {
		return fmt.Errorf("read back what was restored: %d of %d changes", len(again), len(changes))
	}
	if len(again) == len(changes) && len(changes) > 0 && !reflect.DeepEqual(a.Areas, want.Areas) {
		return errors.New("read back what was restored: the aggregates differ from the history")
	}
	return nil
}
