package handlers

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"ikdbot/handlers/written"
	"ikdbot/locales"
	"ikdbot/store"
)

const (
	changesPerPage = 10
	charactersPage = 3500 // a page ends early rather than being split over two messages
	rowsPerChange  = 3
	shownSource    = 100 // characters of a source or a reason in the list
)

// historyArgs is an area, or none, and the change before which to go on.
var historyArgs = regexp.MustCompile(`(?i)^(.*?)\s*(?:\bsebelum #?([0-9]{1,9}))?$`)

// history lists the changes of figures, the newest first: /riwayat [area] [sebelum n]. Of an area it lists those of the areas in it
// too, because they may be what is shown for it.
func (t *turn) history() Reply {
	m := historyArgs.FindStringSubmatch(strings.Join(strings.Fields(t.args), " "))
	before, _ := strconv.ParseInt(m[2], 10, 64)
	area := ""
	if m[1] != "" {
		found := written.GazetteerOf(t.regency).Find(m[1])
		if len(found) == 0 {
			found = t.mind.Find(m[1])
		}
		switch {
		case len(found) == 0:
			return t.plain("location.unknown_area", "name", inert(clip(t.withoutPersonal(m[1]), 60)))
		case len(found) > 1:
			return t.whichArea(found, "/riwayat ")
		}
		area = found[0]
	}
	changes, err := t.store.History(t.ctx)
	if err != nil {
		return t.trouble("read history", err)
	}
	return t.historyPage(changes, area, before)
}

// historyPage is one page: the newest changes of an area, older than change before where that is given.
func (t *turn) historyPage(changes []store.Change, area string, before int64) Reply {
	title := t.say("history.title")
	if area != "" {
		title = t.say("history.title_area", "area", t.fullName(area))
	}
	undoneBy := map[int64]int64{}
	for _, c := range changes {
		if c.Undoes != 0 {
			undoneBy[c.Undoes] = c.N
		}
	}
	blocks, size, last := []string{title}, 0, int64(0)
	r := Reply{}
	for _, c := range slices.Backward(changes) {
		rows := rowsOf(c, area)
		if len(rows) == 0 || before > 0 && c.N >= before {
			continue
		}
		block := t.changeText(c, rows, olderThanCurrent(changes[:c.N-1], c), undoneBy[c.N])
		if len(blocks) > changesPerPage || size+len(block) > charactersPage {
			command := strings.Join(strings.Fields(fmt.Sprintf("/riwayat %s sebelum %d", area, last)), " ")
			r.Buttons = [][]Button{{{Label: t.say("history.more_button"), Command: command}}}
			break
		}
		blocks, size, last = append(blocks, block), size+len(block), c.N
	}
	if len(blocks) == 1 {
		blocks = append(blocks, t.say("history.none"))
	}
	r.Text = strings.Join(blocks, "\n\n")
	return r
}

// rowsOf are the rows of a change about an area or the areas in it; all of them without an area.
func rowsOf(c store.Change, area string) []store.Row {
	if area == "" {
		return c.Rows
	}
	var rows []store.Row
	for _, r := range c.Rows {
		if r.Area == area || strings.HasPrefix(r.Area, area+".") {
			rows = append(rows, r)
		}
	}
	return rows
}

// olderThanCurrent tells which figures of a change were older than the current ones, so that they were noted and not shown.
func olderThanCurrent(before []store.Change, c store.Change) map[store.Key]bool {
	current := store.Choose(before)
	older := map[store.Key]bool{}
	for _, r := range c.Rows {
		key := store.Key{Area: r.Area, Count: r.Count}
		if f, ok := current[key]; ok && c.Undoes == 0 && c.DateOf(r) < f.AsOf {
			older[key] = true
		}
	}
	return older
}

// changeText is one change: number, time, author; figures old and new; date, source, reason; and whether it was undone.
func (t *turn) changeText(c store.Change, rows []store.Row, older map[store.Key]bool, undoneBy int64) string {
	lines := []string{t.say("history.head", "n", numberOf(c.N), "who", t.author(c.Author),
		"time", locales.Moment(t.lang, c.At.In(t.regency.Zone)))}
	if c.Undoes != 0 {
		lines = append(lines, t.say("history.undoes", "n", numberOf(c.Undoes)))
	}
	for _, r := range rows[:min(len(rows), rowsPerChange)] {
		row := t.rowLine(r)
		if older[store.Key{Area: r.Area, Count: r.Count}] && r.New != nil {
			row = t.say("history.row_older", "count", t.countName(r.Count), "new", *r.New)
		}
		lines = append(lines, t.say("update.row_of", "area", t.fullName(r.Area), "row", locales.Markup(row)))
	}
	if more := len(rows) - rowsPerChange; more > 0 {
		lines = append(lines, t.say("update.rows_more", "n", more))
	}
	if origin := t.origin(c, rows); origin != "" {
		lines = append(lines, origin)
	}
	if c.Reason != "" {
		lines = append(lines, t.say("update.reason", "reason", clip(c.Reason, shownSource)))
	}
	if c.Approver != "" {
		lines = append(lines, t.say("import.approved_by", "who", number(c.Approver)))
	}
	if undoneBy != 0 {
		lines = append(lines, t.say("history.undone", "n", numberOf(undoneBy)))
	}
	return strings.Join(lines, "\n")
}

// origin is the date and the source of a change, where its rows agree on them.
func (t *turn) origin(c store.Change, rows []store.Row) string {
	date, source := c.DateOf(rows[0]), c.Source
	if source == "" {
		source = rows[0].Source
	}
	for _, r := range rows {
		if c.DateOf(r) != date || r.Source != "" && r.Source != source {
			return t.say("history.various")
		}
	}
	switch {
	case c.Undoes != 0 || date == "":
		return ""
	case source == "":
		return t.say("history.dated", "date", locales.Day(t.lang, string(date)))
	}
	return t.say("history.origin", "date", locales.Day(t.lang, string(date)), "source", clip(source, shownSource))
}

// author is who made a change: an admin by their number, or the program's own ways.
func (t *turn) author(user string) string {
	switch user {
	case store.Founder:
		return t.say("history.by_first")
	case "cli":
		return t.say("history.by_command_line")
	}
	return t.say("history.by_admin", "number", number(user))
}
