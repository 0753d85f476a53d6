package handlers

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"ikdbot/handlers/guard"
	"ikdbot/handlers/written"
	"ikdbot/locales"
	"ikdbot/store"
)

// submit hands a large import to a second admin, and tells the others that it waits.
func (t *turn) submit(id, reason string) Reply {
	r, err := t.store.Submit(t.ctx, t.User, id, reason)
	if err != nil {
		return t.notReviewed(r, id, err)
	}
	t.log.Info("change submitted", "review", id, "user", t.User, "areas", areasOf(r.Change))
	return t.submitted(r)
}

// submitted says that a change waits for somebody else; told again it tells the others once.
func (t *turn) submitted(r store.Review) Reply {
	others := t.others(r.Author)
	t.notify(t.ctx, "review/"+r.ID, others, t.content.Say(locales.Indonesian, "import.review_notice", "who", number(r.Author),
		"figures", len(r.Change.Rows), "areas", areasOf(r.Change), "time", t.Moment(r.Submitted.Add(store.ReviewFor))),
		store.Button{Label: t.content.Say(locales.Indonesian, "import.look_button"), Command: "/setujui"})
	key := "import.submitted"
	switch {
	case t.alone():
		key = "import.submitted_alone"
	case len(others) == 0:
		key = "import.submitted_unheard"
	}
	return Reply{
		Text:    t.say(key, "time", locales.Moment(t.lang, r.Submitted.Add(store.ReviewFor).In(t.regency.Zone))),
		Buttons: [][]Button{{{Label: t.say("import.withdraw_button"), Command: "/tolak " + r.ID}}},
	}
}

// others are the admins who may be written to, but one.
func (t *turn) others(user string) []string {
	users, err := t.Reachable(t.ctx)
	if err != nil {
		t.log.Error("admins not readable", "error", err)
	}
	return slices.DeleteFunc(users, func(u string) bool { return u == user })
}

// approve is what a second admin does about a large import: /setujui shows the one that waits longest, /setujui <id> [reason] stores
// it, and so does /setujui alasan ... What the notice tells is not enough to agree to, so it asks for /setujui, which shows the whole.
func (t *turn) approve() Reply {
	id, reason := saveArgs(t.args)
	if id == "" && reason == "" {
		return t.waiting()
	}
	if id == "" {
		open, err := t.store.Reviews(t.ctx)
		if err != nil {
			return t.trouble("read reviews", err)
		}
		i := slices.IndexFunc(open, func(r store.Review) bool { return r.Author != t.User })
		if i < 0 {
			return t.plain("import.none_waits")
		}
		id = open[i].ID
	}
	c, err := t.store.Approve(t.ctx, t.User, id, clip(t.withoutPersonal(reason), written.LongestSource))
	if err != nil {
		r, _ := t.store.Review(t.ctx, id)
		return t.notReviewed(r, id, err)
	}
	t.log.Info("figures changed", "change", c.N, "user", c.Author, "approver", t.User)
	told := "import.approved_notice"
	if c.Uncopied {
		told = "copies.approved_notice"
	}
	t.notify(t.ctx, "approved/"+id, []string{c.Author}, t.content.Say(locales.Indonesian, told, "who", number(t.User), "n", numberOf(c.N)))
	reply := t.savedRows(c)
	reply.Buttons = t.historyButton()
	return t.offerCorrection(reply, c.N)
}

// historyButton stands where there is nothing to undo: what was approved is the author's to take back.
func (t *turn) historyButton() [][]Button {
	return [][]Button{{{Label: t.say("update.history_button"), Command: "/riwayat"}}}
}

// waiting shows the change that waits longest for this admin, with everything they need to judge it.
func (t *turn) waiting() Reply {
	open, err := t.store.Reviews(t.ctx)
	if err != nil {
		return t.trouble("read reviews", err)
	}
	mine := slices.IndexFunc(open, func(r store.Review) bool { return r.Author == t.User })
	others := slices.DeleteFunc(slices.Clone(open), func(r store.Review) bool { return r.Author == t.User })
	switch {
	case len(others) > 0:
		return t.reviewed(others[0], t.moreWaiting(len(others)-1))
	case mine >= 0:
		return t.submitted(open[mine])
	}
	return t.plain("import.none_waits")
}

func (t *turn) moreWaiting(n int) string {
	if n == 0 {
		return ""
	}
	return t.say("import.more_wait", "n", n)
}

// reviewed shows a change that waits next to the figures as they are now. Where they moved since it was submitted, what is approved
// is what is shown here.
func (t *turn) reviewed(r store.Review, lead string) Reply {
	now, history, err := t.store.Figures(t.ctx)
	if err != nil {
		return t.trouble("read figures", err)
	}
	d := compare(t.regency, now, history, unfolded(r.Change), store.Day(t.today()))
	if len(d.change.Rows) == 0 {
		if _, err := t.store.TurnDown(t.ctx, t.User, r.ID); err != nil {
			return t.trouble("close review", err)
		}
		return t.plain("import.review_same")
	}
	if !reflect.DeepEqual(d.change.Rows, r.Change.Rows) {
		if r, err = t.store.Amend(t.ctx, r.ID, d.change, len(d.Of(guard.Odd)) > 0); err != nil {
			return t.notReviewed(r, r.ID, err)
		}
	}
	who := t.say("import.review_of", "who", number(r.Author), "time", locales.Moment(t.lang, r.Submitted.In(t.regency.Zone)))
	if r.Change.Reason != "" {
		who += "\n" + t.say("update.reason", "reason", r.Change.Reason)
	}
	reply := t.shown(arrival{lead: stacked(lead, who)}, d, t.say("import.ask_approve"))
	reply.Buttons = [][]Button{{
		{Label: t.say("import.approve_button"), Command: "/setujui " + r.ID},
		{Label: t.say("import.reject_button"), Command: "/tolak " + r.ID},
	}}
	return reply
}

// turnDown ends what waits for approval: /tolak <id>. Its author takes it back that way.
func (t *turn) turnDown() Reply {
	id, _, _ := strings.Cut(t.args, " ")
	if id == "" {
		return t.waiting()
	}
	r, err := t.store.TurnDown(t.ctx, t.User, id)
	if err != nil {
		return t.notReviewed(r, id, err)
	}
	if r.Author == t.User {
		return t.plain("import.withdrawn")
	}
	t.log.Info("change turned down", "review", id, "user", t.User)
	t.notify(t.ctx, "rejected/"+id, []string{r.Author}, t.content.Say(locales.Indonesian, "import.rejected_notice", "who", number(t.User)))
	return t.plain("import.rejected", "who", number(r.Author))
}

// notReviewed says why a change that waits for approval was not taken further.
func (t *turn) notReviewed(r store.Review, id string, err error) Reply {
	var already *store.Already
	var stale *store.Stale
	var closed *store.Closed
	switch {
	case errors.As(err, &already):
		return Reply{Text: t.storedBefore(already), Buttons: t.historyButton()}
	case errors.As(err, &closed) && closed.By == r.Author:
		return t.plain("import.was_withdrawn")
	case errors.As(err, &closed):
		return t.plain("import.was_rejected", "who", number(closed.By))
	case errors.As(err, &stale):
		return t.reviewed(r, t.say("update.moved"))
	case errors.Is(err, store.ErrOwn):
		return t.plain("import.own")
	case errors.Is(err, store.ErrExpired):
		return t.plain("import.review_expired")
	case errors.Is(err, store.ErrNothing):
		return t.plain("import.no_review")
	case errors.Is(err, store.ErrReason):
		return t.askReasonFor("/setujui "+id, "/tolak "+id)
	case errors.Is(err, store.ErrBusy):
		return t.plain("update.busy")
	case errors.Is(err, store.ErrAway):
		t.log.Error("redis away", "doing", "review change")
		return t.plain("update.away")
	}
	return t.trouble(fmt.Sprintf("review change %s", id), err)
}

// askReasonFor asks why an odd change is right all the same; command goes on with the reason.
func (t *turn) askReasonFor(command, cancel string) Reply {
	r := t.plain("import.ask_reason")
	for _, key := range []string{"correction", "official", "slip"} {
		reason := t.say("update.reason_" + key)
		r.Buttons = append(r.Buttons, []Button{{Label: reason, Command: command + " " + reason}})
	}
	r.Buttons = append(r.Buttons, []Button{{Label: t.say("update.cancel_button"), Command: cancel}})
	return r
}
