package sheet

import (
	"strconv"

	"ikdbot/locales"
)

// Notes are sentences about what was read and what was left out, for the person who sent the file. Small Markdown.
func (t Table) Notes(c *locales.Content, l locales.Language) []string {
	var notes []string
	say := func(when bool, key string, pairs ...any) {
		if when {
			notes = append(notes, c.Say(l, "sheet.note_"+key, worded(c, l, pairs)...))
		}
	}
	var unread, fitting, rows []string
	for _, o := range t.Others {
		if o.Fits {
			fitting = append(fitting, o.Name)
		} else {
			unread = append(unread, o.Name)
		}
	}
	for _, n := range t.Hidden {
		rows = append(rows, strconv.Itoa(n))
	}
	say(len(t.Others) > 0, "sheet", "name", t.Sheet)
	say(len(unread) > 0, "others", "names", unread)
	say(len(fitting) > 0, "fitting", "names", fitting)
	say(t.AsOf != "", "date", "date", locales.Day(l, string(t.AsOf)))
	for _, why := range []Why{Percent, Part, Unknown, Unseen, Personal} {
		say(len(t.columns(why)) > 0, string(why), "columns", t.columns(why))
	}
	say(t.Totals > 0, "totals", "n", t.Totals)
	say(len(rows) > 0, "rows", "n", len(rows), "rows", rows)
	say(t.Foreign.Rows > 0, "foreign", "n", t.Foreign.Rows, "names", areaCodes(t.Foreign.Names))
	return notes
}

// columns are the letters of the columns left out for a reason.
func (t Table) columns(why Why) []string {
	var all []string
	for _, i := range t.Ignored {
		if i.Why == why {
			all = append(all, i.Column)
		}
	}
	return all
}
