package store_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ikdbot/store"
)

// unclear sends an owed entry with an unknown outcome.
func unclear(t *testing.T, s *store.Store, e store.Entry) {
	t.Helper()
	claim(t, s, "me", e)
	e.State = store.Unclear
	if err := s.Settle(t.Context(), "me", e); err != nil {
		t.Fatal(err)
	}
}

// A decision is about one attempt: what an admin saw of the first decides nothing about the second.
//
// Fault: "kirim ulang" is delivered again after what it had sent again became unclear, too.
// Outcome: nothing is sent a third time; the admin is told to decide anew.
func TestADecisionIsAboutOneAttempt(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store, c *clock) {
		e := owe(t, s, "a", "telegram:-1")
		for attempt := 1; attempt <= 3; attempt++ {
			if e.Attempt() != attempt {
				t.Fatalf("attempt %d, want %d", e.Attempt(), attempt)
			}
			unclear(t, s, e) // at the same moment as the one before: the clock stands still
			for _, other := range []int{0, attempt - 1, attempt + 1} {
				for _, to := range []store.State{store.Owed, store.Sent} {
					if _, err := s.Resolve(t.Context(), "a", other, to); !errors.Is(err, store.ErrLater) {
						t.Errorf("%s on attempt %d during %d: %v", to, other, attempt, err)
					}
				}
			}
			e = must[store.Entry](t)(s.Resolve(t.Context(), "a", attempt, store.Owed))
			if _, err := s.Resolve(t.Context(), "a", attempt, store.Owed); !errors.Is(err, store.ErrNothing) {
				t.Errorf("decided twice: %v", err)
			}
		}
		if due := must[[]store.Entry](t)(s.Due(t.Context(), c.Now(), 9)); len(due) != 1 || due[0].Attempt() != 4 {
			t.Errorf("due: %+v", due)
		}
	})
}

// Pages list what is unclear and then what failed, the newest first; what is settled between two of them moves none out of sight.
func TestPagesOfWhatIsUnsettled(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store, c *clock) {
		for i := range 5 {
			settled(t, s, store.Entry{ID: fmt.Sprint("failed ", i), Chat: "telegram:-1"}, store.Failed)
			settled(t, s, store.Entry{ID: fmt.Sprint("unclear ", i), Chat: "telegram:-1"}, store.Unclear)
			settled(t, s, store.Entry{ID: fmt.Sprint("sent ", i), Chat: "telegram:-1"}, store.Sent)
			c.Move(time.Second)
		}
		see := func(left int64, want []string, wantBefore, wantAfter int64) {
			t.Helper()
			page, before, after, err := s.Unsettled(t.Context(), left, 4)
			if diff := cmp.Diff(want, ids(page)); diff != "" || before != wantBefore || after != wantAfter || err != nil {
				t.Errorf("%d left: %d before, %d after, %v\n%s", left, before, after, err, diff)
			}
		}
		see(0, []string{"unclear 4", "unclear 3", "unclear 2", "unclear 1"}, 0, 6)
		must[store.Entry](t)(s.Resolve(t.Context(), "unclear 3", 1, store.Sent))
		see(6, []string{"unclear 0", "failed 4", "failed 3", "failed 2"}, 3, 2)
		see(2, []string{"failed 1", "failed 0"}, 7, 0)
		see(99, []string{"unclear 4", "unclear 2", "unclear 1", "unclear 0"}, 0, 5)
		for i := range 5 {
			if _, err := s.Resolve(t.Context(), fmt.Sprint("unclear ", i), 1, store.Sent); err != nil && i != 3 {
				t.Fatal(err)
			}
		}
		see(0, []string{"failed 4", "failed 3", "failed 2", "failed 1"}, 0, 1)
	})
}
