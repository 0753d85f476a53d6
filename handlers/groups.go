package handlers

import (
	"context"
	"strings"

	"ikdbot/locales"
	"ikdbot/store"
)

// event answers what happened to a chat: the bot came, went, or the chat moved.
func (d *Desk) event(ctx context.Context, r Request) Reply {
	t := d.turn(ctx, r)
	switch {
	case r.Event == Moved:
		if err := d.store.MoveChat(ctx, r.Chat, r.NewChat); err != nil {
			d.log.Error("chat not moved", "error", err)
		}
	case r.Event == Removed && !r.Private:
		t.paused("removed")
	case r.Event == Added && !r.Private:
		return t.joined()
	}
	return Reply{}
}

// joined introduces the bot to a group, or takes up the reports it had stopped when it was removed.
func (t *turn) joined() Reply {
	bound, err := t.boundTo(t.Chat)
	if err != nil {
		t.log.Error("binding not readable", "error", err)
	}
	for _, b := range bound {
		if b.Paused == "" {
			continue // the news came late, or twice: what is owed meanwhile stays owed
		}
		if _, err := t.store.Resume(t.ctx, b.ID, t.now()); err != nil {
			t.log.Error("binding not resumed", "error", err)
		}
	}
	if len(bound) > 0 {
		r := t.plain("groups.back", "area", t.regency.Label(bound[0].Area))
		if bound[0].PausedUntil.After(t.now()) {
			r.Text += "\n\n" + t.say("schedule.paused", "date", t.lastDay(bound[0]))
		}
		return r
	}
	return t.plain("groups.hello", "office", t.regency.Office())
}

// paused stops the reports to a group that removed the bot, and tells the admins.
func (t *turn) paused(why string) {
	bound, err := t.boundTo(t.Chat)
	if err != nil {
		t.log.Error("binding not readable", "error", err)
		return
	}
	for _, b := range bound {
		if b.Paused != "" {
			continue
		}
		if _, err := t.store.Pause(t.ctx, b.ID, why); err != nil {
			t.log.Error("binding not paused", "error", err)
			continue
		}
		id := "paused/" + b.ID + "/" + t.now().UTC().Format("20060102T1504")
		t.Tell(t.ctx, id, "groups.paused_notice", "binding", b.ID, "area", t.regency.Label(b.Area))
	}
}

// boundTo lists the bindings of a chat: its own and those of its forum topics.
func (t *turn) boundTo(chat string) ([]store.Binding, error) {
	all, err := t.store.Bindings(t.ctx)
	var mine []store.Binding
	for _, b := range all {
		if b.Chat == chat || strings.HasPrefix(b.Chat, chat+"/") {
			mine = append(mine, b)
		}
	}
	return mine, err
}

// mayManage says why this person may not manage the group's binding; ok if they may.
func (t *turn) mayManage() (no Reply, ok bool) {
	if t.Anonymous {
		return t.plain("groups.anonymous"), false
	}
	if !t.isAdmin() {
		if t.wasAdmin {
			return t.plain("desk.away"), false
		}
		t.log.Warn("command refused", "command", "group management", "user", t.User, "why", "not an admin")
		return t.plain("groups.not_admin"), false
	}
	return Reply{}, true
}

// register binds this group, or this forum topic, to an area: /daftarkan Baamang.
func (t *turn) register() Reply {
	if no, ok := t.mayManage(); !ok {
		return no
	}
	if t.args == "" {
		return t.plain("groups.register_usage")
	}
	found := t.mind.Find(t.args)
	switch {
	case len(found) == 0:
		return t.plain("groups.unknown_area", "name", t.asked())
	case len(found) > 1:
		return t.whichArea(found, "/daftarkan ")
	}
	return t.bind(found[0])
}

// bind links this group to an area. One that is linked already keeps its schedule and is told what it was linked to; linking it to
// the same area again changes nothing.
func (t *turn) bind(area string) Reply {
	b, bound, err := t.store.BindingOf(t.ctx, t.Chat)
	if err != nil {
		return t.trouble("read binding", err)
	}
	key, was := "groups.bound", b.Area
	switch {
	case bound && was == area && b.Paused == "":
		key, b.Uncopied = "groups.bound_already", !t.store.Copied(t.ctx)
	default:
		if bound && was != area {
			key = "groups.bound_instead"
		}
		wanted := store.Binding{Chat: t.Chat, Area: area, Since: t.now(), By: t.User}
		if !bound {
			wanted.Schedule = t.schedule
		}
		if b, err = t.store.Bind(t.ctx, wanted); err != nil {
			return t.trouble("bind group", err)
		}
	}
	r := Reply{
		Text: t.say(key, "area", t.regency.Label(area), "was", t.regency.Label(was), "schedule", locales.Markup(t.scheduleText(b))),
		Buttons: [][]Button{
			{{Label: t.say("groups.report_button"), Command: "/laporan"}, {Label: t.say("groups.schedule_button"), Command: "/jadwal"}},
		},
	}
	return t.sayUncopied(r, b.Uncopied)
}

// unregister stops the reports to this group: /berhenti.
func (t *turn) unregister() Reply {
	if no, ok := t.mayManage(); !ok {
		return no
	}
	b, found, err := t.store.Unbind(t.ctx, t.Chat)
	if err != nil {
		return t.trouble("unbind group", err)
	}
	if !found {
		return t.sayUncopied(t.plain("groups.not_bound"), b.Uncopied)
	}
	return t.sayUncopied(t.plain("groups.stopped", "area", t.regency.Label(b.Area)), b.Uncopied)
}
