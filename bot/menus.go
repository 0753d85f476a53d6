package bot

import (
	"ikdbot/handlers"
	"ikdbot/locales"
)

// CommandLists are the lists clients offer after "/", per audience and language; admins are the addresses of those whose
// private chats show the admin's list.
func CommandLists(c *locales.Content, admins []string) []Commands {
	var lists []Commands
	for _, l := range []locales.Language{locales.Indonesian, locales.English} {
		code := string(l)
		if l == locales.Indonesian {
			code = "" // the fallback for clients in every other language
		}
		add := func(scope string, a handlers.Audience) {
			list := Commands{Scope: scope, Language: code}
			for _, name := range handlers.CommandList(a) {
				list.Items = append(list.Items, Item{Name: name, About: c.Say(l, "commands."+name)})
			}
			lists = append(lists, list)
		}
		add(InPrivate, handlers.Citizens)
		add(InGroups, handlers.Groups)
		for _, admin := range admins {
			add(admin, handlers.Admins)
		}
	}
	return lists
}
