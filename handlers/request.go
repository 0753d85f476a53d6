package handlers

import "time"

// Request is one thing a person or a chat did: a message, a tapped button, a membership change. It names no platform:
// the channel that received it has already turned its own form into this one.
type Request struct {
	ID   string // channel-wide id of the update, "telegram:4711"; the same update delivered twice has the same ID
	Chat string // address to answer to, "telegram:-1001234" or "telegram:-1001234/7" for a forum topic
	User string // who did it, "telegram:99"; empty for anonymous group admins, channel posts and service events

	Private   bool   // a one-to-one chat
	Anonymous bool   // a group admin who hides behind the group, or a channel posting into it: has no rights of a person
	Addressed bool   // in a group: a command, a mention or a reply meant for this bot
	Language  string // what the person's client speaks ("id", "en-GB"); a hint, not a choice

	Text      string    // message text, caption, or the command a button carried
	Personal  []string  // kinds of personal data that Masked has already taken out of Text
	Button    string    // message id of the message whose button was tapped; empty when Text was typed
	Tap       string    // with Button: the channel's own reference of the tap, by which it is acknowledged
	Message   string    // message id of the message itself
	Edited    bool      // an older message was changed; never obeyed as a command
	Forwarded bool      // written by somebody else and passed on; never obeyed as a command
	Location  *Location // a shared point
	File      *File     // a document, by reference: nothing has been downloaded
	Other     string    // kind of a message with no text to read: "sticker", "voice", "poll", ...
	Event     Event     // what happened to the chat, when it is no message
	NewChat   string    // with Moved: the address the chat has from now on

	At       time.Time   // when it was sent, by the platform's clock
	Progress func(Reply) `json:"-"` // shows a step of long work; may be nil
}

// Event is something that happened to a chat rather than something that was said in it.
type Event string

// The events a channel reports.
const (
	Added   Event = "added"   // the bot became a member of a group
	Removed Event = "removed" // the bot was removed from a group, or blocked by a person
	Moved   Event = "moved"   // the group got another address (a basic group became a supergroup)
)

// Location is a point somebody shared, WGS 84 in degrees.
type Location struct{ Lat, Lng float64 }

// File is a document somebody sent. ID is the channel's own reference.
type File struct {
	ID, Name, MIME string
	Bytes          int64
}

// Reply is what the bot says to a Request. The zero Reply is silence.
type Reply struct {
	Text        string     // small Markdown: **bold**, _italic_, `code`, [label](url), "- " lists, blank lines
	Buttons     [][]Button // rows of inline buttons
	Edit        string     // id of the bot's message to replace instead of sending a new one
	AskLocation string     // label of a button that shares the person's location; empty for none
	Notice      string     // a short toast for a tapped button, shown when there is nothing else to say
	File        *Attachment
	Answers     string // id of the message this one answers; empty for none
	About       string // what it answers, for counting: one of Abouts; empty for the rest
	Once        bool   // the request changed something: it is not to be answered again, once the answer has been sent
	Instead     string // said with the same buttons where the platform refuses the file; empty: nothing
}

// Silent reports whether the bot has nothing to say.
func (r Reply) Silent() bool {
	return r.Text == "" && r.Notice == "" && r.File == nil
}

// Button is an inline button. It carries a full command that works just as well when typed (at most 64 bytes), or a URL.
type Button struct{ Label, Command, URL string }

// Attachment is a file to send along.
type Attachment struct {
	Name    string
	MIME    string
	Content []byte
}
