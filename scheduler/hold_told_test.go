package scheduler

import (
	"strings"
	"testing"
	"time"

	"ikdbot/store"
)

// A hold is one event, however often its button is tapped: the other admins read of it once. Another hold is told anew.
func TestOthersReadOnceOfAHold(t *testing.T) {
	o := open(t)
	o.bind("telegram:-100")
	if _, err := o.store.AddAdmin(t.Context(), "telegram:2", "telegram:1"); err != nil {
		t.Fatal(err)
	}
	if err := o.store.Started(t.Context(), "telegram:2"); err != nil {
		t.Fatal(err)
	}
	told := func() (n int) {
		for _, state := range []store.State{store.Owed, store.Sent} {
			entries, err := o.store.InState(t.Context(), state, 100)
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range entries {
				if strings.HasPrefix(e.ID, "notice/held/") {
					n++
				}
			}
		}
		return n
	}
	o.at("2026-11-23 07:00")
	for range 2 {
		o.says("telegram:1", "/jadwal tunda 2026-11-23 08.00")
		o.now = o.now.Add(time.Second)
	}
	if n := told(); n != 1 {
		t.Errorf("told %d times of a button tapped twice", n)
	}
	o.says("telegram:1", "/jadwal kirim 2026-11-23 08.00")
	o.now = o.now.Add(time.Second)
	o.says("telegram:1", "/jadwal tunda 2026-11-23 08.00")
	if n := told(); n != 2 {
		t.Errorf("told %d times of two holds", n)
	}
}
