package store_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ikdbot/store"
)

func TestUpdatesAreKeptUntilAnswered(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store, _ *clock) {
		updates := map[string][]byte{"telegram:1": []byte(`{"text":"[NIK]"}`), "telegram:2": {0, 255}}
		for range 2 {
			if err := s.Keep(t.Context(), updates); err != nil {
				t.Fatal(err)
			}
		}
		if diff := cmp.Diff(updates, must[map[string][]byte](t)(s.Kept(t.Context()))); diff != "" {
			t.Error(diff)
		}
		if err := s.Unkeep(t.Context(), "telegram:1", "telegram:9"); err != nil {
			t.Fatal(err)
		}
		delete(updates, "telegram:1")
		if diff := cmp.Diff(updates, must[map[string][]byte](t)(s.Kept(t.Context()))); diff != "" {
			t.Error(diff)
		}
	})
}

func TestKeptUpdatesAreBounded(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store, _ *clock) {
		full := make(map[string][]byte)
		for i := range store.MostKept {
			full[fmt.Sprint(i)] = []byte("x")
		}
		if err := s.Keep(t.Context(), full); err != nil {
			t.Fatal(err)
		}
		if err := s.Keep(t.Context(), map[string][]byte{"7": []byte("y"), "one more": []byte("x")}); !errors.Is(err, store.ErrFull) {
			t.Errorf("one more: %v", err)
		}
		if err := s.Keep(t.Context(), map[string][]byte{"7": []byte("y")}); err != nil {
			t.Errorf("one that is there already: %v", err)
		}
		if kept := must[map[string][]byte](t)(s.Kept(t.Context())); len(kept) != store.MostKept || string(kept["7"]) != "y" {
			t.Errorf("%d kept, 7 is %q", len(kept), kept["7"])
		}
	})
}

func TestAllowedOnceInAWhile(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store, c *clock) {
		for _, step := range []struct {
			later time.Duration
			name  string
			want  bool
		}{
			{0, "laporan:telegram:-1", true},
			{0, "laporan:telegram:-1", false},
			{0, "laporan:telegram:-2", true},
			{10*time.Minute - time.Millisecond, "laporan:telegram:-1", false},
			{time.Millisecond, "laporan:telegram:-1", true},
		} {
			c.Move(step.later)
			if got := must[bool](t)(s.Allow(t.Context(), step.name, 10*time.Minute)); got != step.want {
				t.Errorf("%s at %v: %v", step.name, c.Now(), got)
			}
		}
	})
}
