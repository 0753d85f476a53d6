package store_test

import (
	"fmt"
	"testing"
	"time"

	"ikdbot/store"
)

func TestDeliveriesAreKnownForAWhile(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store, c *clock) {
		known := func(id string) bool { return len(must[[]string](t)(s.Delivered(t.Context(), id, "other"))) == 1 }
		if known("telegram:1") {
			t.Error("known before it was noted")
		}
		note := func(ids ...string) {
			t.Helper()
			if err := s.NoteDelivered(t.Context(), ids...); err != nil {
				t.Fatal(err)
			}
		}
		note("telegram:1")
		c.Move(47 * time.Hour)
		note("telegram:2")
		if !known("telegram:1") || !known("telegram:2") {
			t.Error("forgotten too early")
		}
		c.Move(2 * time.Hour)
		note("telegram:3")
		if known("telegram:1") || !known("telegram:2") {
			t.Error("want what is older than two days forgotten, and nothing else")
		}
	})
}

func TestDeliveriesAreBounded(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store, c *clock) {
		if err := s.NoteDelivered(t.Context(), "first"); err != nil {
			t.Fatal(err)
		}
		c.Move(time.Second)
		var more []string
		for i := range store.MostDelivered {
			more = append(more, fmt.Sprint("telegram:", i))
		}
		if err := s.NoteDelivered(t.Context(), more...); err != nil {
			t.Fatal(err)
		}
		if len(must[[]string](t)(s.Delivered(t.Context(), "first"))) > 0 {
			t.Error("the oldest is still known")
		}
		if len(must[[]string](t)(s.Delivered(t.Context(), more...))) != len(more) {
			t.Error("some of the last are forgotten")
		}
	})
}
