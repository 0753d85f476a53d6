package store_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ikdbot/store"
	"ikdbot/store/storetest"
)

func TestCommitIsOneStep(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store, c *clock) {
		first := must[store.Change](t)(s.Commit(t.Context(), set("telegram:1", "A", -1, 10, "2026-03-01")))
		c.Move(time.Hour)
		second := must[store.Change](t)(s.Commit(t.Context(), set("telegram:2", "A", 10, 20, "2026-04-01")))
		if first.N != 1 || second.N != 2 || !first.At.Equal(monday()) || second.Hash == first.Hash || second.Op == "" {
			t.Errorf("stored as %+v and %+v", first, second)
		}
		aggregates, changes, err := s.Figures(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]store.Change{first, second}, changes); diff != "" {
			t.Error(diff)
		}
		if err := store.Verify(changes); err != nil {
			t.Error(err)
		}
		if diff := cmp.Diff(store.AggregatesAt(regency(), changes, c.Now()), aggregates); diff != "" {
			t.Error(diff)
		}
		if aggregates.N != 2 || !aggregates.At.Equal(c.Now()) || aggregates.Areas["A"][store.Active].Value != 20 {
			t.Errorf("aggregates %+v", aggregates)
		}
	})
}

func TestAnEmptyStoreHasNoFigures(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store, _ *clock) {
		aggregates := must[store.Aggregates](t)(s.Aggregates(t.Context()))
		changes := must[[]store.Change](t)(s.History(t.Context()))
		if aggregates.N != 0 || len(aggregates.Areas) != 0 || len(changes) != 0 {
			t.Errorf("got %+v, %+v", aggregates, changes)
		}
	})
}

func TestWhatWasShownMustStillHold(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store, _ *clock) {
		must[store.Change](t)(s.Commit(t.Context(), set("telegram:1", "A", -1, 10, "2026-03-01")))
		change := set("telegram:2", "A", -1, 12, "2026-03-02")
		change.Rows = append(change.Rows, row("B", -1, 5))
		_, err := s.Commit(t.Context(), change)
		var stale *store.Stale
		if !errors.As(err, &stale) {
			t.Fatalf("got %v", err)
		}
		if diff := cmp.Diff([]store.Row{row("A", 10, 12), row("B", -1, 5)}, stale.Rows); diff != "" {
			t.Error(diff)
		}
		if changes := must[[]store.Change](t)(s.History(t.Context())); len(changes) != 1 {
			t.Errorf("a stale change left %d entries", len(changes))
		}
		must[store.Change](t)(s.Commit(t.Context(), store.Change{Author: "telegram:2", AsOf: "2026-03-02", Rows: stale.Rows}))
	})
}

func TestAnOlderDateIsHistoryAndNotCurrent(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store, _ *clock) {
		must[store.Change](t)(s.Commit(t.Context(), set("telegram:1", "A", -1, 10, "2026-03-01")))
		must[store.Change](t)(s.Commit(t.Context(), set("telegram:1", "A", 10, 8, "2026-02-01")))
		a, changes, err := s.Figures(t.Context())
		if err != nil || len(changes) != 2 || a.N != 2 || a.Areas["A"][store.Active].Value != 10 {
			t.Errorf("got %+v, %d changes, %v", a, len(changes), err)
		}
	})
}

func TestTheSameAttemptIsStoredOnce(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store, _ *clock) {
		change := set("cli", "A", -1, 10, "2026-03-01")
		change.Op = "import-1"
		must[store.Change](t)(s.Commit(t.Context(), change))
		change.Rows = []store.Row{row("A", 10, 10)}
		var already *store.Already
		if _, err := s.Commit(t.Context(), change); !errors.As(err, &already) || already.N != 1 {
			t.Errorf("got %v", err)
		}
	})
}

func TestHistoryNeverRunsBackwards(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store, c *clock) {
		first := must[store.Change](t)(s.Commit(t.Context(), set("telegram:1", "A", -1, 10, "2026-03-01")))
		c.Move(-48 * time.Hour)
		second := must[store.Change](t)(s.Commit(t.Context(), set("telegram:1", "A", 10, 11, "2026-03-02")))
		if second.At.Before(first.At) {
			t.Errorf("change 2 at %v, before change 1 at %v", second.At, first.At)
		}
	})
}

// Fifty admins of three processes, each with a figure of their own, all at once: none is lost, none refused.
func TestManyAdminsAtOnce(t *testing.T) {
	c := clock{now: monday()}
	o := options(&c)
	areas := tree{"R": nil}
	for i := range 50 {
		areas["R"] = append(areas["R"], fmt.Sprintf("K%02d", i))
	}
	o.Tree = areas
	url := storetest.Redis(t)
	processes := []*store.Store{storetest.Open(t, url, o), storetest.Open(t, url, o), storetest.Open(t, url, o)}
	var all sync.WaitGroup
	for i, area := range areas["R"] {
		all.Go(func() {
			if _, err := processes[i%len(processes)].Commit(t.Context(), set("telegram:1", area, -1, 2, "2026-03-01")); err != nil {
				t.Errorf("%s: %v", area, err)
			}
		})
	}
	all.Wait()
	for i, s := range processes {
		a, changes, err := s.Figures(t.Context())
		if err != nil || len(changes) != 50 || a.Areas["R"][store.Active].Value != 100 {
			t.Errorf("process %d: %d changes, sum %d, %v", i, len(changes), a.Areas["R"][store.Active].Value, err)
		}
		if err := store.Verify(changes); err != nil {
			t.Error(err)
		}
	}
}

// Fifty admins who were all shown the same figure: one wins, the others are told.
func TestOneOfManyWins(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store, _ *clock) {
		var mu sync.Mutex
		var all sync.WaitGroup
		won, told := 0, 0
		for i := range 50 {
			all.Go(func() {
				_, err := s.Commit(t.Context(), set("telegram:1", "A", -1, int64(i), "2026-03-01"))
				var stale *store.Stale
				mu.Lock()
				defer mu.Unlock()
				switch {
				case err == nil:
					won++
				case errors.As(err, &stale) && stale.Rows[0].Old != nil:
					told++
				default:
					t.Error(err)
				}
			})
		}
		all.Wait()
		if won != 1 || told != 49 {
			t.Errorf("%d won, %d were told", won, told)
		}
	})
}
