package handlers

import (
	"math"
	"slices"
	"strings"

	"ikdbot/handlers/understand"
	"ikdbot/store"
)

// Masked is the request with personal data taken out of its text, its file name dropped and its location rounded to about a
// kilometre: the only form in which a request may be stored.
func Masked(r Request) Request {
	text, kinds := r.Text, []understand.Kind(nil)
	if !holdsReportCode(text) {
		text, kinds = understand.Mask(text)
	}
	r.Text = text
	for _, k := range kinds {
		if !slices.Contains(r.Personal, string(k)) {
			r.Personal = append(r.Personal, string(k))
		}
	}
	if r.Location != nil {
		r.Location = &Location{rounded(r.Location.Lat), rounded(r.Location.Lng)}
	}
	if r.File != nil {
		file := *r.File
		file.Name = ""
		r.File = &file
	}
	return r
}

func rounded(degrees float64) float64 { return math.Round(degrees*100) / 100 }

// mask takes personal data out of the text before anything else looks at it.
func (t *turn) mask() { t.Request = Masked(t.Request) }

// warned puts the advice to delete the message before a reply, where the message held personal data.
func (t *turn) warned(r Reply) Reply {
	if len(t.Personal) == 0 || r.Silent() {
		return r
	}
	names := make([]string, len(t.Personal))
	for i, kind := range t.Personal {
		names[i] = t.say("privacy." + kind)
	}
	r.Text = t.say("privacy.warning", "what", strings.Join(names, ", ")) + "\n\n" + r.Text
	return r
}

// forget erases what is kept about the chat and says what that was.
func (t *turn) forget() Reply {
	kinds, err := t.store.Forget(t.ctx, t.Chat)
	if err != nil {
		return t.trouble("forget chat", err)
	}
	t.talk, t.was = store.Talk{}, store.Talk{}
	if len(kinds) == 0 {
		return t.plain("privacy.nothing")
	}
	names := make([]string, len(kinds))
	for i, kind := range kinds {
		names[i] = t.say("privacy.kept_" + kind)
	}
	return t.plain("privacy.forgotten", "what", strings.Join(names, ", "))
}

// keeping tells what is kept about a person, why and for how long.
func (t *turn) keeping() Reply {
	r := t.plain("privacy.keeping")
	r.Buttons = [][]Button{{{Label: t.say("privacy.forget_button"), Command: "/hapus"}}}
	return r
}
