package scheduler

import (
	"errors"
	"sync"
	"time"

	"ikdbot/bot"
	"ikdbot/bot/pace"
)

// silent is after how long a message that was overtaken counts as arrived: what the platform has not counted by then was lost on its
// way. Until it is answered it would take from what may be sent in all. Where nothing is answered, as when this machine stood still, it
// may still be on its way.
const silent = 3 * time.Second

// air holds the messages that have left and are not answered. One that is overtaken, by the answer to another that left later, waits
// for its chat alone: the way to the platform is not to blame, and others need not wait for it. As long as nothing at all is answered
// none is overtaken, so that an outage leaves no more unclear than the few that were sent into it.
type air struct {
	mu      sync.Mutex
	flights map[*flight]bool
	last    int // number of the one that left last
	answers int
}

// flight is one of them.
type flight struct {
	air       *air
	turn      *pace.Turn
	number    int // in the order of leaving, however the clock jumps
	left      time.Time
	counted   bool // its turn is over
	overtaken bool
}

func newAir() *air { return &air{flights: map[*flight]bool{}} }

// leave says that a message leaves now.
func (a *air) leave(turn *pace.Turn, now time.Time) *flight {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.last++
	f := &flight{air: a, turn: turn, number: a.last, left: now}
	a.flights[f] = true
	return f
}

// land says how a send ended.
func (f *flight) land(err error) {
	f.air.mu.Lock()
	defer f.air.mu.Unlock()
	delete(f.air.flights, f)
	f.count(bot.Left(err))
	if !answered(err) {
		return
	}
	f.air.answers++
	for other := range f.air.flights {
		other.overtaken = other.overtaken || other.number < f.number
	}
}

func (f *flight) count(left bool) {
	if !f.counted {
		f.turn.Over(left)
	}
	f.counted = true
}

// countSilent counts what was overtaken and has been silent for long as arrived.
func (a *air) countSilent(now time.Time) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for f := range a.flights {
		if f.overtaken && now.Sub(f.left).Abs() >= silent {
			f.count(true)
		}
	}
}

// heard is how many messages were answered so far.
func (a *air) heard() int {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.answers
}

// overtaken is how many messages wait for their chats alone.
func (a *air) overtaken() (n int) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for f := range a.flights {
		if f.overtaken {
			n++
		}
	}
	return n
}

// answered reports whether the platform itself has answered: a send without an error, or a refusal.
func answered(err error) bool {
	var failure *bot.SendError
	if !errors.As(err, &failure) {
		return err == nil
	}
	switch failure.Do {
	case bot.Wait, bot.Moved, bot.Gone, bot.Refused:
		return true
	}
	return false
}
