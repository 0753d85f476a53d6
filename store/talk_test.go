package store_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ikdbot/store"
	"ikdbot/store/storetest"
)

func TestATalkIsRememberedForHalfAnHour(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store, c *clock) {
		full := store.Talk{Language: "en", Menu: []string{"/cara", "/lokasi baamang"}, Misses: 2}
		s.SetTalk(t.Context(), "telegram:99", full)
		s.Reread()
		c.Move(store.TalkFor - time.Second)
		if diff := cmp.Diff(full, s.Talk(t.Context(), "telegram:99")); diff != "" {
			t.Error(diff)
		}
		c.Move(time.Second)
		if diff := cmp.Diff(store.Talk{Language: "en"}, s.Talk(t.Context(), "telegram:99")); diff != "" {
			t.Errorf("the language stays, the rest goes: %s", diff)
		}
		if other := s.Talk(t.Context(), "telegram:9"); !cmp.Equal(other, store.Talk{}) {
			t.Errorf("another chat: %+v", other)
		}
	})
}

func TestForgetTellsWhatWasKept(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store, _ *clock) {
		s.SetTalk(t.Context(), "telegram:99", store.Talk{Language: "en", Misses: 1})
		s.SetTalk(t.Context(), "telegram:98", store.Talk{Language: "en"})
		if err := s.Started(t.Context(), "telegram:99"); err != nil {
			t.Fatal(err)
		}
		for _, want := range [][]string{{"language", "menu", "started"}, nil} {
			if diff := cmp.Diff(want, must[[]string](t)(s.Forget(t.Context(), "telegram:99"))); diff != "" {
				t.Error(diff)
			}
		}
		if got := s.Talk(t.Context(), "telegram:99"); !cmp.Equal(got, store.Talk{}) {
			t.Errorf("still there: %+v", got)
		}
		if got := s.Talk(t.Context(), "telegram:98"); got.Language != "en" {
			t.Errorf("another chat was forgotten: %+v", got)
		}
	})
}

// While Redis is away conversations go on from memory, as they were last seen; once it is back it learns what was said.
func TestTalkWithoutRedis(t *testing.T) {
	c := clock{now: monday()}
	server := storetest.Start(t)
	s := storetest.Open(t, server.URL, options(&c))
	before := store.Talk{Language: "id", Menu: []string{"/syarat"}}
	s.SetTalk(t.Context(), "telegram:99", before)
	server.Kill()

	if diff := cmp.Diff(before, s.Talk(t.Context(), "telegram:99")); diff != "" {
		t.Errorf("the conversation does not go on: %s", diff)
	}
	c.Move(store.TalkFor)
	if diff := cmp.Diff(store.Talk{Language: "id"}, s.Talk(t.Context(), "telegram:99")); diff != "" {
		t.Errorf("after half an hour: %s", diff)
	}
	if got := s.Talk(t.Context(), "telegram:98"); !cmp.Equal(got, store.Talk{}) {
		t.Errorf("a chat never seen: %+v", got)
	}
	said := store.Talk{Language: "en", Menu: []string{"/cara"}}
	s.SetTalk(t.Context(), "telegram:99", said)
	if diff := cmp.Diff(said, s.Talk(t.Context(), "telegram:99")); diff != "" {
		t.Error(diff)
	}
	server.Again()
	awaitRedis(t, s)
	s.Talk(t.Context(), "telegram:99")
	fresh := storetest.Open(t, server.URL, options(&c))
	if diff := cmp.Diff(said, fresh.Talk(t.Context(), "telegram:99")); diff != "" {
		t.Errorf("Redis did not learn it: %s", diff)
	}
}

// A speaker knows what it heard; what another one heard since, it reads when it speaks again.
func TestConversationsWithAnotherSpeaker(t *testing.T) {
	c := clock{now: monday()}
	url := storetest.Redis(t)
	s, other := storetest.Open(t, url, options(&c)), storetest.Open(t, url, options(&c))
	s.Talk(t.Context(), "telegram:98")
	s.SetTalk(t.Context(), "telegram:99", store.Talk{Language: "id", Menu: []string{"/cara"}})
	said := store.Talk{Language: "en", Misses: 1}
	other.SetTalk(t.Context(), "telegram:98", said)
	other.SetTalk(t.Context(), "telegram:99", said)
	s.Reread()
	for _, chat := range []string{"telegram:98", "telegram:99"} {
		if diff := cmp.Diff(said, s.Talk(t.Context(), chat)); diff != "" {
			t.Errorf("%s: %s", chat, diff)
		}
	}
	restored := store.Talk{Language: "id"}
	other.SetTalk(t.Context(), "telegram:99", restored)
	c.Move(time.Minute)
	if diff := cmp.Diff(restored, s.Talk(t.Context(), "telegram:99")); diff != "" {
		t.Errorf("after a minute: %s", diff)
	}
}

// What was said while only this process could not reach Redis does not go over what another speaker heard since.
func TestConversationsOfAnEarlierTerm(t *testing.T) {
	c := clock{now: monday()}
	server := storetest.Start(t)
	s := storetest.Open(t, server.URL, options(&c))
	server.Kill()
	s.SetTalk(t.Context(), "telegram:99", store.Talk{Language: "id"})
	server.Again()
	awaitRedis(t, s)
	said := store.Talk{Language: "en"}
	storetest.Open(t, server.URL, options(&c)).SetTalk(t.Context(), "telegram:99", said)
	s.Reread()
	if diff := cmp.Diff(said, s.Talk(t.Context(), "telegram:99")); diff != "" {
		t.Error(diff)
	}
}

// The memory of conversations has a bound.
func TestTheMemoryOfConversationsIsBounded(t *testing.T) {
	c := &clock{now: monday()}
	s := storetest.Memory(t, options(c))
	for i := range 4_000 {
		s.SetTalk(t.Context(), fmt.Sprint("telegram:", i), store.Talk{Language: "en"})
		s.Talk(t.Context(), fmt.Sprint("telegram:silent", i))
	}
	if n := s.RecentTalks(); n != 6_000 {
		t.Errorf("%d conversations in memory", n)
	}
}
