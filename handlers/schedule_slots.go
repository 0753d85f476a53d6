package handlers

import (
	"cmp"
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

// slotOf reads an instant: a day and an hour, in the regency's zone or in the one that stands behind them.
func (t *turn) slotOf(words []string) (time.Time, bool) {
	today := t.today()
	if last := len(words) - 1; last > 0 {
		if zone, ok := slot.ReadZone(words[last]); ok {
			words, today = words[:last], today.In(slot.Location(zone, t.regency.Zone))
		}
	}
	date, used, ok := civilDay(words, today)
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

// areaList names the areas whose groups get a report at an instant, each once, in the order of their codes; with the hour where the
// group's clock is not the office's.
func (d *Desk) areaList(groups []store.Binding, at time.Time) string {
	groups = slices.Clone(groups)
	slices.SortStableFunc(groups, func(a, b store.Binding) int { return cmp.Compare(a.Area, b.Area) })
	var names []string
	for _, b := range groups {
		name := d.regency.Label(b.Area)
		if clock := d.clockOf(b); clock != "" {
			name += " (" + clockTime(locales.Indonesian, at.In(d.regency.ZoneOf(clock)), at.In(d.regency.Zone)) + ")"
		}
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if more := len(names) - namedAreas; more > 0 {
		names = append(names[:namedAreas], d.content.Say(locales.Indonesian, "schedule.more_areas", "n", more))
	}
	return strings.Join(names, ", ")
}
