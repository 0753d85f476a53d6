package scheduler

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"sync"
	"time"

	"ikdbot/store"
)

const (
	inFlight = 8    // messages in hand at once, beside those overtaken: so many may be unclear after an outage that nothing survives
	mostAir  = 64   // messages in hand at once with those overtaken: each holds its picture, and may be unclear after a crash
	batch    = 1000 // entries read from the ledger at once
	recheck  = time.Minute
	soon     = 2 * time.Second // what may go so soon is waited for
	unheard  = time.Second     // after so long without an answer to those in hand a scout is sent
)

// push is one run through what is owed. Each chat gets one message at a time. A chat that has to wait, for its limits or for a slow
// answer, keeps nobody else waiting.
type push struct {
	*Scheduler
	hands sync.WaitGroup

	patience time.Duration // until the next scout
	heard    int           // answers when that began

	mu      sync.Mutex
	busy    map[string]bool // chats with a message in hand
	put     map[string]bool // entries not to be tried again in this run: a fault must not make us spin
	refused bool            // another speaks: this process sends nothing more
}

// sendOwed sends all that is owed and due, and says when something comes up next.
func (s *Scheduler) sendOwed(ctx context.Context) (next time.Time, err error) {
	p := &push{
		Scheduler: s, busy: map[string]bool{}, put: map[string]bool{},
	}
	defer p.hands.Wait()
	looked := s.Now()
	for ctx.Err() == nil && !p.over() {
		before := p.inHand() // what they were sent may still look owed
		entries, err := s.Store.Due(ctx, s.Now(), batch)
		if err != nil {
			return time.Time{}, fmt.Errorf("read owed messages: %w", err)
		}
		handed, wait := p.hand(ctx, entries, before)
		switch {
		case handed > 0:
		case len(before) == 0 && wait > soon:
			return p.next(ctx, wait)
		case len(before) == 0 || len(p.inHand()) > 0:
			s.rest(ctx, p.freed, min(wait, recheck))
		}
		if s.Now().Sub(looked).Abs() >= recheck { // a long push keeps no slot waiting that comes due meanwhile
			looked = s.Now()
			s.owe(ctx)
		}
	}
	return time.Time{}, nil
}

// hand gives what may go now to the senders and waits for room among them. It returns how many that were, and how soon the first of
// those may go that have to wait for their chat.
func (p *push) hand(ctx context.Context, entries []store.Entry, before map[string]bool) (handed int, wait time.Duration) {
	wait = idle
	ready := func(e store.Entry) bool {
		if before[e.Chat] || !p.free(e) {
			return false
		}
		w := p.Budget.Wait(e.Chat)
		if w > 0 {
			wait = min(wait, w)
		}
		return w <= 0
	}
	for len(entries) > 0 {
		e, rest := entries[0], entries[1:]
		if ready(e) && !p.room() {
			if !p.await(ctx) {
				continue // there is room, or it is over
			}
			last := len(entries) - 1
			e, rest = entries[last], entries[:last]
		}
		if ctx.Err() != nil || p.over() {
			break
		}
		if entries = rest; ready(e) {
			p.give(ctx, e)
			handed++
		}
	}
	return handed, wait
}

// room reports whether another message may be taken in hand. Those that were overtaken take no room, as long as they are not too many.
func (p *push) room() bool {
	hands := p.hold()
	return hands-p.air.overtaken() < p.AtOnce && hands < mostAir
}

// await waits for room among the senders. It is true when it is time to send a scout instead: none of those in hand is answered, and
// only another that is answered can tell whether that is for their chats. Scouts become rarer until one comes back.
func (p *push) await(ctx context.Context) (scout bool) {
	if heard := p.air.heard(); p.patience == 0 || heard != p.heard {
		p.patience, p.heard = unheard, heard
	}
	for since := p.Now(); ctx.Err() == nil && !p.over() && !p.room(); {
		p.rest(ctx, p.freed, p.patience)
		if !p.room() && p.hold() < mostAir && p.Now().Sub(since).Abs() >= p.patience {
			p.patience *= 2
			return true
		}
	}
	return false
}

// give has an entry delivered.
func (p *push) give(ctx context.Context, e store.Entry) {
	p.take(e.Chat)
	if p.AtOnce == 1 {
		p.send(ctx, e) // one after the other, so that the same comes out of the same
		return
	}
	p.hands.Go(func() {
		p.send(ctx, e)
		poke(p.freed)
	})
}

// send delivers one entry.
func (p *push) send(ctx context.Context, e store.Entry) {
	err := p.deliver(ctx, e)
	if err != nil && !errors.Is(err, errWaits) { // the admins are told of that
		p.Log.Error("delivery not settled", "entry", e.ID, "error", err)
	}
	p.mu.Lock()
	delete(p.busy, e.Chat)
	p.put[e.ID] = err != nil
	p.refused = p.refused || errors.Is(err, errSilent)
	p.mu.Unlock()
}

// next is when something comes up that waits now: for its chat, or for its own time.
func (p *push) next(ctx context.Context, wait time.Duration) (time.Time, error) {
	at, ok, err := p.Store.NextOwed(ctx)
	if err != nil {
		return time.Time{}, fmt.Errorf("read owed messages: %w", err)
	}
	now := p.Now()
	if paced := now.Add(wait); wait < idle && (!ok || !at.After(now) || paced.Before(at)) {
		return paced, nil
	}
	if !ok || !at.After(now) {
		return time.Time{}, nil // what failed is still due: cron wakes us for it, so that a fault does not make us spin
	}
	return at, nil
}

func (p *push) over() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.refused
}

// inHand are the chats with a message in hand.
func (p *push) inHand() map[string]bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return maps.Clone(p.busy)
}

// free reports whether an entry may be tried: its chat has nothing in hand, and it has not failed us in this run.
func (p *push) free(e store.Entry) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return !p.busy[e.Chat] && !p.put[e.ID]
}

// hold is how many messages are in hand.
func (p *push) hold() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.busy)
}

func (p *push) take(chat string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.busy[chat] = true
}
