package store_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ikdbot/store"
)

// weekly is a group's wish for a report.
func weekly(chat, area string) store.Binding {
	return store.Binding{Chat: chat, Area: area, Schedule: "0 8 * * MON", By: "telegram:1"}
}

func TestAChatHasOneBinding(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store, c *clock) {
		bound := must[store.Binding](t)(s.Bind(t.Context(), weekly("telegram:-1", "A")))
		must[store.Binding](t)(s.Bind(t.Context(), weekly("telegram:-1/7", "B"))) // a topic of that group
		must[store.Binding](t)(s.Pause(t.Context(), bound.ID, "removed"))
		c.Move(time.Hour)
		again := must[store.Binding](t)(s.Bind(t.Context(), store.Binding{Chat: "telegram:-1", Area: "B", By: "telegram:2"}))
		want := store.Binding{
			ID: "b1", Chat: "telegram:-1", Area: "B", Schedule: "0 8 * * MON", By: "telegram:2", Since: monday().Add(time.Hour),
		}
		if diff := cmp.Diff(want, again); diff != "" {
			t.Error(diff)
		}
		got, ok, err := s.BindingOf(t.Context(), "telegram:-1")
		if diff := cmp.Diff(want, got); diff != "" || !ok || err != nil {
			t.Error(ok, err, diff)
		}
		if _, ok, err := s.BindingOf(t.Context(), "telegram:-2"); ok || err != nil {
			t.Errorf("a chat nobody bound: %v, %v", ok, err)
		}
	})
}

func TestBindingsAreListedAndEnd(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store, _ *clock) {
		for i := range 12 {
			must[store.Binding](t)(s.Bind(t.Context(), weekly(fmt.Sprintf("telegram:-%d", i), "A")))
		}
		if _, ok, err := s.Unbind(t.Context(), "telegram:-3"); !ok || err != nil {
			t.Errorf("unbind: %v, %v", ok, err)
		}
		if _, ok, err := s.Unbind(t.Context(), "telegram:-3"); ok || err != nil {
			t.Errorf("unbind again: %v, %v", ok, err)
		}
		must[store.Binding](t)(s.Bind(t.Context(), weekly("telegram:-3", "A")))
		var ids []string
		for _, b := range must[[]store.Binding](t)(s.Bindings(t.Context())) {
			ids = append(ids, b.ID)
		}
		want := []string{"b1", "b2", "b3", "b5", "b6", "b7", "b8", "b9", "b10", "b11", "b12", "b13"}
		if diff := cmp.Diff(want, ids); diff != "" {
			t.Errorf("an id is never given twice: %s", diff)
		}
	})
}

func TestABindingChanges(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store, _ *clock) {
		b := must[store.Binding](t)(s.Bind(t.Context(), weekly("telegram:-1", "A")))
		later := monday().Add(24 * time.Hour)
		b.Schedule, b.Since = "0 7 * * FRI WITA", later
		if diff := cmp.Diff(b, must[store.Binding](t)(s.SetSchedule(t.Context(), b.ID, b.Schedule, later, time.Time{}))); diff != "" {
			t.Error(diff)
		}
		b.PausedUntil = later.AddDate(0, 0, 7)
		must[store.Binding](t)(s.PauseUntil(t.Context(), b.ID, b.PausedUntil))
		if diff := cmp.Diff(b, must[store.Binding](t)(s.SetSchedule(t.Context(), b.ID, b.Schedule, later, time.Time{}))); diff != "" {
			t.Errorf("its pause goes on: %s", diff)
		}
		b.Schedule, b.PausedUntil = "0 7 * * FRI", b.PausedUntil.Add(time.Hour)
		if diff := cmp.Diff(b, must[store.Binding](t)(s.SetSchedule(t.Context(), b.ID, b.Schedule, later, b.PausedUntil))); diff != "" {
			t.Errorf("its pause moves with the zone: %s", diff)
		}
		b.Paused = "forbidden"
		if diff := cmp.Diff(b, must[store.Binding](t)(s.Pause(t.Context(), b.ID, b.Paused))); diff != "" {
			t.Error(diff)
		}
		b.Paused, b.Since = "", later.Add(time.Hour)
		if diff := cmp.Diff(b, must[store.Binding](t)(s.Resume(t.Context(), b.ID, b.Since))); diff != "" {
			t.Error(diff)
		}
		if _, err := s.Pause(t.Context(), "b99", "removed"); !errors.Is(err, store.ErrNothing) {
			t.Errorf("a binding there is not: %v", err)
		}
	})
}

// A group that became a supergroup keeps its bindings, its topics', what is owed to it, and its language.
func TestAChatMoves(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store, _ *clock) {
		for _, chat := range []string{"telegram:-1", "telegram:-1/7", "telegram:-12", "telegram:-1001"} {
			must[store.Binding](t)(s.Bind(t.Context(), weekly(chat, "A")))
		}
		if _, _, err := s.Unbind(t.Context(), "telegram:-1001"); err != nil {
			t.Fatal(err)
		}
		owe(t, s, "a", "telegram:-1")
		owe(t, s, "b", "telegram:-1/7")
		owe(t, s, "c", "telegram:-12")
		s.SetTalk(t.Context(), "telegram:-1", store.Talk{Language: "en"})
		for range 2 { // the platform says it by an error, by a message, or by both
			if err := s.MoveChat(t.Context(), "telegram:-1", "telegram:-1001"); err != nil {
				t.Fatal(err)
			}
		}
		got := make(map[string]string)
		for _, b := range must[[]store.Binding](t)(s.Bindings(t.Context())) {
			got[b.ID] = b.Chat
		}
		for _, e := range must[[]store.Entry](t)(s.Due(t.Context(), monday(), 9)) {
			got[e.ID] = e.Chat
		}
		want := map[string]string{
			"b1": "telegram:-1001", "b2": "telegram:-1001/7", "b3": "telegram:-12",
			"a": "telegram:-1001", "b": "telegram:-1001/7", "c": "telegram:-12",
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		if b, ok, err := s.BindingOf(t.Context(), "telegram:-1001/7"); b.ID != "b2" || !ok || err != nil {
			t.Errorf("by its new address: %+v, %v", b, err)
		}
		if l := s.Talk(t.Context(), "telegram:-1001").Language; l != "en" {
			t.Errorf("language %q", l)
		}
	})
}

// Where somebody bound the new address before the move was known, that is what they want.
func TestAMoveOntoABoundChat(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store, _ *clock) {
		must[store.Binding](t)(s.Bind(t.Context(), weekly("telegram:-1", "A")))
		newer := must[store.Binding](t)(s.Bind(t.Context(), weekly("telegram:-1001", "B")))
		if err := s.MoveChat(t.Context(), "telegram:-1", "telegram:-1001"); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]store.Binding{newer}, must[[]store.Binding](t)(s.Bindings(t.Context()))); diff != "" {
			t.Error(diff)
		}
	})
}
