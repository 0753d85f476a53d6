package bot

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"ikdbot/handlers"
)

const (
	// grace is how long a batch may take before what is unanswered is kept: most answers are ready by then, so most
	// requests are never written anywhere.
	grace = 300 * time.Millisecond
	// keeping bounds a call to the keeper, also while the program is ending.
	keeping = 3 * time.Second
)

// take hands requests to their chats' queues; it is a Take.
func (l *line) take(ctx context.Context, requests []handlers.Request) (settled func() error, err error) {
	var jobs []*job
	for _, r := range requests {
		j, err := l.admit(ctx, r, false)
		if err != nil {
			return nil, fmt.Errorf("wait for room: %w", err)
		}
		if j != nil {
			jobs = append(jobs, j)
		}
	}
	return func() error { return l.settled(ctx, jobs) }, nil
}

// settled returns nil when each job is answered or kept.
func (l *line) settled(ctx context.Context, jobs []*job) error {
	defer l.tidy()
	if l.wait(jobs, grace) {
		return nil
	}
	err := l.keep(jobs)
	if err == nil || ctx.Err() == nil {
		return err
	}
	// The program is ending and the keeper is away: then all that helps is to answer what can be answered.
	if l.wait(jobs, handInTime) {
		return nil
	}
	return err
}

// wait reports whether all jobs are answered within d, and ends early when work does.
func (l *line) wait(jobs []*job, d time.Duration) bool {
	if !slices.ContainsFunc(jobs, open) {
		return true
	}
	ctx, cancel := context.WithCancel(l.work)
	over := make(chan struct{})
	go func() {
		defer close(over)
		_ = l.bot.o.Sleep(ctx, d)
	}()
	defer func() {
		cancel()
		<-over
	}()
	for _, j := range jobs {
		select {
		case <-j.done:
		case <-over:
			return !slices.ContainsFunc(jobs, open)
		}
	}
	return true
}

func open(j *job) bool {
	select {
	case <-j.done:
		return false
	default:
		return true
	}
}

// keep stores the jobs that are not answered, without personal data, in one call.
func (l *line) keep(jobs []*job) error {
	forms := map[string][]byte{}
	for _, j := range jobs {
		if !open(j) {
			continue
		}
		form, err := json.Marshal(l.bot.o.Mask(j.request))
		if err != nil {
			return fmt.Errorf("keep unanswered requests: %w", err)
		}
		forms[j.request.ID] = form
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(l.work), keeping)
	defer cancel()
	err := l.bot.o.Keeper.Keep(ctx, forms)
	l.mu.Lock()       // an error does not say that nothing is kept: the answer may have been lost
	var late []string // answered while they were being kept
	for _, j := range jobs {
		if forms[j.request.ID] == nil {
			continue
		}
		if j.kept = true; !open(j) {
			late = append(late, j.request.ID)
		}
	}
	l.mu.Unlock()
	if len(late) > 0 {
		l.unkeep(late...)
	}
	if err != nil {
		return fmt.Errorf("keep unanswered requests: %w", err)
	}
	return nil
}

// answered is the note that a request was answered, which says more than that it was delivered: that one may be kept.
func answered(id string) string { return id + "/answered" }

// note remembers that a request which changed something is answered: a command delivered again, together with those that came after it,
// would be obeyed again, in an order of things in which it may mean something else.
func (l *line) note(id string) {
	if l.bot.o.Register == nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(l.work), keeping)
	defer cancel()
	if err := l.bot.o.Register.NoteDelivered(ctx, id, answered(id)); err != nil {
		l.bot.o.Log.Warn("answered request not noted", "request", id, "error", err)
	}
}

// unkeep forgets answered requests, and those it could not forget earlier.
func (l *line) unkeep(ids ...string) {
	l.mu.Lock()
	ids = append(ids, l.leftover...)
	l.leftover = nil
	l.mu.Unlock()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(l.work), keeping)
	defer cancel()
	if err := l.bot.o.Keeper.Unkeep(ctx, ids...); err != nil {
		l.bot.o.Log.Warn("answered requests still kept", "count", len(ids), "error", err)
		l.mu.Lock()
		l.leftover = append(l.leftover, ids...)
		l.mu.Unlock()
	}
}

// tidy forgets what is answered and could not be forgotten then.
func (l *line) tidy() {
	l.mu.Lock()
	left := len(l.leftover)
	l.mu.Unlock()
	if left > 0 {
		l.unkeep()
	}
}
