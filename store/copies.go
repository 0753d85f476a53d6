package store

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"
)

// Redis answers before its replicas have what was written. Where MinReplicas asks for it, a write waits until so many have it. WAIT
// counts what its own connection wrote, so it travels in one pipeline with the write.

// copying is how long a write waits for replicas: less than the store's patience with one round trip.
const copying = 800 * time.Millisecond

// lackingFor is how long the ledger does not wait for replicas after there were too few.
const lackingFor = 10 * time.Second

// uncopiedKey holds a HASH: number of a change -> Change as JSON without its rows, until enough replicas have it and its author was told.
func (s *Store) uncopiedKey() string { return s.key("uncopied") }

// probeKey holds a STRING that is written so that a WAIT has something to wait for: replicas that have it have all before it.
func (s *Store) probeKey() string { return s.key("probe") }

// run runs a script that writes. It reports whether as many replicas as asked for have what it wrote, and all that was written before.
func (s *Store) run(ctx context.Context, script *redis.Script, keys []string, args ...any) (result *redis.Cmd, copied bool) {
	if s.replicas == 0 {
		return script.Run(ctx, s.redis, keys, args...), true
	}
	result, n, err := s.runWaiting(ctx, script, keys, args)
	return result, err == nil && n >= s.replicas
}

// runLedger is run for the ledger. A message must not be sent twice because its claim was lost with a server, so it waits for replicas;
// where there are none to take over, it goes on all the same, and for a while does not wait for them again.
func (s *Store) runLedger(ctx context.Context, script *redis.Script, keys []string, args ...any) *redis.Cmd {
	if s.replicas == 0 || s.now().UnixMilli() < s.lacking.Load() {
		return script.Run(ctx, s.redis, keys, args...)
	}
	result, n, err := s.runWaiting(ctx, script, keys, args)
	if err != nil && result.Err() == nil {
		result.SetErr(err) // the server died over it: the next one may not know it
	}
	if err == nil && n < s.replicas {
		s.lacking.Store(s.now().Add(lackingFor).UnixMilli())
		s.log.WarnContext(ctx, "too few replicas", "replicas", n, "wanted", s.replicas)
	}
	return result
}

// runWaiting runs a script and returns how many replicas have all that was written.
func (s *Store) runWaiting(ctx context.Context, script *redis.Script, keys []string, args []any) (result *redis.Cmd, n int, err error) {
	n, err = s.wait(ctx, func(p redis.Pipeliner) {
		// The whole script: within a pipeline nobody could send it after all where Redis does not know it.
		result = script.Eval(ctx, p, keys, args...)
	})
	if result == nil { // there was nobody to send it to
		result = redis.NewCmd(ctx)
		result.SetErr(err)
	}
	return result, n, err
}

// wait sends writes, and a WAIT behind them, to the server that takes this regency's writes.
func (s *Store) wait(ctx context.Context, writes func(redis.Pipeliner)) (n int, err error) {
	node, err := s.primary(ctx)
	if err != nil {
		return 0, err
	}
	var got *redis.Cmd
	_, err = node.Pipelined(ctx, func(p redis.Pipeliner) error {
		writes(p)
		p.Set(ctx, s.probeKey(), s.now().UnixMilli(), 0) // a script that changes nothing would leave nothing to wait for
		got = p.Do(ctx, "WAIT", s.replicas, copying.Milliseconds())
		return nil
	})
	if err != nil {
		return 0, err
	}
	return got.Int()
}

// primary is the server that takes this regency's writes.
func (s *Store) primary(ctx context.Context) (*redis.Client, error) {
	switch c := s.redis.(type) {
	case *redis.Client:
		return c, nil
	case *redis.ClusterClient:
		return c.MasterForKey(ctx, s.probeKey())
	}
	return nil, fmt.Errorf("no single server behind a %T", s.redis)
}

// Copied reports whether enough replicas have everything written so far; it waits for them. Where nobody asks for replicas they have.
func (s *Store) Copied(ctx context.Context) (copied bool) {
	if s.replicas == 0 {
		return true
	}
	err := s.ask(ctx, "look after copies", func(ctx context.Context) error {
		n, err := s.wait(ctx, func(redis.Pipeliner) {})
		copied = n >= s.replicas
		return err
	})
	return err == nil && copied
}

// already says that a thing was done as change n, and whether that is safe.
func (s *Store) already(ctx context.Context, n int64) *Already {
	return &Already{N: n, Uncopied: !s.Copied(ctx)}
}

// noteUncopied remembers that a change waits for copies; here too, for what has no copy may be lost there.
func (s *Store) noteUncopied(ctx context.Context, c Change) {
	c.Rows = nil
	s.past.wait(c)
	raw, err := json.Marshal(c)
	if err == nil {
		err = s.ask(ctx, "note uncopied change", func(ctx context.Context) error {
			return s.redis.HSet(ctx, s.uncopiedKey(), strconv.FormatInt(c.N, 10), raw).Err()
		})
	}
	if err != nil {
		s.log.ErrorContext(ctx, "uncopied change not noted", "change", c.N, "error", err)
	}
}

// Copies returns the changes told as not copied that are copied by now, and those that were lost because their server failed before.
// Both are returned again until Told. Where nobody asks for replicas it asks nothing.
func (s *Store) Copies(ctx context.Context) (copied, lost []Change, err error) {
	if s.replicas == 0 {
		return nil, nil, nil
	}
	waiting, err := values[Change](ctx, s, "read uncopied changes", s.uncopiedKey())
	if err != nil {
		return nil, nil, err
	}
	waiting = append(waiting, s.past.waits()...)
	slices.SortFunc(waiting, func(a, b Change) int { return cmp.Or(cmp.Compare(a.N, b.N), cmp.Compare(a.Hash, b.Hash)) })
	waiting = slices.CompactFunc(waiting, func(a, b Change) bool { return a.Hash == b.Hash })
	if len(waiting) == 0 || !s.Copied(ctx) {
		return nil, nil, nil
	}
	history, err := s.History(ctx)
	if err != nil {
		return nil, nil, err
	}
	for _, c := range waiting {
		if c.N <= int64(len(history)) && history[c.N-1].Hash == c.Hash {
			copied = append(copied, c)
		} else {
			lost = append(lost, c)
		}
	}
	return copied, lost, nil
}

// Told forgets a change that Copies returned, once its author has been told.
func (s *Store) Told(ctx context.Context, c Change) error {
	err := s.ask(ctx, "forget copied change", func(ctx context.Context) error {
		return s.redis.HDel(ctx, s.uncopiedKey(), strconv.FormatInt(c.N, 10)).Err()
	})
	if err == nil {
		s.past.told(c)
	}
	return err
}
