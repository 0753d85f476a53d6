package handlers

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"ikdbot/locales"
	"ikdbot/store"
)

// undoArgs is the number of a change, and whether its undoing is confirmed.
var undoArgs = regexp.MustCompile(`^#?([0-9]{1,9})( simpan)?$`)

// undo takes back a change of one's own: /urungkan shows the last one and asks, /urungkan 12 shows that one, /urungkan 12 simpan
// does it. It asks first, because an undo is not undone, and it names the change, so that doing it twice does no harm.
func (t *turn) undo() Reply {
	if t.args == "" {
		return t.undoLast()
	}
	m := undoArgs.FindStringSubmatch(strings.ToLower(t.args))
	if m == nil {
		return t.plain("undo.usage")
	}
	n, _ := strconv.ParseInt(m[1], 10, 64)
	if m[2] == "" {
		return t.askUndo(n)
	}
	c, err := t.store.Undo(t.ctx, t.User, n, "")
	if err != nil {
		return t.notUndone(n, err)
	}
	t.log.Info("figures changed", "change", c.N, "undoes", n, "user", t.User)
	done := Reply{Text: t.storedAs("undo.done", "copies.undone", c, "undone", numberOf(n)) + "\n\n" + t.areaRows(c.Rows)}
	return t.offerCorrection(done, c.N)
}

func (t *turn) undoLast() Reply {
	last, found, err := t.store.LastOf(t.ctx, t.User)
	if err != nil {
		return t.trouble("read own changes", err)
	}
	if !found {
		return t.plain("undo.none")
	}
	return t.askUndo(last.N)
}

// askUndo shows what undoing change n would do.
func (t *turn) askUndo(n int64) Reply {
	history, err := t.store.History(t.ctx)
	if err != nil {
		return t.trouble("read history", err)
	}
	c, err := store.UndoOf(history, t.User, n)
	if err != nil {
		return t.notUndone(n, err)
	}
	text := t.say("undo.ask", "n", numberOf(n), "time", locales.Moment(t.lang, history[n-1].At.In(t.regency.Zone)))
	return Reply{
		Text: text + "\n\n" + t.areaRows(c.Rows) + "\n\n" + t.say("update.ask"),
		Buttons: [][]Button{{
			{Label: t.say("update.save_button"), Command: fmt.Sprintf("/urungkan %d simpan", n)},
			{Label: t.say("update.cancel_button"), Command: "/batal urungkan"},
		}},
	}
}

// mostRows is how many rows of a change are listed.
const mostRows = 12

// areaRows lists rows of any areas.
func (t *turn) areaRows(rows []store.Row) string {
	var lines []string
	for _, r := range rows[:min(len(rows), mostRows)] {
		lines = append(lines, "- "+t.say("update.row_of", "area", t.fullName(r.Area), "row", locales.Markup(t.rowLine(r))))
	}
	if more := len(rows) - mostRows; more > 0 {
		lines = append(lines, "- "+t.say("update.rows_more", "n", more))
	}
	return strings.Join(lines, "\n")
}

// notUndone says why change n was not undone, or not again.
func (t *turn) notUndone(n int64, err error) Reply {
	var already *store.Already
	var touched *store.Touched
	switch {
	case errors.As(err, &already) && already.Uncopied:
		return Reply{Text: t.storedBefore(already)}
	case errors.As(err, &already):
		return t.plain("undo.already", "n", numberOf(n), "by", numberOf(already.N))
	case errors.As(err, &touched):
		return Reply{
			Text: t.say("undo.touched", "n", numberOf(n), "by", numberOf(touched.By)),
			Buttons: [][]Button{{
				{Label: t.say("undo.later_button", "n", numberOf(touched.By)), Command: fmt.Sprint("/urungkan ", touched.By)},
			}},
		}
	case errors.Is(err, store.ErrNotYours):
		return t.plain("undo.not_yours", "n", numberOf(n))
	case errors.Is(err, store.ErrNothing):
		return t.plain("undo.no_such", "n", numberOf(n))
	case errors.Is(err, store.ErrBusy):
		return t.plain("update.busy")
	case errors.Is(err, store.ErrAway):
		t.log.Error("redis away", "doing", "undo change")
		return t.plain("update.away")
	}
	return t.trouble("undo change", err)
}
