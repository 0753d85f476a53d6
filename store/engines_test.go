package store_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ikdbot/store"
	"ikdbot/store/storetest"
)

// engine is a Redis of several servers: its address, and how to end the one that takes the writes.
type engine struct {
	url  string
	kill func() *storetest.Server
}

// engines are those a province may run: a cluster, and a primary with replicas under the eyes of Sentinels.
func engines(t *testing.T, test func(t *testing.T, e engine)) {
	t.Run("cluster", func(t *testing.T) {
		t.Parallel()
		c := storetest.Cluster(t)
		test(t, engine{c.URL, func() *storetest.Server { return c.KillPrimary("R") }})
	})
	t.Run("sentinel", func(t *testing.T) {
		t.Parallel()
		w := storetest.Sentinel(t)
		test(t, engine{w.URL, w.KillPrimary})
	})
}

// longest is how long the bot may be without a Redis whose primary was killed.
const longest = 15 * time.Second

// All that the bot remembers works on a cluster and on a Sentinel pair as on one server; then the primary is killed while admins change
// figures and a push is under way.
//
// Fault: the primary of a Redis Cluster, or of a Sentinel group, is killed in the middle of changes and of a push (REDIS_MIN_REPLICAS=1).
// Outcome: the bot goes on by itself within 15 s; every change told as stored is there, and every message is sent once.
// Fault: after that there is no replica left to copy to, until the dead server is back.
// Outcome: changes are noted as not copied, and their authors are told when they are; messages go out all the same.
func TestClusterAndSentinel(t *testing.T) {
	engines(t, func(t *testing.T, e engine) {
		c := &clock{now: monday()}
		first := storetest.Open(t, e.url, options(c))
		lived(t, first, c)
		before, file := seen(t, first), copied(t, first, nil)
		must[store.Restored](t)(first.Restore(t.Context(), file, true))
		if diff := cmp.Diff(before, seen(t, first)); diff != "" {
			t.Error(diff)
		}
		s := storetest.Open(t, e.url, store.Options{Regency: "R", Tree: regency(), MinReplicas: 1})
		f := &failover{T: t, store: s, told: map[int64]int64{}, sent: map[string]int{}}
		f.run(e.kill)
		f.check()
		f.copies()
	})
}

// failover is an admin who changes figures, and a speaker who sends, while a server dies.
type failover struct {
	*testing.T
	store *store.Store

	mu      sync.Mutex
	told    map[int64]int64 // changes told as stored, and the figure each stored
	sent    map[string]int  // messages that went out, by entry
	killed  time.Time
	resumed time.Duration // how long no change could be stored
	dead    *storetest.Server
	noted   int // changes told as not copied
}

const (
	changesBefore = 40
	changesAfter  = 8
	messages      = 120
)

func (f *failover) run(kill func() *storetest.Server) {
	var owed []store.Entry
	for i := range messages {
		owed = append(owed, store.Entry{ID: fmt.Sprintf("report/b1/%d", i), Chat: "telegram:-7", Due: time.Now()})
	}
	if _, err := f.store.Owe(f.Context(), owed...); err != nil {
		f.Fatal(err)
	}
	var both sync.WaitGroup
	both.Go(func() {
		for i := range changesBefore + changesAfter {
			if i == changesBefore {
				f.mu.Lock()
				f.killed = time.Now()
				f.mu.Unlock()
				f.dead = kill()
			}
			f.change(i)
		}
	})
	both.Go(func() { f.push(owed) })
	both.Wait()
}

// change is an admin who proposes a figure and taps Simpan until the bot says how it went.
func (f *failover) change(i int) {
	deadline, value := time.Now().Add(2*longest), int64(100+i)
	for time.Now().Before(deadline) {
		p, err := f.store.Propose(f.Context(), store.Pending{
			Author: "telegram:1", Request: fmt.Sprint(i), Change: store.Change{AsOf: "2026-03-01", Rows: f.rowNow(value)},
		})
		if err != nil {
			continue
		}
		stored, err := f.store.Confirm(f.Context(), "telegram:1", p.ID, "")
		var already *store.Already
		switch {
		case err == nil:
			f.heard(stored.N, value, stored.Uncopied)
			return
		case errors.As(err, &already):
			f.heard(already.N, value, already.Uncopied)
			return
		}
	}
	f.Errorf("change %d was never stored", i)
}

// rowNow is a row over the figure as it is.
func (f *failover) rowNow(value int64) []store.Row {
	a, err := f.store.Aggregates(f.Context())
	if err != nil {
		return []store.Row{row("B", -1, value)}
	}
	old := int64(-1)
	if shown, ok := a.Areas["B"][store.Active]; ok {
		old = shown.Value
	}
	return []store.Row{row("B", old, value)}
}

// heard is what the bot told the admin about a change.
func (f *failover) heard(n, value int64, uncopied bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if uncopied {
		f.noted++
	} else {
		f.told[n] = value
	}
	if !f.killed.IsZero() && f.resumed == 0 {
		f.resumed = time.Since(f.killed)
	}
}

// push sends what is owed as the scheduler does: claimed before, settled after, and what Redis did not take is told it again.
func (f *failover) push(owed []store.Entry) {
	for deadline := time.Now().Add(3 * longest); time.Now().Before(deadline); {
		due, err := f.store.Due(f.Context(), time.Now(), 10)
		if err == nil && len(due) == 0 {
			return
		}
		for _, e := range due {
			mine, err := f.store.Claim(f.Context(), "me", e)
			e.State = store.Sent
			if err != nil {
				e.State = store.Owed // it may be claimed all the same; nothing was sent
			} else if !mine {
				continue
			} else {
				f.sent[e.ID]++
				e.Message = "1"
			}
			for f.store.Settle(f.Context(), "me", e) != nil && time.Now().Before(deadline) && f.claimed(e) {
			}
		}
	}
	f.Error("the push never ended")
}

// claimed reports whether an entry is still to be settled, as far as anybody knows.
func (f *failover) claimed(e store.Entry) bool {
	known, err := f.store.Known(f.Context(), e.ID)
	return err != nil || known[e.ID] == store.Sending || e.State == store.Sent
}

// check holds what the admin was told and what went out against what is stored.
func (f *failover) check() {
	history := must[[]store.Change](f.T)(f.store.History(f.Context()))
	if err := store.Verify(history); err != nil {
		f.Error(err)
	}
	for n, value := range f.told {
		if n > int64(len(history)) || *history[n-1].Rows[0].New != value {
			f.Errorf("change %d to %d was told as stored and is gone", n, value)
		}
	}
	if f.resumed == 0 || f.resumed > longest {
		f.Errorf("changes were stored again after %s", f.resumed)
	}
	if b := must[store.Beginning](f.T)(f.store.Beginning(f.Context())); b.Emptied {
		f.Error("what was lost with the server passes for an emptied store")
	}
	states := map[store.State]int{}
	for i := range messages {
		id := fmt.Sprintf("report/b1/%d", i)
		e, _, err := f.store.Entry(f.Context(), id)
		if err != nil || f.sent[id] != 1 || e.State != store.Sent && e.State != store.Unclear {
			f.Errorf("%s was sent %d times and is %q: %v", id, f.sent[id], e.State, err)
		}
		states[e.State]++
	}
	f.Logf("without Redis for %s; %d changes told as stored, %d as not copied; messages %v",
		f.resumed.Round(100*time.Millisecond), len(f.told), f.noted, states)
}

// copies brings the dead server back: from then on what was noted is copied, and nothing more is to be told.
func (f *failover) copies() {
	f.dead.Again()
	told := 0
	for deadline := time.Now().Add(longest); told < f.noted && time.Now().Before(deadline); {
		copied, lost, err := f.store.Copies(f.Context())
		if err != nil || len(lost) > 0 {
			f.Fatal(lost, err)
		}
		for _, c := range copied {
			if err := f.store.Told(f.Context(), c); err != nil {
				f.Fatal(err)
			}
			told++
		}
	}
	if told != f.noted {
		f.Errorf("%d of %d were told as copied", told, f.noted)
	}
}
