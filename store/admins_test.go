package store_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ikdbot/store"
)

func TestAdmins(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store, c *clock) {
		add := func(user, by string, want bool) {
			t.Helper()
			if got := must[store.Noted](t)(s.AddAdmin(t.Context(), user, by)).Changed; got != want {
				t.Errorf("adding %s: new %v", user, got)
			}
		}
		add("telegram:2", "telegram:1", true)
		c.Move(time.Minute)
		add("telegram:3", "telegram:1", true)
		add("telegram:2", "telegram:9", false)
		want := []store.Admin{
			{User: "telegram:2", By: "telegram:1", At: monday()},
			{User: "telegram:3", By: "telegram:1", At: monday().Add(time.Minute)},
		}
		if diff := cmp.Diff(want, must[[]store.Admin](t)(s.Admins(t.Context()))); diff != "" {
			t.Error(diff)
		}
		for _, want := range []bool{true, false} {
			if is := must[bool](t)(s.IsAdmin(t.Context(), "telegram:2")); is != want {
				t.Errorf("is an admin: %v, want %v", is, want)
			}
			if had := must[store.Noted](t)(s.RemoveAdmin(t.Context(), "telegram:2")).Changed; had != want {
				t.Errorf("had the right: %v, want %v", had, want)
			}
		}
	})
}

func TestWhoPressedStart(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store, _ *clock) {
		if must[bool](t)(s.HasStarted(t.Context(), "telegram:2")) {
			t.Error("started before starting")
		}
		if err := s.Started(t.Context(), "telegram:2"); err != nil {
			t.Fatal(err)
		}
		if !must[bool](t)(s.HasStarted(t.Context(), "telegram:2")) {
			t.Error("start was not noted")
		}
	})
}
