package handlers

import (
	"errors"
	"strings"
	"time"

	"ikdbot/locales"
	"ikdbot/scheduler/slot"
	"ikdbot/store"
)

// shownSlots is how many of the next reports /jadwal shows.
const shownSlots = 3

// schedules shows and changes when reports come. In a group it is about that group; only a change needs an admin:
//
//	/jadwal                     the next three reports; for admins the days to choose from
//	/jadwal Senin               the hours to choose from
//	/jadwal Senin 08.00         the report comes on Mondays at eight; a cron line is understood as well
//	/jadwal Senin 08.00 WITA    at eight by the clock of another zone, which stays when day and hour change
//	/jadwal WITA                the same day and hour in that zone
//	/jadwal jeda 2026-12-31     no reports until that day, that day included; without a day some to choose from
//	/jadwal lanjut              reports come again
//
// In private it is for admins, and about all groups; see slotCommands.
func (t *turn) schedules() Reply {
	if t.Private {
		return t.slotCommands()
	}
	b, found, err := t.store.BindingOf(t.ctx, t.Chat)
	if err != nil {
		return t.trouble("read binding", err)
	}
	if !found {
		return t.plain("groups.not_bound")
	}
	if t.args == "" {
		return t.showSchedule(b)
	}
	words := strings.Fields(strings.ToLower(t.args))
	switch words[0] {
	case "tunda", "hold", "kirim", "send":
		return t.plain("desk.only_private")
	}
	if no, ok := t.mayManage(); !ok {
		return no
	}
	switch words[0] {
	case "jeda", "pause":
		return t.instead(t.pause(b, words[1:]))
	case "lanjut", "lanjutkan", "resume":
		return t.instead(t.resume(b))
	}
	if zone, ok := asksZone(t.args); ok {
		return t.instead(t.setZone(b, zone))
	}
	return t.instead(t.setSchedule(b))
}

// instead replaces the message whose button was tapped, so that choosing leaves one message behind.
func (t *turn) instead(r Reply) Reply {
	r.Edit = t.Button
	return r
}

// showSchedule shows a group's next reports, and lets an admin change them.
func (t *turn) showSchedule(b store.Binding) Reply {
	lines := []string{t.say("schedule.head", "area", t.regency.Label(b.Area)), ""}
	lines = append(lines, t.pauseLines(b)...)
	r := Reply{Text: strings.Join(append(lines, t.nextSlots(b), "", t.say("schedule.hint", "zone", slot.ZoneName(t.zoneOf(b)))), "\n")}
	if !t.isAdmin() {
		return r
	}
	r.Buttons = t.dayButtons("")
	pause := Button{Label: t.say("schedule.pause_button"), Command: "/jadwal jeda"}
	if b.PauseAt(t.now()) != "" {
		pause = Button{Label: t.say("schedule.resume_button"), Command: "/jadwal lanjut"}
	}
	r.Buttons = append(r.Buttons, t.zoneButtons(b), []Button{pause})
	return r
}

// setSchedule gives a group another schedule; where only the day or only the hour was said, the other can be tapped.
func (t *turn) setSchedule(b store.Binding) Reply {
	wanted, err := slot.Parse(t.args, t.regency.Zone)
	if bad := (*slot.Error)(nil); errors.As(err, &bad) {
		text := t.say("groups.schedule_" + string(bad.Reason))
		said := strings.Join(strings.Fields(t.args), " ")
		switch bad.Reason {
		case slot.NoTime:
			if buttons := t.hourButtons(said); buttons != nil {
				return Reply{Text: t.say("schedule.which_hour"), Buttons: buttons}
			}
		case slot.NoDay:
			if buttons := t.dayButtons(said); buttons != nil {
				return Reply{Text: t.say("schedule.which_day"), Buttons: buttons}
			}
		}
		return Reply{Text: text}
	}
	if !wanted.Zoned() {
		wanted = wanted.In(slot.ZoneName(t.zoneOf(b)))
	}
	return t.reschedule(b, wanted, t.say("schedule.changed", "area", t.regency.Label(b.Area)))
}

// dayButtons offer the days, with an hour if it was said. Their commands are in words that slot.Parse reads.
func (t *turn) dayButtons(hour string) (rows [][]Button) {
	var row []Button
	for i, day := range []string{"senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu"} {
		row = append(row, Button{Label: t.say("schedule.day_" + day), Command: strings.TrimSpace("/jadwal hari " + day + " " + hour)})
		if i == 3 || i == 6 {
			rows, row = append(rows, row), nil
		}
	}
	daily := Button{Label: t.say("schedule.day_all"), Command: strings.TrimSpace("/jadwal setiap hari " + hour)}
	rows = append(rows, []Button{daily})
	if len(daily.Command) > longestCommand || hour != "" && !t.readable("setiap hari "+hour) {
		return nil
	}
	return rows
}

// hourButtons offer the hours of an office for the days that were said; none where the two together make no schedule.
func (t *turn) hourButtons(days string) (rows [][]Button) {
	for _, hours := range [][]string{{"07.00", "08.00", "09.00", "10.00"}, {"13.00", "14.00", "15.00", "16.00"}} {
		var row []Button
		for _, hour := range hours {
			row = append(row, Button{Label: hour, Command: "/jadwal " + days + " " + hour})
		}
		rows = append(rows, row)
	}
	if len(rows[0][0].Command) > longestCommand || !t.readable(days+" 07.00") {
		return nil
	}
	return rows
}

func (t *turn) readable(line string) bool {
	_, err := slot.Parse(line, t.regency.Zone)
	return err == nil
}

// nextSlots lists a group's next reports, after its pause if there is one; one that is held back says so.
func (t *turn) nextSlots(b store.Binding) string {
	s, err := slot.Parse(b.Schedule, t.regency.Zone)
	if err != nil {
		t.log.Error("stored schedule unreadable", "binding", b.ID, "error", err)
		return t.say("groups.schedule_broken")
	}
	held := t.held()
	lines := []string{t.say("schedule.next", "n", shownSlots)}
	at := t.after(b)
	for range shownSlots {
		if at = s.Next(at); at.IsZero() {
			break
		}
		line := "- " + locales.Escape(locales.Moment(t.lang, at.In(s.Zone())))
		if held[at] {
			line += " " + t.say("schedule.held_mark")
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

// after is the instant after which a group's slots are sent: now, or the end of its pause.
func (t *turn) after(b store.Binding) time.Time {
	if b.PausedUntil.After(t.now()) {
		return b.PausedUntil.Add(-time.Second)
	}
	return t.now()
}

// scheduleText says when a binding's next report comes.
func (t *turn) scheduleText(b store.Binding) string {
	s, err := slot.Parse(b.Schedule, t.regency.Zone)
	if err != nil {
		t.log.Error("stored schedule unreadable", "binding", b.ID, "error", err)
		return t.say("groups.schedule_broken")
	}
	return t.say("groups.next_report", "time", locales.Moment(t.lang, s.Next(t.after(b)).In(s.Zone())))
}
