package handlers

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"ikdbot/locales"
	"ikdbot/store"
)

const (
	holdFor    = 48 * time.Hour // after its slot a report is too old to be sent
	slotsAhead = 7 * 24 * time.Hour
	listedLate = 8 // slots that /jadwal lists in private
)

// slotCommands are for admins in private, and concern all groups of a slot at once:
//
//	/jadwal                            the slots of the coming week, and those held back
//	/jadwal tunda 2026-11-23 08.00     holds that slot's reports back; without a slot the next one's
//	/jadwal kirim 2026-11-23 08.00     sends them now, or when the slot comes
func (t *turn) slotCommands() Reply {
	if !t.isAdmin() {
		if t.wasAdmin {
			return t.plain("desk.away")
		}
		return t.plain("desk.only_group")
	}
	t.reachable()
	bindings, err := t.store.Bindings(t.ctx)
	if err != nil {
		return t.trouble("read bindings", err)
	}
	holds, err := t.store.Holds(t.ctx)
	if err != nil {
		return t.trouble("read holds", err)
	}
	words := append(strings.Fields(strings.ToLower(t.args)), "")
	switch words[0] {
	case "":
		return t.slotList(bindings, holds)
	case "tunda", "hold":
		return t.hold(words[1:len(words)-1], bindings)
	case "kirim", "send":
		return t.unhold(words[1:len(words)-1], bindings, holds)
	}
	return t.plain("schedule.private_usage")
}

// slotList shows the slots of the coming week and those held back, with the buttons to hold and to send.
func (t *turn) slotList(bindings []store.Binding, holds []store.Hold) Reply {
	if len(bindings) == 0 {
		return t.plain("schedule.no_groups")
	}
	held := map[time.Time]bool{}
	var slots []time.Time
	for _, h := range holds {
		held[h.Slot] = true
		slots = append(slots, h.Slot)
	}
	for at := range t.comingSlots(bindings) {
		if !held[at] {
			slots = append(slots, at)
		}
	}
	slices.SortFunc(slots, time.Time.Compare)
	if len(slots) == 0 {
		return t.plain("schedule.nothing_comes")
	}
	r := Reply{Text: t.say("schedule.slots")}
	for i, at := range slots[:min(len(slots), listedLate)] {
		areas := t.areaList(t.dueAt(bindings, at), at)
		key, button := "schedule.slot", Button{Label: t.say("schedule.hold_button_at", "time", t.brief(at)), Command: "/jadwal tunda " + t.slotWords(at)}
		if held[at] {
			key, button = "schedule.slot_held", Button{Label: t.say("schedule.send_button_at", "time", t.brief(at)), Command: "/jadwal kirim " + t.slotWords(at)}
		}
		r.Text += "\n- " + t.say(key, "time", locales.Moment(t.lang, at.In(t.regency.Zone)), "areas", areas)
		if held[at] || i < shownSlots {
			r.Buttons = append(r.Buttons, []Button{button})
		}
	}
	return r
}

// hold holds back the reports of a slot, of all groups at once, and tells the other admins.
func (t *turn) hold(words []string, bindings []store.Binding) Reply {
	at, ok := t.slotOf(words)
	if len(words) == 0 {
		at, ok = t.nextSlot(bindings), true
	}
	due := t.dueAt(bindings, at)
	switch {
	case !ok:
		return t.plain("schedule.private_usage")
	case len(due) == 0:
		return t.plain("schedule.no_such_slot")
	case t.now().Sub(at) >= holdFor:
		return t.plain("schedule.too_old")
	}
	var ids []string
	for _, b := range due {
		ids = append(ids, b.ID)
	}
	h := store.Hold{Slot: at, By: t.User, Until: at.Add(holdFor)}
	waiting, gone, err := t.store.Hold(t.ctx, h, ids...)
	if err != nil {
		return t.trouble("hold reports", err)
	}
	moment := t.slotTime(t.lang, at, due)
	if waiting == 0 {
		return t.plain("schedule.gone_already", "time", moment)
	}
	t.log.Info("reports held", "slot", at, "user", t.User, "waiting", waiting, "gone", gone)
	t.tellOthers(t.holdID(at), "schedule.held_notice", at, due)
	r := Reply{Text: t.say("schedule.held", "time", moment, "n", waiting, "until", locales.Moment(t.lang, h.Until.In(t.regency.Zone)))}
	if gone > 0 {
		r.Text += "\n\n" + t.say("schedule.held_gone", "n", gone)
	}
	r.Buttons = [][]Button{{{Label: t.say("schedule.send_button"), Command: "/jadwal kirim " + t.slotWords(at)}}}
	return r
}

// holdID names a hold in the notice about it: one that is asked for twice began once, and is told once.
func (t *turn) holdID(at time.Time) string {
	holds, err := t.store.Holds(t.ctx)
	i := slices.IndexFunc(holds, func(h store.Hold) bool { return h.Slot.Equal(at) })
	if err != nil || i < 0 {
		return "held/" + t.ID
	}
	return fmt.Sprint("held/", at.Unix(), "/", holds[i].At.UnixMilli())
}

// unhold ends a hold: "kirim sekarang". Without a slot it is the one that is held, if there is one only.
func (t *turn) unhold(words []string, bindings []store.Binding, holds []store.Hold) Reply {
	if len(words) > 0 && (words[0] == "sekarang" || words[0] == "now") {
		words = words[1:]
	}
	at, ok := t.slotOf(words)
	if len(words) == 0 && len(holds) == 1 {
		at, ok = holds[0].Slot, true
	}
	switch {
	case len(holds) == 0:
		return t.plain("schedule.nothing_held")
	case !ok && len(words) == 0:
		r := Reply{Text: t.say("schedule.which_slot")}
		for _, h := range holds {
			label := t.say("schedule.send_button_at", "time", t.brief(h.Slot))
			r.Buttons = append(r.Buttons, []Button{{Label: label, Command: "/jadwal kirim " + t.slotWords(h.Slot)}})
		}
		return r
	case !ok:
		return t.plain("schedule.private_usage")
	}
	n, err := t.store.Unhold(t.ctx, at)
	if errors.Is(err, store.ErrNothing) {
		return t.plain("schedule.not_held")
	}
	if err != nil {
		return t.trouble("send held reports", err)
	}
	t.owed()
	t.log.Info("reports released", "slot", at, "user", t.User, "reports", n)
	due := t.dueAt(bindings, at)
	moment := t.slotTime(t.lang, at, due)
	t.tellOthers("released/"+t.ID, "schedule.released_notice", at, due)
	if at.After(t.now()) {
		return t.plain("schedule.released_early", "time", moment)
	}
	return t.plain("schedule.released", "time", moment)
}

// tellOthers tells the other admins what this one did to a slot of some groups.
func (t *turn) tellOthers(id, key string, at time.Time, due []store.Binding) {
	admins, err := t.Reachable(t.ctx)
	if err != nil {
		t.log.Error("notice not noted", "notice", id, "error", err)
		return
	}
	others := slices.DeleteFunc(admins, func(user string) bool { return user == t.User })
	t.notify(t.ctx, id, others, t.content.Say(locales.Indonesian, key, "number", number(t.User), "time", t.slotTime(locales.Indonesian, at, due)))
}

// held are the slots held back. Where that cannot be read nothing is claimed.
func (t *turn) held() map[time.Time]bool {
	holds, err := t.store.Holds(t.ctx)
	if err != nil {
		t.log.Error("holds not readable", "error", err)
	}
	held := map[time.Time]bool{}
	for _, h := range holds {
		held[h.Slot] = true
	}
	return held
}
