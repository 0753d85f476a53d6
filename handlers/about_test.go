package handlers_test

import (
	"slices"
	"testing"

	"ikdbot/handlers"
)

// What answers are counted as is on a list, whatever people write.
func TestAnswersSayWhatTheyAreAbout(t *testing.T) {
	h := newHouse(t, "")
	s := h.stage(t, "62.02")
	abouts := handlers.Abouts(h.content)
	for _, c := range []struct{ role, text, want string }{
		{"citizen", "cara aktivasi ikd", "topic/cara"},
		{"citizen", "/cara", "topic/cara"},
		{"citizen", "/Statistik baamang", "command/statistik"},
		{"citizen", "/stats", "command/statistik"},
		{"citizen", "berapa target ikd tahun ini?", "topic/target"},
		{"citizen", "/tidak_ada", "other/no_words"},
		{"citizen", "👍", "other/no_words"},
		{"citizen", "zxcv qwert plmokn", "other/asked_back"},
		{"citizen", "resep rendang padang", "other/asked_back"},
		{"citizen", "/update Baamang 5", "command/update"},
		{"admin", "update baamang 5", "command/update"},
		{"citizen", "/menu", "command/menu"},
		{"citizen", "1", "topic/syarat"},
	} {
		got := s.say(t, c.role, c.text).About
		if got != c.want {
			t.Errorf("%q is about %q, want %q", c.text, got, c.want)
		}
		if !slices.Contains(abouts, got) {
			t.Errorf("%q is about %q, which is not listed", c.text, got)
		}
	}
}
