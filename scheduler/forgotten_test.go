package scheduler

import (
	"testing"

	"ikdbot/store"
)

// Nobody but the groups knows what was sent before a loss.
//
// Fault: Redis comes back with what it held hours ago, and reports have been sent since.
// Outcome: reports stop until an admin answers; those that had come due before are then listed as unclear, and none is sent again by itself.
func TestWhatRedisHasForgottenIsNotSentAgain(t *testing.T) {
	o, redis := real(t)
	b := o.bind("telegram:-100")
	n := int64(1250)
	if _, err := o.store.Commit(t.Context(), store.Change{Author: "telegram:1", AsOf: "2026-11-17", Source: "Disdukcapil",
		Rows: []store.Row{{Area: "62.02", Count: store.Active, New: &n}}}); err != nil {
		t.Fatal(err)
	}
	o.at("2026-11-23 08:00").groupsGot("telegram:-100")
	redis.Tell("LTRIM {ikd:62.02}:history 0 -2")
	for _, key := range []string{"entries", "states", "entries:sent"} {
		redis.Tell("RENAME {ikd:62.02}:" + key + " gone:{ikd:62.02}:" + key)
	}
	o.at("2026-11-23 09:00").groupsGot()
	for range 2 { // both admins answer
		if err := o.store.AnswerBeginning(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	o = o.restart("second").at("2026-11-23 09:01")
	o.groupsGot()
	if s := o.state(b, "2026-11-23"); s != store.Unclear {
		t.Errorf("state %s, want unclear", s)
	}
	o.at("2026-11-30 08:00").groupsGot("telegram:-100")
}
