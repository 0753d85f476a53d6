package handlers_test

import (
	"strings"
	"testing"

	"ikdbot/handlers"
	"ikdbot/store"
	"ikdbot/store/storetest"
)

// withoutReplica is a stage whose store asks for a copy of every change, on a Redis that has no replica yet.
func withoutReplica(t *testing.T) (*stage, *storetest.Server) {
	t.Helper()
	h := newHouse(t, "")
	s := h.stage(t, "62.02")
	primary := storetest.Start(t)
	s.store = storetest.Open(t, primary.URL, store.Options{Regency: "62.02", Tree: s.regency, Now: s.clock, MinReplicas: 1})
	if _, err := s.store.Found(t.Context(), firstRows(s.regency)); err != nil {
		t.Fatal(err)
	}
	s.desk = handlers.New(s.options(h))
	return s, primary
}

// Where copies are asked for and there are none, no answer says "tersimpan"; the author is told once there is one.
//
// Fault: no replica has the change in time (REDIS_MIN_REPLICAS=1).
// Outcome: the admin reads "dicatat, belum tersalin" after /simpan, tapped again, and after /urungkan; later one notice says "tersimpan dan tersalin".
func TestAnswersWithoutCopies(t *testing.T) {
	s, primary := withoutReplica(t)
	shown := s.say(t, "admin", "/update Baamang 1250 2026-11-20 rekap")
	save := s.press(t, "admin", shown, "Simpan")
	undo := handlers.Request{ID: "u", Chat: "telegram:1", User: "telegram:1", Private: true, Addressed: true, Text: "/urungkan 2 simpan"}
	for _, r := range []handlers.Request{save, save, undo, undo} {
		got := strings.ToLower(s.desk.Answer(t.Context(), r).Text)
		if strings.Contains(got, "tersimpan") || !strings.Contains(got, "dicatat sebagai") || !strings.Contains(got, "belum tersalin") {
			t.Errorf("%s: %s", r.Text, got)
		}
	}
	told := func() (texts []string) {
		if err := s.desk.TellCopies(t.Context()); err != nil {
			t.Fatal(err)
		}
		owed, err := s.store.InState(t.Context(), store.Owed, 10)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range owed {
			if e.Chat == "telegram:1" {
				texts = append(texts, e.Text)
			}
		}
		return texts
	}
	if early := told(); len(early) > 0 {
		t.Errorf("told too early: %q", early)
	}
	primary.Replica()
	texts := told()
	for range 30 { // a look waits 800 ms for the replica's word, which may take longer on a busy machine
		if len(texts) > 0 {
			break
		}
		texts = told()
	}
	for _, got := range [][]string{texts, told()} { // the second time nothing is added
		if len(got) != 2 || !strings.Contains(strings.Join(got, "\n"), "Perubahan **#2** kini tersimpan dan tersalin.") {
			t.Errorf("told %q", got)
		}
	}
}
