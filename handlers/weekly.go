package handlers

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"ikdbot/handlers/report"
	"ikdbot/locales"
	"ikdbot/scheduler/slot"
	"ikdbot/store"
)

// reportEvery is how often a group may ask for its report.
const reportEvery = 10 * time.Minute

// Weekly is the weekly summary of an area as it is at an instant, next to what was known at the slot before; previous is
// zero where there was none. Text is small Markdown, facts the JSON of what it was made from.
func (d *Desk) Weekly(ctx context.Context, area string, at, previous time.Time) (text string, facts []byte, err error) {
	now, history, err := d.store.Figures(ctx)
	if err != nil {
		return "", nil, fmt.Errorf("read figures for report: %w", err)
	}
	in := report.Input{Regency: d.regency, Area: area, Now: now, At: at.In(d.regency.Zone)}
	if !previous.IsZero() {
		in.Before, in.BeforeAt = store.AggregatesAt(d.regency, history, previous), previous.In(d.regency.Zone)
	}
	if area == d.regency.Root() {
		if in.Scams, err = d.store.Scams(ctx, store.WeekOf(in.At.AddDate(0, 0, -7))); err != nil {
			return "", nil, fmt.Errorf("read scam reports for report: %w", err)
		}
	}
	f := report.Gather(in)
	facts, err = json.Marshal(f)
	if err != nil {
		return "", nil, fmt.Errorf("write facts of report: %w", err)
	}
	return report.Text(d.content, locales.Indonesian, d.regency, f), facts, nil
}

// report shows the weekly summary now: /laporan in a bound group, at most once in ten minutes; in private for any area.
func (t *turn) report() Reply {
	area, line := t.regency.Root(), t.schedule
	if t.Private {
		if t.args != "" {
			found := widest(t.mind.Find(t.args))
			if len(found) == 0 {
				return t.plain("location.unknown_area", "name", t.asked())
			}
			if len(found) > 1 {
				return t.whichArea(found, "/laporan ")
			}
			area = found[0]
		}
		return t.reportOf(area, line)
	}
	b, found, err := t.store.BindingOf(t.ctx, t.Chat)
	if err != nil {
		return t.trouble("read binding", err)
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
	return t.reportOf(b.Area, b.Schedule)
}

func (t *turn) reportOf(area, line string) Reply {
	text, _, err := t.Weekly(t.ctx, area, t.now(), PreviousSlot(line, t.regency.Zone, t.now()))
	if err != nil {
		return t.trouble("make report", err)
	}
	return Reply{Text: text}
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
