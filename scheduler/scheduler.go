// Package scheduler is when the bot speaks unasked: cron wakes it, the ledger decides what is owed, a few workers send it.
package scheduler

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/robfig/cron/v3"

	"ikdbot/handlers"
	"ikdbot/store"
)

// Desk is what the scheduler needs of the desk: the words, and the report an owed entry is taken up with.
type Desk interface {
	Issue(ctx context.Context, e store.Entry, previous time.Time) (store.Entry, handlers.Reply, error)
	Correction(ctx context.Context, e store.Entry) (handlers.Reply, error)
	Tell(ctx context.Context, id, key string, pairs ...any)
	Preview(ctx context.Context, slot time.Time, areas []string) error
	Label(area string) string
	Moment(t time.Time) string
	TellCopies(ctx context.Context) error
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
	Backup  Backup                                                                               // nil: no backups are sent
	Meter   Meter // nil: nothing is counted
}

// Scheduler owes reports when they are due and sends what is owed. One per speaker.
type Scheduler struct {
	Options
	looked map[string]lookedUntil // per binding
	wake   chan struct{}

	mu        sync.Mutex
	unsettled []store.Entry // deliveries whose outcome Redis does not know yet
}

// New makes a scheduler; nothing happens before Run or Look.
func New(o Options) *Scheduler {
	return &Scheduler{Options: o, looked: map[string]lookedUntil{}, wake: make(chan struct{}, 1)}
}

// idle is how long the scheduler waits when nothing is owed: cron wakes it before.
const idle = 5 * time.Minute

// Run looks whenever cron wakes it, once a minute, and when something owed comes up for another try, until ctx ends. It
// returns when the messages in hand are settled.
func (s *Scheduler) Run(ctx context.Context) error {
	c := cron.New(cron.WithLocation(s.Zone))
	// Wake cannot panic or block, so the library's recover and skip wrappers, with their traps, are not needed.
	if _, err := c.AddFunc("* * * * *", s.Wake); err != nil {
		return fmt.Errorf("start cron: %w", err)
	}
	c.Start()
	defer func() { <-c.Stop().Done() }()
	s.orphans(ctx)
	for ctx.Err() == nil {
		s.pause(ctx, s.Look(ctx))
	}
	return nil
}

// Wake makes Run look now.
func (s *Scheduler) Wake() {
	select {
	case s.wake <- struct{}{}:
	default: // it is going to look anyway
	}
}

// pause waits until something is owed again, or Wake, or the end.
func (s *Scheduler) pause(ctx context.Context, next time.Time) {
	d := idle
	if !next.IsZero() {
		d = max(next.Sub(s.Now()), 100*time.Millisecond)
	}
	waiting, stop := context.WithCancel(ctx)
	defer stop()
	go func() {
		select {
		case <-s.wake:
			stop()
		case <-waiting.Done():
		}
	}()
	_ = s.Sleep(waiting, min(d, idle)) // ended early or not: it is time to look
}

// Look owes every report that has come due, sends what is owed, and says when something owed comes up next (zero: nothing).
func (s *Scheduler) Look(ctx context.Context) time.Time {
	s.recordLeft(ctx)
	if err := s.Desk.TellCopies(ctx); err != nil {
		s.Log.Error("authors not told of copies", "error", err)
	}
	if s.mayReport(ctx) {
		if err := s.lookAhead(ctx); err != nil {
			s.Log.Error("admins not told what comes", "error", err)
		}
		if err := s.oweReports(ctx); err != nil {
			s.Log.Error("reports not owed", "error", err)
		}
		if err := s.oweBackup(ctx); err != nil {
			s.Log.Error("backup not owed", "error", err)
		}
	}
	next, err := s.sendOwed(ctx)
	if err != nil {
		s.Log.Error("owed messages not sent", "error", err)
	}
	return next
}

// mayReport is false where the store is new and nobody has said that this is right, or was emptied while we ran.
func (s *Scheduler) mayReport(ctx context.Context) bool {
	b, err := s.Store.Beginning(ctx)
	switch {
	case err != nil:
		s.Log.Error("state of the store not readable", "error", err)
		return false
	case b.Emptied:
		s.Desk.Tell(ctx, "emptied/"+s.Speaker, "status.emptied_notice")
		return false
	case !b.Answered:
		s.Desk.Tell(ctx, "fresh", "status.fresh_notice")
		return false
	}
	return true
}
