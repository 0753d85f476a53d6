package bot

import (
	"encoding/json"
	"testing"
	"testing/synctest"
	"time"

	"ikdbot/handlers"
)

// What another replica kept and never answered is answered here, though this one began before it was kept.
//
// Fault: a replica keeps a question, loses its lease to one that is already at work, and ends.
// Outcome: the replica at work answers the question within ten minutes.
func TestKeptByAnother(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t, echo)
		s.start()
		form, err := json.Marshal(handlers.Request{ID: "room:77", Chat: "room:1", Private: true, Text: "halo", At: time.Now()})
		if err != nil {
			t.Fatal(err)
		}
		if err := s.keeper.Keep(t.Context(), map[string][]byte{"room:77": form}); err != nil {
			t.Fatal(err)
		}
		pass(2*keptAgain + time.Second)
		s.heard("1: halo")
		if kept := s.keeper.text(); kept != "" {
			t.Errorf("still kept: %s", kept)
		}
		s.end()
	})
}
