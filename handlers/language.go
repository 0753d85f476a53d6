package handlers

import (
	"strings"
	"unicode"

	"ikdbot/handlers/understand"
	"ikdbot/handlers/written"
	"ikdbot/locales"
)

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
		if t.wasAdmin {
			return t.plain("desk.away")
		}
		return t.plain("desk.not_admin")
	}
	t.lang, t.talk.Language = wanted, string(wanted)
	if !t.Private {
		return t.plain("language.changed")
	}
	return t.mainMenu(t.say("language.changed"))
}

// besidesLanguage are the words of a wish for a language next to the language's own name.
const besidesLanguage = `bahasa bhs language basa ke in to pakai pake dengan dgn ganti gantikan ubah switch change speak talk reply answer use write balas jawab
	jawabnya tulis aja saja ae wae dong donk ya deh please pls plis tolong mohon bisa boleh can could do you i want would like mau kah the it
	pak bu min kak mas mbak lebih only just me my this bot yang biar saya paham sorry maaf`

// denials behind a language ask for it, before it they refuse it: "bisa bahasa indonesia ga", "ga bisa bahasa inggris".
const denials = "gak ga gk tidak tdk nggak enggak ndak tak kada no not"

// languageNames are the languages the bot has, by what people call them.
var languageNames = map[string]locales.Language{
	"indonesia": locales.Indonesian, "indo": locales.Indonesian, "indonesian": locales.Indonesian, "indonesianya": locales.Indonesian,
	"inggris": locales.English, "english": locales.English, "inggrisnya": locales.English, "eng": locales.English,
}

// wishedLanguage is the language that a message asks for and says nothing else: "bahasa indonesia aja", "in english please"; "" if
// it is about something else, or names two.
func wishedLanguage(text string) locales.Language {
	var wished locales.Language
	for _, w := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) }) {
		l, named := languageNames[w]
		switch {
		case named && wished != "" && l != wished:
			return ""
		case named:
			wished = l
		case written.Among(w, denials) && wished != "", written.Among(w, besidesLanguage):
		default:
			return ""
		}
	}
	return wished
}

// inWishedLanguage changes the language for a person who asks for it in words; for the count that is a question about the bot.
func (t *turn) inWishedLanguage(read *understand.Reading) (Reply, bool) {
	l := wishedLanguage(t.Text)
	if l == "" || !t.Private || t.Forwarded {
		return Reply{}, false
	}
	read.Settle("bantuan")
	t.args = string(l)
	return t.language(), true
}
