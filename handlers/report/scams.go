package report

import (
	"strings"
	"time"

	"ikdbot/locales"
)

// scams is the line about suspected fraud, where people reported any. It names the whole week before the report's own, so that the
// number is the same whenever that report is made again.
func (v voice) scams(f Facts) locales.Markup {
	if f.Scams == 0 {
		return ""
	}
	at := f.At.In(v.r.Zone)
	sunday := at.AddDate(0, 0, -(int(at.Weekday())+6)%7-1)
	monday := sunday.AddDate(0, 0, -6)
	from := locales.Day(v.l, monday.Format(time.DateOnly))
	if monday.Year() == sunday.Year() {
		from = strings.TrimSuffix(from, monday.Format(" 2006"))
	}
	return v.say("scam.weekly", "from", from, "to", locales.Day(v.l, sunday.Format(time.DateOnly)), "n", f.Scams)
}
