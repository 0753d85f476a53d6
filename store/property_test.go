package store_test

import (
	"cmp"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"ikdbot/store"
)

// Whatever admins do, in whatever order of dates and at whatever moment, what is shown equals a recomputation from the history,
// and the history is whole.
func TestFiguresAlwaysEqualTheirHistory(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store, c *clock) {
		for seed := range uint64(6) {
			w := walk{t: t, s: s, c: c, dice: rand.New(rand.NewPCG(seed, 1))}
			for range 40 {
				w.step()
			}
			w.together()
			w.check(seed)
		}
	})
}

// walk is a random walk through what admins can do.
type walk struct {
	t    *testing.T
	s    *store.Store
	c    *clock
	dice *rand.Rand
}

// step lets one admin do one thing.
func (w walk) step() {
	w.c.Move(time.Duration(w.dice.IntN(5)-1) * time.Hour) // clocks are set back, too
	author := fmt.Sprint("telegram:", w.dice.IntN(3))
	switch w.dice.IntN(11) {
	case 0, 1:
		_, err := w.s.Undo(w.t.Context(), author, 1+w.dice.Int64N(30), "")
		w.allow(err)
	case 2, 3:
		p, err := w.s.Propose(w.t.Context(), store.Pending{Author: author, Change: w.change(author)})
		w.allow(err)
		if w.dice.IntN(3) == 0 {
			w.c.Move(store.PendingFor + time.Second)
		}
		_, err = w.s.Confirm(w.t.Context(), author, p.ID, "")
		w.allow(err)
	case 4:
		w.file(author)
	default:
		_, err := w.s.Commit(w.t.Context(), w.change(author))
		w.allow(err)
	}
}

// file imports many figures as one change, with dates of their own, which a second admin approves; somebody may be faster.
func (w walk) file(author string) {
	c := w.change(author)
	for range 5 {
		c.Rows = append(c.Rows, w.change(author).Rows...)
	}
	seen := map[store.Key]bool{}
	c.Rows = slices.DeleteFunc(c.Rows, func(r store.Row) bool {
		key := store.Key{Area: r.Area, Count: r.Count}
		defer func() { seen[key] = true }()
		return seen[key]
	})
	p, err := w.s.Propose(w.t.Context(), store.Pending{Author: author, Change: c})
	w.allow(err)
	_, err = w.s.Submit(w.t.Context(), author, p.ID, "")
	w.allow(err)
	if w.dice.IntN(3) == 0 {
		_, err := w.s.Commit(w.t.Context(), w.change("telegram:9"))
		w.allow(err)
	}
	_, err = w.s.Approve(w.t.Context(), "telegram:8", p.ID, "")
	w.allow(err)
}

// together lets several admins act at the same moment.
func (w walk) together() {
	var all sync.WaitGroup
	for i := range 8 {
		c := w.change(fmt.Sprint("telegram:", i))
		undo := w.dice.Int64N(40)
		all.Go(func() {
			_, err := w.s.Commit(w.t.Context(), c)
			w.allow(err)
			_, err = w.s.Undo(w.t.Context(), c.Author, undo, "")
			w.allow(err)
		})
	}
	all.Wait()
}

// change makes up a change of one to four figures, which is stale now and then.
func (w walk) change(author string) store.Change {
	past, err := w.s.History(w.t.Context())
	if err != nil {
		w.t.Fatal(err)
	}
	current := store.Choose(past)
	c := store.Change{Author: author, AsOf: w.date(), Source: "laporan"}
	for range 1 + w.dice.IntN(4) {
		r := row([]string{"R", "A", "B", "A1", "A2"}[w.dice.IntN(5)], -1, w.dice.Int64N(50)-3)
		r.Count = store.Counts()[w.dice.IntN(2)]
		if f, ok := current[store.Key{Area: r.Area, Count: r.Count}]; ok && w.dice.IntN(8) > 0 {
			r.Old = &f.Value
		}
		if w.dice.IntN(4) == 0 {
			r.AsOf, r.Source = w.date(), "CONTOH"
		}
		c.Rows = append(c.Rows, r)
	}
	return c
}

// date is one of a few, so that ties are common.
func (w walk) date() store.Date { return store.Date(fmt.Sprintf("2026-03-%02d", 1+w.dice.IntN(9))) }

// allow lets pass what an admin may be answered.
func (w walk) allow(err error) {
	w.t.Helper()
	var stale *store.Stale
	var touched *store.Touched
	var already *store.Already
	refused := errors.As(err, &stale) || errors.As(err, &touched) || errors.As(err, &already) ||
		errors.Is(err, store.ErrNothing) || errors.Is(err, store.ErrNotYours) || errors.Is(err, store.ErrExpired)
	if err != nil && !refused {
		w.t.Error(err)
	}
}

// check compares what is stored with a recomputation.
func (w walk) check(seed uint64) {
	w.t.Helper()
	a, past, err := w.s.Figures(w.t.Context())
	if err != nil {
		w.t.Fatal(err)
	}
	if err := store.Verify(past); err != nil {
		w.t.Errorf("seed %d: %v", seed, err)
	}
	if diff := gocmp.Diff(sorted(past), store.Choose(past)); diff != "" {
		w.t.Errorf("seed %d: %s", seed, diff)
	}
	if diff := gocmp.Diff(store.RollUp(regency(), store.Choose(past)), a.Areas); diff != "" {
		w.t.Errorf("seed %d: %s", seed, diff)
	}
	undone := map[int64]bool{}
	for _, c := range past {
		if of := c.Undoes; of != 0 && (of >= c.N || past[of-1].Undoes != 0 || undone[of] || past[of-1].Author != c.Author) {
			w.t.Errorf("seed %d: #%d undoes #%d: another's, an undo, or one that was undone before", seed, c.N, of)
		}
		undone[c.Undoes] = true
	}
	if a.N != int64(len(past)) {
		w.t.Errorf("seed %d: aggregates of change %d, history of %d", seed, a.N, len(past))
	}
}

// sorted finds the current figures another way: all rows that count, in order of date and place; the last one of each.
func sorted(past []store.Change) map[store.Key]store.Figure {
	type told struct {
		key  store.Key
		none bool
		store.Figure
	}
	var rows []told
	for _, c := range past {
		gone := slices.ContainsFunc(past, func(u store.Change) bool { return u.Undoes == c.N })
		for _, r := range c.Rows {
			if gone || c.Undoes != 0 {
				continue
			}
			row := told{key: store.Key{Area: r.Area, Count: r.Count}, none: r.New == nil}
			row.Figure = store.Figure{AsOf: cmp.Or(r.AsOf, c.AsOf), Source: cmp.Or(r.Source, c.Source), Change: c.N}
			if r.New != nil {
				row.Value = *r.New
			}
			rows = append(rows, row)
		}
	}
	slices.SortStableFunc(rows, func(a, b told) int { return cmp.Compare(a.AsOf, b.AsOf) })
	current := make(map[store.Key]store.Figure)
	for _, r := range rows {
		delete(current, r.key)
		if !r.none {
			current[r.key] = r.Figure
		}
	}
	return current
}
