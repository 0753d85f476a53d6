package scheduler

import (
	"context"
	"fmt"
	"slices"
	"time"

	"ikdbot/scheduler/slot"
	"ikdbot/store"
)

// ahead is how long before a slot the admins see what is going to be sent.
const ahead = time.Hour

// mostPrepared bounds what is drawn before a slot, so that it is done within seconds.
const mostPrepared = 64

// heldWhy is why a report that was held back for too long is missed.
const heldWhy = "held back"

// lookAhead shows the admins what the coming slots send, once each, and ends the holds that nobody ended.
func (s *Scheduler) lookAhead(ctx context.Context, g groups) error {
	for _, h := range g.holds {
		if s.Now().Before(h.Until) {
			continue
		}
		if err := s.lapse(ctx, h); err != nil {
			return err
		}
	}
	for at, due := range s.coming(g) {
		if g.held(at, s.Now()) {
			continue
		}
		if err := s.Desk.Preview(ctx, at, due); err != nil {
			return fmt.Errorf("preview reports: %w", err)
		}
		if at.Sub(s.Now()) <= time.Minute {
			s.prepare(ctx, at, due)
		}
	}
	return nil
}

// prepare has the pictures drawn that a slot is going to send: drawing takes far longer than sending, and all groups wait for their
// report at the same instant.
func (s *Scheduler) prepare(ctx context.Context, at time.Time, due []store.Binding) {
	type kind struct {
		area, zone string
		previous   time.Time
	}
	drawn := map[kind]bool{}
	for _, b := range due {
		schedule, err := slot.Parse(b.Schedule, s.Zone)
		if err != nil {
			continue // oweReports says so
		}
		k := kind{b.Area, schedule.Elsewhere(), previous(schedule, at)}
		if drawn[k] || len(drawn) == mostPrepared || ctx.Err() != nil {
			continue
		}
		drawn[k] = true
		if err := s.Desk.Prepare(ctx, store.Entry{Area: b.Area, Due: at, Zone: k.zone}, k.previous); err != nil {
			s.failed(ctx, "report not prepared", err)
			return // it is made when it is sent
		}
	}
}

// coming are the slots of the next hour, each with the groups that get a report.
func (s *Scheduler) coming(g groups) map[time.Time][]store.Binding {
	coming := map[time.Time][]store.Binding{}
	now := s.Now()
	for _, b := range g.bindings {
		schedule, err := slot.Parse(b.Schedule, s.Zone)
		if err != nil {
			continue // oweReports says so
		}
		for _, at := range schedule.Between(now, now.Add(ahead)) {
			if b.PauseAt(at) == "" {
				coming[at] = append(coming[at], b)
			}
		}
	}
	return coming
}

// groups are who gets reports, and what is held back, as they were read at the beginning of a look.
type groups struct {
	bindings []store.Binding
	holds    []store.Hold
}

func (s *Scheduler) groups(ctx context.Context) (g groups, err error) {
	if g.bindings, err = s.Store.Bindings(ctx); err != nil {
		return g, fmt.Errorf("read bindings: %w", err)
	}
	if g.holds, err = s.Store.Holds(ctx); err != nil {
		return g, fmt.Errorf("read holds: %w", err)
	}
	return g, nil
}

// held reports whether an admin holds a slot back at an instant.
func (g groups) held(slot, now time.Time) bool {
	return slices.ContainsFunc(g.holds, func(h store.Hold) bool { return h.Slot.Equal(slot) && now.Before(h.Until) })
}

// lapse records as missed what was held back until it was too old, and tells the admins so: once for all groups of a slot. They are told
// first, which may be repeated; the hold can be ended only once.
func (s *Scheduler) lapse(ctx context.Context, h store.Hold) error {
	s.Desk.Tell(ctx, "lapsed/"+h.Slot.Format(time.RFC3339), "schedule.lapsed_notice", "time", s.Desk.Moment(h.Slot))
	n, err := s.Store.Lapse(ctx, h.Slot, heldWhy)
	if err != nil {
		return fmt.Errorf("end hold: %w", err)
	}
	s.Log.Info("held reports missed", "slot", h.Slot, "reports", n)
	return nil
}
