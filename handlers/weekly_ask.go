package handlers

import (
	"fmt"
	"strings"
	"time"

	"ikdbot/locales"
	"ikdbot/store"
)

// reportEvery is how often a group may ask for its report, or anybody for the same full text or workbook.
const reportEvery = 10 * time.Minute

// report shows the weekly summary now: /laporan in a bound group, at most once in ten minutes; in private for any area. Its buttons
// come back here with a word and the report's code.
func (t *turn) report() Reply {
	if reply, ok := t.moreOfReport(); ok {
		return reply
	}
	if t.Private {
		return t.reportPrivately()
	}
	b, found, err := t.store.BindingOf(t.ctx, t.Chat)
	if err != nil {
		return t.reportAway("read binding", err)
	}
	if !found {
		return t.plain("groups.not_bound")
	}
	allowed, err := t.store.Allow(t.ctx, "laporan/"+t.Chat, reportEvery)
	if err != nil {
		return t.trouble("limit reports", err)
	}
	if !allowed {
		return t.plain("groups.report_wait")
	}
	return t.reportOf(b)
}

// moreOfReport obeys the buttons under a report. There are kecamatan that are called as one of their words is.
func (t *turn) moreOfReport() (Reply, bool) {
	verb, code, _ := strings.Cut(t.args, " ")
	if _, ok := store.ReadCode(code); !ok && len(t.mind.Find(t.args)) > 0 {
		return Reply{}, false
	}
	switch strings.ToLower(verb) {
	case "teks", "text":
		return t.moreOf("teks", code, (*turn).fullText), true
	case "lembar", "sheet":
		return t.moreOf("lembar", code, (*turn).workbook), true
	case "dibaca", "read":
		return t.hasRead(code), true
	}
	return Reply{}, false
}

func (t *turn) reportPrivately() Reply {
	b := store.Binding{Area: t.regency.Root(), Schedule: t.schedule}
	if t.args != "" {
		found := widest(t.mind.Find(t.args))
		if len(found) == 0 {
			return t.plain("location.unknown_area", "name", t.asked())
		}
		if len(found) > 1 {
			return t.whichArea(found, "/laporan ")
		}
		b.Area = found[0]
	}
	return t.reportOf(b)
}

// reportOf is the report of a group's area now; of no group where the binding has no id. The terminal shows a preview: what nobody
// can be sent cannot be proved.
func (t *turn) reportOf(b store.Binding) Reply {
	at := t.now().Truncate(time.Second)
	e := store.Entry{Chat: "asked", Binding: b.ID, Area: b.Area, Due: at, Zone: t.clockOf(b)}
	s, err := t.summary(t.ctx, e, PreviousSlot(b.Schedule, t.regency.Zone, at))
	if err != nil {
		return t.reportAway("make report", err)
	}
	if strings.HasPrefix(t.Chat, terminal) {
		return Reply{Text: t.FullText(t.lang, s, "")}
	}
	e.ID = askedID(s, b.ID)
	if b.ID != "" {
		e.Chat = t.Chat
	}
	known, found, err := t.store.Entry(t.ctx, e.ID)
	if err != nil {
		return t.trouble("look up report", err)
	}
	if found {
		if s, err = t.issued(t.ctx, known); err != nil {
			return t.trouble("read report", err)
		}
		e = known
	}
	e, reply, err := t.compose(t.ctx, e, s, t.reportLanguage())
	if err != nil {
		return t.trouble("make report", err)
	}
	if !found {
		if err := t.store.Issue(t.ctx, e); err != nil {
			return t.trouble("issue report", err)
		}
	}
	return reply
}

// reportLanguage is that of the person in private. A group is many people, and its reports are official: they are in Indonesian.
func (t *turn) reportLanguage() locales.Language {
	if t.Private {
		return t.lang
	}
	return locales.Indonesian
}

// askedID names what is issued to whoever asks. Who asks in private gets what was issued that day from the same figures, so that the
// ledger does not grow with every question; no note is kept of who asked.
func askedID(s Summary, binding string) string {
	f := s.Facts
	if binding != "" {
		return fmt.Sprintf("asked/%s/%s/%d", f.Area, binding, f.At.Unix())
	}
	return fmt.Sprintf("asked/%s/%s/%d/%d", f.Area, f.Standing.Day, s.Known, f.BeforeAt.Unix())
}
