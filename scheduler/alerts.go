package scheduler

import (
	"context"
	"time"
)

// Office hours, in the regency's zone: what can wait is told within them.
const (
	officeOpens  = 8
	officeCloses = 16
)

// alertEvery is the least time between two looks for what the admins should know.
const alertEvery = 50 * time.Second

// alert tells the admins what they should look after, each occurrence once: the ledger knows what was told. What comes back after all was
// well is told again, and what lasts longer than the ledger keeps notices.
func (s *Scheduler) alert(ctx context.Context) {
	now := s.Now()
	if now.Sub(s.alerted).Abs() < alertEvery {
		return
	}
	s.alerted = now
	concerns, err := s.Desk.Concerns(ctx)
	if err != nil {
		s.failed(ctx, "state not readable", err)
		return
	}
	lasting := []string{}
	for _, c := range concerns {
		if c.Which == "" {
			lasting = append(lasting, c.Kind)
		}
	}
	since, err := s.since(ctx, lasting)
	if err != nil {
		s.failed(ctx, "alarms not noted", err)
		return
	}
	for _, c := range concerns {
		if c.Calm && !s.officeHours(now) {
			continue
		}
		which := c.Which
		if which == "" {
			which = since[c.Kind].UTC().Format(time.RFC3339)
		}
		s.Desk.Alert(ctx, which, c)
	}
}

// since notes which alarms are on, and since when. That there still is none need not be noted.
func (s *Scheduler) since(ctx context.Context, lasting []string) (map[string]time.Time, error) {
	if s.calm && len(lasting) == 0 {
		return nil, nil
	}
	since, err := s.Store.Alarms(ctx, lasting...)
	s.calm = err == nil && len(lasting) == 0
	return since, err
}

func (s *Scheduler) officeHours(now time.Time) bool {
	hour := now.In(s.Zone).Hour()
	return officeOpens <= hour && hour < officeCloses
}
