package handlers

import (
	"regexp"
	"slices"
	"strings"

	"ikdbot/locales"
	"ikdbot/store"
)

// adminArgs is what to do with whose number.
var adminArgs = regexp.MustCompile(`^(tambah|add|hapus|remove)\s+(\S+)$`)

// personNumber is a Telegram user's number. Groups have negative ones.
var personNumber = regexp.MustCompile(`^[1-9][0-9]{0,15}$`)

// admins lists who may change figures, and lets the people of ADMIN_IDS add and remove others: /admin tambah 99, /admin hapus 99.
func (t *turn) admins() Reply {
	if t.args == "" {
		return t.adminList()
	}
	m := adminArgs.FindStringSubmatch(strings.ToLower(t.args))
	switch {
	case m == nil:
		return t.plain("admin.usage")
	case !t.isFounder():
		t.log.Warn("command refused", "command", "admin", "user", t.User, "why", "not of ADMIN_IDS")
		return t.plain("admin.founders_only")
	case !personNumber.MatchString(m[2]):
		return t.plain("admin.no_number")
	}
	channel, _, _ := strings.Cut(t.User, ":")
	if m[1] == "tambah" || m[1] == "add" {
		return t.addAdmin(channel + ":" + m[2])
	}
	return t.removeAdmin(channel + ":" + m[2])
}

func (t *turn) adminList() Reply {
	added, err := t.store.Admins(t.ctx)
	if err != nil {
		return t.trouble("read admins", err)
	}
	lines := []string{t.say("admin.title"), ""}
	for _, user := range t.founders {
		lines = append(lines, "- "+t.say("admin.founder", "number", number(user))+t.unstarted(user))
	}
	r := Reply{}
	for _, a := range added {
		day := locales.Day(t.lang, string(store.Day(a.At.In(t.regency.Zone))))
		lines = append(lines, "- "+t.say("admin.added_by", "number", number(a.User), "by", number(a.By), "date", day)+t.unstarted(a.User))
		if t.isFounder() && len(r.Buttons) < 10 {
			label := t.say("admin.remove_button", "number", number(a.User))
			r.Buttons = append(r.Buttons, []Button{{Label: label, Command: "/admin hapus " + number(a.User)}})
		}
	}
	hint := "admin.ask_founder"
	if t.isFounder() {
		hint = "admin.usage"
	}
	r.Text = strings.Join(append(lines, "", t.say(hint)), "\n")
	return r
}

// unstarted marks an admin whom the bot may not write to yet. Where that cannot be read nothing is claimed.
func (t *turn) unstarted(user string) string {
	started, err := t.store.HasStarted(t.ctx, user)
	if err != nil {
		t.log.Error("start not readable", "error", err)
		return ""
	}
	if started {
		return ""
	}
	return " " + t.say("admin.not_started")
}

func (t *turn) addAdmin(user string) Reply {
	if slices.Contains(t.founders, user) {
		return t.plain("admin.is_founder", "number", number(user))
	}
	noted, err := t.store.AddAdmin(t.ctx, user, t.User)
	if err != nil {
		return t.trouble("add admin", err)
	}
	if !noted.Changed {
		return t.sayUncopied(t.plain("admin.is_admin", "number", number(user)), noted.Uncopied)
	}
	t.log.Info("admin added", "admin", user, "user", t.User)
	r := t.plain("admin.added", "number", number(user))
	if t.unstarted(user) != "" {
		r.Text += "\n\n" + t.say("admin.added_not_started")
	}
	return t.sayUncopied(r, noted.Uncopied)
}

func (t *turn) removeAdmin(user string) Reply {
	if slices.Contains(t.founders, user) {
		return t.plain("admin.founder_stays", "number", number(user))
	}
	noted, err := t.store.RemoveAdmin(t.ctx, user)
	if err != nil {
		return t.trouble("remove admin", err)
	}
	if !noted.Changed {
		return t.sayUncopied(t.plain("admin.is_none", "number", number(user)), noted.Uncopied)
	}
	t.log.Info("admin removed", "admin", user, "user", t.User)
	return t.sayUncopied(t.plain("admin.removed", "number", number(user)), noted.Uncopied)
}
