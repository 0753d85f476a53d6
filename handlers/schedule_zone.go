package handlers

import (
	"slices"
	"strings"
	"time"

	"ikdbot/locales"
	"ikdbot/scheduler/slot"
	"ikdbot/store"
)

// clockOf is where the clock runs that a group's schedule goes by, as it is stored with its reports: empty as the regency's.
func (d *Desk) clockOf(b store.Binding) string {
	s, err := slot.Parse(b.Schedule, d.regency.Zone)
	if err != nil {
		return ""
	}
	return s.Elsewhere()
}

// zoneOf is the zone of a group's schedule.
func (d *Desk) zoneOf(b store.Binding) *time.Location { return d.regency.ZoneOf(d.clockOf(b)) }

// zoneButtons offer the zones of Indonesia; that of the group is marked.
func (t *turn) zoneButtons(b store.Binding) (row []Button) {
	is := slot.ZoneName(t.zoneOf(b))
	for _, zone := range slot.Zones() {
		label := zone
		if zone == is {
			label = "✓ " + zone
		}
		row = append(row, Button{Label: label, Command: "/jadwal " + zone})
	}
	return row
}

// asksZone reports whether a command is about a group's zone alone; zone is empty where it does not say which.
func asksZone(args string) (zone string, ok bool) {
	if zone, ok = slot.ReadZone(args); ok {
		return zone, true
	}
	return "", slices.Contains([]string{"zona", "zona waktu", "zone", "time zone"}, strings.ToLower(args))
}

// setZone keeps a group's days and hours and changes the zone that they are meant in.
func (t *turn) setZone(b store.Binding, zone string) Reply {
	if zone == "" {
		return Reply{Text: t.say("schedule.which_zone", "zone", slot.ZoneName(t.zoneOf(b))), Buttons: [][]Button{t.zoneButtons(b)}}
	}
	s, err := slot.Parse(b.Schedule, t.regency.Zone)
	if err != nil {
		t.log.Error("stored schedule unreadable", "binding", b.ID, "error", err)
		return t.plain("groups.schedule_broken")
	}
	return t.reschedule(b, s.In(zone), t.say("schedule.zone_changed", "area", t.regency.Label(b.Area), "zone", zone))
}

// reschedule gives a group another schedule. Its pause ends on the same day as before, by the clock of the new one.
func (t *turn) reschedule(b store.Binding, wanted slot.Schedule, done string) Reply {
	if wanted.Line() != b.Schedule { // the same again must not move the instant from which slots count
		var until time.Time
		if b.PausedUntil.After(t.now()) {
			until = midnight(b.PausedUntil.In(t.zoneOf(b)))
			until = time.Date(until.Year(), until.Month(), until.Day(), 0, 0, 0, 0, wanted.Zone())
		}
		var err error
		if b, err = t.store.SetSchedule(t.ctx, b.ID, wanted.Line(), t.now(), until); err != nil {
			return t.trouble("change schedule", err)
		}
		t.log.Info("schedule changed", "binding", b.ID, "user", t.User)
	} else {
		b.Uncopied = !t.store.Copied(t.ctx)
	}
	lines := append([]string{done, ""}, t.pauseLines(b)...)
	return t.sayUncopied(Reply{Text: strings.Join(append(lines, t.nextSlots(b)), "\n")}, b.Uncopied)
}

// slotTime is an instant as those of the office read it, by their own clock and behind it by that of the groups which keep another:
// "Senin, 23 November 2026 06.00 WIB (08.00 WIT)".
func (d *Desk) slotTime(l locales.Language, at time.Time, groups []store.Binding) string {
	var clocks []string
	for _, b := range groups {
		clocks = append(clocks, d.clockOf(b))
	}
	return d.dueTime(l, at, clocks...)
}

// dueTime is slotTime by the clocks that reports are stored with.
func (d *Desk) dueTime(l locales.Language, at time.Time, clocks ...string) string {
	office := at.In(d.regency.Zone)
	var others []string
	for _, clock := range slices.Compact(slices.Sorted(slices.Values(clocks))) {
		if clock != "" {
			others = append(others, clockTime(l, at.In(d.regency.ZoneOf(clock)), office))
		}
	}
	if len(others) == 0 {
		return locales.Moment(l, office)
	}
	return locales.Moment(l, office) + " (" + strings.Join(others, ", ") + ")"
}

// clockTime is an instant next to the same one elsewhere: without the date where that is the same.
func clockTime(l locales.Language, at, elsewhere time.Time) string {
	if store.Day(at) == store.Day(elsewhere) {
		return locales.Clock(l, at)
	}
	return locales.Moment(l, at)
}
