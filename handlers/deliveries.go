package handlers

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"

	"ikdbot/store"
)

// listed is how many deliveries a page of /kirim shows.
const listed = 10

// pageArgs is a page of /kirim: that from which on so many are left. verdictArgs is what an admin decided about a delivery, and about
// which attempt; the first needs no number.
var (
	pageArgs    = regexp.MustCompile(`^(?:sisa|left) ([0-9]{1,9})$`)
	verdictArgs = regexp.MustCompile(`^(\S+) (sudah|ulang)(?: ([0-9]{1,9}))?$`)
)

// deliveries lists what could not be delivered surely, and lets an admin settle it:
//
//	/kirim                    the newest of them
//	/kirim sisa 23            the page from which on 23 are left
//	/kirim ID sudah|ulang 2   the second attempt to send it did arrive, or it shall be sent once more
func (t *turn) deliveries() Reply {
	if m := verdictArgs.FindStringSubmatch(t.args); m != nil {
		attempt, _ := strconv.Atoi(m[3])
		return t.settle(m[1], m[2], max(attempt, 1))
	}
	m := pageArgs.FindStringSubmatch(t.args)
	if t.args != "" && m == nil {
		return t.plain("status.deliveries_usage")
	}
	var left int64
	if m != nil {
		left, _ = strconv.ParseInt(m[1], 10, 64)
	}
	page, before, after, err := t.store.Unsettled(t.ctx, left, listed)
	if err != nil {
		return t.trouble("read ledger", err)
	}
	if len(page) == 0 {
		return t.plain("status.all_delivered")
	}
	return t.deliveriesPage(page, before, after)
}

// deliveriesPage is a page of what is not certain, with a button for each verdict and one for the next page.
func (t *turn) deliveriesPage(page []store.Entry, before, after int64) Reply {
	r := Reply{Text: t.say("status.deliveries")}
	if before+after > 0 {
		shown := before + int64(len(page))
		r.Text += "\n" + t.say("status.deliveries_shown", "from", before+1, "to", shown, "all", shown+after)
	}
	for _, e := range page {
		r.Text += "\n\n" + t.deliveryLine(e)
		if e.State != store.Unclear {
			continue
		}
		r.Buttons = append(r.Buttons, []Button{
			{Label: t.say("status.arrived_button", "what", t.deliveryName(e)), Command: verdictOn(e, "sudah")},
			{Label: t.say("status.again_button"), Command: verdictOn(e, "ulang")},
		})
	}
	if after > 0 {
		next := Button{Label: t.say("status.deliveries_button", "n", after), Command: fmt.Sprint("/kirim sisa ", after)}
		r.Buttons = append(r.Buttons, []Button{next})
	}
	return r
}

// verdictOn is the command of a button. It names the attempt that the list tells of, so that a tap on an old list decides nothing about
// what became of a later one.
func verdictOn(e store.Entry, verdict string) string {
	command := "/kirim " + e.ID + " " + verdict
	if e.Attempt() > 1 {
		command += fmt.Sprint(" ", e.Attempt())
	}
	return command
}

func (t *turn) deliveryLine(e store.Entry) string {
	return t.say("status.delivery_"+string(e.State),
		"what", t.deliveryName(e), "time", t.dueTime(t.lang, e.Due, e.Zone), "why", e.Why)
}

func (t *turn) deliveryName(e store.Entry) string {
	if e.Area != "" {
		return t.regency.Label(e.Area)
	}
	return t.say("status.notice")
}

// settle records what an admin found out about an attempt to send something.
func (t *turn) settle(id, verdict string, attempt int) Reply {
	state := map[string]store.State{"sudah": store.Sent, "ulang": store.Owed}[verdict]
	_, err := t.store.Resolve(t.ctx, id, attempt, state)
	switch {
	case errors.Is(err, store.ErrNothing):
		return t.plain("status.settled_gone")
	case errors.Is(err, store.ErrLater):
		return t.plain("status.settled_later")
	case err != nil:
		return t.trouble("settle delivery", err)
	}
	t.owed()
	t.log.Info("delivery settled", "entry", id, "state", string(state), "user", t.User)
	return t.plain("status.settled_" + verdict)
}
