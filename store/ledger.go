package store

import "time"

// State is how far an unasked message has come.
type State string

// The states of an Entry. Only Owed entries are ever sent.
const (
	Owed    State = "owed"    // to be sent, not before Entry.Next
	Sending State = "sending" // the request may be on the wire
	Sent    State = "sent"    // Entry.Message is its id in the chat
	Failed  State = "failed"  // given up; Entry.Why says so
	Unclear State = "unclear" // the answer was lost after the request left: sent or not, nobody knows
	Missed  State = "missed"  // over 48 h old, or paused, before it could be sent
)

// Entry is one message the bot sends unasked. ID is stable: "report/<binding>/<instant>" or "notice/<kind>/<what>".
type Entry struct {
	ID      string    `json:"id"`
	Chat    string    `json:"chat"`              // address at the time it was owed; a binding's current address wins
	Binding string    `json:"binding,omitempty"` // of a report
	Area    string    `json:"area,omitempty"`
	Due     time.Time `json:"due"` // the slot, or when the notice arose
	State   State     `json:"state"`
	Tries   int       `json:"tries,omitempty"`
	Next    time.Time `json:"next"` // owed: not before
	At      time.Time `json:"at"`   // when State was reached
	Speaker string    `json:"speaker,omitempty"`
	Message string    `json:"message,omitempty"`
	Why     string    `json:"why,omitempty"`
	Text    string    `json:"text,omitempty"`  // what was issued, small Markdown
	Facts   []byte    `json:"facts,omitempty"` // what it was made from, JSON of the maker's own
}

// Binding joins a chat to an area and a schedule.
type Binding struct {
	ID       string    `json:"id"`               // "b7", stable when the chat's address changes
	Chat     string    `json:"chat"`             // address, with the forum topic where there is one
	Area     string    `json:"area"`             // area code
	Schedule string    `json:"schedule"`         // cron line, in the regency's zone
	Since    time.Time `json:"since"`            // last change of binding or schedule: only later slots count
	By       string    `json:"by"`               // who bound it
	Paused   string    `json:"paused,omitempty"` // why it is paused ("removed", "forbidden"); empty when it is not
}
