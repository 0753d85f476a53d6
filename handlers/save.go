package handlers

import (
	"errors"
	"fmt"
	"strings"
	"unicode"

	"ikdbot/handlers/guard"
	"ikdbot/handlers/written"
	"ikdbot/locales"
	"ikdbot/store"
)

// save stores the change that waits: /simpan [id] [reason]. Without an id it is the one shown last; "/simpan alasan ..." gives
// only a reason. An odd change needs one, so "/simpan <id> tetap", the button Tetap simpan, asks for it.
func (t *turn) save() Reply {
	id, reason := saveArgs(t.args)
	reason = clip(t.withoutPersonal(reason), written.LongestSource)
	p, err := t.store.Proposed(t.ctx, t.User)
	switch {
	case err != nil && !errors.Is(err, store.ErrNothing) && !errors.Is(err, store.ErrExpired):
		return t.trouble("read proposal", err)
	case id == "" && errors.Is(err, store.ErrNothing):
		return t.plain("update.nothing_waits")
	case id == "":
		id = p.ID
	}
	if err == nil && p.ID == id {
		if isDraft(p) {
			return t.plain("update.choose_first")
		}
		if p.Odd && !isReason(reason) {
			return t.askReason(p)
		}
		if p.Review {
			return t.submit(p.ID, reason)
		}
	}
	c, err := t.store.Confirm(t.ctx, t.User, id, reason)
	if err != nil {
		return t.notSaved(p, id, reason, err)
	}
	t.log.Info("figures changed", "change", c.N, "user", t.User)
	if p.File != "" {
		return t.offerCorrection(t.savedRows(c), c.N)
	}
	return t.offerCorrection(t.saved(c), c.N)
}

// saveArgs takes "abc tetap", "abc koreksi data" and "alasan koreksi data" apart.
func saveArgs(args string) (id, reason string) {
	first, rest, _ := strings.Cut(args, " ")
	if written.Among(first, reasonMarks) {
		return "", strings.TrimSpace(rest)
	}
	rest = strings.TrimSpace(rest)
	if word, more, _ := strings.Cut(rest, " "); written.Among(word, reasonMarks) {
		rest = strings.TrimSpace(more)
	}
	if written.Among(rest, "tetap") {
		rest = ""
	}
	return first, rest
}

const reasonMarks = "alasan reason"

// isReason reports whether a text says something: one letter or a dot is no reason.
func isReason(text string) bool {
	letters := 0
	for _, r := range text {
		if unicode.IsLetter(r) {
			letters++
		}
	}
	return letters >= 3
}

// askReason asks why an odd change is right all the same.
func (t *turn) askReason(p store.Pending) Reply {
	var choices []choice
	for _, key := range []string{"correction", "official", "slip"} {
		reason := t.say("update.reason_" + key)
		choices = append(choices, choice{reason, "/simpan " + p.ID + " " + reason})
	}
	return t.menu(t.say("update.ask_reason"), append(choices, choice{t.say("update.cancel_button"), "/batal " + p.ID}))
}

// saved tells what was stored, and how to take it back.
func (t *turn) saved(c store.Change) Reply {
	area := c.Rows[0].Area
	now, err := t.store.Aggregates(t.ctx)
	if err != nil {
		t.log.Error("aggregates not readable", "error", err) // what was stored can be told without them
	}
	var lines, notes []string
	for _, r := range c.Rows {
		shown, ok := now.Areas[area][r.Count]
		if !ok || shown.Change >= c.N && !shown.Sum {
			lines = append(lines, "- "+t.rowLine(r))
			continue
		}
		lines = append(lines, "- "+t.say("update.row_alone", "count", t.countName(r.Count), "new", *r.New))
		p := guard.Stays(r.Count, shown)
		notes = append(notes, t.tell("guard.note_"+p.Key, p))
	}
	blocks := []string{
		t.storedAs("update.saved", "copies.saved", c),
		t.dated(area, c.AsOf) + "\n\n" + strings.Join(lines, "\n"),
	}
	blocks = append(append(blocks, notes...), t.say("update.source", "source", c.Source))
	if c.Reason != "" {
		blocks = append(blocks, t.say("update.reason", "reason", c.Reason))
	}
	return Reply{Text: strings.Join(blocks, "\n\n"), Buttons: t.afterSaving(c.N, area)}
}

func (t *turn) afterSaving(n int64, area string) [][]Button {
	return [][]Button{{
		{Label: t.say("update.undo_button"), Command: fmt.Sprint("/urungkan ", n)},
		{Label: t.say("update.history_button"), Command: strings.TrimSpace("/riwayat " + area)},
	}}
}

// numberOf is the number of a change: a name rather than a quantity, so without marks for thousands.
func numberOf(n int64) locales.Markup { return locales.Markup(fmt.Sprintf("#%d", n)) }

// notSaved says why a change was not stored, or not again. p is what waited, id what was to be confirmed.
func (t *turn) notSaved(p store.Pending, id, reason string, err error) Reply {
	again := []Button{{Label: t.say("update.save_button"), Command: strings.TrimSpace("/simpan " + id + " " + reason)}}
	if len(again[0].Command) > longestCommand {
		again = nil // what was typed can be typed again
	}
	var already *store.Already
	var stale *store.Stale
	switch {
	case errors.As(err, &already):
		return Reply{Text: t.storedBefore(already), Buttons: t.afterSaving(already.N, "")}
	case errors.As(err, &stale) && p.File != "":
		return t.proposeAgain(p)
	case errors.As(err, &stale):
		return t.propose(p.Change.Rows[0].Area, orderOf(p.Change), t.say("update.moved")+"\n\n")
	case errors.Is(err, store.ErrExpired) && p.File != "":
		return t.plain("import.expired")
	case errors.Is(err, store.ErrExpired):
		r := t.plain("update.expired")
		if command := "/update " + p.Change.Rows[0].Area + t.rest(orderOf(p.Change)); !isDraft(p) && len(command) <= longestCommand {
			r.Buttons = [][]Button{{{Label: t.say("update.show_button"), Command: command}}}
		}
		return r
	case errors.Is(err, store.ErrNothing):
		if r, err := t.store.Submit(t.ctx, t.User, id, reason); err == nil { // tapped again
			return t.submitted(r)
		}
		return t.plain("update.replaced")
	case errors.Is(err, store.ErrReason):
		return t.askReason(p)
	case errors.Is(err, store.ErrBusy):
		return Reply{Text: t.say("update.busy"), Buttons: rows(again)}
	case errors.Is(err, store.ErrAway):
		t.log.Error("redis away", "doing", "store change")
		return Reply{Text: t.say("update.away"), Buttons: rows(again)}
	}
	return t.trouble("store change", err)
}

// rows is a keyboard of one row, or none.
func rows(row []Button) [][]Button {
	if len(row) == 0 {
		return nil
	}
	return [][]Button{row}
}

// cancel drops the change that waits: /batal [id]. An id of another one, from an older message, drops nothing.
func (t *turn) cancel() Reply {
	if written.Among(t.args, "urungkan undo") {
		return t.plain("update.undo_cancelled")
	}
	if written.Among(t.args, "ralat") {
		return t.plain("correction.cancelled")
	}
	p, err := t.store.Proposed(t.ctx, t.User)
	expired := errors.Is(err, store.ErrExpired)
	switch {
	case err != nil && !expired && !errors.Is(err, store.ErrNothing):
		return t.trouble("read proposal", err)
	case t.args != "" && t.args != p.ID:
		return t.plain("update.replaced")
	case p.ID == "":
		return t.plain("update.nothing_waits")
	case expired:
		return t.plain("update.cancel_expired")
	}
	if _, err := t.store.Drop(t.ctx, t.User); err != nil {
		return t.trouble("drop proposal", err)
	}
	return t.plain("update.cancelled")
}
