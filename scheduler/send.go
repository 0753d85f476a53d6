package scheduler

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"ikdbot/bot"
	"ikdbot/store"
)

// outcome is what became of a delivery, and who has to hear of it.
type outcome struct {
	entry   store.Entry
	notice  string // to the admins; "" where there is none
	slot    bool   // one notice for all reports of the slot
	newChat string
}

// settle records how a send went.
func (s *Scheduler) settle(ctx context.Context, e store.Entry, message string, sendErr error) error {
	e.At = s.Now()
	if sendErr == nil {
		e.State, e.Message, e.Why = store.Sent, message, ""
		s.Log.Info("sent", "entry", e.ID, "tries", e.Tries)
		return s.record(ctx, outcome{entry: e})
	}
	failure := &bot.SendError{Do: bot.Unclear, Err: sendErr}
	errors.As(sendErr, &failure)
	e.Why = failure.Do.String()
	s.Log.Warn("not sent", "entry", e.ID, "verdict", failure.Do.String(), "tries", e.Tries, "error", sendErr)
	return s.record(ctx, s.verdict(ctx, e, failure))
}

// verdict is the state a failed send leads to.
func (s *Scheduler) verdict(ctx context.Context, e store.Entry, failure *bot.SendError) outcome {
	if failure.Do == bot.Retry || failure.Do == bot.Wait || failure.Do == bot.Moved {
		e.Facts = nil // nobody has seen them: the next try takes the figures as they are then
	}
	switch failure.Do {
	case bot.Retry:
		return s.again(e, backoff(e.Tries))
	case bot.Wait:
		s.Budget.Pause(e.Chat, failure.After)
		return s.again(e, failure.After)
	case bot.Moved:
		e.State, e.Next = store.Owed, s.Now()
		return outcome{entry: e, newChat: failure.NewChat}
	case bot.Gone:
		e.State = store.Failed
		if e.Binding != "" {
			if _, err := s.Store.Pause(ctx, e.Binding, "gone"); err != nil {
				s.Log.Error("binding not paused", "binding", e.Binding, "error", err)
			}
		}
		return outcome{entry: e, notice: "status.failed_notice"}
	case bot.Refused:
		if (e.Code != "" || e.Corrects != "") && !e.Plain {
			// A group may take no pictures, and Telegram may not like this one: the next try is the text alone.
			e.State, e.Next, e.Plain = store.Owed, s.Now(), true
			return outcome{entry: e}
		}
		e.State = store.Failed
		return outcome{entry: e, notice: "status.failed_notice"}
	}
	e.State = store.Unclear
	return outcome{entry: e, notice: "status.unclear_notice"}
}

// again owes an entry once more after a while, unless it is too old by then.
func (s *Scheduler) again(e store.Entry, after time.Duration) outcome {
	e.State, e.Next = store.Owed, s.Now().Add(after)
	if e.Next.Sub(e.Since()) <= late {
		return outcome{entry: e}
	}
	e.State = store.Failed
	return outcome{entry: e, notice: "status.missed_notice", slot: true}
}

// record tells the admins what they have to know and writes how a delivery stands: in this order, since the first may be repeated, and is
// not once the second is done. While Redis is away it is remembered here and done as soon as it is back; should the program die before,
// the next speaker finds the entry on the wire and calls it unclear.
func (s *Scheduler) record(ctx context.Context, o outcome) error {
	switch {
	case o.notice != "" && o.slot:
		s.tellOfSlot(ctx, o.entry, o.notice)
	case o.notice != "":
		s.tell(ctx, o.entry, o.notice)
	}
	err := s.Store.Settle(ctx, s.Speaker, o.entry)
	if err == nil && o.newChat != "" {
		err = s.Store.MoveChat(ctx, o.entry.Chat, o.newChat)
	}
	if err == nil {
		return nil
	}
	if !errors.Is(err, store.ErrNotYours) && !errors.Is(err, store.ErrNothing) { // an admin decided meanwhile
		s.later(o)
	}
	return fmt.Errorf("settle delivery: %w", err)
}

func (s *Scheduler) later(o outcome) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.unsettled = append(s.unsettled, o)
}

// isLeft reports whether an outcome of an entry is still to be written. Written after another try, it would be taken for that one's.
func (s *Scheduler) isLeft(id string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.ContainsFunc(s.unsettled, func(o outcome) bool { return o.entry.ID == id })
}

// recordLeft writes what could not be written while Redis was away.
func (s *Scheduler) recordLeft(ctx context.Context) {
	s.mu.Lock()
	left := s.unsettled
	s.unsettled = nil
	s.mu.Unlock()
	for _, o := range left {
		if err := s.record(ctx, o); err != nil {
			s.Log.Error("delivery not settled", "entry", o.entry.ID, "error", err)
		}
	}
}

// backoff is 15 s, 30 s, 1 min ... at most half an hour.
func backoff(tries int) time.Duration {
	return min(15*time.Second<<min(tries-1, 10), 30*time.Minute)
}

// tell owes the admins a notice about a report. A notice that fails gets none: that would go on for ever.
func (s *Scheduler) tell(ctx context.Context, e store.Entry, key string) {
	id := string(e.State) + "/" + e.ID
	if e.Attempt() > 1 { // it was told of the first, too
		id += fmt.Sprint("/", e.Attempt())
	}
	s.tellAs(ctx, id, e, key)
}

// tellOfSlot tells them once for all reports of a slot: what befalls one for its age befalls many.
func (s *Scheduler) tellOfSlot(ctx context.Context, e store.Entry, key string) {
	s.tellAs(ctx, "given-up/"+e.Due.UTC().Format(time.RFC3339), e, key)
}

func (s *Scheduler) tellAs(ctx context.Context, id string, e store.Entry, key string) {
	if e.Binding != "" {
		s.Desk.Tell(ctx, id, key, "area", s.Desk.Label(e.Area), "time", s.Desk.Moment(e.Due), "why", e.Why)
	}
}
