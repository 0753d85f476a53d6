package handlers

import (
	"context"
	"encoding/json"
	"fmt"

	"ikdbot/handlers/understand"
)

// Asked is one question as `ask --json` prints it: part of the contract with the outside.
type Asked struct {
	Question     string        `json:"question"` // with personal data masked
	Topic        string        `json:"topic"`    // the best guess, also where the bot asks back
	Confidence   float64       `json:"confidence"`
	Topics       []string      `json:"topics"` // those answered, at most two
	Alternatives []Alternative `json:"alternatives"`
	Areas        []string      `json:"areas"`
	PersonalData []string      `json:"personal_data"`
	AskedBack    bool          `json:"asked_back,omitempty"`
	Reply        string        `json:"reply"` // plain text
}

// Alternative is a topic the question could also be about.
type Alternative struct {
	Topic      string  `json:"topic"`
	Confidence float64 `json:"confidence"`
}

// terminal begins the addresses of chats on the terminal.
const terminal = "ask:"

// Ask answers the n-th question of the terminal as a citizen in a private chat of its own; plain turns small Markdown into
// text.
func (d *Desk) Ask(ctx context.Context, n int, question string, plain func(string) string) (Asked, Reply) {
	chat := fmt.Sprint(terminal, n)
	r := Masked(Request{ID: chat, Chat: chat, User: chat, Private: true, Text: question, At: d.now()})
	t := d.turn(ctx, r)
	reply := t.answer()
	a := Asked{Question: r.Text, PersonalData: append([]string{}, r.Personal...), Reply: plain(reply.Text)}
	if t.read == nil { // a command, or nothing to read
		read := t.mind.Read(r.Text)
		t.read = &read
	}
	a.read(*t.read)
	return a, reply
}

func (a *Asked) read(read understand.Reading) {
	a.Topics = append([]string{}, read.Answer...)
	a.Areas = append([]string{}, read.Areas...)
	a.Alternatives = []Alternative{}
	a.AskedBack = len(read.Answer) == 0
	for _, g := range read.Guesses {
		a.Alternatives = append(a.Alternatives, Alternative(g))
	}
	if len(read.Answer) > 0 {
		a.Topic = read.Answer[0]
	} else if len(a.Alternatives) > 0 {
		a.Topic = a.Alternatives[0].Topic
	}
	for i, g := range a.Alternatives {
		if g.Topic == a.Topic {
			a.Confidence = g.Confidence
			a.Alternatives = append(a.Alternatives[:i:i], a.Alternatives[i+1:]...)
			break
		}
	}
}

// Line is the JSON object, one line.
func (a Asked) Line() (string, error) {
	b, err := json.Marshal(a)
	return string(b), err
}
