package bot

import (
	"cmp"
	"context"
	"encoding/json"
	"maps"
	"slices"
	"sync"
	"time"

	"ikdbot/handlers"
)

const (
	// keeperAway is the pause before an unreachable keeper is asked again for what was kept.
	keeperAway = 5 * time.Second
	// keptAgain is the pause before a keeper that answers is asked again.
	keptAgain = 5 * time.Minute
)

// resume queues what an earlier run kept, before anything new is received. While the keeper is away it lets the channels
// start and goes on asking. Another replica may keep something and end after this one has begun, so it looks again now and then.
func (l *line) resume(ctx context.Context) {
	var once sync.Once
	start := func() { once.Do(func() { close(l.resumed) }) }
	defer start()
	var before map[string][]byte
	for looked := false; ; {
		kept, err := l.kept(ctx)
		pause := keptAgain
		switch {
		case err != nil:
			l.bot.o.Log.Warn("kept requests not readable yet", "error", err)
			pause = keeperAway
		case !looked:
			l.readmit(ctx, kept)
			looked = true
		default:
			l.readmit(ctx, l.abandoned(kept, before))
			before = kept
		}
		start()
		if l.bot.o.Sleep(ctx, pause) != nil {
			return
		}
	}
}

// abandoned are the requests that were kept when last looked as well, and are not in hand here: whoever kept them has not answered them.
func (l *line) abandoned(kept, before map[string][]byte) map[string][]byte {
	l.mu.Lock()
	defer l.mu.Unlock()
	left := map[string][]byte{}
	for id, form := range kept {
		if before[id] != nil && l.jobs[id] == nil {
			left[id] = form
		}
	}
	return left
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
	notes := ids(requests)
	for i, id := range notes {
		notes[i] = answered(id)
	}
	noted, err := l.bot.o.Register.Delivered(ctx, notes...)
	if err != nil {
		l.bot.o.Log.Warn("answered requests not readable, kept ones are answered", "error", err)
	}
	return slices.DeleteFunc(requests, func(r handlers.Request) bool {
		done := slices.Contains(noted, answered(r.ID))
		if done {
			l.unkeep(r.ID)
		}
		return done
	})
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
