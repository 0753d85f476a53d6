package handlers

import (
	"strings"

	"ikdbot/locales"
)

// start greets, says who runs the bot and what it never asks for, and offers the menu.
func (t *turn) start() Reply {
	if t.isAdmin() {
		t.reachable()
	}
	r := t.mainMenu(t.say("start.welcome", "office", t.regency.Office()))
	r.Buttons = append(r.Buttons, []Button{
		{Label: t.say("start.privacy_button"), Command: "/privasi"},
		{Label: t.say("start.language_button"), Command: t.say("start.language_command")},
	})
	return r
}

// reachable notes that an admin has opened a private chat, so that notices can be sent there.
func (t *turn) reachable() {
	if err := t.store.Started(t.ctx, t.User); err != nil {
		t.log.Error("start not noted", "error", err)
	}
}

// mainMenu offers what people ask most and the groups of topics, under the given text.
func (t *turn) mainMenu(text string) Reply {
	choices := t.titles([]string{"syarat", "cara", "lokasi"})
	for _, group := range menuGroups() {
		choices = append(choices, choice{t.say("start.group_" + group), "/menu " + group})
	}
	return t.menu(text, choices)
}

// menuGroups lists the groups of topics in menu order; a topic names its own in its front matter.
func menuGroups() []string { return []string{"mulai", "masalah", "aman", "lain"} }

// menuCommand shows the main menu, or one group of it: /menu masalah.
func (t *turn) menuCommand() Reply {
	var ids []string
	for _, topic := range t.content.Topics(t.lang) {
		if topic.Menu == t.args && t.args != "" {
			ids = append(ids, topic.ID)
		}
	}
	if len(ids) == 0 {
		return t.mainMenu(t.say("start.menu"))
	}
	r := t.menu("**"+locales.Escape(t.say("start.group_"+t.args))+"**", t.titles(ids))
	r.Buttons = append(r.Buttons, []Button{{Label: t.say("start.back_button"), Command: "/menu"}})
	return r
}

// titles are the choices for topics: their titles, and their ids as commands.
func (t *turn) titles(ids []string) []choice {
	var choices []choice
	for _, id := range ids {
		if topic, ok := t.content.Topic(t.lang, id); ok {
			choices = append(choices, choice{topic.Title, "/" + id})
		}
	}
	return choices
}

// help tells what the bot can do here, for this person, and the person's own number, which an operator needs for ADMIN_IDS.
func (t *turn) help() Reply {
	if !t.Private {
		return t.plain("groups.help")
	}
	text := t.topicText("bantuan")
	if t.isAdmin() {
		t.reachable()
		text += "\n\n" + t.say("start.admin_help")
	}
	return t.mainMenu(text + "\n\n" + t.say("start.your_number", "number", locales.Markup("`"+number(t.User)+"`")))
}

// number is the platform's own part of an address: 99 of "telegram:99".
func number(address string) string {
	_, id, _ := strings.Cut(address, ":")
	return id
}
