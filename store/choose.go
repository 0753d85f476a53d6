package store

import "time"

// Choose returns the current figures of a history: per area and count the row with the latest as-of date, ties to the later
// change, without the rows of changes that were undone. Where that row says "no figure", there is none.
func Choose(changes []Change) map[Key]Figure {
	newest := make(map[Key]Figure)
	none := make(map[Key]bool)
	gone := undone(changes)
	for _, c := range changes {
		if c.Undoes != 0 || gone[c.N] != 0 {
			continue
		}
		for _, r := range c.Rows {
			key := Key{r.Area, r.Count}
			f := r.figure(c)
			if f.AsOf < newest[key].AsOf {
				continue
			}
			newest[key], none[key] = f, r.New == nil
		}
	}
	for key, empty := range none {
		if empty {
			delete(newest, key)
		}
	}
	return newest
}

// figure is what the row says as part of change c. Its value is 0 where the row says that there is none.
func (r Row) figure(c Change) Figure {
	f := Figure{AsOf: c.DateOf(r), Source: c.Source, Change: c.N}
	if r.Source != "" {
		f.Source = r.Source
	}
	if r.New != nil {
		f.Value = *r.New
	}
	return f
}

// undone maps each change that was undone to the change that undid it.
func undone(changes []Change) map[int64]int64 {
	gone := make(map[int64]int64)
	for _, c := range changes {
		if c.Undoes != 0 {
			gone[c.Undoes] = c.N
		}
	}
	return gone
}

// AggregatesAt rolls up what was known at an instant, that is, after the changes stored until then.
func AggregatesAt(t Tree, changes []Change, at time.Time) Aggregates {
	known := 0
	for known < len(changes) && !changes[known].At.After(at) {
		known++
	}
	return rollUp(t, changes[:known])
}

// rollUp makes the aggregates of a history.
func rollUp(t Tree, changes []Change) Aggregates {
	a := Aggregates{Areas: RollUp(t, Choose(changes))}
	if last := len(changes) - 1; last >= 0 {
		a.N, a.At = changes[last].N, changes[last].At
	}
	return a
}

// stale returns the rows of a change with Old as it is now, and whether any of them was shown otherwise.
func stale(current map[Key]Figure, rows []Row) ([]Row, bool) {
	now, moved := make([]Row, len(rows)), false
	for i, r := range rows {
		old := value(current, Key{r.Area, r.Count})
		moved = moved || !same(old, r.Old)
		now[i] = r
		now[i].Old = old
	}
	return now, moved
}

// value is the current figure as a row holds it: nil is "no figure".
func value(current map[Key]Figure, key Key) *int64 {
	f, ok := current[key]
	if !ok {
		return nil
	}
	return &f.Value
}

// same compares two figures of rows.
func same(a, b *int64) bool {
	if a == nil || b == nil {
		return a == b
	}
	return *a == *b
}
