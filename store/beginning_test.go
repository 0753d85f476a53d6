package store_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/redis/go-redis/v9"

	"ikdbot/store"
	"ikdbot/store/storetest"
)

// first are the figures of a folder, each with its own date and source.
func first() []store.Row {
	return []store.Row{{Area: "R", Count: store.Active, New: number(1113), AsOf: "2023-03-20", Source: "artikel"}}
}

func TestAnEmptyStoreTakesTheFirstFigures(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store, _ *clock) {
		for _, want := range []bool{true, false} {
			if founded := must[bool](t)(s.Found(t.Context(), first())); founded != want {
				t.Errorf("founded %v, want %v", founded, want)
			}
		}
		changes := must[[]store.Change](t)(s.History(t.Context()))
		if len(changes) != 1 || changes[0].Author != store.Founder {
			t.Fatalf("history %+v", changes)
		}
		got := must[store.Aggregates](t)(s.Aggregates(t.Context())).Areas["R"][store.Active].Figure
		if diff := cmp.Diff(store.Figure{Value: 1113, AsOf: "2023-03-20", Source: "artikel", Change: 1}, got); diff != "" {
			t.Error(diff)
		}
	})
}

func TestTheBeginningIsAskedFor(t *testing.T) {
	tests := []struct {
		name string
		do   func(*testing.T, *store.Store)
		want store.Beginning
	}{
		{"an empty store without a folder", func(t *testing.T, s *store.Store) {
			must[bool](t)(s.Found(t.Context(), nil))
		}, store.Beginning{Fresh: true}},
		{"the first figures are no answer", func(t *testing.T, s *store.Store) {
			must[bool](t)(s.Found(t.Context(), first()))
		}, store.Beginning{Fresh: true}},
		{"a figure of an admin is none either", func(t *testing.T, s *store.Store) {
			must[store.Change](t)(s.Commit(t.Context(), set("telegram:1", "A", -1, 1, "2026-03-01")))
		}, store.Beginning{}},
		{"an admin answers", func(t *testing.T, s *store.Store) {
			if err := s.AnswerBeginning(t.Context()); err != nil {
				t.Fatal(err)
			}
		}, store.Beginning{Fresh: true, Answered: true}},
		{"binding a group answers", func(t *testing.T, s *store.Store) {
			must[store.Binding](t)(s.Bind(t.Context(), store.Binding{Chat: "telegram:-1", Area: "A"}))
		}, store.Beginning{Fresh: true, Answered: true}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			each(t, func(t *testing.T, s *store.Store, _ *clock) {
				test.do(t, s)
				if diff := cmp.Diff(test.want, must[store.Beginning](t)(s.Beginning(t.Context()))); diff != "" {
					t.Error(diff)
				}
			})
		})
	}
}

// A process notices that the history it has seen is gone, whatever was stored in its place since, until an admin has answered.
func TestAnEmptiedStoreIsNoticed(t *testing.T) {
	c := clock{now: monday()}
	url := storetest.Redis(t)
	witness, other := storetest.Open(t, url, options(&c)), storetest.Open(t, url, options(&c))
	change := func(old, value int64) {
		t.Helper()
		must[store.Change](t)(other.Commit(t.Context(), set("telegram:1", "A", old, value, "2026-03-01")))
	}
	beginning := func(want store.Beginning) {
		t.Helper()
		if diff := cmp.Diff(want, must[store.Beginning](t)(witness.Beginning(t.Context()))); diff != "" {
			t.Error(diff)
		}
	}
	change(-1, 10)
	change(10, 20)
	beginning(store.Beginning{})
	empty(t, url)
	beginning(store.Beginning{Fresh: true, Emptied: true, Noticed: monday()})
	other = storetest.Open(t, url, options(&c))
	change(-1, 7)
	change(7, 8)
	change(8, 9)
	beginning(store.Beginning{Emptied: true, Noticed: monday()})
	if changes := must[[]store.Change](t)(witness.History(t.Context())); len(changes) != 3 || store.Verify(changes) != nil {
		t.Errorf("history is not what is there now: %+v", changes)
	}
	if err := witness.AnswerBeginning(t.Context()); err != nil {
		t.Fatal(err)
	}
	beginning(store.Beginning{Answered: true, Lost: monday()})
	c.Move(time.Hour)
	must[store.Binding](t)(witness.Bind(t.Context(), store.Binding{Chat: "telegram:-1", Area: "A", Schedule: "0 8 * * 1"}))
	beginning(store.Beginning{Answered: true, Lost: monday()}) // which counts as an answer, and is to no other loss
}

// empty throws away everything, as an operator's mistake would.
func empty(t *testing.T, url string) {
	t.Helper()
	o, err := redis.ParseURL(url)
	if err != nil {
		t.Fatal(err)
	}
	client := redis.NewClient(o)
	defer client.Close()
	if err := client.FlushAll(context.Background()).Err(); err != nil {
		t.Fatal(err)
	}
}
