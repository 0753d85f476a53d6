package scheduler

import (
	"context"
	"fmt"
	"time"

	"ikdbot/scheduler/slot"
	"ikdbot/store"
)

// late is how old a slot may be and still be sent.
const late = 48 * time.Hour

// lookedUntil is how far a binding's slots are in the ledger: those of its present schedule up to an instant.
type lookedUntil struct{ since, until time.Time }

// ReportID is the stable id of the report a binding is owed for a slot.
func ReportID(binding string, due time.Time) string { return store.ReportID(binding, due) }

// oweReports puts every slot that has come due since the last look into the ledger: the newest as owed, if it is young
// enough and the binding is not paused, the others as missed. A slot the ledger knows is left as it is, and one that an admin holds
// back stays owed beside a newer one.
func (s *Scheduler) oweReports(ctx context.Context) error {
	bindings, err := s.Store.Bindings(ctx)
	if err != nil {
		return fmt.Errorf("read bindings: %w", err)
	}
	held, err := s.held(ctx)
	if err != nil {
		return err
	}
	now := s.Now()
	var owed, missed []store.Entry
	for _, b := range bindings {
		o, m := s.slots(b, now, held)
		owed, missed = append(owed, o...), append(missed, m...)
	}
	if _, err := s.Store.Owe(ctx, owed...); err != nil {
		return fmt.Errorf("owe reports: %w", err)
	}
	if _, err := s.Store.MarkMissed(ctx, missed...); err != nil {
		return fmt.Errorf("record missed reports: %w", err)
	}
	for _, b := range bindings {
		s.looked[b.ID] = lookedUntil{b.Since, now}
	}
	return nil
}

// slots are a binding's ledger entries for the slots since it was last looked at: at most one owed, but for those held back.
func (s *Scheduler) slots(b store.Binding, now time.Time, held map[int64]bool) (owed, missed []store.Entry) {
	schedule, err := slot.Parse(b.Schedule, s.Zone)
	if err != nil {
		s.Log.Error("stored schedule unreadable", "binding", b.ID, "error", err)
		return nil, nil
	}
	after := b.Since
	if seen := s.looked[b.ID]; seen.since.Equal(b.Since) && seen.until.After(after) && seen.until.Before(now) {
		after = seen.until
	}
	due := schedule.Between(after, now)
	for i, at := range due {
		e := store.Entry{
			ID: ReportID(b.ID, at), Chat: b.Chat, Binding: b.ID, Area: b.Area, Due: at, State: store.Owed, Next: at, At: now,
		}
		switch {
		case b.PauseAt(at) != "":
			e.Why = "paused: " + b.PauseAt(at)
		case now.Sub(at) > late:
			e.Why = "over 48 h old"
		case i < len(due)-1 && !held[at.Unix()]:
			e.Why = "a later report was due as well"
		default:
			owed = append(owed, e)
			continue
		}
		e.State = store.Missed
		missed = append(missed, e)
	}
	return owed, missed
}
