package slot

import (
	"testing"
	"time"
)

// A schedule in another zone of Indonesia than that of home says so in its stored line; what is due is told by the clock there.
func TestParseZones(t *testing.T) {
	for _, test := range []struct{ text, home, line, zone, next string }{
		{"Senin 08.00", "Asia/Pontianak", "0 8 * * MON", "WIB", "2026-04-06T01:00:00Z"},
		{"Senin 08.00 WIB", "Asia/Pontianak", "0 8 * * MON", "WIB", "2026-04-06T01:00:00Z"},
		{"Senin 08.00 WITA", "Asia/Pontianak", "0 8 * * MON WITA", "WITA", "2026-04-06T00:00:00Z"},
		{"Senin 08.00 WIT", "Asia/Pontianak", "0 8 * * MON WIT", "WIT", "2026-04-05T23:00:00Z"},
		{"Senin 08.00 WIB", "Asia/Jayapura", "0 8 * * MON WIB", "WIB", "2026-04-06T01:00:00Z"},
		{"Senin 08.00 wit", "Asia/Jayapura", "0 8 * * MON", "WIT", "2026-04-05T23:00:00Z"},
		{"Senin, pukul 08.00 (WITA)", "Asia/Jakarta", "0 8 * * MON WITA", "WITA", "2026-04-06T00:00:00Z"},
		{"senin 8.00wita", "Asia/Jakarta", "0 8 * * MON WITA", "WITA", "2026-04-06T00:00:00Z"},
		{"WITA senin 8", "Asia/Jakarta", "0 8 * * MON WITA", "WITA", "2026-04-06T00:00:00Z"},
		{"senin 08.00 zona waktu WIT", "Asia/Jakarta", "0 8 * * MON WIT", "WIT", "2026-04-05T23:00:00Z"},
		{"senin 08.00 Waktu  Indonesia Tengah", "Asia/Jakarta", "0 8 * * MON WITA", "WITA", "2026-04-06T00:00:00Z"},
		{"senin 08.00 waktu setempat", "Asia/Makassar", "0 8 * * MON", "WITA", "2026-04-06T00:00:00Z"},
		{"senin 08.00 Asia/Makassar", "Asia/Jakarta", "0 8 * * MON WITA", "WITA", "2026-04-06T00:00:00Z"},
		{"Monday 8:00 Central Indonesia Time", "Asia/Jakarta", "0 8 * * MON WITA", "WITA", "2026-04-06T00:00:00Z"},
		{"monday 8am WIT time", "Asia/Jakarta", "0 8 * * MON WIT", "WIT", "2026-04-05T23:00:00Z"},
		{"0 8 * * MON WITA", "Asia/Jakarta", "0 8 * * MON WITA", "WITA", "2026-04-06T00:00:00Z"},
		{"WITA 0 8 * * MON", "Asia/Jakarta", "0 8 * * MON WITA", "WITA", "2026-04-06T00:00:00Z"},
		{"0 8 * * 1 wib", "Asia/Jakarta", "0 8 * * 1", "WIB", "2026-04-06T01:00:00Z"},
		{"setiap hari 00.30 WIT", "Asia/Jakarta", "30 0 * * * WIT", "WIT", "2026-04-05T15:30:00Z"}, // half past ten at night at home
	} {
		s, err := Parse(test.text, zone(t, test.home))
		if err != nil {
			t.Errorf("%q: %v", test.text, err)
			continue
		}
		next := s.Next(instant(t, "2026-04-05T14:30:00Z")).Format(time.RFC3339)
		if s.Line() != test.line || ZoneName(s.zone) != test.zone || next != test.next {
			t.Errorf("%q at %s is %q in %s, next %s; want %q in %s, next %s",
				test.text, test.home, s.Line(), ZoneName(s.zone), next, test.line, test.zone, test.next)
		}
		if again, err := Parse(s.Line(), zone(t, test.home)); err != nil || again.Line() != s.Line() || ZoneName(again.Zone()) != ZoneName(s.zone) {
			t.Errorf("%q is stored as %q, which reads back as %q in %s, %v", test.text, s.Line(), again.Line(), ZoneName(again.Zone()), err)
		}
	}
}

// Days and hours stay as they are when a schedule goes to another zone, and it can come home again.
func TestIn(t *testing.T) {
	s, err := Parse("Jumat 14.30 WIT", zone(t, "Asia/Pontianak"))
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ zone, line, elsewhere, next string }{
		{"WITA", "30 14 * * FRI WITA", "Asia/Makassar", "2026-04-10T06:30:00Z"},
		{"WIB", "30 14 * * FRI", "", "2026-04-10T07:30:00Z"},
		{"WIT", "30 14 * * FRI WIT", "Asia/Jayapura", "2026-04-10T05:30:00Z"},
		{"SGT", "30 14 * * FRI", "", "2026-04-10T07:30:00Z"}, // none of Zones: home
	} {
		s = s.In(test.zone)
		next := s.Next(instant(t, "2026-04-05T12:00:00Z")).Format(time.RFC3339)
		if s.Line() != test.line || s.Elsewhere() != test.elsewhere || next != test.next {
			t.Errorf("in %s: %q at %q, next %s; want %q at %q, next %s", test.zone, s.Line(), s.Elsewhere(), next, test.line, test.elsewhere, test.next)
		}
	}
	if nothing := (Schedule{}).In("WIT"); !nothing.Next(time.Unix(0, 0)).IsZero() || nothing.Line() != "" || nothing.Elsewhere() != "" {
		t.Errorf("the zero schedule became %q", nothing.Line())
	}
}

func TestReadZone(t *testing.T) {
	for text, want := range map[string]string{
		"WITA": "WITA", " wib ": "WIB", "Wit.": "WIT", "zona WIT": "WIT", "zona waktu: ": "", "zona waktu WITA": "WITA",
		"waktu Indonesia Timur": "WIT", "Asia/Jakarta": "WIB", "WIT time": "WIT", "time zone WIB": "WIB",
		"": "", "zona": "", "waktu": "", "SGT": "", "WIB WITA": "", "senin WITA": "", "08.00 WITA": "", "zona senin": "",
	} {
		if got, ok := ReadZone(text); got != want || ok != (want != "") {
			t.Errorf("%q is read as %q, %t; want %q", text, got, ok, want)
		}
	}
}
