package store

import (
	"context"
	"errors"
	"fmt"
	"strconv"
)

// Undo takes an author's change n out of what is current, by a change of its own whose rows tell what that did. Refused are
// changes of others (ErrNotYours), what is no change or itself an undo (ErrNothing), and changes whose figures a later one touched
// (*Touched). What was undone before is not undone again (*Already).
func (s *Store) Undo(ctx context.Context, author string, n int64, reason string) (Change, error) {
	return s.store(ctx, func(past []Change) (proposal, error) {
		err := undoable(past, author, n)
		var already *Already
		if errors.As(err, &already) {
			err = s.already(ctx, already.N)
		}
		if err != nil {
			return proposal{}, err
		}
		c := Change{Author: author, Reason: reason, Undoes: n, Op: "undo:" + strconv.FormatInt(n, 10)}
		c.Rows = mirror(past, n)
		return proposal{change: c}, nil
	})
}

// undoable says why an author may not undo change n, if so.
func undoable(past []Change, author string, n int64) error {
	if n < 1 || n > int64(len(past)) || past[n-1].Undoes != 0 {
		return fmt.Errorf("undo change %d: %w", n, ErrNothing)
	}
	target, gone := past[n-1], undone(past)
	if target.Author != author {
		return fmt.Errorf("undo change %d: %w", n, ErrNotYours)
	}
	if by := gone[n]; by != 0 {
		return &Already{N: by}
	}
	touched := make(map[Key]bool)
	for _, r := range target.Rows {
		touched[Key{r.Area, r.Count}] = true
	}
	for _, c := range past[n:] {
		if c.Undoes != 0 || gone[c.N] != 0 {
			continue
		}
		for _, r := range c.Rows {
			if touched[Key{r.Area, r.Count}] {
				return &Touched{By: c.N}
			}
		}
	}
	return nil
}

// mirror returns the rows of an undo of change n: for each figure it touched what is current now and what will be then.
func mirror(past []Change, n int64) []Row {
	before := Choose(past)
	after := Choose(append(past[:len(past):len(past)], Change{N: int64(len(past)) + 1, Undoes: n}))
	var rows []Row
	done := make(map[Key]bool)
	for _, r := range past[n-1].Rows {
		key := Key{r.Area, r.Count}
		if done[key] {
			continue
		}
		done[key] = true
		f := after[key]
		rows = append(rows, Row{
			Area: r.Area, Count: r.Count,
			Old: value(before, key), New: value(after, key),
			AsOf: f.AsOf, Source: f.Source,
		})
	}
	return rows
}

// LastOf returns an author's last change that is neither undone nor itself an undo, and whether there is one.
func (s *Store) LastOf(ctx context.Context, author string) (Change, bool, error) {
	past, err := s.History(ctx)
	if err != nil {
		return Change{}, false, err
	}
	gone := undone(past)
	for i := len(past) - 1; i >= 0; i-- {
		if c := past[i]; c.Author == author && c.Undoes == 0 && gone[c.N] == 0 {
			return c, true, nil
		}
	}
	return Change{}, false, nil
}
