package handlers

import (
	"slices"
	"strings"
	"time"

	"ikdbot/locales"
	"ikdbot/scheduler/slot"
	"ikdbot/store"
)

// namedAreas is how many areas a line about a slot names; the others are counted.
const namedAreas = 20

// dueAt lists the bindings that get a report at an instant.
func (d *Desk) dueAt(bindings []store.Binding, at time.Time) (due []store.Binding) {
	for _, b := range bindings {
		s, err := slot.Parse(b.Schedule, d.regency.Zone)
		if err == nil && s.Next(at.Add(-time.Second)).Equal(at) && at.After(b.Since) && b.PauseAt(at) == "" {
			due = append(due, b)
		}
	}
	return due
}

// comingSlots are the instants of the coming week at which any group gets a report.
func (t *turn) comingSlots(bindings []store.Binding) map[time.Time]bool {
	coming := map[time.Time]bool{}
	for _, b := range bindings {
		s, err := slot.Parse(b.Schedule, t.regency.Zone)
		if err != nil {
			continue // a schedule is checked before it is stored
		}
		for _, at := range s.Between(t.now(), t.now().Add(slotsAhead)) {
			if b.PauseAt(at) == "" {
				coming[at] = true
			}
		}
	}
	return coming
}

// nextSlot is the first of them; zero where there is none.
func (t *turn) nextSlot(bindings []store.Binding) (next time.Time) {
	for at := range t.comingSlots(bindings) {
		if next.IsZero() || at.Before(next) {
			next = at
		}
	}
	return next
}

// slotOf reads an instant: a day and an hour, in the regency's zone.
func (t *turn) slotOf(words []string) (time.Time, bool) {
	date, used, ok := t.civilDay(words)
	words = words[min(used, len(words)):]
	if len(words) > 0 && (words[0] == "jam" || words[0] == "pukul" || words[0] == "at") {
		words = words[1:]
	}
	if !ok || len(words) == 0 {
		return time.Time{}, false
	}
	clock, err := time.Parse("15.04", strings.Replace(words[0], ":", ".", 1))
	if err != nil {
		return time.Time{}, false
	}
	at := time.Date(date.Year(), date.Month(), date.Day(), clock.Hour(), clock.Minute(), 0, 0, date.Location())
	return at.UTC(), true
}

// slotWords is an instant as slotOf reads it.
func (d *Desk) slotWords(at time.Time) string {
	return at.In(d.regency.Zone).Format("2006-01-02 15.04")
}

// brief is an instant for a button: "23 November 08.00".
func (t *turn) brief(at time.Time) string {
	at = at.In(t.regency.Zone)
	date := locales.Day(t.lang, string(store.Day(at)))
	return strings.TrimSuffix(date, at.Format(" 2006")) + " " + at.Format("15.04")
}

func boundAreas(bindings []store.Binding) (areas []string) {
	for _, b := range bindings {
		areas = append(areas, b.Area)
	}
	return areas
}

// areaList names the areas whose groups get a report, each once, in the order of their codes.
func (d *Desk) areaList(areas []string) string {
	areas = slices.Compact(slices.Sorted(slices.Values(areas)))
	var names []string
	for _, area := range areas[:min(len(areas), namedAreas)] {
		names = append(names, d.regency.Label(area))
	}
	if more := len(areas) - namedAreas; more > 0 {
		names = append(names, d.content.Say(locales.Indonesian, "schedule.more_areas", "n", more))
	}
	return strings.Join(names, ", ")
}
