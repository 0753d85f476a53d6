package store_test

import (
	"fmt"
	"sync"
	"testing"

	"ikdbot/store"
	"ikdbot/store/storetest"
)

// A flood of messages costs Redis few questions: those asked for while it is being asked about others share the next one.
func TestConversationsAskedForTogetherShareARoundTrip(t *testing.T) {
	const chats = 500
	c := &clock{now: monday()}
	through, trips := storetest.Trips(t, storetest.Redis(t))
	s := storetest.Open(t, through, options(c))
	for i := range chats {
		s.SetTalk(t.Context(), fmt.Sprint("telegram:", i), store.Talk{Language: "id", Misses: i % 3})
	}
	s.Reread()
	trips()
	var all sync.WaitGroup
	for i := range chats {
		all.Go(func() {
			if got := s.Talk(t.Context(), fmt.Sprint("telegram:", i)); got.Language != "id" || got.Misses != i%3 {
				t.Errorf("chat %d got the conversation of another: %+v", i, got)
			}
		})
	}
	all.Wait()
	if n := trips(); n > chats/2 {
		t.Errorf("%d round trips for %d conversations", n, chats)
	}
	s.Talk(t.Context(), "telegram:1")
	if n := trips(); n != 0 {
		t.Errorf("%d round trips for one that is known", n)
	}
	s.Talk(t.Context(), "telegram:new")
	if n := trips(); n != 1 {
		t.Errorf("%d round trips for one alone", n)
	}
}
