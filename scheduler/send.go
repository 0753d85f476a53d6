package scheduler

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/time/rate"

	"ikdbot/bot"
	"ikdbot/handlers"
	"ikdbot/scheduler/slot"
	"ikdbot/store"
)

const (
	inFlight  = 8               // messages on the wire at once: so many may be unclear after a crash
	perSecond = 25              // unasked messages; Telegram allows a bot about 30 messages of all kinds
	batch     = 200             // entries read from the ledger at once
	settling  = 5 * time.Second // a message in hand at the end is given so long to be settled
)

// sendOwed sends all that is owed and due, a few at a time, and says when something comes up next.
func (s *Scheduler) sendOwed(ctx context.Context) (next time.Time, err error) {
	pace := rate.NewLimiter(perSecond, perSecond)
	for ctx.Err() == nil {
		entries, err := s.Store.Due(ctx, s.Now(), batch)
		if err != nil {
			return time.Time{}, fmt.Errorf("read owed messages: %w", err)
		}
		if len(entries) == 0 {
			break
		}
		if !s.sendBatch(ctx, pace, entries) {
			break // what failed is still due: cron wakes us for it, so that a fault does not make us spin
		}
	}
	waiting, err := s.Store.InState(ctx, store.Owed, batch)
	if err != nil {
		return time.Time{}, fmt.Errorf("read owed messages: %w", err)
	}
	for _, e := range waiting {
		if next.IsZero() || e.Next.Before(next) {
			next = e.Next
		}
	}
	return next, nil
}

// sendBatch delivers entries, at most inFlight at once, and reports whether the ledger knows the outcome of every one.
func (s *Scheduler) sendBatch(ctx context.Context, pace *rate.Limiter, entries []store.Entry) bool {
	var wg sync.WaitGroup
	var failed atomic.Bool
	slots := make(chan struct{}, inFlight)
	for _, e := range entries {
		if wait := pace.ReserveN(s.Now(), 1).DelayFrom(s.Now()); wait > 0 && s.Sleep(ctx, wait) != nil {
			break
		}
		select {
		case slots <- struct{}{}:
		case <-ctx.Done():
		}
		if ctx.Err() != nil {
			break
		}
		wg.Add(1)
		go func() {
			defer func() { <-slots; wg.Done() }()
			if err := s.deliver(ctx, e); err != nil {
				s.Log.Error("delivery not settled", "entry", e.ID, "error", err)
				failed.Store(true)
			}
		}()
	}
	wg.Wait()
	return !failed.Load()
}

// deliver sends one owed message: its words are made, the ledger says "sending", the call is made, the ledger says how it went.
func (s *Scheduler) deliver(ctx context.Context, e store.Entry) error {
	if e.Binding != "" && s.Now().Sub(e.Due) >= late {
		e.Why = "over 48 h old"
		if _, err := s.Store.MarkMissed(ctx, e); err != nil {
			return fmt.Errorf("record missed report: %w", err)
		}
		s.tell(ctx, e, "status.missed_notice")
		return nil
	}
	reply := handlers.Notice(e)
	var err error
	switch {
	case isBackup(e):
		reply, err = s.backup(ctx, e)
	case e.Corrects != "":
		reply, err = s.Desk.Correction(ctx, e)
	case e.ID == ReportID(e.Binding, e.Due):
		e, reply, err = s.write(ctx, e)
	}
	if err != nil {
		return err
	}
	mine, err := s.Store.Claim(ctx, s.Speaker, e)
	if err != nil {
		e.Facts = nil
		s.later(e) // it may be claimed all the same; nothing was sent
		return fmt.Errorf("claim delivery: %w", err)
	}
	if !mine {
		return nil
	}
	e.Tries++
	message, err := s.Send(ctx, e.Chat, reply)
	s.count(e, err)
	// What has been sent is settled even if the program is being stopped.
	settle, done := context.WithTimeout(context.WithoutCancel(ctx), settling)
	defer done()
	return s.settle(settle, e, message, err)
}

// write makes the report from the figures as they are now, next to what was known at the slot before.
func (s *Scheduler) write(ctx context.Context, e store.Entry) (store.Entry, handlers.Reply, error) {
	b, found, err := s.Store.BindingOf(ctx, e.Chat)
	if err != nil {
		return e, handlers.Reply{}, fmt.Errorf("read binding: %w", err)
	}
	previous := time.Time{}
	if found {
		if schedule, err := slot.Parse(b.Schedule, s.Zone); err == nil {
			previous, _ = schedule.Last(e.Due.AddDate(-1, 0, 0), e.Due.Add(-time.Second))
		}
	}
	return s.Desk.Issue(ctx, e, previous)
}

// settle records how a send went.
func (s *Scheduler) settle(ctx context.Context, e store.Entry, message string, sendErr error) error {
	e.At = s.Now()
	if sendErr == nil {
		e.State, e.Message, e.Why = store.Sent, message, ""
		s.Log.Info("sent", "entry", e.ID, "tries", e.Tries)
		return s.record(ctx, e)
	}
	failure := &bot.SendError{Do: bot.Unclear, Err: sendErr}
	errors.As(sendErr, &failure)
	e.Why = failure.Do.String()
	s.Log.Warn("not sent", "entry", e.ID, "verdict", failure.Do.String(), "tries", e.Tries, "error", sendErr)
	key := s.verdict(ctx, &e, failure)
	if err := s.record(ctx, e); err != nil {
		return err
	}
	if failure.Do == bot.Moved {
		if err := s.Store.MoveChat(ctx, e.Chat, failure.NewChat); err != nil {
			return fmt.Errorf("follow chat: %w", err)
		}
	}
	if key != "" {
		s.tell(ctx, e, key)
	}
	return nil
}

// verdict sets the state a failed send leads to, and names the notice admins get, if any.
func (s *Scheduler) verdict(ctx context.Context, e *store.Entry, failure *bot.SendError) (notice string) {
	if failure.Do == bot.Retry || failure.Do == bot.Wait || failure.Do == bot.Moved {
		e.Facts = nil // nobody has seen them: the next try takes the figures as they are then
	}
	switch failure.Do {
	case bot.Retry:
		e.State, e.Next = store.Owed, s.Now().Add(backoff(e.Tries))
		if e.Next.Sub(e.Due) > late {
			e.State = store.Failed
			return "status.failed_notice"
		}
	case bot.Wait:
		e.State, e.Next = store.Owed, s.Now().Add(failure.After)
	case bot.Moved:
		e.State, e.Next = store.Owed, s.Now()
	case bot.Gone:
		e.State = store.Failed
		if e.Binding != "" {
			if _, err := s.Store.Pause(ctx, e.Binding, "gone"); err != nil {
				s.Log.Error("binding not paused", "binding", e.Binding, "error", err)
			}
		}
		return "status.failed_notice"
	case bot.Refused:
		if (e.Code != "" || e.Corrects != "") && !e.Plain {
			// A group may take no pictures, and Telegram may not like this one: the next try is the text alone.
			e.State, e.Next, e.Plain = store.Owed, s.Now(), true
			return ""
		}
		e.State = store.Failed
		return "status.failed_notice"
	default:
		e.State = store.Unclear
		return "status.unclear_notice"
	}
	return ""
}

// record writes how a delivery stands. While Redis is away it is remembered here and written as soon as it is back; should
// the program die before, the next speaker finds it on the wire and calls it unclear.
func (s *Scheduler) record(ctx context.Context, e store.Entry) error {
	if err := s.Store.Settle(ctx, s.Speaker, e); err != nil {
		s.later(e)
		return fmt.Errorf("settle delivery: %w", err)
	}
	return nil
}

func (s *Scheduler) later(e store.Entry) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.unsettled = append(s.unsettled, e)
}

// recordLeft writes what could not be written while Redis was away.
func (s *Scheduler) recordLeft(ctx context.Context) {
	s.mu.Lock()
	left := s.unsettled
	s.unsettled = nil
	s.mu.Unlock()
	for _, e := range left {
		if err := s.record(ctx, e); err != nil {
			s.Log.Error("delivery not settled", "entry", e.ID, "error", err)
		}
	}
}

// backoff is 15 s, 30 s, 1 min ... at most half an hour.
func backoff(tries int) time.Duration {
	return min(15*time.Second<<min(tries-1, 10), 30*time.Minute)
}

// tell owes the admins a notice about a report. A notice that fails gets none: that would go on for ever.
func (s *Scheduler) tell(ctx context.Context, e store.Entry, key string) {
	if e.Binding == "" {
		return
	}
	s.Desk.Tell(ctx, string(e.State)+"/"+e.ID, key, "area", s.Desk.Label(e.Area), "time", s.Desk.Moment(e.Due), "why", e.Why)
}

// orphans takes up what an earlier speaker left on the wire: nobody knows whether it arrived, so an admin decides.
func (s *Scheduler) orphans(ctx context.Context) {
	left, err := s.Store.Orphans(ctx, s.Speaker)
	if err != nil {
		s.Log.Error("earlier deliveries not readable", "error", err)
		return
	}
	for _, e := range left {
		s.Log.Warn("delivery unclear after a restart", "entry", e.ID)
		s.tell(ctx, e, "status.unclear_notice")
	}
}
