package handlers

import (
	"strings"
	"testing"

	"ikdbot/handlers/understand"
	"ikdbot/locales"
)

// A text asked again is understood as before, at no cost; what holds personal data or is a long story is not remembered, and lessons
// make all be read anew.
func TestMemoryOfTexts(t *testing.T) {
	content, regency := regencyOf(t, "62.02")
	topics := content.Topics(locales.Indonesian)
	mind := understand.New(regency, topics)
	m := newMemory()
	for _, c := range []struct {
		text string
		kept bool
	}{
		{"cara aktivasi ikd", true},
		{"cara aktivasi ikd", true},
		{"nik saya 6202061503990007 cara aktivasi", false},
		{strings.Repeat("cara aktivasi ikd ", 10), false},
	} {
		first, again := m.of(mind, c.text), m.of(mind, c.text)
		if len(again.reading.Answer) == 0 || again.reading.Answer[0] != first.reading.Answer[0] {
			t.Errorf("%q is understood as %v, then as %v", c.text, first.reading.Answer, again.reading.Answer)
		}
		heading := [2]string{c.text, "Cara aktivasi"}
		if m.covers(mind, c.text, heading[1]) != mind.Covers(c.text, heading[1]) {
			t.Errorf("%q: whether it says %q is remembered wrongly", c.text, heading[1])
		}
		if m.texts.Contains(c.text) != c.kept || m.covered.Contains(heading) != c.kept {
			t.Errorf("%q: remembered %t, want %t", c.text, !c.kept, c.kept)
		}
	}
	m.of(understand.New(regency, topics), "lupa pin")
	if m.texts.Contains("cara aktivasi ikd") || m.covered.Len() > 0 {
		t.Error("a new mind goes by what the old one understood")
	}
}
