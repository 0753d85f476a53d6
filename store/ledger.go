package store

import "time"

// Since is when the time began in which an entry may be sent: when it was due, or when an admin decided that it be sent again.
func (e Entry) Since() time.Time {
	if e.Again.After(e.Due) {
		return e.Again
	}
	return e.Due
}

// Attempt numbers the times an entry was left to be sent: 1 at first, one more each time that an admin has it sent again. What an admin
// decides about an unclear entry they decide about one attempt.
func (e Entry) Attempt() int { return e.Resent + 1 }

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
// "asked/..." is a report that was the answer to /laporan: always Sent, its Message not known, and without a Binding its Chat is none.
type Entry struct {
	ID      string    `json:"id"`
	Chat    string    `json:"chat"`              // address at the time it was owed; a binding's current address wins
	Binding string    `json:"binding,omitempty"` // of a report
	Area    string    `json:"area,omitempty"`
	Due     time.Time `json:"due"`            // the slot, or when the notice arose
	Zone    string    `json:"zone,omitempty"` // of a report: where its group's clock runs, "Asia/Jayapura"; empty: as the regency's
	State   State     `json:"state"`
	Tries   int       `json:"tries,omitempty"`
	Next    time.Time `json:"next"`             // owed: not before
	At      time.Time `json:"at"`               // when State was reached
	Again   time.Time `json:"again,omitzero"`   // when an admin decided that it be sent again
	Resent  int       `json:"resent,omitempty"` // how often an admin decided that
	Speaker string    `json:"speaker,omitempty"`
	Message string    `json:"message,omitempty"`
	Why     string    `json:"why,omitempty"`
	Text    string    `json:"text,omitempty"`  // what was issued, small Markdown
	Facts   []byte    `json:"facts,omitempty"` // what it was made from, JSON of the maker's own

	Code     string `json:"code,omitempty"`     // of a report: proves that the office issued it, see GiveCode
	Revision int    `json:"revision,omitempty"` // of a report: how often what was issued has been corrected
	Known    int64  `json:"known,omitempty"`    // of a report: the last change of figures its facts know of
	Plain    bool   `json:"plain,omitempty"`    // of a report: text alone, since a picture could not be made or was refused

	Corrected int64  `json:"corrected,omitempty"` // of a corrected report: the last change its corrections know of, see Corrected
	Because   int64  `json:"because,omitempty"`   // of a corrected report: the change that was the reason of the last correction
	Corrects  string `json:"corrects,omitempty"`  // of a correction: the id of the report whose readers it tells

	Buttons []Button `json:"buttons,omitempty"` // of a notice: one below the other
}

// Button is a button under a notice. It carries a full command that works just as well when typed.
type Button struct {
	Label   string `json:"label"`
	Command string `json:"command"`
}

// ReportID is the stable id of the report a binding is owed for a slot.
func ReportID(binding string, due time.Time) string {
	return "report/" + binding + "/" + slotStamp(due)
}

// Binding joins a chat to an area and a schedule.
type Binding struct {
	ID       string    `json:"id"`               // "b7", stable when the chat's address changes
	Chat     string    `json:"chat"`             // address, with the forum topic where there is one
	Area     string    `json:"area"`             // area code
	Schedule string    `json:"schedule"`         // cron line, "0 8 * * MON", in the regency's zone; in another, which it names: "0 8 * * MON WITA"
	Since    time.Time `json:"since"`            // last change of binding or schedule: only later slots count
	By       string    `json:"by"`               // who bound it
	Paused   string    `json:"paused,omitempty"` // why it is paused ("removed", "forbidden"); empty when it is not

	PausedUntil time.Time `json:"pausedUntil,omitzero"` // an admin's pause: slots before are missed

	Uncopied bool `json:"-"` // just changed, and fewer replicas have that than Options.MinReplicas asks for
}

// PauseAt is why a slot of the binding is not sent; empty if it is.
func (b Binding) PauseAt(slot time.Time) string {
	if b.Paused == "" && slot.Before(b.PausedUntil) {
		return "by an admin"
	}
	return b.Paused
}
