package handlers

import (
	"fmt"

	"ikdbot/handlers/guard"
	"ikdbot/locales"
	"ikdbot/store"
)

// arrival tells where rows of figures come from, and what is said before them.
type arrival struct {
	name    string   // of the file, as shown; empty where it is not known any more
	form    string   // "xlsx" or "csv"
	lead    string   // said first
	notes   []string // about what was read and what was left out
	request string   // what they answer
}

// proposeRows shows what rows of figures would do, all of them or none, and keeps them until they are confirmed.
func (t *turn) proposeRows(rows []store.Row, a arrival) Reply {
	now, history, err := t.store.Figures(t.ctx)
	if err != nil {
		return t.trouble("read figures", err)
	}
	d := compare(t.regency, now, history, rows, store.Day(t.today()))
	switch {
	case len(d.change.Rows) == 0:
		return Reply{Text: t.unchanged(a, d)}
	case len(d.Of(guard.Refused)) > 0:
		return Reply{Text: t.refusedRows(d)}
	}
	review := t.reviewFrom > 0 && d.areas >= t.reviewFrom
	if review {
		a.notes = append(a.notes, t.secondNeeded(d.areas))
	}
	p, err := t.store.Propose(t.ctx, store.Pending{
		Author: t.User, Change: d.change, Odd: len(d.Of(guard.Odd)) > 0, Request: a.request, File: a.form, Review: review,
	})
	if err != nil {
		return t.trouble("keep proposal", err)
	}
	label, command := "update.save_button", "/simpan "+p.ID
	if p.Odd {
		label, command = "update.keep_button", "/simpan "+p.ID+" tetap"
	}
	r := t.shown(a, d, t.askSave(d))
	r.Buttons = [][]Button{{
		{Label: t.say(label), Command: command},
		{Label: t.say("update.cancel_button"), Command: "/batal " + p.ID},
	}}
	return r
}

// secondNeeded says before anything is confirmed that a second admin will be asked, or how an office with one admin goes about it.
func (t *turn) secondNeeded(areas int) string {
	if t.alone() {
		return t.say("import.needs_second_alone", "areas", areas, "from", t.reviewFrom)
	}
	return t.say("import.needs_second", "areas", areas, "from", t.reviewFrom)
}

// alone reports whether this person is the only admin. Where that cannot be read nothing is claimed.
func (t *turn) alone() bool {
	users, err := t.Admins(t.ctx)
	if err != nil {
		t.log.Error("admins not readable", "error", err)
		return false
	}
	for _, user := range users {
		if user != t.User {
			return false
		}
	}
	return true
}

// proposeAgain shows a change that waited next to the figures as they are now.
func (t *turn) proposeAgain(p store.Pending) Reply {
	return t.proposeRows(unfolded(p.Change), arrival{form: p.File, lead: t.say("update.moved")})
}

// savedRows tells what was stored from a file, and how to take it back.
func (t *turn) savedRows(c store.Change) Reply {
	text := t.storedAs("update.saved", "copies.saved", c) + "\n\n" + t.say("import.stored", "figures", len(c.Rows), "areas", areasOf(c))
	if c.AsOf != "" {
		text += "\n" + t.say("history.dated", "date", locales.Day(t.lang, string(c.AsOf)))
	}
	if c.Source != "" {
		text += "\n" + t.say("update.source", "source", c.Source)
	}
	if c.Reason != "" {
		text += "\n" + t.say("update.reason", "reason", c.Reason)
	}
	return Reply{Text: text, Buttons: t.afterSaving(c.N, "")}
}

// areasOf counts the areas that a change touches.
func areasOf(c store.Change) int {
	areas := map[string]bool{}
	for _, r := range c.Rows {
		areas[r.Area] = true
	}
	return len(areas)
}

// listFile is the attachment with every figure of a change that is too long for a message.
func (t *turn) listFile(d delta) (*Attachment, error) {
	content, err := t.deltaWorkbook(d)
	if err != nil {
		return nil, fmt.Errorf("write list of changes: %w", err)
	}
	return &Attachment{Name: t.say("import.list_name") + ".xlsx", MIME: workbookType, Content: content}, nil
}

// workbookType is the MIME type of .xlsx.
const workbookType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
