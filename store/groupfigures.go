package store

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/redis/go-redis/v9"
)

// GroupFigures returns what is shown for every area, and a chat's binding if it has one, in one round trip.
func (s *Store) GroupFigures(ctx context.Context, chat string) (a Aggregates, b Binding, bound bool, err error) {
	seen := s.past.seen()
	var binding *redis.Cmd
	var aggregates *redis.StringCmd
	err = s.ask(ctx, "read group's figures", func(ctx context.Context) error {
		_, err := s.redis.Pipelined(ctx, func(p redis.Pipeliner) error {
			// The whole script: within a pipeline nobody could send it after all where Redis does not know it.
			binding = boundScript.Eval(ctx, p, []string{s.bindingsKey(), s.boundKey()}, chat, "")
			aggregates = p.Get(ctx, s.aggregatesKey())
			return nil
		})
		if _, missing := optional(aggregates.Bytes()); missing == nil && binding.Err() == nil {
			return nil
		}
		return err
	})
	if err != nil {
		return a, b, false, err
	}
	if text, _ := binding.Text(); text != "" {
		if err := json.Unmarshal([]byte(text), &b); err != nil {
			return a, b, false, fmt.Errorf("read group's figures: %w", err)
		}
		bound = true
	}
	s.learned(chat, b, bound)
	raw, err := optional(aggregates.Bytes())
	if err == nil {
		a, err = s.unpacked(ctx, raw, len(seen))
	}
	return a, b, bound, err
}
