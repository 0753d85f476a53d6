package scheduler

import (
	"testing"

	"ikdbot/store"
)

// How an earlier try went has to be written before the next one: written after it, it would stand for how that one went, and what
// was sent would be sent again.
//
// Fault: Redis loses the answer to a claim, then the answer to giving it back; at the next try Telegram's answer is lost.
// Outcome: the next try waits until the first is written down, so the report is listed as unclear and not sent twice.
func TestATryWaitsForTheWordOfTheOneBefore(t *testing.T) {
	o := open(t)
	b := o.bind("telegram:-100")
	o.at("2026-11-23 07:30")
	e := store.Entry{ID: store.ReportID(b.ID, o.now), Chat: b.Chat, Binding: b.ID, Area: b.Area, Due: o.now}
	if _, err := o.store.Owe(t.Context(), e); err != nil {
		t.Fatal(err)
	}
	o.giveBack(e)
	if mine, err := o.claim(t.Context(), e); mine || err == nil {
		t.Errorf("claimed while the last try is not written: %v, %v", mine, err)
	}
	o.recordLeft(t.Context())
	if mine, err := o.claim(t.Context(), e); !mine || err != nil {
		t.Errorf("afterwards: %v, %v", mine, err)
	}
}
