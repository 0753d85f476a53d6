package scheduler

import (
	"context"
	"testing"

	"ikdbot/store"
)

// A replica may speak, be replaced, and speak again: each term takes up what the speaker before it left on the wire.
//
// Fault: a replica becomes the speaker for the second time, after another one was killed in the middle of sending.
// Outcome: what that one left on the wire is listed as unclear, and the admins are told.
func TestASecondTermTakesUpWhatWasLeft(t *testing.T) {
	o := open(t)
	b := o.bind("telegram:-100")
	o.at("2026-11-23 07:30")
	due := o.now
	e := store.Entry{ID: store.ReportID(b.ID, due), Chat: b.Chat, Binding: b.ID, Area: b.Area, Due: due}
	if _, err := o.store.Owe(t.Context(), e); err != nil {
		t.Fatal(err)
	}
	if mine, err := o.store.Claim(t.Context(), "another", e); !mine || err != nil {
		t.Fatalf("claimed %v, %v", mine, err)
	}
	ended, end := context.WithCancel(t.Context())
	end()
	if err := o.Scheduler.Run(ended); err != nil { // a term begins
		t.Fatal(err)
	}
	o.Look(t.Context())
	if unclear, err := o.store.InState(t.Context(), store.Unclear, 10); err != nil || len(unclear) != 1 {
		t.Errorf("unclear: %+v, %v", unclear, err)
	}
}
