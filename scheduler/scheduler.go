// Package scheduler is when the bot speaks unasked: cron wakes it, the ledger decides what is owed, a few workers send it.
package scheduler

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/robfig/cron/v3"

	"ikdbot/bot/pace"
	"ikdbot/handlers"
	"ikdbot/store"
)

// Desk is what the scheduler needs of the desk: the words, and the report an owed entry is taken up with.
type Desk interface {
	Issue(ctx context.Context, e store.Entry, previous time.Time) (store.Entry, handlers.Reply, error)
	Correction(ctx context.Context, e store.Entry) (handlers.Reply, error)
	Tell(ctx context.Context, id, key string, pairs ...any)
	Preview(ctx context.Context, slot time.Time, due []store.Binding) error
	Prepare(ctx context.Context, e store.Entry, previous time.Time) error
	Concerns(ctx context.Context) ([]handlers.Concern, error)
	Alert(ctx context.Context, occurrence string, c handlers.Concern)
	Label(area string) string
	Moment(t time.Time) string
}

// Options are the parts of a Scheduler; all are needed.
type Options struct {
	Store   *store.Store
	Desk    Desk
	Send    func(ctx context.Context, chat string, r handlers.Reply) (message string, err error) // an error is a *bot.SendError
	Zone    *time.Location                                                                       // of the schedules
	Speaker string                                                                               // who claims ledger entries; differs from start to start
	Now     func() time.Time
	Sleep   func(ctx context.Context, d time.Duration) error
	Log     *slog.Logger
	Meter   Meter                           // nil: nothing is counted
	Backup  Backup                          // nil: no backups are sent
	Copies  func(ctx context.Context) error // tells authors of changes what became of their copies; nil where none are asked for
	Budget  *pace.Budget                    // of the platform's limits, shared with the bot that answers; nil: the scheduler's own
	AtOnce  int                             // messages in hand at once, 8 if 0, beside those that wait for a silent chat; with 1 everything happens one after the other
}

// Scheduler owes reports when they are due and sends what is owed. One per speaker.
type Scheduler struct {
	Options
	air     *air
	looked  map[string]lookedUntil // per binding
	wake    chan struct{}
	freed   chan struct{} // tells a push that it has something to do: a message in hand is done, or another is owed
	taken   bool          // what an earlier speaker left on the wire is taken up
	cleared time.Time     // when the ledger was last looked through for what may go
	alerted time.Time     // when the admins' concerns were last looked for
	calm    bool          // then nothing was amiss that lasts

	mu        sync.Mutex
	unsettled []outcome // that Redis does not know yet
}

// New makes a scheduler; nothing happens before Run or Look.
func New(o Options) *Scheduler {
	if o.Budget == nil {
		o.Budget = pace.New(o.Now)
	}
	if o.AtOnce == 0 {
		o.AtOnce = inFlight
	}
	return &Scheduler{Options: o, air: newAir(), looked: map[string]lookedUntil{}, wake: make(chan struct{}, 1), freed: make(chan struct{}, 1)}
}

// idle is how long the scheduler waits when nothing is owed: cron wakes it before.
const idle = 5 * time.Minute

// lookAgain is the pause while the ledger cannot be read: what waits goes out soon after Redis is back.
const lookAgain = 5 * time.Second

// Run looks whenever cron wakes it, once a minute, and when something owed comes up for another try, until ctx ends. It
// returns when the messages in hand are settled.
func (s *Scheduler) Run(ctx context.Context) error {
	s.taken, s.calm = false, false // this term of ours follows another speaker's
	c := cron.New(cron.WithLocation(s.Zone))
	// Wake cannot panic or block, so the library's recover and skip wrappers, with their traps, are not needed.
	if _, err := c.AddFunc("* * * * *", s.Wake); err != nil {
		return fmt.Errorf("start cron: %w", err)
	}
	c.Start()
	defer func() { <-c.Stop().Done() }()
	for ctx.Err() == nil {
		s.pause(ctx, s.Look(ctx))
	}
	// Another may speak next: what this one knows of its messages it tells now.
	last, done := context.WithTimeout(context.WithoutCancel(ctx), settling)
	defer done()
	s.recordLeft(last)
	return nil
}

// Wake makes Run look now.
func (s *Scheduler) Wake() { poke(s.wake) }

// Owed makes Run send now what was owed by somebody else, also in the middle of a push.
func (s *Scheduler) Owed() {
	poke(s.freed)
	poke(s.wake)
}

// poke signals without waiting: who was signalled before is going to look anyway.
func poke(signal chan<- struct{}) {
	select {
	case signal <- struct{}{}:
	default:
	}
}

// pause waits until something is owed again, or Wake, or the end. However the clock jumps, it waits no longer than idle.
func (s *Scheduler) pause(ctx context.Context, next time.Time) {
	d := idle
	if !next.IsZero() {
		d = min(idle, max(next.Sub(s.Now()), 100*time.Millisecond))
	}
	s.rest(ctx, s.wake, d)
}

// rest waits for a signal, at most for d.
func (s *Scheduler) rest(ctx context.Context, signal <-chan struct{}, d time.Duration) {
	waiting, stop := context.WithCancel(ctx)
	defer stop()
	go func() {
		select {
		case <-signal:
			stop()
		case <-waiting.Done():
		}
	}()
	_ = s.Sleep(waiting, d) // ended early or not: it is time to look
}

// Look owes every report that has come due, sends what is owed, and says when something owed comes up next (zero: nothing).
func (s *Scheduler) Look(ctx context.Context) time.Time {
	s.recordLeft(ctx)
	s.takeUp(ctx)
	s.tellCopies(ctx)
	s.owe(ctx)
	next, err := s.sendOwed(ctx)
	if err != nil {
		s.failed(ctx, "owed messages not sent", err)
		next = s.Now().Add(lookAgain)
	}
	s.alert(ctx)
	s.clear(ctx)
	return next
}

// failed logs what could not be done; not that it was cut short by the end of this process or of its term.
func (s *Scheduler) failed(ctx context.Context, what string, err error) {
	if ctx.Err() == nil {
		s.Log.Error(what, "error", err)
	}
}

// owe puts into the ledger what has come due.
func (s *Scheduler) owe(ctx context.Context) {
	if !s.mayReport(ctx) {
		return
	}
	g, err := s.groups(ctx)
	if err != nil {
		s.failed(ctx, "groups not readable", err)
		return
	}
	if err := s.lookAhead(ctx, g); err != nil {
		s.failed(ctx, "admins not told what comes", err)
	}
	if err := s.oweReports(ctx, g); err != nil {
		s.failed(ctx, "reports not owed", err)
	}
	if err := s.oweBackup(ctx); err != nil {
		s.failed(ctx, "backup not owed", err)
	}
}

// clear lets the ledger forget, a step an hour, or a step a look while there is more.
func (s *Scheduler) clear(ctx context.Context) {
	if s.Now().Sub(s.cleared).Abs() < time.Hour {
		return
	}
	deleted, more, err := s.Store.Clear(ctx)
	if err != nil {
		s.failed(ctx, "ledger not cleared", err)
		return
	}
	if deleted > 0 {
		s.Log.Info("ledger cleared", "entries", deleted)
	}
	if !more {
		s.cleared = s.Now()
	}
}

// mayReport is false where the store is new and nobody has said that this is right, or has lost something and nobody has answered.
func (s *Scheduler) mayReport(ctx context.Context) bool {
	b, err := s.Store.Beginning(ctx)
	switch {
	case err != nil:
		s.failed(ctx, "state of the store not readable", err)
		return false
	case b.Emptied:
		s.Desk.Tell(ctx, "emptied/"+b.Noticed.UTC().Format(time.RFC3339), "status.emptied_notice")
		return false
	case !b.Answered:
		s.Desk.Tell(ctx, "fresh", "status.fresh_notice")
		return false
	}
	return true
}
