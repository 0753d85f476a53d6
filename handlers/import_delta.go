package handlers

import (
	"strings"

	"ikdbot/handlers/guard"
	"ikdbot/handlers/sheet"
	"ikdbot/handlers/understand"
	"ikdbot/handlers/written"
	"ikdbot/locales"
	"ikdbot/store"
)

// delta is what the figures of a file would change. Rows of its change that are all of one day or one source say so once, in the
// change.
type delta struct {
	guard.Examined
	change store.Change // what is not stored exactly so already; without rows nothing is
	areas  int          // areas it touches
	same   int          // figures left out, since they are stored exactly so
	now    map[store.Key]store.Figure
}

// compare tells what rows of figures would change on top of a history. Each row has its own date and source.
func compare(r *locales.Regency, now store.Aggregates, history []store.Change, told []store.Row, today store.Date) delta {
	d := delta{now: store.Choose(history)}
	known := toldBefore(history)
	touched := map[string]bool{}
	for _, row := range told {
		if known[sayingOf(row)] {
			d.same++
			continue
		}
		row.Old = nil
		if f, ok := d.now[store.Key{Area: row.Area, Count: row.Count}]; ok {
			row.Old = &f.Value
		}
		touched[row.Area] = true
		d.change.Rows = append(d.change.Rows, row)
	}
	d.areas = len(touched)
	d.change = gathered(d.change)
	if len(d.change.Rows) > 0 {
		d.Examined = guard.Examine(r, now, history, d.change, today)
	}
	return d
}

// saying is a figure as somebody told it.
type saying struct {
	store.Key
	asOf   store.Date
	source string
	people int64
}

func sayingOf(r store.Row) saying {
	return saying{store.Key{Area: r.Area, Count: r.Count}, r.AsOf, oneLine(r.Source), *r.New}
}

// toldBefore are the figures of a history that still count, the current and the older ones: to be told one of them again is no news.
// The figure that is there now wins over what was told before it of the same day.
func toldBefore(history []store.Change) map[saying]bool {
	known := map[saying]bool{}
	gone := map[int64]bool{}
	for _, c := range history {
		gone[c.Undoes] = true
	}
	newest := map[saying]saying{} // by place and day: what was told last
	for _, c := range history {
		if c.Undoes != 0 || gone[c.N] {
			continue
		}
		for _, r := range unfolded(c) {
			place := saying{Key: store.Key{Area: r.Area, Count: r.Count}, asOf: r.AsOf}
			delete(known, newest[place])
			if r.New == nil {
				delete(newest, place)
				continue
			}
			newest[place] = sayingOf(r)
			known[newest[place]] = true
		}
	}
	return known
}

// unfolded are the rows of a change, each with its own date and source.
func unfolded(c store.Change) []store.Row {
	rows := make([]store.Row, len(c.Rows))
	for i, r := range c.Rows {
		rows[i] = r
		rows[i].AsOf = c.DateOf(r)
		if r.Source == "" {
			rows[i].Source = c.Source
		}
	}
	return rows
}

// gathered is a change whose date and source are told once where its rows agree on them.
func gathered(c store.Change) store.Change {
	if len(c.Rows) == 0 {
		return c
	}
	date, source := c.Rows[0].AsOf, c.Rows[0].Source
	for _, r := range c.Rows {
		if r.AsOf != date {
			date = ""
		}
		if r.Source != source {
			source = ""
		}
	}
	c.AsOf, c.Source = date, source
	for i := range c.Rows {
		if date != "" {
			c.Rows[i].AsOf = ""
		}
		if source != "" {
			c.Rows[i].Source = ""
		}
	}
	return c
}

// told are the figures of a table as rows of a change, completed by what was written under the file. Personal data in a source is
// masked, and its kinds are returned.
func told(t sheet.Table, u under) (rows []store.Row, personal []understand.Kind) {
	masked := map[string]string{}
	for _, r := range t.Rows {
		row := store.Row{Area: r.Area, Count: r.Count, New: &r.Value, AsOf: r.AsOf, Source: u.source}
		if row.AsOf == "" {
			row.AsOf = u.asOf
		}
		if r.Source != "" {
			said, seen := masked[r.Source]
			if !seen {
				text, kinds := understand.Mask(r.Source)
				said = clip(oneLine(text), written.LongestSource)
				masked[r.Source], personal = said, append(personal, kinds...)
			}
			row.Source = said
		}
		rows = append(rows, row)
	}
	return rows, personal
}

// oneLine is a text with single spaces, as it stands in a cell.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
