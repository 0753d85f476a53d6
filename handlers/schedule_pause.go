package handlers

import (
	"slices"
	"time"

	"ikdbot/handlers/written"
	"ikdbot/locales"
	"ikdbot/store"
)

// pauseLines say that a group gets no reports at present, and until when; none where it does.
func (t *turn) pauseLines(b store.Binding) []string {
	switch {
	case b.Paused != "":
		return []string{t.say("schedule.stopped"), ""}
	case b.PauseAt(t.now()) != "":
		return []string{t.say("schedule.paused", "date", t.lastDay(b)), ""}
	}
	return nil
}

// lastDay is the last day of a group's pause, by the group's clock.
func (t *turn) lastDay(b store.Binding) string {
	return locales.Day(t.lang, string(store.Day(b.PausedUntil.In(t.zoneOf(b)).AddDate(0, 0, -1))))
}

// pause stops a group's reports until a day: /jadwal jeda [sampai] 2026-12-31. Without a day it offers some.
func (t *turn) pause(b store.Binding, words []string) Reply {
	if len(words) > 0 && slices.Contains([]string{"sampai", "hingga", "s.d.", "s/d", "until"}, words[0]) {
		words = words[1:]
	}
	if len(words) == 0 {
		return t.offerPause(b)
	}
	today := t.now().In(t.zoneOf(b))
	until, used, ok := civilDay(words, today)
	switch {
	case !ok || used != len(words):
		return t.plain("schedule.pause_usage")
	case until.Before(midnight(today)):
		return t.plain("schedule.pause_past")
	case until.After(today.AddDate(1, 0, 0)):
		return t.plain("schedule.pause_far")
	}
	b, err := t.store.PauseUntil(t.ctx, b.ID, until.AddDate(0, 0, 1))
	if err != nil {
		return t.trouble("pause binding", err)
	}
	if err := t.withdraw(b); err != nil {
		return t.trouble("withdraw reports of paused binding", err)
	}
	t.log.Info("reports paused", "binding", b.ID, "user", t.User)
	return t.sayUncopied(Reply{
		Text:    t.say("schedule.paused_now", "area", t.regency.Label(b.Area), "date", t.lastDay(b)) + "\n\n" + t.nextSlots(b),
		Buttons: [][]Button{{{Label: t.say("schedule.resume_button"), Command: "/jadwal lanjut"}}},
	}, b.Uncopied)
}

// offerPause lets an admin choose how long a pause is.
func (t *turn) offerPause(b store.Binding) Reply {
	today := t.now().In(t.zoneOf(b))
	endOfMonth := time.Date(today.Year(), today.Month()+1, 0, 0, 0, 0, 0, today.Location())
	r := Reply{Text: t.say("schedule.pause_how_long")}
	for _, offer := range []struct {
		key   string
		until time.Time
	}{
		{"schedule.pause_week", today.AddDate(0, 0, 6)},
		{"schedule.pause_two_weeks", today.AddDate(0, 0, 13)},
		{"schedule.pause_month", endOfMonth},
	} {
		date := string(store.Day(offer.until))
		label := t.say(offer.key, "date", locales.Day(t.lang, date))
		r.Buttons = append(r.Buttons, []Button{{Label: label, Command: "/jadwal jeda " + date}})
	}
	return r
}

// withdraw records as missed what a paused group is owed already: nothing is sent late, after the pause.
func (t *turn) withdraw(b store.Binding) error {
	owed, err := t.store.InState(t.ctx, store.Owed, 1000)
	if err != nil {
		return err
	}
	var missed []store.Entry
	for _, e := range owed {
		if e.Binding == b.ID && e.ID == store.ReportID(b.ID, e.Due) {
			e.Why = "paused: " + b.PauseAt(e.Due)
			missed = append(missed, e)
		}
	}
	_, err = t.store.MarkMissed(t.ctx, missed...)
	return err
}

// resume ends a group's pause: /jadwal lanjut. The slots of the pause stay missed.
func (t *turn) resume(b store.Binding) Reply {
	if b.PauseAt(t.now()) == "" {
		return t.sayUncopied(Reply{Text: t.say("schedule.not_paused") + "\n\n" + t.nextSlots(b)}, !t.store.Copied(t.ctx))
	}
	var err error
	var first bool // of two changes has no copy
	if b.Paused != "" {
		if b, err = t.store.Resume(t.ctx, b.ID, t.now()); err != nil {
			return t.trouble("resume binding", err)
		}
		first = b.Uncopied
	}
	if b.PausedUntil.After(t.now()) {
		if b, err = t.store.PauseUntil(t.ctx, b.ID, t.now()); err != nil {
			return t.trouble("resume binding", err)
		}
	}
	t.log.Info("reports resumed", "binding", b.ID, "user", t.User)
	return t.sayUncopied(Reply{Text: t.say("schedule.resumed", "area", t.regency.Label(b.Area)) + "\n\n" + t.nextSlots(b)}, first || b.Uncopied)
}

// civilDay reads a day, to come or past, that words begin with, and how many of them it takes; today is in the zone that is meant.
func civilDay(words []string, today time.Time) (midnight time.Time, used int, ok bool) {
	if len(words) == 0 {
		return midnight, 0, false
	}
	date, used, wrong := written.DateUntil(words, today, today.AddDate(10, 0, 0))
	if wrong != "" {
		return midnight, used, false
	}
	midnight, err := time.ParseInLocation(time.DateOnly, string(date), today.Location())
	return midnight, used, err == nil
}

// midnight is when the day of an instant began in the instant's zone.
func midnight(at time.Time) time.Time {
	return time.Date(at.Year(), at.Month(), at.Day(), 0, 0, 0, 0, at.Location())
}
