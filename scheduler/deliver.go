package scheduler

import (
	"context"
	"errors"
	"fmt"
	"time"

	"ikdbot/bot"
	"ikdbot/bot/pace"
	"ikdbot/handlers"
	"ikdbot/scheduler/slot"
	"ikdbot/store"
)

const (
	landing  = 2 * time.Second // a message on its way at the end is given so long to be answered
	settling = 5 * time.Second // a message in hand at the end is given so long to be settled
	fresh    = 5 * time.Second // a claim older than this is not acted on: the process was frozen, and its lease may be gone
)

var (
	errSilent    = errors.New("another process speaks") // this one may not send any more
	errWaits     = errors.New("reports wait for an admin's answer")
	errForgotten = errors.New("Redis has lost whether this was sent")
	errMoved     = errors.New("the chat has moved meanwhile") // the entry that was read has an old address
)

// deliver sends one owed message: its words are made, the ledger says "sending", the call is made, the ledger says how it went.
func (s *Scheduler) deliver(ctx context.Context, e store.Entry) error {
	if e.Binding != "" && s.Store.Emptied() {
		return errWaits
	}
	if e.Binding != "" && s.Now().Sub(e.Since()) >= late {
		s.tellOfSlot(ctx, e, "status.missed_notice") // first: that may be repeated, and is not once the other is done
		return s.miss(ctx, e, tooOld)
	}
	reply := handlers.Notice(e)
	var err error
	switch {
	case isBackup(e):
		reply, err = s.backup(ctx, e)
	case e.Corrects != "":
		reply, err = s.Desk.Correction(ctx, e)
	case e.ID == ReportID(e.Binding, e.Due):
		var why string
		if e, reply, why, err = s.write(ctx, e); why != "" {
			return s.miss(ctx, e, why)
		}
	}
	switch {
	case errors.Is(err, errMoved):
		return nil // it is read again
	case err != nil:
		return err
	}
	turn, ok := s.turn(ctx, e.Chat)
	if !ok {
		return nil // its chat has to wait for long: it stays owed
	}
	if claimed, err := s.claim(ctx, e); !claimed {
		turn.Over(false)
		return err
	}
	if s.forgotten(e) {
		turn.Over(false)
		return s.settle(ctx, e, "", &bot.SendError{Do: bot.Unclear, Err: errForgotten})
	}
	e.Tries++
	flight := s.air.leave(turn, s.Now())
	sending, sent := s.beyond(ctx)
	message, err := s.Send(sending, e.Chat, reply)
	sent()
	flight.land(err)
	s.count(e, err)
	// What has been sent is settled even if the program is being stopped.
	settle, done := context.WithTimeout(context.WithoutCancel(ctx), settling)
	defer done()
	return s.settle(settle, e, message, err)
}

// beyond is a context that ends a little later than ctx: what is on its way when the program is stopped, or loses the lease, is most likely
// answered in a moment, and would else be unclear.
func (s *Scheduler) beyond(ctx context.Context) (context.Context, func()) {
	longer, end := context.WithCancel(context.WithoutCancel(ctx))
	stop := context.AfterFunc(ctx, func() {
		_ = s.Sleep(longer, landing)
		end()
	})
	return longer, func() {
		stop()
		end()
	}
}

// forgotten reports whether a report came due before Redis lost something: it may have been sent, so an admin decides.
func (s *Scheduler) forgotten(e store.Entry) bool {
	lost := s.Store.LostLast()
	return e.Binding != "" && !lost.IsZero() && !e.Since().After(lost)
}

// turn waits until the limits let a message to a chat go. It is false where that takes long: then another chat's goes first.
func (s *Scheduler) turn(ctx context.Context, chat string) (*pace.Turn, bool) {
	for ctx.Err() == nil {
		s.air.countSilent(s.Now())
		turn, wait := s.Budget.Take(chat)
		if turn != nil {
			return turn, true
		}
		if wait > soon || s.Sleep(ctx, wait) != nil {
			break
		}
	}
	return nil, false
}

// claim says "sending" in the ledger and reports whether the message may go now. Not after a pause between the two: a process that was
// frozen may have lost its lease, and its successor calls what it finds on the wire unclear. What is given back then was not sent.
func (s *Scheduler) claim(ctx context.Context, e store.Entry) (bool, error) {
	if s.isLeft(e.ID) {
		return false, errors.New("claim delivery: how it went before is not written yet")
	}
	asked := s.Now()
	mine, err := s.Store.Claim(ctx, s.Speaker, e)
	switch {
	case errors.Is(err, store.ErrNotYours):
		return false, errSilent
	case errors.Is(err, store.ErrEmptied):
		return false, errWaits
	case err != nil:
		s.giveBack(e) // it may be claimed all the same
		return false, fmt.Errorf("claim delivery: %w", err)
	case mine && s.Now().Sub(asked).Abs() > fresh:
		s.giveBack(e)
		return false, errors.New("claim delivery: too long ago")
	}
	return mine, nil
}

// giveBack makes an entry that was not sent owed again, as soon as Redis answers.
func (s *Scheduler) giveBack(e store.Entry) {
	e.State, e.Facts = store.Owed, nil
	s.later(outcome{entry: e})
}

// miss records that an entry is not sent any more.
func (s *Scheduler) miss(ctx context.Context, e store.Entry, why string) error {
	e.Why = why
	if _, err := s.Store.MarkMissed(ctx, e); err != nil {
		return fmt.Errorf("record missed report: %w", err)
	}
	return nil
}

// write makes the report from the figures as they are now, next to what was known at the slot before; or says why it is not sent: the
// group was unbound or paused since it was owed.
func (s *Scheduler) write(ctx context.Context, e store.Entry) (_ store.Entry, r handlers.Reply, why string, err error) {
	b, found, err := s.Store.BindingOf(ctx, e.Chat)
	switch {
	case err != nil:
		return e, r, "", fmt.Errorf("read binding: %w", err)
	case !found || b.ID != e.Binding:
		if stored, ok, err := s.Store.Entry(ctx, e.ID); err != nil || ok && stored.Chat != e.Chat {
			return e, r, "", errors.Join(err, errMoved)
		}
		return e, r, "no longer bound", nil
	case b.PauseAt(e.Due) != "":
		return e, r, "paused: " + b.PauseAt(e.Due), nil
	}
	var before time.Time
	if schedule, err := slot.Parse(b.Schedule, s.Zone); err == nil {
		before = previous(schedule, e.Due)
	}
	e, r, err = s.Desk.Issue(ctx, e, before)
	return e, r, "", err
}

// previous is the slot before one; zero where there is none.
func previous(s slot.Schedule, due time.Time) time.Time {
	last, _ := s.Last(due.AddDate(-1, 0, 0), due.Add(-time.Second))
	return last
}

// takeUp takes up what an earlier speaker left on the wire, once: nobody knows whether it arrived, so an admin decides.
func (s *Scheduler) takeUp(ctx context.Context) {
	if s.taken {
		return
	}
	left, err := s.Store.Orphans(ctx, s.Speaker)
	for _, e := range left {
		s.Log.Warn("delivery unclear after a restart", "entry", e.ID)
		s.tell(ctx, e, "status.unclear_notice")
	}
	if err != nil {
		s.failed(ctx, "earlier deliveries not readable", err)
	}
	s.taken = err == nil
}
