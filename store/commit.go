package store

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/redis/go-redis/v9"
)

// opsKey holds a HASH: id of an attempt -> number of the change it stored. It makes a repeated attempt harmless.
func (s *Store) opsKey() string { return s.key("ops") }

// commitScript stores a change, its aggregates and the new head in one step, unless somebody was faster.
// KEYS: history, head, aggregates, ops, pending change or review, or a key that does not exist, tally.
// ARGV: expected head or "", new head, change, packed aggregates, op, pending change or review that is confirmed or "".
// Result: {"stored", n}, {"already", n}, {"moved", 0} or {"gone", 0} when the pending change is no longer that one.
var commitScript = redis.NewScript(`
local before = redis.call('HGET', KEYS[4], ARGV[5])
if before then return {'already', tonumber(before)} end
if (redis.call('GET', KEYS[2]) or '') ~= ARGV[1] then return {'moved', 0} end
if ARGV[6] ~= '' and redis.call('GET', KEYS[5]) ~= ARGV[6] then return {'gone', 0} end
local n = redis.call('RPUSH', KEYS[1], ARGV[3])
redis.call('SET', KEYS[2], ARGV[2])
redis.call('INCR', KEYS[6])
redis.call('SET', KEYS[3], ARGV[4])
redis.call('HSET', KEYS[4], ARGV[5], n)
if ARGV[6] ~= '' then redis.call('DEL', KEYS[5]) end
return {'stored', n}`)

// proposal is a change about to be stored: the pending change or review it comes from, if any, as Redis holds it under key.
type proposal struct {
	change  Change
	key     string
	pending string
}

// attempts bounds how often a change is tried again after somebody else was faster.
const attempts = 200

// Commit stores a change if every row's Old still holds; otherwise it stores nothing and returns *Stale. It fills N, At and Hash,
// and Op unless the caller chose one; a change whose Op was stored before is not stored again, which *Already tells.
func (s *Store) Commit(ctx context.Context, c Change) (Change, error) {
	if c.Op == "" {
		c.Op = s.newID()
	}
	return s.store(ctx, func(past []Change) (proposal, error) {
		now, moved := stale(Choose(past), c.Rows)
		if moved {
			return proposal{}, &Stale{Rows: now}
		}
		return proposal{change: c}, nil
	})
}

// store writes the change that decide derives from the history, as the next entry. Where another change came in between, it reads
// again and lets decide judge anew.
func (s *Store) store(ctx context.Context, decide func(past []Change) (proposal, error)) (Change, error) {
	defer s.queue(ctx)()
	for range attempts {
		_, before, err := s.look(ctx)
		if err != nil {
			return Change{}, err
		}
		p, err := decide(before)
		if err != nil {
			return Change{}, err
		}
		stored, err := s.push(ctx, before, p)
		if !errors.Is(err, errMoved) {
			return stored, err
		}
	}
	return Change{}, fmt.Errorf("store change: %w", ErrBusy)
}

// errMoved says that the history has grown since it was read.
var errMoved = errors.New("history has grown")

// push tries once to store a change on top of a history.
func (s *Store) push(ctx context.Context, before []Change, p proposal) (Change, error) {
	change, err := seal(p.change, before, s.now())
	if err != nil {
		return Change{}, err
	}
	after := append(before, change)
	aggregates, err := pack(rollUp(s.tree, after))
	if err != nil {
		return Change{}, err
	}
	raw, err := json.Marshal(change)
	if err != nil {
		return Change{}, fmt.Errorf("write change: %w", err)
	}
	head := ""
	if n := len(before); n > 0 {
		head = before[n-1].Hash
	}
	outcome, n, copied, err := s.runCommit(ctx, p, head, change, raw, aggregates)
	switch {
	case err != nil:
		return Change{}, err
	case outcome == "already":
		return Change{}, &Already{N: n, Uncopied: !copied}
	case outcome == "gone":
		return Change{}, fmt.Errorf("store change: %w", ErrNothing)
	case outcome == "moved":
		return Change{}, errMoved
	}
	s.past.keep(after)
	s.last.keep(aggregates, s.now())
	if !copied {
		s.noteUncopied(ctx, change)
		change.Uncopied = true
	}
	return change, nil
}

// runCommit runs commitScript and returns its result, and whether enough replicas have it.
func (s *Store) runCommit(ctx context.Context, p proposal, head string, c Change, raw, aggregates []byte) (outcome string, n int64, copied bool, err error) {
	keys := []string{s.historyKey(), s.headKey(), s.aggregatesKey(), s.opsKey(), cmp.Or(p.key, s.pendingKey("")), s.tallyKey()}
	var result []any
	err = s.ask(ctx, "store change", func(ctx context.Context) (err error) {
		var cmd *redis.Cmd
		cmd, copied = s.run(ctx, commitScript, keys, head, c.Hash, raw, aggregates, c.Op, p.pending)
		result, err = cmd.Slice()
		return err
	})
	if err != nil {
		return "", 0, false, err
	}
	if len(result) != 2 {
		return "", 0, false, fmt.Errorf("store change: result of %d parts", len(result))
	}
	outcome, _ = result[0].(string)
	n, _ = result[1].(int64)
	return outcome, n, copied, nil
}

// courtesy is how long one change waits for others of the same process.
const courtesy = 300 * time.Millisecond

// queue lets the changes of this process go one after the other, which spares them from outrunning each other. It is a courtesy
// and no lock: after a while a change goes ahead all the same, so that an outage is not waited for once per change. The script
// keeps the history right in any case.
func (s *Store) queue(ctx context.Context) (leave func()) {
	wait := time.NewTimer(courtesy)
	defer wait.Stop()
	select {
	case s.commits <- struct{}{}:
		return func() { <-s.commits }
	case <-wait.C:
	case <-ctx.Done():
	}
	return func() {}
}
