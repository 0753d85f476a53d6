package handlers

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"ikdbot/handlers/guard"
	"ikdbot/handlers/sheet"
	"ikdbot/locales"
	"ikdbot/store"
)

const (
	mostLines   = 20   // figures listed in a message; more come as a workbook
	mostOdd     = 8    // findings listed
	mostFaulty  = 12   // cells listed, and the rest counted
	captionRoom = 1000 // characters beside an attachment, below the platform's 1024
)

// faults names the cells that cannot be taken over, all of which are told before anything is proposed; empty where there are none.
func (t *turn) faults(table sheet.Table) string {
	var lines []string
	for _, f := range table.Faults {
		lines = append(lines, "- "+f.Text(t.content, t.lang))
	}
	lines = append(lines, t.futureCells(table.Rows)...)
	if len(lines) == 0 {
		return ""
	}
	text := t.say("import.faults", "n", len(lines))
	if more := len(lines) - mostFaulty; more > 0 {
		lines = append(lines[:mostFaulty], "- "+t.say("import.more_faults", "n", more))
	}
	return text + "\n\n" + strings.Join(lines, "\n")
}

// futureCells names the figures of days to come: once for each such day, by its first cell.
func (t *turn) futureCells(rows []sheet.Row) (lines []string) {
	today := store.Day(t.today())
	first, count := map[store.Date]string{}, map[store.Date]int{}
	var order []store.Date
	for _, r := range rows {
		if r.AsOf <= today {
			continue
		}
		if count[r.AsOf]++; count[r.AsOf] == 1 {
			first[r.AsOf], order = r.Cell, append(order, r.AsOf)
		}
	}
	for _, date := range order {
		lines = append(lines, "- "+t.say("import.fault_future", "cell", first[date], "n", count[date], "date", locales.Day(t.lang, string(date))))
	}
	return lines
}

// readNotes tells what was read and left out, and which day was taken where the file names none.
func (t *turn) readNotes(table sheet.Table, u under) []string {
	notes := table.Notes(t.content, t.lang)
	undated := 0
	for _, r := range table.Rows {
		if r.AsOf == "" {
			undated++
		}
	}
	if undated > 0 && !u.dated {
		notes = append(notes, t.say("import.undated", "n", undated, "date", locales.Day(t.lang, string(u.asOf))))
	}
	if undated == 0 && u.dated {
		notes = append(notes, t.say("import.caption_unused"))
	}
	return notes
}

// unchanged says that a file tells nothing new.
func (t *turn) unchanged(a arrival, d delta) string {
	return stacked(a.lead, t.say("import.same", "n", d.same), strings.Join(a.notes, "\n"))
}

// refusedRows says what cannot be, so that nothing was proposed.
func (t *turn) refusedRows(d delta) string {
	return t.say("import.refused") + "\n\n" + t.findings(d, guard.Refused, mostFaulty)
}

// askSave asks for the confirmation a change needs.
func (t *turn) askSave(d delta) string {
	if len(d.Of(guard.Odd)) > 0 {
		return t.say("update.ask_odd")
	}
	return t.say("update.ask")
}

// shown is the difference row by row: the first ones in the message, and where that is not all of it, the whole as a workbook.
func (t *turn) shown(a arrival, d delta, ask string) Reply {
	long := len(d.change.Rows) > mostLines || len(d.Of(guard.Odd)) > mostOdd || len(d.Of(guard.Noted)) > mostOdd
	if !long {
		return Reply{Text: t.deltaText(a, d, mostLines, mostOdd, ask)}
	}
	file, err := t.listFile(d)
	if err != nil {
		t.log.Error("list of changes not made", "error", err)
		return Reply{Text: t.deltaText(a, d, mostLines, mostOdd, ask)}
	}
	text := ""
	for rows := 10; rows >= 0; rows -= 2 { // as much as fits beside the attachment
		if text = t.deltaText(a, d, rows, max(rows/2, 1), ask); utf8.RuneCountInString(text) <= captionRoom {
			break
		}
	}
	return Reply{Text: text, File: file}
}

// deltaText is a difference with so many of its rows and findings.
func (t *turn) deltaText(a arrival, d delta, rows, findings int, ask string) string {
	head := t.say("import.head", "figures", len(d.change.Rows), "areas", d.areas)
	if a.name != "" {
		head = t.say("import.head_file", "name", a.name, "figures", len(d.change.Rows), "areas", d.areas)
	}
	if d.same > 0 {
		head += " " + t.say("import.same_rest", "n", d.same)
	}
	var origin []string
	if d.change.AsOf != "" {
		origin = append(origin, t.say("history.dated", "date", locales.Day(t.lang, string(d.change.AsOf))))
	}
	if d.change.Source != "" {
		origin = append(origin, t.say("update.source", "source", clip(d.change.Source, shownSource)))
	}
	blocks := []string{a.lead, head, strings.Join(a.notes, "\n"), t.deltaLines(d, rows), strings.Join(origin, "\n")}
	blocks = append(blocks, t.findings(d, guard.Noted, findings))
	if text := t.findings(d, guard.Odd, findings); text != "" {
		blocks = append(blocks, t.say("update.odd")+"\n\n"+text)
	}
	return stacked(append(blocks, ask)...)
}

// deltaLines lists the first rows of a difference.
func (t *turn) deltaLines(d delta, most int) string {
	var lines []string
	for _, r := range d.change.Rows[:min(len(d.change.Rows), most)] {
		lines = append(lines, "- "+t.say("update.row_of", "area", t.fullName(r.Area), "row", locales.Markup(t.deltaLine(d, r))))
	}
	if more := len(d.change.Rows) - most; more > 0 {
		lines = append(lines, "- "+t.say("import.more_rows", "n", more))
	}
	return strings.Join(lines, "\n")
}

// deltaLine is one figure: what is there now and of when, and what would be.
func (t *turn) deltaLine(d delta, r store.Row) string {
	now, known := d.now[store.Key{Area: r.Area, Count: r.Count}]
	asOf := d.change.DateOf(r)
	switch {
	case !known:
		return t.rowLine(r)
	case asOf < now.AsOf:
		return t.say("import.row_older", "count", t.countName(r.Count), "new", *r.New, "date", locales.Day(t.lang, string(asOf)))
	case now.Value == *r.New && now.AsOf != asOf:
		return t.say("import.row_dated", "count", t.countName(r.Count), "new", *r.New, "date", locales.Day(t.lang, string(asOf)))
	case now.Value == *r.New:
		return t.say("import.row_source", "count", t.countName(r.Count), "new", *r.New)
	}
	return t.say("update.row_dated", "count", t.countName(r.Count), "old", now.Value, "date", locales.Day(t.lang, string(now.AsOf)),
		"new", *r.New, "difference", t.difference(*r.New-now.Value))
}

// findings lists the first findings of a weight.
func (t *turn) findings(d delta, w guard.Weight, most int) string {
	all := d.Of(w)
	text := t.findingLines("guard."+string(w)+"_", all[:min(len(all), most)])
	if more := len(all) - most; more > 0 {
		text += "\n- " + t.say("import.more_findings", "n", more)
	}
	return text
}

// stacked puts blocks below each other, leaving out empty ones.
func stacked(blocks ...string) string {
	var some []string
	for _, b := range blocks {
		if b != "" {
			some = append(some, b)
		}
	}
	return strings.Join(some, "\n\n")
}

// deltaWorkbook is the whole difference as a workbook: a row for each figure, with what the guard says about it.
func (t *turn) deltaWorkbook(d delta) ([]byte, error) {
	said := map[store.Key][]string{}
	for _, f := range d.Findings {
		key := store.Key{Area: f.Area, Count: f.Count}
		said[key] = append(said[key], t.findingText(f))
	}
	head := strings.Split(t.say("import.list_columns"), ";")
	var rows [][]any
	for _, r := range unfolded(d.change) {
		key := store.Key{Area: r.Area, Count: r.Count}
		cells := []any{r.Area, t.fullName(r.Area), t.countName(r.Count), nil, nil, *r.New, nil, string(r.AsOf), r.Source, strings.Join(said[key], " ")}
		if now, known := d.now[key]; known {
			cells[3], cells[4], cells[6] = now.Value, string(now.AsOf), *r.New-now.Value
		}
		delete(said, key)
		rows = append(rows, cells)
	}
	for _, f := range d.Findings { // of areas that the file does not touch, such as the one above
		key := store.Key{Area: f.Area, Count: f.Count}
		if words, left := said[key]; left {
			rows = append(rows, []any{f.Area, t.fullName(f.Area), t.countName(f.Count), nil, nil, nil, nil, nil, nil, strings.Join(words, " ")})
			delete(said, key)
		}
	}
	var b bytes.Buffer
	err := sheet.WriteList(&b, t.say("import.list_name"), head, rows)
	return b.Bytes(), err
}
