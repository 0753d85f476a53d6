package store_test

import (
	"errors"
	"testing"

	"github.com/redis/go-redis/v9"

	"ikdbot/store"
	"ikdbot/store/storetest"
)

// raw is a client of its own, to see what is stored and to store what no program of ours would.
func raw(t *testing.T, url string) *redis.Client {
	t.Helper()
	o, err := redis.ParseURL(url)
	if err != nil {
		t.Fatal(err)
	}
	c := redis.NewClient(o)
	t.Cleanup(func() { _ = c.Close() }) // nothing is left to lose
	return c
}

// An older store is migrated step by step, in order; each step is taken once, however often and by however many it is opened.
func TestMigrations(t *testing.T) {
	url := storetest.Redis(t)
	c, s := raw(t, url), storetest.Open(t, url, options(&clock{now: monday()}))
	get := func(name string) string { return c.Get(t.Context(), "{ikd:R}:"+name).Val() }
	if get("form") != "1" {
		t.Fatalf("an empty store is opened with form %q", get("form"))
	}
	two, three, four := store.Step(2, "sample", "b"), store.Step(3, "sample", "c"), store.Step(4, "sample", "d")
	c.Set(t.Context(), "{ikd:R}:sample", "a", 0)
	for range 2 {
		if err := s.UpgradeTo(t.Context(), 3, four, three, two); err != nil {
			t.Fatal(err)
		}
		if get("sample") != "abc" || get("form") != "3" {
			t.Errorf("sample %q, form %q", get("sample"), get("form"))
		}
	}
	done := make(chan error)
	for range 5 {
		go func() { done <- s.UpgradeTo(t.Context(), 4, two, three, four) }()
	}
	for range 5 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	if get("sample") != "abcd" {
		t.Errorf("five at once: %q", get("sample"))
	}
	if err := s.UpgradeTo(t.Context(), 5, two); err == nil || errors.Is(err, store.ErrAway) {
		t.Error("a step is missing and nobody says so")
	}
}

// A store from before forms were numbered is of form 1.
func TestAStoreWithoutANumber(t *testing.T) {
	url := storetest.Redis(t)
	c := raw(t, url)
	c.HSet(t.Context(), "{ikd:R}:admins", "telegram:1", `{"user":"telegram:1"}`)
	c.Set(t.Context(), "{ikd:R}:sample", "a", 0)
	s := store.New(c, options(&clock{now: monday()}))
	if err := s.UpgradeTo(t.Context(), 2, store.Step(2, "sample", "b")); err != nil {
		t.Fatal(err)
	}
	if got := c.Get(t.Context(), "{ikd:R}:sample").Val(); got != "ab" {
		t.Errorf("sample %q", got)
	}
}

// A program that is older than the store leaves it alone.
//
// Fault: the store was written by a newer version of the program.
// Outcome: this one does not start, changes nothing, and says which one to start.
func TestANewerStore(t *testing.T) {
	url := storetest.Redis(t)
	raw(t, url).Set(t.Context(), "{ikd:R}:form", 99, 0)
	_, err := store.Open(t.Context(), url, options(&clock{now: monday()}))
	var newer *store.NewerForm
	if !errors.As(err, &newer) || newer.Stored != 99 || errors.Is(err, store.ErrAway) {
		t.Fatalf("got %v", err)
	}
}
