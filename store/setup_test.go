package store_test

import (
	"log/slog"
	"sync"
	"testing"
	"time"

	"ikdbot/store"
	"ikdbot/store/storetest"
)

// tree is a regency R of two kecamatan, A with the desa A1 and A2, and B without any.
type tree map[string][]string

func (tree) Root() string                    { return "R" }
func (t tree) Children(code string) []string { return t[code] }

func regency() tree { return tree{"R": {"A", "B"}, "A": {"A1", "A2"}} }

// clock stands still until it is moved.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) Move(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// monday is when every test begins.
func monday() time.Time { return time.Date(2026, 4, 6, 1, 0, 0, 0, time.UTC) }

func (c *clock) Set(to time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = to
}

// each runs a test on both kinds of Redis, with an empty memory and a clock of its own.
func each(t *testing.T, test func(t *testing.T, s *store.Store, c *clock)) {
	t.Helper()
	var c clock
	storetest.Each(t, options(&c), func(t *testing.T, s *store.Store) {
		c.Set(monday())
		test(t, s, &c)
	})
}

func options(c *clock) store.Options {
	return store.Options{Regency: "R", Tree: regency(), Now: c.Now}
}

// set is a change of the active IKD of one area, as of a date, by an admin who was shown old; -1 is "no figure".
func set(author, area string, old, value int64, asOf store.Date) store.Change {
	return store.Change{Author: author, AsOf: asOf, Source: "laporan", Rows: []store.Row{row(area, old, value)}}
}

func row(area string, old, value int64) store.Row {
	return store.Row{Area: area, Count: store.Active, Old: number(old), New: number(value)}
}

func number(n int64) *int64 {
	if n < 0 {
		return nil
	}
	return &n
}

// must returns the result of a call that may not fail: must(t)(s.Commit(...)).
func must[T any](t *testing.T) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// TestMain keeps the Redis client from writing its own lines between those of the tests that take Redis away from it.
func TestMain(m *testing.M) {
	store.LogTo(slog.New(slog.DiscardHandler))
	m.Run()
}
