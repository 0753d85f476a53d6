package handlers_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"ikdbot/handlers"
	"ikdbot/store"
	"ikdbot/store/storetest"
)

// /statistik under load: hundreds of chats at a time ask a real Redis that knows figures of every area. Beside the time of an answer
// stands that of the slowest hundredth. "trips" asks one after the other and counts the round trips.
func BenchmarkStatistics(b *testing.B) {
	h := newHouse(b, "")
	url := storetest.Redis(b)
	through, count := storetest.Trips(b, url)
	s := h.stage(b, "62.02")
	s.loadEverywhere(b, h, url)
	areas := s.regency.Areas()
	ask := func(b *testing.B, n int64) {
		chat := fmt.Sprint("telegram:", n)
		r := handlers.Request{ID: chat, Chat: chat, User: chat, Private: true, Addressed: true, At: s.now, Text: "/statistik " + areas[int(n)%len(areas)].Code}
		if got := s.desk.Answer(b.Context(), r); !strings.Contains(got.Text, "wajib KTP") {
			b.Error(got.Text)
		}
	}
	for _, chats := range []int{1, 32, 256} {
		b.Run(fmt.Sprint("chats=", chats), func(b *testing.B) { underLoad(b, chats, ask) })
	}
	b.Run("trips", func(b *testing.B) {
		s.store = storetest.Open(b, through, store.Options{Regency: "62.02", Tree: s.regency, Now: s.clock})
		s.desk = handlers.New(s.options(h))
		ask(b, 0) // what is read once after the start
		count()
		for b.Loop() {
			ask(b, 1)
		}
		b.ReportMetric(float64(count())/float64(b.N), "trips/op")
	})
}

// underLoad asks from so many chats at a time.
func underLoad(b *testing.B, chats int, ask func(*testing.B, int64)) {
	var asked atomic.Int64
	var mu sync.Mutex
	var all []time.Duration
	var wait sync.WaitGroup
	for range chats {
		wait.Go(func() {
			var took []time.Duration
			for n := asked.Add(1); n <= int64(b.N); n = asked.Add(1) {
				began := time.Now()
				ask(b, n)
				took = append(took, time.Since(began))
			}
			mu.Lock()
			defer mu.Unlock()
			all = append(all, took...)
		})
	}
	wait.Wait()
	slices.Sort(all)
	b.ReportMetric(float64(all[len(all)*99/100].Microseconds()), "p99-µs")
}

// loadEverywhere puts the stage on a Redis with all counts of every area.
func (s *stage) loadEverywhere(b *testing.B, h *house, url string) {
	b.Helper()
	s.store = storetest.Open(b, url, store.Options{Regency: s.regency.Root(), Tree: s.regency, Now: s.clock})
	var rows []store.Row
	for i, area := range s.regency.Areas() {
		for _, count := range store.Counts() {
			n := int64(1000 + i)
			rows = append(rows, store.Row{Area: area.Code, Count: count, New: &n})
		}
	}
	if _, err := s.store.Commit(b.Context(), store.Change{Author: "telegram:1", AsOf: "2026-11-20", Source: "DKB", Rows: rows}); err != nil {
		b.Fatal(err)
	}
	s.desk = handlers.New(s.options(h))
}
