package handlers

import (
	"fmt"
	"slices"
	"strings"

	"ikdbot/handlers/report"
	"ikdbot/locales"
	"ikdbot/store"
)

// mostDifferences is how many corrected figures a message names: it has to leave room for the report itself.
const mostDifferences = 3

// differences lists what was told and what is right, the report's own area first.
func (d *Desk) differences(l locales.Language, r touched) string {
	say := func(key string, pairs ...any) string { return d.content.Say(l, key, pairs...) }
	people := func(area string, n int64) string { return report.Count(l, d.regency, area, n) }
	var lines []string
	areas := []string{r.Area}
	for _, a := range d.regency.Areas() {
		if a.Code != r.Area && strings.HasPrefix(a.Code, r.Area+".") {
			areas = append(areas, a.Code)
		}
	}
	for _, a := range d.regency.Areas() {
		if !slices.Contains(areas, a.Code) {
			areas = append(areas, a.Code)
		}
	}
	for _, area := range areas {
		for _, count := range store.Counts() {
			was, had := r.was.now.Areas[area][count]
			is, has := r.is.now.Areas[area][count]
			name := say("report.count_" + string(count))
			switch {
			case had && has && was.Value != is.Value:
				lines = append(lines, say("correction.figure", "area", d.regency.Label(area), "count", name, "was", people(area, was.Value),
					"is", people(area, is.Value), "date", locales.Day(l, string(is.AsOf))))
			case had && !has:
				lines = append(lines, say("correction.figure_gone", "area", d.regency.Label(area), "count", name, "was", people(area, was.Value)))
			}
		}
	}
	if len(lines) == 0 {
		return "- " + say("correction.dates")
	}
	more := len(lines) - mostDifferences
	lines = lines[:min(len(lines), mostDifferences)]
	if more > 0 {
		lines = append(lines, say("correction.figures_more", "n", more))
	}
	return "- " + strings.Join(lines, "\n- ")
}

// offerCorrection adds to a reply about a change that reports with an earlier figure were sent, and the button that corrects them.
func (t *turn) offerCorrection(r Reply, n int64) Reply {
	found, err := t.touchedReports(t.ctx)
	if err != nil {
		t.log.Error("touched reports not readable", "error", err)
		return r
	}
	if len(found) == 0 {
		return r
	}
	r.Text += "\n\n" + t.say("correction.offer", "reports", len(found))
	r.Buttons = append(r.Buttons, []Button{{Label: t.say("correction.button"), Command: fmt.Sprint("/ralat ", n)}})
	return r
}
