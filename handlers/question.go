package handlers

import (
	"slices"
	"strings"
	"unicode"

	"ikdbot/handlers/understand"
	"ikdbot/handlers/written"
	"ikdbot/locales"
)

// question answers free text: the topics it is surely about, else it asks back with the nearest ones, then the menu, then
// the way to a person. It never goes round in a circle.
func (t *turn) question() Reply {
	if !strings.ContainsFunc(t.Text, unicode.IsLetter) {
		return t.wordless()
	}
	if command := t.plainCommand(); command != "" {
		t.Text = command
		return t.answer()
	}
	if r, ok := t.inWords(); ok {
		return t.warned(r)
	}
	heard := t.memory.of(t.mind, t.Text)
	read := heard.reading
	t.read = &read
	if r, ok := t.inWishedLanguage(&read); ok {
		t.talk.Misses = 0
		return t.warned(r)
	}
	t.speak(read.Language)
	if r, ok := t.scamReply(&read, heard.suspicion); ok {
		t.talk.Misses = 0
		return t.warned(r)
	}
	if len(read.Answer) == 0 || outside(read) {
		t.talk.Misses++
		return t.warned(t.askBack(read, t.missed(read)))
	}
	t.talk.Misses = 0
	return t.warned(t.answered(read))
}

// thirdFrom is how likely a third topic has to be for it to be asked about: two are enough where the others are far off.
const thirdFrom = 0.03

// wordless answers a question mark, a smile or a number that no menu has: with the menu, and nobody is taken for lost.
func (t *turn) wordless() Reply {
	if !t.Private {
		return Reply{}
	}
	return t.mainMenu(t.say("start.menu"))
}

// aloneCommands are those that an admin may write without the slash where nothing follows.
const aloneCommands = "simpan batal urungkan status kirim riwayat ekspor takterjawab jadwal laporan"

// plainCommand is what an admin in a hurry means who leaves out the slash: "update seranau 95", "simpan", "status".
func (t *turn) plainCommand() string {
	text := strings.TrimSpace(t.Text)
	word, rest, _ := strings.Cut(strings.ToLower(text), " ")
	alone := written.Among(word, aloneCommands)
	if !t.Private || t.Forwarded || word != "update" && !alone || alone == (rest != "") || !t.isAdmin() {
		return ""
	}
	return "/" + text
}

// speak follows the language of the message itself, in private; a group keeps its own.
func (t *turn) speak(l locales.Language) {
	if l == "" || !t.Private || l == t.lang {
		return
	}
	t.lang, t.talk.Language = l, string(l)
}

// answered is the reply to a question that was understood.
func (t *turn) answered(read understand.Reading) Reply {
	if slices.Equal(read.Answer, []string{"sapaan"}) || slices.Equal(read.Answer, []string{"bantuan"}) {
		return t.mainMenu(t.topicText(read.Answer[0]))
	}
	if slices.Contains(read.Answer, "lokasi") && len(read.Answer) == 1 {
		return t.where(read.Areas)
	}
	return t.topics(read.Answer, read.Areas)
}

// outside reports whether the message is about something else altogether.
func outside(read understand.Reading) bool { return slices.Equal(read.Answer, []string{"luar_topik"}) }

// askBack offers the nearest topics, then the menu, then a person. missed is the id of the question, as far as it is kept.
func (t *turn) askBack(read understand.Reading, missed string) Reply {
	switch {
	case t.talk.Misses == 1 && outside(read):
		return Reply{Text: t.topicText("luar_topik"), Buttons: [][]Button{{{Label: t.say("topic.menu_button"), Command: "/menu"}}}}
	case t.talk.Misses == 1 && len(read.Guesses) > 1:
		var near []string
		for _, g := range read.Guesses {
			far := len(near) == 2 && g.Confidence < thirdFrom
			if !slices.Contains([]string{"luar_topik", "sapaan", "terima_kasih", "bantuan"}, g.Topic) && len(near) < 3 && !far {
				near = append(near, g.Topic)
			}
		}
		r := t.menu(t.say("question.did_you_mean"), t.nearest(near, missed))
		r.Buttons = append(r.Buttons, []Button{{Label: t.say("topic.menu_button"), Command: "/menu"}})
		return r
	case t.talk.Misses <= 2:
		return t.mainMenu(t.say("question.still_unsure"))
	}
	t.talk.Misses = 0
	r := t.topics([]string{"petugas"}, nil)
	r.Text = t.say("question.ask_person") + "\n\n" + r.Text
	return r
}
