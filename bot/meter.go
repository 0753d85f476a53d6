package bot

import (
	"errors"
	"net/http"
	"strings"
	"time"

	"ikdbot/handlers"
)

// Meter counts what a Bot does, for those who watch it from outside. Nothing it is told names a person or a chat.
type Meter interface {
	// Received: a request came in, of a kind such as "text" or "tap".
	Received(kind string)
	// Answered: its answer has been sent, or given up, so long after it came in; about is handlers.Reply.About.
	Answered(about string, took time.Duration)
	// Sent: an attempt to send a message came to "sent" or to a Verdict.
	Sent(kind, outcome string)
	// Retried: a message is tried again.
	Retried()
}

// The kinds of messages a Bot sends: an answer, or a further part of a long message that was sent unasked.
const (
	anAnswer = "answer"
	aPart    = "part"
)

// noMeter counts nothing.
type noMeter struct{}

func (noMeter) Received(string)                {}
func (noMeter) Answered(string, time.Duration) {}
func (noMeter) Sent(string, string)            {}
func (noMeter) Retried()                       {}

// Outcome is what an attempt to send came to, in a word: "sent" or the Verdict.
func Outcome(err error) string {
	if err == nil {
		return "sent"
	}
	failure := &SendError{Do: Unclear}
	errors.As(err, &failure)
	return failure.Do.String()
}

// kindOf is what a request is, for counting.
func kindOf(r handlers.Request) string {
	switch {
	case r.Event != "":
		return "event"
	case r.Edited:
		return "edit"
	case r.Tap != "":
		return "tap"
	case r.Location != nil:
		return "location"
	case r.File != nil:
		return "file"
	case r.Other != "":
		return "other"
	case strings.HasPrefix(r.Text, "/"):
		return "command"
	}
	return "text"
}

// trouble is the kind of a failed call, for counting: it never left, its answer was lost or came from a gateway, or what Telegram
// said.
func (f *failure) trouble() string {
	switch {
	case !f.left:
		return "connect"
	case !f.answered && f.code == 0:
		return "lost"
	case !f.answered:
		return "gateway"
	case f.refusesToken():
		return "token"
	case f.code == http.StatusTooManyRequests || f.after > 0:
		return "flood"
	case f.code == http.StatusConflict:
		return "conflict"
	case f.code >= http.StatusInternalServerError:
		return "server"
	}
	return "refused"
}
