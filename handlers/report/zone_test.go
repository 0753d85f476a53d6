package report

import (
	"strings"
	"testing"
	"time"

	"ikdbot/locales"
)

// A group whose clock is two hours ahead reads its own hour and date, in the text, below the picture and in it; half past midnight there
// is still the evening before at the office.
func TestTheClockOfTheGroup(t *testing.T) {
	c, r := load(t)
	v := seen(r, baamang, founding())
	f := v.f
	f.At = time.Date(2026, 4, 5, 15, 30, 0, 0, time.UTC)
	f.BeforeAt = f.At.AddDate(0, 0, -7)
	f.Read = &Read{At: f.BeforeAt.AddDate(0, 0, -7)}
	for zone, want := range map[string]struct{ moment, date, before, read string }{
		"":              {"Minggu, 5 April 2026 22.30 WIB", "5 April 2026", "29 Maret 2026", "22 Maret 2026"},
		"Asia/Makassar": {"Minggu, 5 April 2026 23.30 WITA", "5 April 2026", "29 Maret 2026", "22 Maret 2026"},
		"Asia/Jayapura": {"Senin, 6 April 2026 00.30 WIT", "6 April 2026", "30 Maret 2026", "23 Maret 2026"},
	} {
		f.Zone = zone
		for where, text := range map[string][]string{
			"text":    {Text(c, locales.Indonesian, r, f), want.moment, want.before, want.read},
			"caption": {Caption(c, locales.Indonesian, r, f), ", " + want.date, want.read},
			"picture": {read(posterOf(c, locales.Indonesian, r, f, v.p)), want.moment},
		} {
			for _, part := range text[1:] {
				if !strings.Contains(text[0], part) {
					t.Errorf("%s in zone %q: %q is missing in\n%s", where, zone, part, text[0])
				}
			}
		}
	}
}
