package report

import (
	"strings"
	"testing"
	"time"

	"ikdbot/locales"
)

// The regency's report tells how many reports of fraud there were in the whole week before; other reports and quiet weeks say nothing.
func TestScamReportsInTheWeekly(t *testing.T) {
	c, err := locales.Load("")
	if err != nil {
		t.Fatal(err)
	}
	r, err := c.Regency(kotim)
	if err != nil {
		t.Fatal(err)
	}
	text := func(l locales.Language, area string, at time.Time, scams int) string {
		return Text(c, l, r, Gather(Input{Regency: r, Area: area, Now: known(r, founding()...), At: at, Scams: scams}))
	}
	const line = "**Laporan dugaan penipuan dari warga, 30 Maret sampai 5 April 2026: 12.**"
	for name, at := range map[string]time.Time{"Monday": monday, "Sunday": monday.AddDate(0, 0, 6)} {
		if got := text(locales.Indonesian, kotim, at, 12); strings.Count(got, line) != 1 {
			t.Errorf("%s: the line is missing:\n%s", name, got)
		}
	}
	if got := text(locales.English, kotim, monday, 1113); !strings.Contains(got, "30 March to 5 April 2026: 1,113.") {
		t.Errorf("in English:\n%s", got)
	}
	for area, scams := range map[string]int{kotim: 0, baamang: 12} {
		if got := text(locales.Indonesian, area, monday, scams); strings.Contains(got, "penipuan") {
			t.Errorf("%s, %d reports: the line is there:\n%s", area, scams, got)
		}
	}
}
