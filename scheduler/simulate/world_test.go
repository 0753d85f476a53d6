package simulate

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing/synctest"
	"time"

	"github.com/alicebob/miniredis/v2"

	"ikdbot/bot/sandbox"
	"ikdbot/scheduler/service"
	"ikdbot/store"
)

// world is everything outside the bot, and the bot's replicas in it. One goroutine, that of run, decides what happens next.
type world struct {
	seed   uint64
	dice   *rand.Rand
	house  *service.House
	redis  *miniredis.Miniredis
	phones *sandbox.Server
	mail   mail
	ledger *store.Store // looks into Redis past all faults
	ctx    context.Context

	now      time.Time
	agenda   []event // by time
	replicas []*replica
	delivers bool           // Telegram delivers updates, instead of being polled for them
	off      map[string]int // letter -> number of the next life, of replicas that are to start again
	weather  weather
	trouble  time.Time // when there last was a fault
	ticked   time.Time // when cron last found something to do
	drowsy   bool      // naps and polls that end now are left alone: nothing would come of them
	alert    time.Time // until then every nap ends when it does

	mu    sync.Mutex // guards what replicas touch
	calls map[*call]bool
	turn  int // how many there were
	books books

	trace    trace
	patience int // how many steps may have been taken by the end of this week
	people   people
	diary    diary
	faults   []string // what was found to be wrong
}

// event is something that is going to happen.
type event struct {
	at   time.Time
	what string
	do   func()
}

// at puts an event on the agenda; those of one instant happen in the order in which they were put there.
func (w *world) at(t time.Time, what string, do func()) {
	i, _ := slices.BinarySearchFunc(w.agenda, t, func(e event, t time.Time) int {
		if e.at.After(t) {
			return 1
		}
		return -1
	})
	w.agenda = slices.Insert(w.agenda, i, event{t, what, do})
}

// in puts an event on the agenda after some time from now.
func (w *world) in(d time.Duration, what string, do func()) { w.at(w.now.Add(d), what, do) }

// run lets the world go on until an instant, or until something is wrong.
func (w *world) run(until time.Time) {
	over := false
	w.at(until, "", func() { over = true })
	for !over && len(w.faults) == 0 {
		synctest.Wait() // everybody in the bubble waits for us
		w.mu.Lock()
		w.turn++
		w.mu.Unlock()
		w.account()
		w.watchLoss()
		w.supervise()
		if w.trace.steps > w.patience {
			w.fault("so many steps that it is going round in circles")
		}
		switch c := w.next(); {
		case c == nil:
			w.advance()
		case c.by != w.mail.replica && w.roll(w.weather.crash):
			w.crash(c.by)
		case c.by != w.mail.replica && w.roll(w.weather.freeze):
			w.freeze(c.by)
		case w.roll(w.weather.slow):
			w.pass(time.Duration(50+w.dice.IntN(800)) * time.Millisecond)
		default:
			w.grant(c)
		}
	}
}

// advance moves the clock to what comes next, and lets it happen.
func (w *world) advance() {
	next := w.agenda[0].at
	w.trace.steps++
	if due := w.earliest(); !due.IsZero() && due.Before(next) {
		next = due
	}
	if tick := w.tick(); !tick.IsZero() && tick.Before(next) {
		w.pass(tick.Sub(w.now))
		w.drowsy, w.ticked = false, w.now
		w.wakeAll()
		return
	}
	w.pass(next.Sub(w.now))
	w.drowsy = !w.weather.raging && w.spoken() && w.roll(0.9) && w.now.After(w.alert)
	for len(w.agenda) > 0 && !w.agenda[0].at.After(w.now) {
		e := w.agenda[0]
		w.agenda = w.agenda[1:]
		if e.what != "" {
			w.note("%s", e.what)
		}
		e.do()
	}
}

// tick is the next whole minute at which cron would find something owed; zero where nothing is. Nobody is woken for nothing: in
// a quiet minute cron finds nothing to do, and a year has half a million of those.
func (w *world) tick() time.Time {
	if w.trouble.After(w.ticked) { // that may have kept something from being owed
		return later(w.now, w.trouble.Add(time.Minute)).Truncate(time.Minute).Add(time.Minute)
	}
	owed, err := w.redis.SortedSet(w.key("entries:owed"))
	if err != nil || len(owed) == 0 {
		return time.Time{}
	}
	first := time.Time{}
	for _, score := range owed {
		if t := time.UnixMilli(int64(score)); first.IsZero() || t.Before(first) {
			first = t
		}
	}
	if first.Before(w.now) {
		if w.peaceful() && first.Before(w.now.Add(-drained)) {
			w.fault("owed since %s, and nothing is in the way", first.UTC().Format(time.DateTime))
		}
		first = w.now
	}
	return first.Truncate(time.Minute).Add(time.Minute)
}

// peaceful reports whether somebody speaks, and there was no fault for as long as it takes to send all that is owed.
func (w *world) peaceful() bool { return w.spoken() && w.now.Sub(w.trouble) > drained+mostSkew }

// wakeAll is what cron does in every replica that lives.
func (w *world) wakeAll() {
	for _, r := range w.replicas {
		if r.alive() && !r.frozen {
			r.service.Scheduler.Wake()
		}
	}
}

// lease is how long the speaker's lease lasts, and nap how often it is renewed; see scheduler.Speaker.
const (
	lease = 10 * time.Second
	nap   = 3 * time.Second
)

// pass lets time go by. A speaker that lives and reaches Redis would have renewed its lease every few seconds meanwhile: that is not
// played step by step, only its outcome.
func (w *world) pass(d time.Duration) {
	if d <= 0 {
		return
	}
	holder, _ := w.redis.Get(w.key("speaker"))
	w.now = w.now.Add(d)
	w.redis.FastForward(d)
	for _, r := range w.replicas {
		if d > nap && holder == r.who && r.alive() && !r.frozen && !r.cut && !w.weather.redisDown {
			_ = w.redis.Set(w.key("speaker"), holder)
			w.redis.SetTTL(w.key("speaker"), lease)
		}
	}
}

// roll is true with a probability.
func (w *world) roll(p float64) bool { return p > 0 && w.dice.Float64() < p }

// between draws a duration.
func (w *world) between(from, to time.Duration) time.Duration {
	return from + time.Duration(w.dice.Int64N(int64(to-from)))
}

// key names a key of the store.
func (w *world) key(name string) string { return "{ikd:" + w.house.Place.Root() + "}:" + name }

// fault notes that something is wrong.
func (w *world) fault(format string, args ...any) {
	w.faults = append(w.faults, fmt.Sprintf(format, args...))
}
