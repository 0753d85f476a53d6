package store_test

import (
	"errors"
	"testing"
	"time"

	"ikdbot/store"
	"ikdbot/store/storetest"
)

// saved is all that a Redis holds now; the function puts it back, as a snapshot would.
func saved(t *testing.T, url string) (back func()) {
	t.Helper()
	client := raw(t, url)
	held := map[string]string{}
	for _, key := range must[[]string](t)(client.Keys(t.Context(), "*").Result()) {
		held[key] = must[string](t)(client.Dump(t.Context(), key).Result())
	}
	return func() {
		t.Helper()
		empty(t, url)
		for key, value := range held {
			if err := client.Restore(t.Context(), key, 0, value).Err(); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// owes puts reports into the ledger, to be sent now.
func owes(t *testing.T, s *store.Store, ids ...string) {
	t.Helper()
	for _, id := range ids {
		must[int](t)(s.Owe(t.Context(), owed(id)))
	}
}

func owed(id string) store.Entry {
	return store.Entry{ID: id, Chat: "telegram:-7", Binding: "b1", Due: monday()}
}

// waits checks that a process takes no report for sending.
func waits(t *testing.T, s *store.Store, id string) {
	t.Helper()
	if mine, err := s.Claim(t.Context(), "me", owed(id)); mine || !errors.Is(err, store.ErrEmptied) {
		t.Errorf("claimed %v, %v", mine, err)
	}
}

// A process that has seen nothing itself is told.
//
// Fault: Redis is emptied, the one process that saw it ends, and another that was just started takes over before an admin has answered.
// Outcome: it sends no report, though notices go, until an admin answers one of them.
func TestALossIsMarkedForEveryProcess(t *testing.T) {
	c := clock{now: monday()}
	url := storetest.Redis(t)
	witness := storetest.Open(t, url, options(&c))
	must[store.Change](t)(witness.Commit(t.Context(), set("telegram:1", "A", -1, 10, "2026-03-01")))
	empty(t, url)
	must[[]store.Change](t)(witness.History(t.Context()))

	late := storetest.Open(t, url, options(&c))
	owes(t, late, "report/b1/x")
	must[int](t)(late.Owe(t.Context(), store.Entry{ID: "notice/a/b", Chat: "telegram:1", Due: monday()}))
	waits(t, late, "report/b1/x")
	claim(t, late, "me", store.Entry{ID: "notice/a/b", Chat: "telegram:1", Due: monday()})
	if b := must[store.Beginning](t)(late.Beginning(t.Context())); !b.Emptied || !b.Noticed.Equal(monday()) {
		t.Errorf("%+v", b)
	}
	if err := late.AnswerBeginning(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, s := range []*store.Store{late, witness} {
		if b := must[store.Beginning](t)(s.Beginning(t.Context())); b.Emptied || !b.Lost.Equal(monday()) {
			t.Errorf("after the answer: %+v", b)
		}
	}
	claim(t, witness, "me", owed("report/b1/x"))
	if !witness.LostLast().Equal(monday()) {
		t.Error("who claims does not know what was lost")
	}
}

// Those that wait for the lease see how far the ledger is.
//
// Fault: Redis comes back with what it held before, the lease is gone too, and the ledger alone is shorter; a replica that has only waited takes over.
// Outcome: it sends no report until an admin answers.
func TestAStandbySeesThatTheLedgerWentBack(t *testing.T) {
	c := clock{now: monday()}
	url := storetest.Redis(t)
	speaker, standby := storetest.Open(t, url, options(&c)), storetest.Open(t, url, options(&c))
	owes(t, speaker, "report/b1/x")
	back := saved(t, url)
	must[bool](t)(speaker.Acquire(t.Context(), "a", time.Hour))
	claim(t, speaker, "a", owed("report/b1/x"))
	must[bool](t)(standby.Acquire(t.Context(), "b", time.Hour))
	if standby.Emptied() {
		t.Fatal("nothing is lost yet")
	}
	back()
	if !must[bool](t)(standby.Acquire(t.Context(), "me", time.Hour)) || !standby.Emptied() {
		t.Error("took the lease, and noticed nothing")
	}
	waits(t, standby, "report/b1/x")
	if err := standby.AnswerBeginning(t.Context()); err != nil {
		t.Fatal(err)
	}
	claim(t, standby, "me", owed("report/b1/x"))
	must[bool](t)(speaker.Renew(t.Context(), "a", time.Hour)) // it was frozen, and sees it only now
	if speaker.Emptied() {
		t.Error("what has been answered is noticed again")
	}
}

// The claim itself sees that the ledger went back, in its one round trip.
//
// Fault: the ledger, and nothing else, goes back in the middle of a push.
// Outcome: the very next report is not sent; an answer that came back with the rest is no answer to that.
func TestAClaimSeesThatTheLedgerWentBack(t *testing.T) {
	c := clock{now: monday()}
	url := storetest.Redis(t)
	through, trips := storetest.Trips(t, url)
	s := storetest.Open(t, through, options(&c))
	if err := s.AnswerBeginning(t.Context()); err != nil {
		t.Fatal(err)
	}
	owes(t, s, "report/b1/x", "report/b1/y")
	back := saved(t, url)
	if err := s.AnswerBeginning(t.Context()); err != nil {
		t.Fatal(err)
	}
	claim(t, s, "me", owed("report/b1/x"))
	trips()
	claim(t, s, "me", owed("report/b1/y"))
	if n := trips(); n != 1 {
		t.Errorf("a claim takes %d round trips", n)
	}
	back()
	waits(t, s, "report/b1/y")
	if b := must[store.Beginning](t)(s.Beginning(t.Context())); !b.Emptied {
		t.Errorf("%+v", b)
	}
}

// Where replicas are asked for, what a server took with it in its last minute was not sent, and is no loss.
//
// Fault: a server takes the last steps of the ledger with it, of this minute or of the last hour.
// Outcome: REDIS_MIN_REPLICAS set, only the latter stops the reports.
func TestTheLedgersLastMinuteWithReplicas(t *testing.T) {
	for after, want := range map[time.Duration]bool{10 * time.Second: false, time.Hour: true} {
		t.Run(after.String(), func(t *testing.T) {
			c := clock{now: monday()}
			url := storetest.Redis(t)
			o := options(&c)
			o.MinReplicas = 1
			s := storetest.Open(t, url, o)
			back := saved(t, url)
			owes(t, s, "report/b1/x")
			for range 3 {
				c.Move(after)
				must[bool](t)(s.Acquire(t.Context(), "me", time.Hour))
			}
			back()
			must[bool](t)(s.Acquire(t.Context(), "me", time.Hour))
			if s.Emptied() != want {
				t.Errorf("emptied %v", s.Emptied())
			}
		})
	}
}

// A backup knows nothing of what was sent after it, just as after a loss; and it is the answer to one.
func TestARestorationCountsAsALossThatIsAnswered(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store, c *clock) {
		lived(t, s, c)
		file := copied(t, s, nil)
		owes(t, s, "report/b1/x")
		c.Move(time.Hour)
		must[store.Restored](t)(s.Restore(t.Context(), file, true))
		if b := must[store.Beginning](t)(s.Beginning(t.Context())); b.Emptied || !b.Answered || !b.Lost.Equal(c.Now()) {
			t.Errorf("%+v", b)
		}
		if !s.LostLast().Equal(c.Now()) {
			t.Error("who restored does not know")
		}
	})
}
