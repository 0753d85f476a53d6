package store_test

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ikdbot/store"
)

// owe records one message, due on Monday.
func owe(t *testing.T, s *store.Store, id, chat string) store.Entry {
	t.Helper()
	e := store.Entry{ID: id, Chat: chat, Due: monday()}
	if n := must[int](t)(s.Owe(t.Context(), e)); n != 1 {
		t.Fatalf("owed %d new entries", n)
	}
	return e
}

// ids of entries, in their order.
func ids(entries []store.Entry) []string {
	var ids []string
	for _, e := range entries {
		ids = append(ids, e.ID)
	}
	return ids
}

func TestAMessageIsOwedOnce(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store, _ *clock) {
		e := owe(t, s, "report/b1/x", "telegram:-1")
		if n := must[int](t)(s.Owe(t.Context(), e, e, store.Entry{ID: "other", Chat: "telegram:-1", Due: monday()})); n != 1 {
			t.Errorf("%d new", n)
		}
		claim(t, s, "me", e)
		e.State, e.Message = store.Sent, "telegram:-1:55"
		if err := s.Settle(t.Context(), "me", e); err != nil {
			t.Fatal(err)
		}
		if n := must[int](t)(s.Owe(t.Context(), e)); n != 0 {
			t.Error("a sent message is owed again")
		}
		known := must[map[string]store.State](t)(s.Known(t.Context(), "report/b1/x", "other", "nobody"))
		if diff := cmp.Diff(map[string]store.State{"report/b1/x": store.Sent, "other": store.Owed}, known); diff != "" {
			t.Error(diff)
		}
	})
}

// claim takes an entry for sending.
func claim(t *testing.T, s *store.Store, speaker string, e store.Entry) {
	t.Helper()
	if !must[bool](t)(s.Claim(t.Context(), speaker, e)) {
		t.Fatalf("%s could not claim %s", speaker, e.ID)
	}
}

func TestWhatIsDue(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store, _ *clock) {
		minute := func(n int) time.Time { return monday().Add(time.Duration(n) * time.Minute) }
		for i, n := range []int{3, 1, 2, 9} {
			e := store.Entry{ID: fmt.Sprint("at ", n), Chat: "telegram:-1", Due: minute(i), Next: minute(n)}
			must[int](t)(s.Owe(t.Context(), e))
		}
		for _, test := range []struct {
			now   time.Time
			limit int
			want  []string
		}{
			{minute(0), 9, nil},
			{minute(2), 9, []string{"at 1", "at 2"}},
			{minute(8), 2, []string{"at 1", "at 2"}},
			{minute(9), 9, []string{"at 1", "at 2", "at 3", "at 9"}},
		} {
			if diff := cmp.Diff(test.want, ids(must[[]store.Entry](t)(s.Due(t.Context(), test.now, test.limit)))); diff != "" {
				t.Error(diff)
			}
		}
	})
}

func TestTheLifeOfAnEntry(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store, c *clock) {
		e := owe(t, s, "report/b1/x", "telegram:-1")
		e.Text, e.Facts = "**Baamang** é \"1.113\" <b>", []byte(`{"n":1}`)
		claim(t, s, "me", e)
		if again := must[bool](t)(s.Claim(t.Context(), "you", e)); again {
			t.Error("claimed twice")
		}
		e.State, e.Tries, e.Next, e.Why = store.Owed, 1, monday().Add(time.Minute), "wait"
		if err := s.Settle(t.Context(), "you", e); !errors.Is(err, store.ErrNotYours) {
			t.Errorf("settled by another: %v", err)
		}
		for range 2 { // the answer to the first may have been lost
			if err := s.Settle(t.Context(), "me", e); err != nil {
				t.Fatal(err)
			}
		}
		if due := must[[]store.Entry](t)(s.Due(t.Context(), monday(), 9)); len(due) != 0 {
			t.Errorf("due before its time: %v", ids(due))
		}
		c.Move(time.Minute)
		e = must[[]store.Entry](t)(s.Due(t.Context(), c.Now(), 9))[0]
		claim(t, s, "me", e)
		e.State, e.Message, e.Why = store.Sent, "55", ""
		if err := s.Settle(t.Context(), "me", e); err != nil {
			t.Fatal(err)
		}
		got, ok, err := s.Entry(t.Context(), "report/b1/x")
		want := store.Entry{
			ID: "report/b1/x", Chat: "telegram:-1", Due: monday(), State: store.Sent, Tries: 1, Next: monday().Add(time.Minute), At: c.Now(),
			Speaker: "me", Message: "55", Text: "**Baamang** é \"1.113\" <b>", Facts: []byte(`{"n":1}`),
		}
		if diff := cmp.Diff(want, got); diff != "" || !ok || err != nil {
			t.Error(ok, err, diff)
		}
		if err := s.Settle(t.Context(), "me", store.Entry{ID: "nobody", Chat: "telegram:-1", State: store.Sent}); !errors.Is(err, store.ErrNothing) {
			t.Errorf("settling what is unknown: %v", err)
		}
	})
}

func TestClaimedByOneOnly(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store, _ *clock) {
		e := owe(t, s, "report/b1/x", "telegram:-1")
		var claimed atomic.Int32
		var all sync.WaitGroup
		for i := range 20 {
			all.Go(func() {
				ok, err := s.Claim(t.Context(), fmt.Sprint("speaker ", i), e)
				if err != nil {
					t.Error(err)
				}
				if ok {
					claimed.Add(1)
				}
			})
		}
		all.Wait()
		if claimed.Load() != 1 {
			t.Errorf("claimed %d times", claimed.Load())
		}
	})
}

// A speaker dies with two messages on the wire. The next one cannot know; an admin decides.
func TestWhatADeadSpeakerLeft(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store, c *clock) {
		for _, id := range []string{"a", "b", "c"} {
			claim(t, s, map[string]string{"a": "dead", "b": "dead", "c": "alive"}[id], owe(t, s, id, "telegram:-1"))
			c.Move(time.Second)
		}
		orphans := must[[]store.Entry](t)(s.Orphans(t.Context(), "alive"))
		if diff := cmp.Diff([]string{"b", "a"}, ids(orphans)); diff != "" {
			t.Error(diff)
		}
		if again := must[[]store.Entry](t)(s.Orphans(t.Context(), "alive")); len(again) != 0 {
			t.Errorf("taken up twice: %v", ids(again))
		}
		if due := must[[]store.Entry](t)(s.Due(t.Context(), c.Now(), 9)); len(due) != 0 {
			t.Errorf("sent again blindly: %v", ids(due))
		}
		must[store.Entry](t)(s.Resolve(t.Context(), "a", 1, store.Sent))
		must[store.Entry](t)(s.Resolve(t.Context(), "b", 1, store.Owed))
		for _, id := range []string{"a", "b", "c", "nobody"} {
			if _, err := s.Resolve(t.Context(), id, 1, store.Owed); !errors.Is(err, store.ErrNothing) {
				t.Errorf("%s is not unclear: %v", id, err)
			}
		}
		want := map[string]store.State{"a": store.Sent, "b": store.Owed, "c": store.Sending}
		if diff := cmp.Diff(want, must[map[string]store.State](t)(s.Known(t.Context(), "a", "b", "c"))); diff != "" {
			t.Error(diff)
		}
		if due := must[[]store.Entry](t)(s.Due(t.Context(), c.Now(), 9)); len(due) != 1 || due[0].ID != "b" {
			t.Errorf("due: %v", ids(due))
		}
	})
}

// A speaker thought dead comes back: it knows what became of its message, unless an admin has decided meanwhile.
func TestALateWordAboutAnUnclearMessage(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store, _ *clock) {
		a, b := owe(t, s, "a", "telegram:-1"), owe(t, s, "b", "telegram:-1")
		claim(t, s, "slow", a)
		claim(t, s, "slow", b)
		must[[]store.Entry](t)(s.Orphans(t.Context(), "next"))
		must[store.Entry](t)(s.Resolve(t.Context(), "b", 1, store.Owed))
		a.State, b.State = store.Sent, store.Sent
		if err := s.Settle(t.Context(), "slow", a); err != nil {
			t.Error(err)
		}
		if err := s.Settle(t.Context(), "slow", b); !errors.Is(err, store.ErrNotYours) {
			t.Errorf("an admin had decided: %v", err)
		}
	})
}

func TestMissedMessages(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store, _ *clock) {
		owed, sending := owe(t, s, "owed", "telegram:-1"), owe(t, s, "sending", "telegram:-1")
		claim(t, s, "me", sending)
		unknown := store.Entry{ID: "unknown", Chat: "telegram:-1", Due: monday(), Why: "over 48 h"}
		if n := must[int](t)(s.MarkMissed(t.Context(), owed, sending, unknown)); n != 2 {
			t.Errorf("marked %d", n)
		}
		want := map[string]store.State{"owed": store.Missed, "sending": store.Sending, "unknown": store.Missed}
		if diff := cmp.Diff(want, must[map[string]store.State](t)(s.Known(t.Context(), "owed", "sending", "unknown"))); diff != "" {
			t.Error(diff)
		}
		if due := must[[]store.Entry](t)(s.Due(t.Context(), monday(), 9)); len(due) != 0 {
			t.Errorf("due: %v", ids(due))
		}
		if missed := must[[]store.Entry](t)(s.InState(t.Context(), store.Missed, 9)); len(missed) != 2 {
			t.Errorf("missed: %v", ids(missed))
		}
	})
}

func TestManyEntriesAtOnce(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store, _ *clock) {
		var many []store.Entry
		for i := range 1200 {
			many = append(many, store.Entry{ID: fmt.Sprint(i), Chat: "telegram:-1", Due: monday()})
		}
		if n := must[int](t)(s.Owe(t.Context(), many...)); n != 1200 {
			t.Errorf("owed %d", n)
		}
		if due := must[[]store.Entry](t)(s.Due(t.Context(), monday(), 5000)); len(due) != 1000 {
			t.Errorf("read %d at once", len(due))
		}
	})
}
