package handlers

import (
	"strings"

	"ikdbot/handlers/written"
)

// agreement is how people say yes to a question that wants a tap; a reason has other words too.
const agreement = "ya iya yaa y ok oke okey setuju betul benar memang lanjut lanjutkan simpan tetap aja saja dong deh pak bu min yes sure save it"

// agrees reports whether a text says yes and nothing else.
func agrees(text string) bool {
	some := false
	for w := range strings.FieldsSeq(text) {
		if !written.Among(strings.Trim(w, ".,!"), agreement) {
			return false
		}
		some = true
	}
	return some
}

// inWords answers an admin who says in plain words what a change that waits is to be told by a tap or a command: yes, or why an odd
// figure is right all the same. Words alone store nothing, for they may have meant something else; they are offered to be tapped.
func (t *turn) inWords() (Reply, bool) {
	asked := len(t.talk.Menu) > 0 && strings.HasPrefix(t.talk.Menu[0], "/simpan ")
	agreed := agrees(t.Text)
	if !t.Private || t.Forwarded || !asked && !agreed || !t.isAdmin() {
		return Reply{}, false
	}
	p, err := t.store.Proposed(t.ctx, t.User)
	if err != nil || isDraft(p) {
		return Reply{}, false
	}
	cancel := Button{Label: t.say("update.cancel_button"), Command: "/batal " + p.ID}
	reason := clip(oneLine(t.withoutPersonal(t.Text)), written.LongestSource)
	switch {
	case !p.Odd:
		return Reply{Text: t.say("update.waits"), Buttons: rows([]Button{{Label: t.say("update.save_button"), Command: "/simpan " + p.ID}, cancel})}, true
	case agreed || !isReason(reason):
		return t.askReason(p), true
	}
	command := "/simpan " + p.ID + " " + reason
	if len(command) > longestCommand {
		return Reply{Text: t.say("update.waits_reason_long"), Buttons: rows([]Button{cancel})}, true
	}
	keep := Button{Label: t.say("update.keep_button"), Command: command}
	return Reply{Text: t.say("update.waits_reason", "reason", reason), Buttons: rows([]Button{keep, cancel})}, true
}
