package handlers

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"ikdbot/handlers/report"
	"ikdbot/locales"
	"ikdbot/store"
)

// touched is a report that was sent and that the figures as they are now contradict, and how it should have been.
type touched struct {
	store.Entry
	was, is Summary
}

// touchedReports are the last reports that the groups got, where what was put right since makes another report of them. Older ones are
// left alone: a newer one has taken their place. News of later days does not count: it belongs in the next report.
func (d *Desk) touchedReports(ctx context.Context) ([]touched, error) {
	bindings, err := d.store.Bindings(ctx)
	if err != nil {
		return nil, fmt.Errorf("read bindings: %w", err)
	}
	last, err := d.store.LastSent(ctx, bindings)
	if err != nil {
		return nil, err
	}
	history, err := d.store.History(ctx)
	if err != nil {
		return nil, fmt.Errorf("read history: %w", err)
	}
	var found []touched
	for _, b := range bindings {
		e, ok := last[b.ID]
		if !ok || b.Paused != "" || e.Known > int64(len(history)) {
			continue
		}
		e.Chat = b.Chat
		if found, err = d.appendTouched(found, e, history); err != nil {
			return nil, err
		}
	}
	return found, nil
}

func (d *Desk) appendTouched(found []touched, e store.Entry, history []store.Change) ([]touched, error) {
	t := touched{Entry: e}
	var f report.Facts
	if err := json.Unmarshal(e.Facts, &f); err != nil {
		return nil, fmt.Errorf("read facts of report: %w", err)
	}
	told := history[:e.Known:e.Known]
	if e.Corrected > e.Known && e.Corrected <= int64(len(history)) {
		told = store.Corrected(history[:e.Corrected], e.Known)
	}
	t.was = d.again(f, told, history)
	t.is = d.again(f, store.Corrected(history, e.Known), history)
	t.is.Known, t.is.Corrected = e.Known, int64(len(history))
	was, err := json.Marshal(t.was.Facts)
	if err != nil {
		return nil, fmt.Errorf("write facts of report: %w", err)
	}
	is, err := json.Marshal(t.is.Facts)
	if err != nil || bytes.Equal(was, is) {
		return found, err
	}
	return append(found, t), nil
}

// again makes a summary anew from some changes, for the same slot. What the group had read before is left out: it would be compared
// with figures that were wrong.
func (d *Desk) again(f report.Facts, changes, history []store.Change) Summary {
	s := Summary{changes: changes}
	s.now.Areas = store.RollUp(d.regency, store.Choose(changes))
	if n := len(changes); n > 0 {
		s.now.N, s.now.At = changes[n-1].N, changes[n-1].At
	}
	in := report.Input{Regency: d.regency, Area: f.Area, Now: s.now, At: f.At.In(d.regency.Zone), Zone: f.Zone, Scams: f.Scams, Reading: f.Reading}
	if !f.BeforeAt.IsZero() {
		in.Before, in.BeforeAt = store.AggregatesAt(d.regency, history, f.BeforeAt), f.BeforeAt.In(d.regency.Zone)
	}
	s.Facts = report.Gather(in)
	return s
}

// correctionArgs is the change that is the reason, and whether the correction is confirmed.
var correctionArgs = regexp.MustCompile(`^#?([0-9]{1,9})( kirim)?$`)

// correct tells the groups that a report they got was wrong: /ralat 12 shows what change 12 made of the last reports, /ralat 12 kirim
// corrects them. What is right already is not corrected again.
func (t *turn) correct() Reply {
	m := correctionArgs.FindStringSubmatch(strings.ToLower(t.args))
	if m == nil {
		return t.plain("correction.usage")
	}
	n, _ := strconv.ParseInt(m[1], 10, 64)
	history, err := t.store.History(t.ctx)
	if err != nil {
		return t.trouble("read history", err)
	}
	if n < 1 || n > int64(len(history)) {
		return t.plain("correction.no_such", "n", numberOf(n))
	}
	found, err := t.touchedReports(t.ctx)
	switch {
	case err != nil:
		return t.trouble("look for touched reports", err)
	case len(found) == 0:
		return t.plain("correction.none")
	case m[2] == "":
		return t.askCorrection(history[n-1], found)
	}
	return t.sendCorrections(history[n-1], found)
}

// askCorrection shows which reports would be corrected, and how.
func (t *turn) askCorrection(c store.Change, found []touched) Reply {
	blocks := []string{t.say("correction.ask", "n", numberOf(c.N), "reports", len(found))}
	for _, r := range found[:min(len(found), mostShown)] {
		head := t.say("correction.report", "area", t.fullName(r.Area), "time", t.dueTime(t.lang, r.Due, r.Zone))
		blocks = append(blocks, head+"\n\n"+t.differences(t.lang, r))
	}
	if more := len(found) - mostShown; more > 0 {
		blocks = append(blocks, t.say("correction.more", "n", more))
	}
	return Reply{
		Text: strings.Join(append(blocks, t.say("correction.how")), "\n\n"),
		Buttons: [][]Button{{
			{Label: t.say("correction.send_button"), Command: fmt.Sprintf("/ralat %d kirim", c.N)},
			{Label: t.say("update.cancel_button"), Command: "/batal ralat"},
		}},
	}
}

// mostShown is how many of the touched reports are shown before they are corrected.
const mostShown = 5

// sendCorrections puts the corrected reports into the ledger and owes the messages that tell their readers.
func (t *turn) sendCorrections(c store.Change, found []touched) Reply {
	done := 0
	defer t.owed() // also what was corrected before something went wrong
	for _, r := range found {
		ok, err := t.revise(r, c)
		if err != nil {
			return t.trouble("correct report", err)
		}
		if ok {
			done++
		}
	}
	t.log.Info("reports corrected", "change", c.N, "reports", done, "user", t.User)
	return t.plain("correction.sent", "reports", done)
}

// revise corrects one report.
func (t *turn) revise(r touched, c store.Change) (bool, error) {
	e := r.Entry
	facts, err := json.Marshal(r.is.Facts)
	if err != nil {
		return false, fmt.Errorf("write facts of report: %w", err)
	}
	e.Facts, e.Corrected, e.Because, e.Revision = facts, r.is.Corrected, c.N, e.Revision+1
	if e.Code, err = t.store.GiveCode(t.ctx, e.ID, e.Revision); err != nil {
		return false, err
	}
	text := t.correctionText(locales.Indonesian, r, c)
	e.Text = text + "\n\n" + t.below(r.is, e, text)
	return t.store.Revise(t.ctx, e, store.Entry{
		ID: correctionID(e), Chat: e.Chat, Binding: e.Binding, Area: e.Area,
		Due: t.now(), Text: text, Corrects: e.ID,
	})
}

// correctionID names the message about a correction. It is short: the buttons of /kirim carry it.
func correctionID(e store.Entry) string {
	return fmt.Sprintf("notice/ralat/%s/%d", strings.TrimPrefix(e.ID, "report/"), e.Corrected)
}

// Correction is the message that corrects a report: it takes the place of the one that was sent, or answers it.
func (d *Desk) Correction(ctx context.Context, e store.Entry) (Reply, error) {
	of, ok, err := d.store.Entry(ctx, e.Corrects)
	if err != nil || !ok {
		return Reply{}, fmt.Errorf("read report to correct: %w", err)
	}
	s, err := d.issued(ctx, of)
	if err != nil {
		return Reply{}, err
	}
	of.Plain = of.Plain || e.Plain
	r := Reply{Edit: of.Message, Answers: of.Message, Buttons: d.reportButtons(locales.Indonesian, of)}
	if !of.Plain {
		picture, err := d.Picture(locales.Indonesian, s)
		if err != nil {
			d.log.Error("correction goes without its picture", "entry", e.ID, "error", err)
			of.Plain = true
		} else {
			r.File = &Attachment{Name: s.fileName(".png"), MIME: "image/png", Content: picture}
		}
	}
	r.Text = e.Text + "\n\n" + d.below(s, of, e.Text)
	return r, nil
}

// below is the corrected report under what is said about the correction: in full where there is no picture and it fits, else as a
// caption.
func (d *Desk) below(s Summary, e store.Entry, above string) string {
	if e.Plain {
		if full := d.FullText(locales.Indonesian, s, e.Code); len([]rune(above))+len([]rune(full)) < longestMessage {
			return full
		}
	}
	return d.proven(locales.Indonesian, report.CaptionBelow(d.content, locales.Indonesian, d.regency, s.Facts, above+"\n\n"), e.Code)
}

// longestMessage is how many characters of a message a platform takes at the least.
const longestMessage = 4000
