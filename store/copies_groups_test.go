package store_test

import (
	"testing"

	"ikdbot/store"
	"ikdbot/store/storetest"
)

// A change of a group or of an admin waits for a replica where one is asked for, as a change of figures does.
//
// Fault: the replica does not answer while groups and admins are changed (REDIS_MIN_REPLICAS=1).
// Outcome: each change takes effect and says that it is not copied; with the replica back the next says that it is.
func TestGroupsAndAdminsAreCopied(t *testing.T) {
	primary := storetest.Start(t)
	replica := primary.Replica()
	o := options(&clock{now: monday()})
	o.MinReplicas = 1
	s := storetest.Open(t, primary.URL, o)
	b := must[store.Binding](t)(s.Bind(t.Context(), weekly("telegram:-1", "A")))
	copiedFirst(t, s)
	amended := func(b store.Binding, err error) (bool, error) { return b.Uncopied, err }
	noted := func(n store.Noted, err error) (bool, error) { return n.Uncopied, err }
	changes := []struct {
		name   string
		change func() (uncopied bool, err error)
	}{
		{"bind", func() (bool, error) { return amended(s.Bind(t.Context(), weekly("telegram:-2", "A"))) }},
		{"schedule", func() (bool, error) { return amended(s.PauseUntil(t.Context(), b.ID, monday())) }},
		{"unbind", func() (bool, error) {
			b, _, err := s.Unbind(t.Context(), "telegram:-2")
			return b.Uncopied, err
		}},
		{"add admin", func() (bool, error) { return noted(s.AddAdmin(t.Context(), "telegram:2", "telegram:1")) }},
		{"remove admin", func() (bool, error) { return noted(s.RemoveAdmin(t.Context(), "telegram:3")) }},
	}
	replica.Freeze()
	for _, c := range changes {
		if uncopied, err := c.change(); !uncopied || err != nil {
			t.Errorf("%s is copied without a replica: %v", c.name, err)
		}
	}
	if !must[bool](t)(s.IsAdmin(t.Context(), "telegram:2")) {
		t.Error("what is not copied has not been done either")
	}
	replica.Thaw()
	for range 30 {
		if s.Copied(t.Context()) {
			break
		}
	}
	for _, c := range changes {
		uncopied, err := c.change()
		for range 5 {
			if !uncopied {
				break
			}
			uncopied, err = c.change()
		}
		if uncopied || err != nil {
			t.Errorf("%s is not copied with a replica: %v", c.name, err)
		}
	}
}
