package report

import (
	"time"

	"ikdbot/locales"
	"ikdbot/store"
)

// Input is what a weekly summary is made from.
type Input struct {
	Regency  *locales.Regency
	Area     string
	Now      store.Aggregates
	Before   store.Aggregates // as known at BeforeAt
	BeforeAt time.Time        // the previous due slot; zero: there was none
	At       time.Time        // this slot
}

// Facts are a weekly summary before it is put into words; the ledger keeps them as JSON.
type Facts struct {
	Area     string    `json:"area"`
	At       time.Time `json:"at"`
	BeforeAt time.Time `json:"beforeAt,omitzero"`
	Standing Standing  `json:"standing"`
	Change   *Delta    `json:"change,omitempty"` // nil: no IKD figure, or no previous slot
	Rank     *Rank     `json:"rank,omitempty"`
	Earlier  *Rank     `json:"earlier,omitempty"` // the rank at the previous slot
	Pace     *Pace     `json:"pace,omitempty"`
	Movers   []Mover   `json:"movers,omitempty"`
	Gaps     Gaps      `json:"gaps,omitzero"`
	Sample   bool      `json:"sample,omitempty"` // anything here is sample data (CONTOH)
}

// News says how an area's IKD figure relates to what was known at the previous slot.
type News string

// The kinds of news. Only Moved has a difference that means something.
const (
	Unchanged News = "unchanged" // nothing new was reported
	First     News = "first"     // the first figure there ever was
	Moved     News = "moved"     // a newer figure of the same kind; By may be 0: reported again, the same number
	Switched  News = "switched"  // own figure against children's sum, or sample against real: not comparable
)

// Delta is the difference of an IKD figure to what was known at the previous slot.
type Delta struct {
	News News         `json:"news"`
	By   int64        `json:"by,omitempty"`
	From *store.Shown `json:"from,omitempty"`
}

// Pace is what reaching the target by 31 December takes.
type Pace struct {
	Weeks   int   `json:"weeks"`   // whole weeks left, at least 1
	PerWeek int64 `json:"perWeek"` // people per week, rounded up
}

// Mover is one of the sub-areas whose IKD figure rose most since the previous slot, by share of its own wajib KTP.
type Mover struct {
	Place
	By   int64 `json:"by"`
	From int64 `json:"from"`
}

// Gaps are the sub-areas whose figures are awaited, in code order.
type Gaps struct {
	NoActive    []string `json:"noActive,omitempty"`    // no IKD figure
	NoObligated []string `json:"noObligated,omitempty"` // an IKD figure, but no wajib KTP to measure it by
	Stale       []Old    `json:"stale,omitempty"`       // an IKD figure older than 35 days
}

// Old is an area and the date of its old figure.
type Old struct {
	Area string     `json:"area"`
	AsOf store.Date `json:"asOf"`
}

// Gather computes a weekly summary.
func Gather(in Input) Facts {
	return Facts{Area: in.Area, At: in.At, BeforeAt: in.BeforeAt, Standing: Stand(in.Regency, in.Now, in.Area, in.At)}
}
