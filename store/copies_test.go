package store_test

import (
	"errors"
	"testing"
	"time"

	"ikdbot/store"
	"ikdbot/store/storetest"
)

// A change waits for a replica where one is asked for. Without one it is noted all the same, says so, and is copied later.
//
// Fault: the replica does not answer (REDIS_MIN_REPLICAS=1).
// Outcome: a change is stored and told as not copied; messages go out; its author is told when the replica has it.
func TestCopies(t *testing.T) {
	primary := storetest.Start(t)
	replica := primary.Replica()
	o := options(&clock{now: monday()})
	o.MinReplicas = 1
	s := storetest.Open(t, primary.URL, o)
	copiedFirst(t, s)
	replica.Freeze()
	p := ask(t, s, "telegram:1", set("", "A", 10, 20, "2026-03-08"))
	stored := must[store.Change](t)(s.Confirm(t.Context(), "telegram:1", p.ID, ""))
	if !stored.Uncopied {
		t.Fatal("told as copied without a replica")
	}
	var already *store.Already
	if _, err := s.Confirm(t.Context(), "telegram:1", p.ID, ""); !errors.As(err, &already) || !already.Uncopied {
		t.Errorf("tapped again: %v", err)
	}
	e := owe(t, s, "report/b1/x", "telegram:-1")
	claim(t, s, "me", e)
	if copied, lost, err := s.Copies(t.Context()); len(copied)+len(lost) > 0 || err != nil {
		t.Fatalf("told too early: %v %v %v", copied, lost, err)
	}
	replica.Thaw()
	// Another process tells it, should this one have ended.
	for _, teller := range []*store.Store{s, storetest.Open(t, primary.URL, o)} {
		copied, lost := copiesOf(t, teller)
		if len(lost) > 0 || len(copied) != 1 || copied[0].Hash != stored.Hash || copied[0].Author != "telegram:1" {
			t.Fatalf("copied %v, lost %v", copied, lost)
		}
	}
	if err := s.Told(t.Context(), stored); err != nil {
		t.Fatal(err)
	}
	if copied, _, err := s.Copies(t.Context()); len(copied) > 0 || err != nil {
		t.Errorf("told again: %v %v", copied, err)
	}
}

// copiedFirst stores a first change and sees to it that the replica has it, which on a busy machine is late now and then.
func copiedFirst(t *testing.T, s *store.Store) {
	t.Helper()
	c := must[store.Change](t)(s.Commit(t.Context(), set("telegram:1", "A", -1, 10, "2026-03-01")))
	if !c.Uncopied {
		return
	}
	if copied, _ := copiesOf(t, s); len(copied) != 1 || s.Told(t.Context(), c) != nil {
		t.Fatal("not copied with a replica there")
	}
}

// copiesOf asks until a change is found to be copied or lost. Asking waits for the replicas itself; a server that is gone fails at once,
// and its connections are dropped one by one.
func copiesOf(t *testing.T, s *store.Store) (copied, lost []store.Change) {
	t.Helper()
	var err error
	for range 30 {
		copied, lost, err = s.Copies(t.Context())
		if err == nil && len(copied)+len(lost) > 0 {
			return copied, lost
		}
	}
	t.Fatalf("neither copied nor lost, %v", err)
	return nil, nil
}

// A change that was told as not copied and is lost with its server is told as lost; the loss is no emptied store.
//
// Fault: the primary fails with a change that no replica had.
// Outcome: its author is told that it was lost; what had a copy is there, and reports go on.
func TestAChangeLostWithItsServer(t *testing.T) {
	primary := storetest.Start(t)
	replica := primary.Replica()
	c := &clock{now: monday()}
	o := options(c)
	o.MinReplicas = 1
	through, turn := storetest.Switch(t, primary.URL)
	s := storetest.Open(t, through, o)
	copiedFirst(t, s)
	c.Move(2 * time.Minute)
	replica.Ask("REPLICAOF", "NO", "ONE")
	if lost := must[store.Change](t)(s.Commit(t.Context(), set("telegram:1", "A", 10, 20, "2026-03-08"))); !lost.Uncopied {
		t.Fatal("told as copied")
	}
	primary.Kill()
	replica.Replica()
	turn(replica.URL)
	if copied, gone := copiesOf(t, s); len(copied) > 0 || len(gone) != 1 || gone[0].N != 2 {
		t.Errorf("copied %v, lost %v", copied, gone)
	}
	if b := must[store.Beginning](t)(s.Beginning(t.Context())); b.Emptied {
		t.Error("it passes for an emptied store")
	}
}
