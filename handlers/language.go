package handlers

import "ikdbot/locales"

// language shows or changes the language of this chat: /bahasa en. In a group only an admin of ours changes it.
func (t *turn) language() Reply {
	wanted, ok := map[string]locales.Language{
		"id": locales.Indonesian, "indonesia": locales.Indonesian, "indonesian": locales.Indonesian,
		"en": locales.English, "inggris": locales.English, "english": locales.English,
	}[t.args]
	if !ok {
		r := t.plain("language.choose")
		r.Buttons = [][]Button{{
			{Label: "Bahasa Indonesia", Command: "/bahasa id"},
			{Label: "English", Command: "/bahasa en"},
		}}
		return r
	}
	if !t.Private && !t.isAdmin() {
		return t.plain("desk.not_admin")
	}
	t.lang, t.talk.Language = wanted, string(wanted)
	if !t.Private {
		return t.plain("language.changed")
	}
	return t.mainMenu(t.say("language.changed"))
}
