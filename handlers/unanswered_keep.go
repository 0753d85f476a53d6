package handlers

import (
	"regexp"
	"strings"
	"unicode"

	"ikdbot/handlers/understand"
	"ikdbot/store"
)

// longestMissed is how many letters of a question that was not understood are kept: a story says more about its teller than
// about the question.
const longestMissed = 300

// introduction is where people write a name, with up to three words of it. "nama saya salah" and the like tell no name.
var introduction = regexp.MustCompile(`(?i)\b((?:nama (?:saya|sy|aku|ibu|bapak|ayah|suami|istri|anak)(?: saya)?|atas nama|a/n|a\.n\.?|my name is)[ :=]+)` +
	`(\pL[\pL'’.]*)((?: \pL[\pL'’.]*){0,2})`)

// noName are words that follow "nama saya" without being a name.
var noName = regexp.MustCompile(`(?i)^(salah|beda|tidak|tdk|ga|gak|nggak|kok|di|pada|yang|yg|belum|blm|sudah|udah|kurang|ganti|diganti|berubah|saya|sendiri|` +
	`ejaannya|dan|tertukar|hilang|keliru)$`)

// namePlace stands where a name stood.
const namePlace = "[nama]"

// keepable is a question as it may be kept: without personal data, without a name that somebody gives, and not too long.
func keepable(read understand.Reading) string {
	text := introduction.ReplaceAllStringFunc(read.Masked, func(s string) string {
		m := introduction.FindStringSubmatch(s)
		if noName.MatchString(m[2]) {
			return s
		}
		return m[1] + namePlace
	})
	return clip(strings.Join(strings.Fields(text), " "), longestMissed)
}

// missed keeps a question that was not understood and returns its id, "" where it is not kept: what was passed on was written by
// somebody else, a number alone teaches nothing, and while Redis is away nothing is kept at all.
func (t *turn) missed(read understand.Reading) string {
	if t.Forwarded || outside(read) || !strings.ContainsFunc(read.Masked, unicode.IsLetter) {
		return ""
	}
	text := keepable(read)
	if !t.counts() {
		return store.MissedID(text)
	}
	id, err := t.store.Miss(t.ctx, text)
	if err != nil {
		t.log.Warn("missed question not kept", "error", err)
		return ""
	}
	return id
}

// nearest are the topics somebody is asked back about. The buttons carry which question it was, so that the choice can be
// counted with it though nobody remembers who asked.
func (t *turn) nearest(ids []string, missed string) []choice {
	choices := t.titles(ids)
	if missed == "" {
		return choices
	}
	for i, c := range choices {
		choices[i].command = "/maksud " + missed + " " + strings.TrimPrefix(c.command, "/")
	}
	return choices
}

// meant answers the topic somebody chose after being asked back, and counts the choice as a hint for the admins: /maksud id topic.
func (t *turn) meant() Reply {
	id, topic, _ := strings.Cut(t.args, " ")
	if _, ok := t.content.Topic(t.lang, topic); !ok {
		return t.mainMenu(t.say("desk.unknown_command"))
	}
	if t.counts() {
		if err := t.store.Chose(t.ctx, id, topic); err != nil {
			t.log.Warn("choice not counted", "error", err)
		}
	}
	t.Text = "/" + topic
	return t.answer()
}
