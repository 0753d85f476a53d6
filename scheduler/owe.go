package scheduler

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"ikdbot/scheduler/slot"
	"ikdbot/store"
)

const (
	late     = 48 * time.Hour   // how old a slot may be and still be sent
	lookBack = store.SettledFor // what is older is in nobody's memory, and the ledger has forgotten that it was missed
)

// tooOld is why a report is missed that could not be sent in time.
const tooOld = "over 48 h old"

// lookedUntil is how far a binding's slots are in the ledger: those of its present schedule up to an instant.
type lookedUntil struct{ since, until time.Time }

// ReportID is the stable id of the report a binding is owed for a slot.
func ReportID(binding string, due time.Time) string { return store.ReportID(binding, due) }

// oweReports puts every slot that has come due since the last look into the ledger: the newest as owed, if it is young
// enough and the binding is not paused, the others as missed. A slot the ledger knows is left as it is, and one that an admin holds
// back stays owed beside a newer one.
func (s *Scheduler) oweReports(ctx context.Context, g groups) error {
	now := s.Now()
	var owed, missed []store.Entry
	for _, b := range g.bindings {
		o, m := s.slots(b, now, g)
		owed, missed = append(owed, o...), append(missed, m...)
	}
	owed, missed, err := s.news(ctx, owed, missed)
	if err != nil {
		return err
	}
	s.tellSlept(ctx, missed)
	if _, err := s.Store.Owe(ctx, owed...); err != nil {
		return fmt.Errorf("owe reports: %w", err)
	}
	if _, err := s.Store.MarkMissed(ctx, missed...); err != nil {
		return fmt.Errorf("record missed reports: %w", err)
	}
	for _, b := range g.bindings {
		s.looked[b.ID] = lookedUntil{b.Since, now}
	}
	return nil
}

// slots are a binding's ledger entries for the slots since it was last looked at: at most one owed, but for those held back.
func (s *Scheduler) slots(b store.Binding, now time.Time, g groups) (owed, missed []store.Entry) {
	schedule, err := slot.Parse(b.Schedule, s.Zone)
	if err != nil {
		s.Log.Error("stored schedule unreadable", "binding", b.ID, "error", err)
		return nil, nil
	}
	after := b.Since
	if oldest := now.Add(-lookBack); oldest.After(after) {
		after = oldest
	}
	if seen := s.looked[b.ID]; seen.since.Equal(b.Since) && seen.until.After(after) && seen.until.Before(now) {
		after = seen.until
	}
	due := schedule.Between(after, now)
	for i, at := range due {
		e := store.Entry{
			ID: ReportID(b.ID, at), Chat: b.Chat, Binding: b.ID, Area: b.Area, Due: at, Zone: schedule.Elsewhere(), State: store.Owed,
			Next: at, At: now,
		}
		switch {
		case b.PauseAt(at) != "":
			e.Why = "paused: " + b.PauseAt(at)
		case now.Sub(at) > late:
			e.Why = tooOld
		case i < len(due)-1 && !g.held(at, now):
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

// news leaves out what the ledger knows: those owed stay as they are, and only an owed one can still be missed.
func (s *Scheduler) news(ctx context.Context, owed, missed []store.Entry) (newOwed, newMissed []store.Entry, err error) {
	var ids []string
	for _, e := range slices.Concat(owed, missed) {
		ids = append(ids, e.ID)
	}
	known := map[string]store.State{}
	for some := range slices.Chunk(ids, batch) {
		states, err := s.Store.Known(ctx, some...)
		if err != nil {
			return nil, nil, fmt.Errorf("look up reports: %w", err)
		}
		maps.Copy(known, states)
	}
	for _, e := range owed {
		if known[e.ID] == "" {
			newOwed = append(newOwed, e)
		}
	}
	for _, e := range missed {
		// One that was owed until it was too old is left to deliver, which tells the admins.
		if is := known[e.ID]; is == "" || is == store.Owed && e.Why != tooOld {
			e.State = is // what it was until now
			newMissed = append(newMissed, e)
		}
	}
	return newOwed, newMissed, nil
}

// tellSlept tells the admins, once, of slots nobody has looked at until they were too old: the bot was down. Of those that were owed
// they hear when they are taken up.
func (s *Scheduler) tellSlept(ctx context.Context, missed []store.Entry) {
	var slept []store.Entry
	for _, e := range missed {
		if e.State == "" && e.Why == tooOld {
			slept = append(slept, e)
		}
	}
	if len(slept) == 0 {
		return
	}
	slices.SortFunc(slept, func(a, b store.Entry) int { return a.Due.Compare(b.Due) })
	first, last := slept[0].Due, slept[len(slept)-1].Due
	s.Log.Warn("reports missed while nobody looked", "reports", len(slept), "from", first, "to", last)
	s.Desk.Tell(ctx, "slept/"+last.UTC().Format(time.RFC3339), "status.slept_notice",
		"n", len(slept), "time", s.Desk.Moment(last))
}
