package scheduler

import (
	"ikdbot/bot"
	"ikdbot/store"
)

// Meter counts what the scheduler sends, for those who watch it from outside.
type Meter interface {
	// Sent: an attempt to send a "report", "correction" or "notice" came to "sent" or to a bot.Verdict.
	Sent(kind, outcome string)
	// Retried: a message is tried again.
	Retried()
}

// count counts an attempt to send an entry.
func (s *Scheduler) count(e store.Entry, err error) {
	if s.Meter == nil {
		return
	}
	kind := "notice"
	switch {
	case e.Corrects != "":
		kind = "correction"
	case e.ID == ReportID(e.Binding, e.Due):
		kind = "report"
	}
	s.Meter.Sent(kind, bot.Outcome(err))
	if e.Tries > 1 {
		s.Meter.Retried()
	}
}
