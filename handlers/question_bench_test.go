package handlers_test

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"ikdbot/handlers"
	"ikdbot/store"
	"ikdbot/store/storetest"
)

// BenchmarkQuestion is one citizen's question, from the request to the reply, with a real Redis that holds the conversations of
// so many chats, so many groups, and a regency of so many areas. It must not grow with any of them.
func BenchmarkQuestion(b *testing.B) {
	h := newHouse(b, "")
	for _, chats := range []int{100, 10_000, 1_000_000} {
		b.Run(fmt.Sprint(chats, " chats"), func(b *testing.B) {
			s := h.crowded(b, "62.02")
			s.talkTo(b, chats)
			s.ask(b, chats)
		})
	}
	for _, groups := range []int{10, 1_000} {
		b.Run(fmt.Sprint(groups, " groups"), func(b *testing.B) {
			s := h.crowded(b, "62.02")
			for i := range groups {
				chat := fmt.Sprint("telegram:-", i+1)
				if _, err := s.store.Bind(b.Context(), store.Binding{Chat: chat, Area: "62.02.05", Schedule: "0 8 * * MON"}); err != nil {
					b.Fatal(err)
				}
			}
			s.ask(b, 10_000)
		})
	}
	for _, regency := range []string{"31.01", "62.02", "11.08"} { // the fewest areas of all, our own, the most of all
		s := h.crowded(b, regency)
		b.Run(fmt.Sprint(len(s.regency.Areas()), " areas"), func(b *testing.B) { s.ask(b, 10_000) })
	}
}

// crowded is a stage on a real Redis.
func (h *house) crowded(b *testing.B, regency string) *stage {
	url := storetest.Redis(b)
	return h.stageOn(b, regency, func(o store.Options) (*store.Store, func(), error) {
		s, err := store.Open(context.Background(), url, o)
		return s, func() { _ = s.Close() }, err
	})
}

// talkTo lets so many chats have a menu to go by, as after an answer that offered one.
func (s *stage) talkTo(b *testing.B, chats int) {
	b.Helper()
	var wg sync.WaitGroup
	const side = 50
	for from := range side {
		wg.Go(func() {
			for i := from; i < chats; i += side {
				s.store.SetTalk(b.Context(), fmt.Sprint("telegram:", i+10), store.Talk{Menu: []string{"/syarat", "/cara", "/lokasi"}})
			}
		})
	}
	wg.Wait()
}

// ask asks from one chat after the other. Each time the conversation is read, however few the chats are.
func (s *stage) ask(b *testing.B, chats int) {
	asked := [...]string{"gmn cara aktivasi ikd", "kode tidak masuk ke email", "dmn tmpt aktifasi di baamang", "hp jadul bs gak"}
	for n := 0; b.Loop(); n++ {
		s.store.Reread()
		from := fmt.Sprint("telegram:", 10+n*7919%chats)
		r := s.desk.Answer(b.Context(), handlers.Request{
			ID: fmt.Sprint(n), Chat: from, User: from, Private: true, Text: asked[n%len(asked)], At: s.clock(),
		})
		if r.Text == "" {
			b.Fatal("no answer")
		}
	}
}
