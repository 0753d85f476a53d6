package store_test

import (
	"testing"
	"time"

	"ikdbot/store"
)

func TestAlarmsLastFromWellToWell(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store, c *clock) {
		on := func(kinds ...string) map[string]time.Time {
			return must[map[string]time.Time](t)(s.Alarms(t.Context(), kinds...))
		}
		first := on("durability")["durability"]
		if !first.Equal(monday()) {
			t.Errorf("on since %v", first)
		}
		c.Move(time.Hour)
		got := on("durability", "backup")
		if !got["durability"].Equal(first) || !got["backup"].Equal(c.Now()) {
			t.Errorf("an hour later: %v", got)
		}
		on() // all is well
		c.Move(time.Hour)
		if again := on("durability")["durability"]; !again.Equal(c.Now()) {
			t.Errorf("on again since %v", again)
		}
	})
}
