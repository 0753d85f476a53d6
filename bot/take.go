package bot

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
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
	// keeperAway is the pause before an unreachable keeper is asked again for what was kept.
	keeperAway = 5 * time.Second
)

// take hands requests to their chats' queues. It returns nil when each is answered or kept.
func (l *line) take(ctx context.Context, requests []handlers.Request) error {
	defer l.tidy()
	var jobs []*job
	for _, r := range requests {
		j, err := l.admit(ctx, r, false)
		if err != nil {
			return fmt.Errorf("wait for room: %w", err)
		}
		if j != nil {
			jobs = append(jobs, j)
		}
	}
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
	if len(jobs) == 0 {
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

// note remembers that a request which changed something is answered: a command delivered again, together with those that came after it,
// would be obeyed again, in an order of things in which it may mean something else.
func (l *line) note(id string) {
	if l.bot.o.Register == nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(l.work), keeping)
	defer cancel()
	if err := l.bot.o.Register.NoteDelivered(ctx, id); err != nil {
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

// resume queues what an earlier run kept, before anything new is received. While the keeper is away it lets the channels
// start and goes on asking.
func (l *line) resume(ctx context.Context) {
	started := false
	start := func() {
		if !started {
			close(l.resumed)
			started = true
		}
	}
	defer start()
	for {
		kept, err := l.kept(ctx)
		if err == nil {
			l.readmit(ctx, kept)
			return
		}
		if !started {
			l.bot.o.Log.Warn("kept requests not readable yet", "error", err)
		}
		start()
		if l.bot.o.Sleep(ctx, keeperAway) != nil {
			return
		}
	}
}

func (l *line) kept(ctx context.Context) (map[string][]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, keeping)
	defer cancel()
	return l.bot.o.Keeper.Kept(ctx)
}

// unanswered leaves out kept requests that are known to be answered: the program died before it could forget them.
func (l *line) unanswered(ctx context.Context, requests []handlers.Request) []handlers.Request {
	if l.bot.o.Register == nil || len(requests) == 0 {
		return requests
	}
	known, err := l.bot.o.Register.Delivered(ctx, ids(requests)...)
	if err != nil {
		l.bot.o.Log.Warn("answered requests not readable, kept ones are answered", "error", err)
	}
	if len(known) > 0 {
		l.unkeep(known...)
	}
	return slices.DeleteFunc(requests, func(r handlers.Request) bool { return slices.Contains(known, r.ID) })
}

func ids(requests []handlers.Request) []string {
	list := make([]string, len(requests))
	for i, r := range requests {
		list[i] = r.ID
	}
	return list
}

func (l *line) readmit(ctx context.Context, kept map[string][]byte) {
	var requests []handlers.Request
	for _, id := range slices.Sorted(maps.Keys(kept)) {
		var r handlers.Request
		if err := json.Unmarshal(kept[id], &r); err != nil || r.ID != id {
			l.bot.o.Log.Error("kept request is not readable, dropped", "request", id)
			l.unkeep(id)
			continue
		}
		requests = append(requests, r)
	}
	requests = l.unanswered(ctx, requests)
	slices.SortStableFunc(requests, func(a, b handlers.Request) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(len(a.ID), len(b.ID)), cmp.Compare(a.ID, b.ID))
	})
	for _, r := range requests {
		j, err := l.admit(ctx, r, true)
		if err != nil {
			return
		}
		if j == nil { // answered meanwhile, as the platform had delivered it again
			l.unkeep(r.ID)
		}
	}
	if len(requests) > 0 {
		l.bot.o.Log.Info("answering requests kept by an earlier run", "count", len(requests))
	}
}
