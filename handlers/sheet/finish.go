package sheet

import (
	"maps"
	"slices"

	"ikdbot/store"
)

// keep takes the figures of a row. An area that is still to be settled is empty.
func (t *table) keep(l line, area string) {
	h := t.header
	day, none, ok := l.at(h.date).date()
	if !ok {
		t.fault(h.date, l.row, "date")
	}
	if !none {
		t.dates[l.row] = day
	}
	source := said(l.at(h.source))
	if c := l.at(h.source); c.kind == number {
		source = c.text
	}
	if source != "" {
		t.sources[l.row] = source
	}
	if c := l.at(h.source); c.kind == pending || c.kind == failed {
		t.fault(h.source, l.row, map[kind]string{pending: "formula", failed: "failed"}[c.kind])
	}
	if t.csv {
		for col := h.width; col < len(l.cells); col++ {
			if l.at(col).kind != blank {
				t.fault(col, l.row, "too_wide")
				break
			}
		}
	}
	for _, count := range store.Counts() {
		col, ok := h.counts[count]
		if !ok {
			continue
		}
		n, none, wrong := l.at(col).count()
		switch {
		case none:
		case wrong != "":
			t.fault(col, l.row, wrong, "count", count)
		default:
			t.rows = append(t.rows, placed{Row{area, count, n, day, source, address(col, l.row)}, l.row})
		}
	}
}

// spread gives the value of a merged cell to all rows it covers.
func (t *table) spread(merged []span) {
	for _, m := range merged {
		day, source := t.dates[m.first], t.sources[m.first]
		for i := range t.rows {
			r := &t.rows[i]
			if r.line <= m.first || r.line > m.last {
				continue
			}
			if m.from <= t.header.date && t.header.date <= m.to && r.AsOf == "" {
				r.AsOf = day
			}
			if m.from <= t.header.source && t.header.source <= m.to && r.Source == "" {
				r.Source = source
			}
		}
	}
}

// finish dates what has no date of its own, and looks for figures told twice.
func (t *table) finish() {
	type place struct {
		area  string
		count store.Count
		asOf  store.Date
	}
	seen := make(map[place]Row, len(t.rows))
	for _, r := range t.rows {
		if r.AsOf == "" {
			r.AsOf = t.header.day(r.Count)
		}
		if r.AsOf == "" {
			r.AsOf = t.AsOf
		}
		at := place{r.Area, r.Count, r.AsOf}
		first, twice := seen[at]
		switch {
		case !twice:
			seen[at] = r.Row
			t.Rows = append(t.Rows, r.Row)
		case first.Value != r.Value:
			t.fault(t.header.counts[r.Count], r.line, "twice", "first", first.Cell, "count", r.Count)
		}
	}
	slices.SortStableFunc(t.Faults, func(a, b Fault) int { return a.row - b.row })
	t.Foreign.Names = slices.Sorted(maps.Keys(t.foreign))
}

// day is the date that a count's own header tells.
func (c columns) day(count store.Count) store.Date {
	return c.dates[c.counts[count]]
}

// verdict refuses a table that has nothing, or nothing but faults.
func (t *table) verdict() error {
	switch {
	case t.faulty > MaxFaults:
		r := refuse("too_many_faults", "n", t.faulty, "first", MaxFaults)
		r.Faults = t.Faults
		return r
	case len(t.Rows) > 0 || t.faulty > 0:
		return nil
	case t.Foreign.Rows > 0:
		return refuse("only_foreign", "n", t.Foreign.Rows, "names", areaCodes(t.Foreign.Names))
	case len(t.Hidden) > 0:
		return refuse("only_hidden", "n", len(t.Hidden))
	}
	return refuse("no_rows")
}
