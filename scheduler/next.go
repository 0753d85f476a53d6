package scheduler

import (
	"context"
	"time"

	"ikdbot/scheduler/slot"
)

// NextReport is when the first of the bound groups gets its next report, and for which area.
func (s *Scheduler) NextReport(ctx context.Context) (at time.Time, area string, ok bool) {
	bindings, err := s.Store.Bindings(ctx)
	if err != nil {
		s.Log.Error("bindings not readable", "error", err)
		return time.Time{}, "", false
	}
	for _, b := range bindings {
		schedule, err := slot.Parse(b.Schedule, s.Zone)
		after := s.Now()
		if b.PausedUntil.After(after) {
			after = b.PausedUntil.Add(-time.Second)
		}
		if next := schedule.Next(after); err == nil && b.Paused == "" && (!ok || next.Before(at)) {
			at, area, ok = next, s.Desk.Label(b.Area), true
		}
	}
	return at, area, ok
}
