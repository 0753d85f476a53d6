package store_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"ikdbot/store"
	"ikdbot/store/storetest"
)

// What a conversation just said is known without asking Redis, for no longer than another speaker would need to take over.
func TestAConversationGoingOnCostsNoReading(t *testing.T) {
	c := &clock{now: monday()}
	url := storetest.Redis(t)
	through, trips := storetest.Trips(t, url)
	s, other := storetest.Open(t, through, options(c)), storetest.Open(t, url, options(c))

	s.SetTalk(t.Context(), "telegram:7", store.Talk{Menu: []string{"/syarat"}})
	trips()
	s.Talk(t.Context(), "telegram:7")
	if n := trips(); n != 0 {
		t.Errorf("%d round trips for what was just said, want none", n)
	}
	other.SetTalk(t.Context(), "telegram:7", store.Talk{Menu: []string{"/lokasi"}})
	c.Move(10 * time.Second)
	if got := s.Talk(t.Context(), "telegram:7"); !slices.Equal(got.Menu, []string{"/lokasi"}) {
		t.Errorf("menu %v after ten seconds, want that of the other replica", got.Menu)
	}
	must[[]string](t)(s.Forget(t.Context(), "telegram:7"))
	if got := s.Talk(t.Context(), "telegram:7"); len(got.Menu) != 0 {
		t.Errorf("menu %v after the chat was forgotten", got.Menu)
	}
}

func TestTheMemoryOfConversationsIsBounded(t *testing.T) {
	c := &clock{now: monday()}
	s := storetest.Memory(t, options(c))
	for i := range 2 * 8_192 {
		s.Talk(t.Context(), fmt.Sprint("telegram:", i))
	}
	if n := s.RecentTalks(); n != 8_192 {
		t.Errorf("%d conversations in memory", n)
	}
}
