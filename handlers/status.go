package handlers

import (
	"errors"
	"strings"

	"ikdbot/locales"
	"ikdbot/store"
)

// listed is how many deliveries /kirim shows.
const listed = 10

// beginAnew is the answer "start anew" to the question an empty store asks; from then on reports are sent.
func (t *turn) beginAnew() Reply {
	if err := t.store.AnswerBeginning(t.ctx); err != nil {
		return t.trouble("answer beginning", err)
	}
	t.log.Info("started anew", "user", t.User)
	return t.plain("status.begun")
}

// deliveries lists what could not be delivered surely, and lets an admin settle it: /kirim [id sudah|ulang].
func (t *turn) deliveries() Reply {
	if id, verdict, ok := strings.Cut(t.args, " "); ok {
		return t.settle(id, verdict)
	}
	unclear, err := t.store.InState(t.ctx, store.Unclear, listed)
	if err != nil {
		return t.trouble("read ledger", err)
	}
	failed, err := t.store.InState(t.ctx, store.Failed, listed)
	if err != nil {
		return t.trouble("read ledger", err)
	}
	if len(unclear)+len(failed) == 0 {
		return t.plain("status.all_delivered")
	}
	r := Reply{Text: t.say("status.deliveries")}
	for _, e := range append(unclear, failed...) {
		r.Text += "\n\n" + t.deliveryLine(e)
	}
	for _, e := range unclear {
		r.Buttons = append(r.Buttons, []Button{
			{Label: t.say("status.arrived_button", "what", t.deliveryName(e)), Command: "/kirim " + e.ID + " sudah"},
			{Label: t.say("status.again_button"), Command: "/kirim " + e.ID + " ulang"},
		})
	}
	return r
}

func (t *turn) deliveryLine(e store.Entry) string {
	return t.say("status.delivery_"+string(e.State),
		"what", t.deliveryName(e), "time", locales.Moment(t.lang, e.Due.In(t.regency.Zone)), "why", e.Why)
}

func (t *turn) deliveryName(e store.Entry) string {
	if e.Area != "" {
		return t.regency.Label(e.Area)
	}
	return t.say("status.notice")
}

// settle records what an admin found out about an unclear delivery.
func (t *turn) settle(id, verdict string) Reply {
	state := map[string]store.State{"sudah": store.Sent, "ulang": store.Owed}[verdict]
	if state == "" {
		return t.plain("status.deliveries_usage")
	}
	_, err := t.store.Resolve(t.ctx, id, state)
	if errors.Is(err, store.ErrNothing) {
		return t.plain("status.settled_gone")
	}
	if err != nil {
		return t.trouble("settle delivery", err)
	}
	t.log.Info("delivery settled", "entry", id, "state", string(state), "user", t.User)
	return t.plain("status.settled_" + verdict)
}
