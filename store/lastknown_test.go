package store_test

import (
	"fmt"
	"testing"
	"time"

	"ikdbot/store"
	"ikdbot/store/storetest"
)

// Which groups are bound and who is an admin is at hand while Redis is away, as last read, with the instant of the reading.
//
// Fault: Redis is killed after bindings and admins were read.
// Outcome: they are still known as they were last read; those that ended before are not.
func TestGroupsAndAdminsLastReadOutliveRedis(t *testing.T) {
	var c clock
	c.Set(monday())
	server := storetest.Start(t)
	s, other := storetest.Open(t, server.URL, options(&c)), storetest.Open(t, server.URL, options(&c))
	for _, chat := range []string{"telegram:-1", "telegram:-2", "telegram:-3", "telegram:-4"} {
		must[store.Binding](t)(other.Bind(t.Context(), weekly(chat, "A")))
	}
	for _, user := range []string{"telegram:2", "telegram:3", "telegram:4"} {
		must[store.Noted](t)(other.AddAdmin(t.Context(), user, "telegram:1"))
	}
	if _, _, ok := s.LastBinding("telegram:-1"); ok || s.WasAdmin("telegram:2") {
		t.Error("known without having been read")
	}
	must[[]store.Binding](t)(s.Bindings(t.Context()))
	must[[]store.Admin](t)(s.Admins(t.Context()))
	c.Move(time.Hour)
	must[store.Binding](t)(other.Bind(t.Context(), weekly("telegram:-2", "B")))
	for _, end := range []func() (store.Binding, bool, error){
		func() (store.Binding, bool, error) { return s.BindingOf(t.Context(), "telegram:-2") },
		func() (store.Binding, bool, error) { return s.Unbind(t.Context(), "telegram:-3") },
		func() (store.Binding, bool, error) { return other.Unbind(t.Context(), "telegram:-4") },
		func() (b store.Binding, ok bool, err error) {
			_, b, ok, err = s.GroupFigures(t.Context(), "telegram:-4")
			return b, !ok, err
		},
	} {
		if _, ok, err := end(); !ok || err != nil {
			t.Fatal(ok, err)
		}
	}
	must[store.Noted](t)(s.RemoveAdmin(t.Context(), "telegram:3"))
	must[store.Noted](t)(other.RemoveAdmin(t.Context(), "telegram:4"))
	server.Kill()
	for chat, want := range map[string]string{
		"telegram:-1": "A after 0s", "telegram:-2": "B after 1h0m0s", "telegram:-3": "", "telegram:-4": "", "telegram:-9": "",
	} {
		got := ""
		if b, at, ok := s.LastBinding(chat); ok {
			got = fmt.Sprint(b.Area, " after ", at.Sub(monday()))
		}
		if got != want {
			t.Errorf("%s is bound to %q, want %q", chat, got, want)
		}
	}
	for user, want := range map[string]bool{"telegram:2": true, "telegram:3": false, "telegram:4": true, "telegram:9": false} {
		if got := s.WasAdmin(user); got != want {
			t.Errorf("%s was an admin: %v", user, got)
		}
	}
}

func TestTheMemoryOfGroupsIsBounded(t *testing.T) {
	c := &clock{now: monday()}
	s := storetest.Memory(t, options(c))
	for i := range 2 * 10_000 {
		s.Learned(fmt.Sprint("telegram:-", i+1), store.Binding{Area: "A"})
	}
	if n := s.LastBindings(); n != 10_000 {
		t.Errorf("%d bindings in memory", n)
	}
	s.Learned("telegram:-1", store.Binding{Area: "B"})
	if b, _, ok := s.LastBinding("telegram:-1"); !ok || b.Area != "B" {
		t.Errorf("what is known changes no more: %v", b)
	}
}
