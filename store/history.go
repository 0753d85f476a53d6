package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/redis/go-redis/v9"
)

// historyKey holds a LIST of Change as JSON, oldest first. It is the truth; all other figures are made from it.
func (s *Store) historyKey() string { return s.key("history") }

// headKey holds a STRING, the hash of the last change. A change is stored only on top of the head it was made for.
func (s *Store) headKey() string { return s.key("head") }

// aggregatesKey holds a STRING, the packed Aggregates as of the last change.
func (s *Store) aggregatesKey() string { return s.key("aggregates") }

// Aggregates returns what is shown for every area, in one round trip. An empty store has none, with N 0. They are shared: read only.
func (s *Store) Aggregates(ctx context.Context) (Aggregates, error) {
	seen := s.past.seen()
	var raw []byte
	err := s.ask(ctx, "read aggregates", func(ctx context.Context) (err error) {
		raw, err = optional(s.redis.Get(ctx, s.aggregatesKey()).Bytes())
		return err
	})
	if err != nil {
		return Aggregates{}, err
	}
	return s.unpacked(ctx, raw, len(seen))
}

// unpacked are aggregates as they were read by a process that has seen so many changes. Where there are none, nothing is stored yet, or
// they are lost: the history knows.
func (s *Store) unpacked(ctx context.Context, raw []byte, seen int) (Aggregates, error) {
	if raw == nil {
		a, _, err := s.Figures(ctx)
		return a, err
	}
	s.last.keep(raw, s.now())
	a, err := s.last.unpack(raw)
	if err != nil {
		return a, err
	}
	if a.N < int64(seen) {
		_, _, err = s.look(ctx) // it judges what has been lost
	}
	return a, err
}

// History returns all changes, oldest first. The slice is shared: read only.
func (s *Store) History(ctx context.Context) ([]Change, error) {
	_, changes, err := s.Figures(ctx)
	return changes, err
}

// Figures returns the aggregates and the history they are made from, in one round trip. Both are shared: read only.
func (s *Store) Figures(ctx context.Context) (Aggregates, []Change, error) {
	raw, changes, err := s.look(ctx)
	if err != nil {
		return Aggregates{}, nil, err
	}
	if raw == nil {
		return rollUp(s.tree, changes), changes, nil
	}
	a, err := s.last.unpack(raw)
	return a, changes, err
}

// look reads the packed aggregates and brings the history this process has seen up to date.
func (s *Store) look(ctx context.Context) ([]byte, []Change, error) {
	seen := s.past.seen()
	aggregates, added, err := s.since(ctx, int64(len(seen)))
	if err != nil {
		return nil, nil, err
	}
	if len(seen) > 0 {
		if len(added) == 0 || added[0].Hash != seen[len(seen)-1].Hash {
			if s.replicas == 0 || !s.past.rewind(s.now()) {
				s.past.lost(s.now())
				_, _ = s.markLoss(ctx) // if it cannot be now, the lease or the next look does
			}
			return s.look(ctx)
		}
		added = added[1:]
	}
	changes := append(seen, added...)
	s.past.keep(changes)
	s.last.keep(aggregates, s.now())
	return aggregates, changes, nil
}

// since reads, as of one moment, the packed aggregates and the history from change n on, n included.
func (s *Store) since(ctx context.Context, n int64) ([]byte, []Change, error) {
	var aggregates *redis.StringCmd
	var entries *redis.StringSliceCmd
	err := s.ask(ctx, "read history", func(ctx context.Context) error {
		_, err := s.redis.TxPipelined(ctx, func(p redis.Pipeliner) error {
			aggregates = p.Get(ctx, s.aggregatesKey())
			entries = p.LRange(ctx, s.historyKey(), max(n-1, 0), -1)
			return nil
		})
		if errors.Is(err, redis.Nil) {
			err = entries.Err()
		}
		return err
	})
	if err != nil {
		return nil, nil, err
	}
	changes := make([]Change, len(entries.Val()))
	for i, raw := range entries.Val() {
		if err := json.Unmarshal([]byte(raw), &changes[i]); err != nil {
			return nil, nil, fmt.Errorf("read change %d: %w", max(n, 1)+int64(i), err)
		}
	}
	raw, err := optional(aggregates.Bytes())
	return raw, changes, err
}

// optional turns "there is no such key" into nil, so that it can never be taken for an outage or an outage for it.
func optional(raw []byte, err error) ([]byte, error) {
	if errors.Is(err, redis.Nil) {
		return nil, nil
	}
	return raw, err
}
