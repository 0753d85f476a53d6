package understand

import "testing"

func TestCovers(t *testing.T) {
	m := mindOf(t, "62.02")
	for _, c := range []struct {
		text, heading string
		want          bool
	}{
		{"gak punya imel gmn", "Belum punya e-mail?", true},
		{"Pak, saya tidak punya email.", "Belum punya e-mail?", true},
		{"sampai sekarang ga ada email masuk", "Belum punya e-mail?", false},
		{"ada email tapi tidak bisa dibuka", "Belum punya e-mail?", false},
		{"hp saya ilang gimana", "HP hilang atau dicuri?", true},
		{"hape dicuri", "HP hilang atau dicuri?", true},
		{"ini bukan tentang hp hilang, cuma lupa pin saja", "HP hilang atau dicuri?", false},
		{"ktp hilang piye", "KTP hilang?", true},
		{"aman ga ikd", "HP hilang atau dicuri?", false},
		{"my phone was stolen", "Phone lost or stolen?", true},
		{"", "KTP hilang?", false},
		{"ktp hilang", "", false},
	} {
		if got := m.Covers(c.text, c.heading); got != c.want {
			t.Errorf("Covers(%q, %q) = %v", c.text, c.heading, got)
		}
	}
}
