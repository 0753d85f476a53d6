package handlers

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"ikdbot/handlers/report"
	"ikdbot/locales"
	"ikdbot/scheduler/slot"
	"ikdbot/store"
)

// workbookMIME is the type of an .xlsx file.
const workbookMIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

// proved finds the report of a code in a command; not ok: the reply says why.
func (t *turn) proved(text string) (e store.Entry, no Reply, ok bool) {
	if text == "" {
		return e, t.plain("readback.usage"), false
	}
	code, ok := store.ReadCode(text)
	if !ok {
		return e, t.plain("readback.unknown"), false
	}
	e, _, ok, err := t.store.Proved(t.ctx, code)
	if err != nil {
		return e, t.trouble("look up code", err), false
	}
	if !ok {
		return e, t.plain("readback.unknown"), false
	}
	return e, Reply{}, true
}

// moreOf shows more of a report that was issued, to whoever holds its code; in one chat once in ten minutes.
func (t *turn) moreOf(what, code string, more func(*turn, store.Entry, Summary) Reply) Reply {
	e, no, ok := t.proved(code)
	if !ok {
		return no
	}
	s, err := t.issued(t.ctx, e)
	if err != nil {
		return t.trouble("read report", err)
	}
	allowed, err := t.store.Allow(t.ctx, what+"/"+e.Code+"/"+t.Chat, reportEvery)
	if err != nil {
		return t.trouble("limit reports", err)
	}
	if !allowed {
		return Reply{Notice: t.say("readback.shown")}
	}
	return more(t, e, s)
}

func (t *turn) fullText(e store.Entry, s Summary) Reply {
	text, err := t.fullTextOf(t.ctx, t.reportLanguage(), e, s)
	if err != nil {
		return t.trouble("read correction", err)
	}
	return Reply{Text: text}
}

func (t *turn) workbook(e store.Entry, s Summary) Reply {
	book, err := t.Workbook(t.reportLanguage(), s)
	if err != nil {
		return t.trouble("write workbook", err)
	}
	if book == nil {
		return t.plain("readback.sheet_gone")
	}
	root := t.regency.Root()
	of := Summary{Facts: report.Facts{Area: root, Standing: s.Facts.Standing}}
	return Reply{
		Text: t.say("readback.sheet", "area", t.regency.Label(root), "date", locales.Day(t.lang, string(s.Facts.Standing.Day))),
		File: &Attachment{Name: of.fileName(".xlsx"), MIME: workbookMIME, Content: book},
	}
}

// hasRead notes that somebody in the group has read its report: who and when, by ids alone. Doing it again changes nothing.
func (t *turn) hasRead(code string) Reply {
	e, no, ok := t.proved(code)
	if !ok {
		return no
	}
	if t.Private {
		return Reply{Notice: t.say("readback.elsewhere")}
	}
	b, found, err := t.store.BindingOf(t.ctx, t.Chat)
	if err != nil {
		return t.trouble("read binding", err)
	}
	if !found || e.Binding != b.ID {
		return Reply{Notice: t.say("readback.elsewhere")}
	}
	before, err := t.store.Read(t.ctx, e, b.ID, t.User)
	if err != nil {
		return t.trouble("note reading", err)
	}
	if before.IsZero() {
		return Reply{Notice: t.say("readback.thanks")}
	}
	return Reply{Notice: t.say("readback.already", "time", locales.Moment(t.lang, before.In(t.zoneOf(b))))}
}

// readings adds what the group of a binding read last, and for the office how the other groups read.
func (d *Desk) readings(ctx context.Context, in *report.Input, binding string) error {
	reads, err := d.store.LastReads(ctx)
	if err != nil {
		return fmt.Errorf("read readings for report: %w", err)
	}
	if last, ok := reads[binding]; ok {
		e, found, err := d.store.Entry(ctx, last.Entry)
		if err != nil {
			return fmt.Errorf("read last report read: %w", err)
		}
		if found {
			in.LastRead = &report.Facts{}
			if err := json.Unmarshal(e.Facts, in.LastRead); err != nil {
				return fmt.Errorf("read facts of last report read: %w", err)
			}
		}
	}
	if in.Area == d.regency.Root() {
		in.Reading, err = d.unread(ctx, reads, binding, in.At)
	}
	return err
}

// unread tells which groups other than that of a binding have not read the last report they got before an instant.
func (d *Desk) unread(ctx context.Context, reads map[string]store.LastRead, but string, before time.Time) (*report.Reading, error) {
	bindings, err := d.store.Bindings(ctx)
	if err != nil {
		return nil, fmt.Errorf("read bindings for report: %w", err)
	}
	var ids []string
	due := map[string]time.Time{} // of the last slot, by binding
	for _, b := range bindings {
		schedule, err := slot.Parse(b.Schedule, d.regency.Zone)
		if err != nil || b.ID == but || b.Paused != "" {
			continue
		}
		if last, ok := schedule.Last(b.Since, before.Add(-time.Second)); ok {
			due[b.ID] = last
			ids = append(ids, store.ReportID(b.ID, last))
		}
	}
	known, err := d.store.Known(ctx, ids...)
	if err != nil {
		return nil, fmt.Errorf("read ledger for report: %w", err)
	}
	reading := &report.Reading{}
	for _, b := range bindings {
		last, ok := due[b.ID]
		if !ok || known[store.ReportID(b.ID, last)] != store.Sent {
			continue
		}
		reading.Groups++
		if reads[b.ID].Due.Before(last) && !slices.Contains(reading.Unread, b.Area) {
			reading.Unread = append(reading.Unread, b.Area)
		}
	}
	return reading, nil
}
