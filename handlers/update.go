package handlers

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"ikdbot/handlers/remark"
	"ikdbot/handlers/written"
	"ikdbot/locales"
	"ikdbot/store"
)

// longestCommand is how many bytes a button's command may have.
const longestCommand = 64

// update shows what a change of an area's figures would do and asks whether to store it:
// /update Baamang ikd=1250 wajib=40211 2026-11-20 Laporan kecamatan.
func (t *turn) update() Reply {
	if t.args == "" {
		return t.plain("update.usage", "date", t.yesterday())
	}
	if m := draftArgs.FindStringSubmatch(t.args); m != nil {
		return t.takeDraft(m[1], m[2])
	}
	names := written.GazetteerOf(t.regency)
	o, problems := written.ReadOrder(t.args, t.today(), names.Has)
	if len(problems) > 0 {
		return t.refuse(problems)
	}
	o.Source = t.sourceOf(o)
	found := names.Find(o.Place)
	if len(found) == 1 {
		return t.propose(found[0], o, "")
	}
	if len(found) == 0 {
		found = t.mind.Find(o.Place)
	}
	if len(found) == 0 {
		return t.unknownPlace(o.Place)
	}
	return t.whichPlace(found, o)
}

// sourceOf is who tells the figures: a source must be named, so where none is, it is the admin.
func (t *turn) sourceOf(o written.Order) string {
	if o.Source == "" {
		return t.defaultSource()
	}
	return t.withoutPersonal(o.Source)
}

// defaultSource is kept with the figure and shown to everybody, so it is in the first language whoever types.
func (t *turn) defaultSource() string {
	return t.content.Say(locales.Indonesian, "update.default_source")
}

// refuse says all that is wrong with an order.
func (t *turn) refuse(problems []remark.Remark) Reply {
	var lines []string
	for _, p := range problems {
		if p.Key == "too_long" {
			t.withoutPersonal(t.args)
		}
		lines = append(lines, t.tell("update.wrong_"+p.Key, p))
	}
	return Reply{Text: strings.Join(append(lines, t.say("update.example", "date", t.yesterday())), "\n\n")}
}

// yesterday is a day to show how a date is written: one that may be used.
func (t *turn) yesterday() string { return string(store.Day(t.today().AddDate(0, 0, -1))) }

func (t *turn) unknownPlace(name string) Reply {
	root := t.regency.Root()
	return t.plain("update.unknown_area", "name", inert(clip(t.withoutPersonal(name), 60)),
		"regency", t.regency.Label(root), "code", t.regency.Children(root)[0])
}

// whichPlace asks which of several areas is meant, or whether it is the one that a misspelt name resembles. Each button carries
// the whole order; one too long for a button waits as a draft, a pending change without an area.
func (t *turn) whichPlace(found []string, o written.Order) Reply {
	rest := t.rest(o)
	for _, area := range found {
		if len("/update "+area+rest) > longestCommand {
			p, err := t.store.Propose(t.ctx, store.Pending{Author: t.User, Change: draft(o), Request: t.ID})
			if err != nil {
				return t.trouble("keep draft", err)
			}
			rest = " draf " + p.ID
			break
		}
	}
	var choices []choice
	for _, area := range found[:min(len(found), 9)] {
		choices = append(choices, choice{t.fullName(area), "/update " + area + rest})
	}
	name := inert(clip(t.withoutPersonal(o.Place), 60))
	if len(choices) == 1 {
		return t.menu(t.say("update.did_you_mean", "name", name), choices)
	}
	return t.menu(t.say("update.which", "name", name), choices)
}

// rest is an order without its area, as it would be typed.
func (t *turn) rest(o written.Order) string {
	var b strings.Builder
	for _, c := range o.Counts {
		fmt.Fprintf(&b, " %s=%d", c.Count, c.People)
	}
	b.WriteString(" " + string(o.AsOf))
	if o.Source != t.defaultSource() {
		b.WriteString(" " + o.Source)
	}
	return b.String()
}

// draftArgs is an area and the id of a draft.
var draftArgs = regexp.MustCompile(`^([0-9.]+) draf ([a-z0-9]+)$`)

// draft is an order as a change whose rows have no area yet.
func draft(o written.Order) store.Change {
	c := store.Change{AsOf: o.AsOf, Source: o.Source}
	for _, t := range o.Counts {
		c.Rows = append(c.Rows, store.Row{Count: t.Count, New: &t.People})
	}
	return c
}

// isDraft reports whether a pending change cannot be stored because its area is still asked for.
func isDraft(p store.Pending) bool { return len(p.Change.Rows) > 0 && p.Change.Rows[0].Area == "" }

// orderOf is the order a pending change came from.
func orderOf(c store.Change) written.Order {
	o := written.Order{AsOf: c.AsOf, Source: c.Source}
	for _, r := range c.Rows {
		if r.New != nil {
			o.Counts = append(o.Counts, written.Tally{Count: r.Count, People: *r.New})
		}
	}
	return o
}

// takeDraft goes on with a draft whose area was chosen.
func (t *turn) takeDraft(area, id string) Reply {
	p, err := t.store.Proposed(t.ctx, t.User)
	gone := errors.Is(err, store.ErrNothing) || errors.Is(err, store.ErrExpired)
	switch {
	case err != nil && !gone:
		return t.trouble("read draft", err)
	case gone || p.ID != id || !isDraft(p):
		return t.plain("update.draft_gone")
	}
	if _, ok := t.regency.Area(area); !ok || area == t.regency.Province().Code {
		return t.unknownPlace(area)
	}
	return t.propose(area, orderOf(p.Change), "")
}

// propose shows what an order for an area would do and keeps it until it is confirmed. lead is said first.
func (t *turn) propose(area string, o written.Order, lead string) Reply {
	now, history, err := t.store.Figures(t.ctx)
	if err != nil {
		return t.trouble("read figures", err)
	}
	out := foresee(t.regency, now, history, area, o, t.User, store.Day(t.today()))
	if len(out.refused) > 0 {
		return Reply{Text: t.findingLines("guard.refused_", out.refused)}
	}
	if out.idle {
		return t.plain("update.same", "area", t.fullName(area), "date", locales.Day(t.lang, string(o.AsOf)))
	}
	p, err := t.store.Propose(t.ctx, store.Pending{Author: t.User, Change: out.change, Odd: len(out.odd) > 0, Request: t.ID})
	if err != nil {
		return t.trouble("keep proposal", err)
	}
	label, command := "update.save_button", "/simpan "+p.ID
	if p.Odd {
		label, command = "update.keep_button", "/simpan "+p.ID+" tetap"
	}
	return Reply{
		Text: lead + t.outlookText(out),
		Buttons: [][]Button{{
			{Label: t.say(label), Command: command},
			{Label: t.say("update.cancel_button"), Command: "/batal " + p.ID},
		}},
	}
}
