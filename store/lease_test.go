package store_test

import (
	"testing"
	"time"

	"ikdbot/store"
	"ikdbot/store/storetest"
)

func TestOneSpeakerAtATime(t *testing.T) {
	storetest.Each(t, store.Options{Regency: "62.02"}, func(t *testing.T, s *store.Store) {
		const long = time.Hour
		for _, step := range []struct {
			what string
			do   func() (bool, error)
			want bool
		}{
			{"nobody speaks: a takes it", func() (bool, error) { return s.Acquire(t.Context(), "a", long) }, true},
			{"a has it: b does not get it", func() (bool, error) { return s.Acquire(t.Context(), "b", long) }, false},
			{"b cannot prolong what it does not hold", func() (bool, error) { return s.Renew(t.Context(), "b", long) }, false},
			{"b cannot give up what it does not hold", func() (bool, error) { return true, s.Release(t.Context(), "b") }, true},
			{"a still holds it", func() (bool, error) { return s.Renew(t.Context(), "a", long) }, true},
			{"asking again is as good", func() (bool, error) { return s.Acquire(t.Context(), "a", long) }, true},
			{"a gives it up", func() (bool, error) { return true, s.Release(t.Context(), "a") }, true},
			{"a cannot prolong what it gave up", func() (bool, error) { return s.Renew(t.Context(), "a", long) }, false},
			{"b takes it", func() (bool, error) { return s.Acquire(t.Context(), "b", long) }, true},
		} {
			got, err := step.do()
			if err != nil || got != step.want {
				t.Fatalf("%s: got %v, %v", step.what, got, err)
			}
		}
	})
}
