package scheduler

import (
	"context"
	"fmt"
	"time"

	"ikdbot/scheduler/slot"
	"ikdbot/store"
)

// ahead is how long before a slot the admins see what is going to be sent.
const ahead = time.Hour

// heldWhy is why a report that was held back for too long is missed.
const heldWhy = "held back"

// lookAhead shows the admins what the coming slots send, once each, and ends the holds that nobody ended.
func (s *Scheduler) lookAhead(ctx context.Context) error {
	if err := s.lapse(ctx); err != nil {
		return err
	}
	coming, err := s.coming(ctx)
	if err != nil {
		return err
	}
	held, err := s.held(ctx)
	if err != nil {
		return err
	}
	for at, due := range coming {
		if held[at.Unix()] {
			continue
		}
		if err := s.Desk.Preview(ctx, at, due); err != nil {
			return fmt.Errorf("preview reports: %w", err)
		}
	}
	return nil
}

// coming are the slots of the next hour, each with the groups that get a report.
func (s *Scheduler) coming(ctx context.Context) (map[time.Time][]store.Binding, error) {
	bindings, err := s.Store.Bindings(ctx)
	if err != nil {
		return nil, fmt.Errorf("read bindings: %w", err)
	}
	coming := map[time.Time][]store.Binding{}
	now := s.Now()
	for _, b := range bindings {
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
	return coming, nil
}

// held are the slots that an admin holds back, in seconds of Unix.
func (s *Scheduler) held(ctx context.Context) (map[int64]bool, error) {
	holds, err := s.Store.Holds(ctx)
	if err != nil {
		return nil, err
	}
	held := map[int64]bool{}
	for _, h := range holds {
		held[h.Slot.Unix()] = true
	}
	return held, nil
}

// lapse records as missed what was held back until it was too old, and tells the admins so: once for all groups of a slot. They are told
// first, which may be repeated; the hold can be ended only once.
func (s *Scheduler) lapse(ctx context.Context) error {
	holds, err := s.Store.Holds(ctx)
	if err != nil {
		return err
	}
	for _, h := range holds {
		if s.Now().Before(h.Until) {
			continue
		}
		s.Desk.Tell(ctx, "lapsed/"+h.Slot.Format(time.RFC3339), "schedule.lapsed_notice", "time", s.Desk.Moment(h.Slot))
		n, err := s.Store.Lapse(ctx, h.Slot, heldWhy)
		if err != nil {
			return fmt.Errorf("end hold: %w", err)
		}
		s.Log.Info("held reports missed", "slot", h.Slot, "reports", n)
	}
	return nil
}
