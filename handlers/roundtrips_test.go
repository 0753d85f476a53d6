package handlers_test

import (
	"context"
	"sync/atomic"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/redis/go-redis/v9"

	"ikdbot/handlers"
	"ikdbot/store"
)

// trips counts how often Redis is asked: a command on its own and a pipeline of many are one round trip each.
type trips struct{ n atomic.Int64 }

func (*trips) DialHook(next redis.DialHook) redis.DialHook { return next }

func (c *trips) ProcessHook(next redis.ProcessHook) redis.ProcessHook {
	return func(ctx context.Context, cmd redis.Cmder) error {
		c.n.Add(1)
		return next(ctx, cmd)
	}
}

func (c *trips) ProcessPipelineHook(next redis.ProcessPipelineHook) redis.ProcessPipelineHook {
	return func(ctx context.Context, cmds []redis.Cmder) error {
		c.n.Add(1)
		return next(ctx, cmds)
	}
}

// Asking for figures costs at most two round trips: one for the conversation, one for the figures, with the group's area in a group. A
// report costs one for the figures, and one for what citizens reported.
func TestRoundTrips(t *testing.T) {
	h := newHouse(t, "")
	count := &trips{}
	s := h.stage(t, "62.02")
	client := redis.NewClient(&redis.Options{Addr: miniredis.RunT(t).Addr(), Protocol: 2})
	t.Cleanup(func() { _ = client.Close() })
	client.AddHook(count)
	s.store = store.New(client, store.Options{Regency: "62.02", Tree: s.regency, Now: s.clock})
	if _, err := s.store.Found(t.Context(), firstRows(s.regency)); err != nil {
		t.Fatal(err)
	}
	s.desk = handlers.New(s.options(h))
	s.say(t, "citizen", "/statistik") // what is read once after the start
	for _, ask := range []struct {
		role, text string
		most       int64
	}{
		{"citizen", "/statistik", 2},
		{"citizen", "/statistik Baamang", 2},
		{"citizen", "/peringkat", 2},
		{"citizen", "/target", 2},
		{"group", "/statistik", 2},
	} {
		count.n.Store(0)
		s.say(t, ask.role, ask.text)
		if got := count.n.Load(); got > ask.most {
			t.Errorf("%s> %s: %d round trips, at most %d wanted", ask.role, ask.text, got, ask.most)
		}
	}
	for _, area := range []string{"62.02", "62.02.05"} {
		count.n.Store(0)
		if _, err := s.desk.Weekly(t.Context(), area, s.clock(), s.clock().Add(-7*24*time.Hour)); err != nil {
			t.Fatal(err)
		}
		if got := count.n.Load(); got > 2 {
			t.Errorf("report of %s: %d round trips", area, got)
		}
	}
}
