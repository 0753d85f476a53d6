package simulate

import (
	"cmp"
	"context"
	"slices"
	"time"
)

// kind is what a call waits for.
type kind int

const (
	toRedis    kind = iota + 1 // a command about to be sent to Redis
	toTelegram                 // a request about to be sent to Telegram
	answer                     // an answer that is on its way back
	poll                       // a poll that Telegram holds until there is news
	delivery                   // an update about to be delivered to a webhook
	retry                      // time to pass until it is delivered again
	turn                       // a request about to be answered: those of several chats are taken up one by one
	pause                      // time to pass
	napping                    // time to pass that means nothing: a lease to renew, a minute without anything to do
)

// call is something a replica waits for.
type call struct {
	by      *replica
	turn    int // in which it was asked for. One goroutine goes on in a turn: that tells those of a replica apart
	what    string
	kind    kind
	due     time.Time // when it may go on; zero: at once
	granted chan verdict
}

// verdict is what becomes of a call.
type verdict struct {
	do    fate
	after int      // seconds of patience, with tooMany
	to    *replica // to whom a delivery goes; nil: nobody runs
}

type fate int

const (
	cut     fate = iota // the replica is no more, or gave up
	goOn                // as it should be
	refuse              // the connection fails before anything was done
	lose                // it is done, and the answer is lost
	hold                // it is done, and the answer comes later
	tooMany             // 429
	gateway             // 502, and nothing was done
	ended               // of a poll: another one took over
)

func (f fate) String() string {
	return [...]string{"cut", "", "REFUSED", "ANSWER LOST", "held", "429", "502", "409"}[f]
}

// wait hands the decision over what happens next to the world, until this call has its turn.
func (r *replica) wait(ctx context.Context, k kind, what string, due time.Time) verdict {
	c := &call{by: r, what: what, kind: k, due: due, granted: make(chan verdict, 1)}
	w := r.world
	w.mu.Lock()
	c.turn = w.turn
	w.calls[c] = true
	w.mu.Unlock()
	select {
	case v := <-c.granted:
		return v
	case <-ctx.Done():
	case <-r.dead:
	}
	w.mu.Lock()
	delete(w.calls, c)
	w.mu.Unlock()
	return verdict{}
}

// waiting lists the calls of replicas that are not frozen, in an order that comes out the same in every run.
func (w *world) waiting() []*call {
	w.mu.Lock()
	defer w.mu.Unlock()
	var list []*call
	for c := range w.calls {
		if !c.by.frozen {
			list = append(list, c)
		}
	}
	slices.SortFunc(list, func(a, b *call) int {
		return cmp.Or(cmp.Compare(a.by.who, b.by.who), cmp.Compare(a.turn, b.turn), cmp.Compare(a.what, b.what))
	})
	return list
}

// next draws one of the calls that may go on now; nil where none may.
func (w *world) next() *call {
	ready := slices.DeleteFunc(w.waiting(), func(c *call) bool {
		switch {
		case c.kind == poll && !w.weather.telegramDown && w.phones.Pending() > 0:
			return false
		case w.drowsy && (c.kind == poll || c.kind == napping):
			return true
		}
		return c.due.After(w.now)
	})
	if len(ready) == 0 {
		return nil
	}
	return ready[w.dice.IntN(len(ready))]
}

// earliest is when the first pause ends that somebody waits for. Naps count only while nobody speaks: then they are what ends that; and
// while all are to look.
// A poll that Telegram holds is asked again and again without anything happening, so its end does not count.
func (w *world) earliest() (due time.Time) {
	silence, alert := !w.spoken(), w.now.Before(w.alert)
	for _, c := range w.waiting() {
		if c.kind == poll || c.kind == napping && !silence && !alert || c.kind == retry && silence {
			continue
		}
		if due.IsZero() || c.due.Before(due) {
			due = c.due
		}
	}
	return due
}

// grant gives a call its turn, and decides what becomes of it.
func (w *world) grant(c *call) {
	v := w.weather.verdict(w, c)
	if c.kind == delivery {
		v.to = w.any()
	}
	w.trace.steps++
	if v.do != goOn {
		w.trouble = w.now
	}
	if c.kind != napping && c.kind != pause || v.do != goOn {
		w.note("%s %s %s", c.by.who, c.what, v.do)
	}
	w.mu.Lock()
	delete(w.calls, c)
	w.mu.Unlock()
	c.granted <- v
}
