package handlers

import (
	"strings"
	"time"

	"ikdbot/handlers/report"
	"ikdbot/locales"
	"ikdbot/store"
)

// Vitals are what the running program knows of itself.
type Vitals struct {
	Version  string
	Speaking time.Time // since when it is the one that speaks; zero: it does not take turns
	Reached  time.Time // when the platform last answered a call well; zero: not since the start
	Backups  bool      // are sent to the admins weekly
	Failures int64     // calls of the platform that failed since the start
}

// status tells an admin how the service is. It needs nothing: what cannot be read it says to be out of reach.
func (t *turn) status() Reply {
	head := t.say("service.head", "regency", t.regency.Label(t.regency.Root()), "time", t.moment(t.now()))
	lines := t.vitalLines()
	c, err := t.condition(t.ctx)
	if err != nil {
		t.log.Error("state not readable", "error", err)
		lines = append(lines, t.awayLines()...)
		return Reply{Text: stacked(head, bullets(append(lines, t.answerLine())))}
	}
	lines = append(lines, t.redisLine(c.durability))
	lines = append(lines, t.ledgerLines(c.ledger)...)
	lines = append(lines, t.groupLines()...)
	lines = append(lines, t.freshnessLine(c.figures), t.answerLine(), t.backupLine(c.ledger.LastBackup))
	return Reply{Text: stacked(head, t.concernText(c), bullets(lines))}
}

// adminAway is what somebody gets who was an admin when that was last read, while Redis is away: nothing is done and nothing is read for
// them, and /status says of the service no more than every citizen is told.
func (t *turn) adminAway(c *command) Reply {
	if c.name != "status" {
		return t.plain("desk.away")
	}
	head := t.say("service.head", "regency", t.regency.Label(t.regency.Root()), "time", t.moment(t.now()))
	return Reply{Text: stacked(head, bullets(append(t.awayLines(), t.answerLine())))}
}

// moment is an instant as this chat reads it.
func (t *turn) moment(at time.Time) locales.Markup {
	return locales.Markup(locales.Moment(t.lang, at.In(t.regency.Zone)))
}

func bullets(lines []string) string { return "- " + strings.Join(lines, "\n- ") }

// concernText is what needs looking after, or that all is well.
func (t *turn) concernText(c condition) string {
	var lines []string
	beginning, err := t.store.Beginning(t.ctx)
	switch {
	case err != nil:
		t.log.Error("beginning not readable", "error", err)
	case beginning.Emptied:
		lines = append(lines, t.say("status.emptied"))
	case !beginning.Answered:
		lines = append(lines, t.say("status.fresh"))
	}
	for _, concern := range t.concerns(c) {
		lines = append(lines, concern.text(t.lang))
	}
	if len(lines) == 0 {
		return t.say("service.well")
	}
	return stacked(t.say("service.look"), strings.Join(lines, "\n\n"))
}

// vitalLines are about the program itself and the chat platform.
func (t *turn) vitalLines() (lines []string) {
	v := t.vitals()
	if v.Version == "" {
		return nil
	}
	if v.Speaking.IsZero() {
		lines = append(lines, t.say("service.bot_version", "version", v.Version))
	} else {
		lines = append(lines, t.say("service.bot", "version", v.Version, "since", t.moment(v.Speaking)))
	}
	if v.Reached.IsZero() {
		return append(lines, t.say("service.telegram_never", "n", v.Failures))
	}
	return append(lines, t.say("service.telegram", "time", t.moment(v.Reached), "n", v.Failures))
}

// awayLines say that Redis cannot be reached, and what that means.
func (t *turn) awayLines() []string {
	line := t.say("service.redis_away")
	if _, at, ok := t.store.LastFigures(); ok {
		line += " " + t.say("service.redis_away_read", "time", t.moment(at))
	}
	return []string{line}
}

func (t *turn) redisLine(r store.Durability) string {
	durable := t.say("service.redis_durable")
	switch {
	case !r.Durable():
		durable = t.say("service.redis_not_durable")
	case !r.Known:
		durable = t.say("service.redis_unknown")
	}
	if r.Bytes == 0 {
		return t.say("service.redis_no_size", "durable", locales.Markup(durable))
	}
	megabytes := locales.Decimal(t.lang, float64(r.Bytes)/(1<<20), 1)
	return t.say("service.redis", "durable", locales.Markup(durable), "megabytes", locales.Markup(megabytes))
}

func (t *turn) ledgerLines(l store.LedgerSum) []string {
	lines := []string{t.say("service.ledger", "owed", l.States[store.Owed], "sending", l.States[store.Sending], "sent", l.States[store.Sent],
		"unclear", l.States[store.Unclear], "failed", l.States[store.Failed], "missed", l.States[store.Missed])}
	if l.LastReport.IsZero() {
		return append(lines, t.say("service.no_report"))
	}
	return append(lines, t.say("service.last_report", "time", t.moment(l.LastReport)))
}

func (t *turn) groupLines() (lines []string) {
	bindings, err := t.store.Bindings(t.ctx)
	if err != nil {
		t.log.Error("bindings not readable", "error", err)
		return nil
	}
	paused := 0
	for _, b := range bindings {
		if b.PauseAt(t.now()) != "" {
			paused++
		}
	}
	if next := t.nextSlot(bindings); !next.IsZero() {
		lines = append(lines, t.say("service.next_report",
			"time", locales.Markup(t.slotTime(t.lang, next, t.dueAt(bindings, next)))))
	}
	return append(lines, t.say("service.groups", "n", len(bindings), "paused", paused))
}

func (t *turn) freshnessLine(a store.Aggregates) string {
	s := report.Stand(t.regency, a, t.regency.Root(), t.now())
	if !s.Has(store.Active) {
		return t.say("service.no_figures")
	}
	date := locales.Markup(locales.Day(t.lang, string(s.Counts[store.Active].AsOf)))
	return t.say("service.figures", "date", date, "days", s.Days, "n", a.N)
}

func (t *turn) answerLine() string {
	topics := t.byReview()
	date := locales.Markup(locales.Day(t.lang, topics[0].Reviewed.Format(time.DateOnly)))
	return t.say("service.answers", "n", len(topics), "date", date)
}

func (t *turn) backupLine(last time.Time) string {
	switch {
	case !t.vitals().Backups:
		return t.say("service.backups_off")
	case last.IsZero():
		return t.say("service.no_backup")
	}
	return t.say("service.backup", "time", t.moment(last))
}
