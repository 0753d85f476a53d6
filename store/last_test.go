package store_test

import (
	"sync/atomic"
	"testing"
	"time"

	"ikdbot/store"
	"ikdbot/store/storetest"
)

// The figures last read are at hand while Redis is away, with the instant of the reading; every call that failed is counted.
//
// Fault: Redis is killed after the figures were read.
// Outcome: the figures as last read are still known, with the time of that reading.
func TestFiguresLastReadOutliveRedis(t *testing.T) {
	var c clock
	c.Set(monday())
	server := storetest.Start(t)
	var failures atomic.Int64
	o := options(&c)
	o.Failed = func(error) { failures.Add(1) }
	s := storetest.Open(t, server.URL, o)
	if _, _, ok := s.LastFigures(); ok {
		t.Error("figures are known that nobody read")
	}
	must[store.Aggregates](t)(s.Aggregates(t.Context()))
	if a, at, ok := s.LastFigures(); !ok || !at.Equal(monday()) || len(a.Areas) != 0 {
		t.Errorf("an empty store: %+v %v %v", a, at, ok)
	}
	must[store.Change](t)(s.Commit(t.Context(), set("telegram:1", "A", -1, 10, "2026-03-01")))
	c.Move(time.Hour)
	must[store.Aggregates](t)(s.Aggregates(t.Context()))
	if n := failures.Load(); n != 0 {
		t.Errorf("%d failures while Redis was there", n)
	}
	server.Kill()
	c.Move(time.Hour)
	if err := s.Ping(t.Context()); err == nil {
		t.Error("a dead Redis answers")
	}
	if a, at, ok := s.LastFigures(); !ok || !at.Equal(monday().Add(time.Hour)) || a.Areas["A"][store.Active].Value != 10 {
		t.Errorf("after the kill: %+v %v %v", a, at, ok)
	}
	if failures.Load() == 0 {
		t.Error("the failed call was not told")
	}
}
