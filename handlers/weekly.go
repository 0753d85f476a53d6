package handlers

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"ikdbot/handlers/report"
	"ikdbot/locales"
	"ikdbot/scheduler/slot"
	"ikdbot/store"
)

// Summary is a weekly summary with the history it was made from; text, caption, picture and workbook follow from it.
type Summary struct {
	Facts report.Facts
	Known int64 // the last change of figures it knows of

	Corrected int64 // the last change that it was corrected with; 0 if it was not

	now     store.Aggregates
	changes []store.Change
}

// Weekly is the weekly summary of an area as it is at an instant, next to what was known at the slot before; previous is
// zero where there was none. It is nobody's in particular: what a group has read plays no part.
func (d *Desk) Weekly(ctx context.Context, area string, at, previous time.Time) (Summary, error) {
	return d.summary(ctx, store.Entry{Area: area, Due: at}, previous)
}

// summary is Weekly for an entry: by the clock of its group, and that of a binding reads first what is new to it.
func (d *Desk) summary(ctx context.Context, e store.Entry, previous time.Time) (Summary, error) {
	now, history, err := d.store.Figures(ctx)
	if err != nil {
		return Summary{}, fmt.Errorf("read figures for report: %w", err)
	}
	in := report.Input{Regency: d.regency, Area: e.Area, Now: now, At: e.Due.In(d.regency.Zone), Zone: e.Zone}
	if !previous.IsZero() {
		in.Before, in.BeforeAt = store.AggregatesAt(d.regency, history, previous), previous.In(d.regency.Zone)
	}
	if e.Area == d.regency.Root() {
		if in.Scams, err = d.store.Scams(ctx, store.WeekOf(in.At.AddDate(0, 0, -7))); err != nil {
			return Summary{}, fmt.Errorf("read scam reports for report: %w", err)
		}
	}
	if e.Binding != "" {
		if err := d.readings(ctx, &in, e.Binding); err != nil {
			return Summary{}, err
		}
	}
	return Summary{Facts: report.Gather(in), Known: now.N, now: now, changes: history}, nil
}

// issued is the summary of a report as it was issued, from the ledger. The history it was made from is that until Known: nothing is
// ever taken out of it. Where Redis has lost it there are only the facts.
func (d *Desk) issued(ctx context.Context, e store.Entry) (Summary, error) {
	s := Summary{Known: e.Known, Corrected: e.Corrected}
	if err := json.Unmarshal(e.Facts, &s.Facts); err != nil {
		return Summary{}, fmt.Errorf("read facts of report: %w", err)
	}
	history, err := d.store.History(ctx)
	if err != nil {
		return Summary{}, fmt.Errorf("read history for report: %w", err)
	}
	if int64(len(history)) >= max(e.Known, e.Corrected) {
		s.changes = history[:e.Known:e.Known]
		if e.Corrected > e.Known {
			s.changes = store.Corrected(history[:e.Corrected], e.Known)
		}
		s.now = store.AggregatesAt(d.regency, s.changes, s.made())
	}
	return s, nil
}

// made is when the summary was made: at its slot, or with the last change it knows of where it was made late.
func (s Summary) made() time.Time {
	if n := len(s.changes); n > 0 && s.changes[n-1].At.After(s.Facts.At) {
		return s.changes[n-1].At
	}
	return s.Facts.At
}

// FullText is a summary in words, and Caption what stands below its picture; both end with the code, where there is one.
func (d *Desk) FullText(l locales.Language, s Summary, code string) string {
	return d.proven(l, report.Text(d.content, l, d.regency, s.Facts), code)
}

// Caption is the summary below the picture.
func (d *Desk) Caption(l locales.Language, s Summary, code string) string {
	return d.proven(l, report.Caption(d.content, l, d.regency, s.Facts), code)
}

// proven ends a report with its code; a preview has none.
func (d *Desk) proven(l locales.Language, text, code string) string {
	if code == "" {
		return text
	}
	return text + "\n\n" + d.content.Say(l, "proof.line", "code", shownCode(code))
}

// Workbook is the regency's figures as they were known to a summary, as .xlsx; nil where the history is lost.
func (d *Desk) Workbook(l locales.Language, s Summary) ([]byte, error) {
	if int64(len(s.changes)) < s.Known {
		return nil, nil
	}
	return report.Workbook(d.content, l, d.regency, report.Book{At: s.made(), Now: s.now, Changes: s.changes})
}

// fileName names a file of a summary: "ikd-62.02.05-2026-11-23.png".
func (s Summary) fileName(ending string) string {
	return strings.Join([]string{"ikd", s.Facts.Area, string(s.Facts.Standing.Day)}, "-") + ending
}

// PreviousSlot is the last due instant of a schedule before an instant; zero where there is none within a year.
func PreviousSlot(line string, zone *time.Location, before time.Time) time.Time {
	s, err := slot.Parse(line, zone)
	if err != nil {
		return time.Time{}
	}
	last, _ := s.Last(before.AddDate(-1, 0, 0), before.Add(-time.Second))
	return last
}

// Papers are all forms of a weekly summary, as files.
type Papers struct {
	Text, Caption     string // small Markdown
	Picture, Workbook []byte // nil where the history behind an issued report is gone
}

// Papers are what was issued for an area and an instant, to the minute, with its code; else a preview without one.
func (d *Desk) Papers(ctx context.Context, area string, at, previous time.Time) (p Papers, err error) {
	var s Summary
	e, found, err := d.store.IssuedFor(ctx, area, at)
	switch {
	case err != nil:
	case found:
		s, err = d.issued(ctx, e)
	default:
		s, err = d.Weekly(ctx, area, at, previous)
	}
	if err != nil {
		return p, err
	}
	l := locales.Indonesian
	if p.Text, err = d.fullTextOf(ctx, l, e, s); err != nil {
		return p, err
	}
	p.Caption = d.Caption(l, s, e.Code)
	if found && !e.Plain {
		p.Caption = e.Text
	}
	if p.Workbook, err = d.Workbook(l, s); err != nil || p.Workbook == nil {
		return p, err
	}
	p.Picture, err = d.Picture(l, s)
	return p, err
}
