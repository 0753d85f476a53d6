package handlers_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ikdbot/handlers"
	"ikdbot/store"
)

// press is the request of a tap on a reply's button.
func (s *stage) press(t testing.TB, role string, on handlers.Reply, label string) handlers.Request {
	t.Helper()
	for _, row := range on.Buttons {
		for _, b := range row {
			if b.Label == label {
				r, err := s.as(role)
				if err != nil {
					t.Fatal(err)
				}
				r.Text, r.Button, r.Tap = b.Command, "1", r.ID
				return r
			}
		}
	}
	t.Fatalf("no button %q under %q", label, on.Text)
	return handlers.Request{}
}

// changes returns the history, checked, with the aggregates checked against it.
func (s *stage) changes(t testing.TB) []store.Change {
	t.Helper()
	now, changes, err := s.store.Figures(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := store.Verify(changes); err != nil {
		t.Error(err)
	}
	if diff := cmp.Diff(store.RollUp(s.regency, store.Choose(changes)), now.Areas); diff != "" {
		t.Errorf("aggregates are not those of the history (-want +got):\n%s", diff)
	}
	return changes
}

// TestFiguresTogether is what happens to figures when several hands are at them. Each part has a memory of its own.
func TestFiguresTogether(t *testing.T) {
	h := newHouse(t, "")
	for name, test := range map[string]func(*testing.T, *stage){
		"two admins lose nothing": twoAdminsLoseNothing,
		"same figure at once":     sameFigureAtOnce,
		"figure moved meanwhile":  figureMovedMeanwhile,
		"delivered twice":         deliveredTwice,
		"sum is newer":            sumIsNewer,
	} {
		t.Run(name, func(t *testing.T) { test(t, h.stage(t, "62.02")) })
	}
}

// Two admins who work at the same time on different areas both have every change stored.
func twoAdminsLoseNothing(t *testing.T, s *stage) {
	const each = 15
	var both sync.WaitGroup
	for admin, area := range map[string]string{"admin": "Baamang", "admin2": "Seranau"} {
		both.Go(func() {
			for i := range each {
				shown := s.say(t, admin, fmt.Sprintf("/update %s %d", area, 100+i))
				stored := s.desk.Answer(context.Background(), s.press(t, admin, shown, "Simpan"))
				if !strings.Contains(stored.Text, "tersimpan") {
					t.Errorf("%s, change %d: %s", admin, i, stored.Text)
				}
			}
		})
	}
	both.Wait()
	if got := len(s.changes(t)) - 1; got != 2*each {
		t.Errorf("%d changes stored, want %d", got, 2*each)
	}
}

// Two admins who change the same figure at once: one is stored, the other is shown what is there now and asked again.
func sameFigureAtOnce(t *testing.T, s *stage) {
	for round := range 10 {
		area := s.regency.Children(s.regency.Root())[round]
		answers := make(chan handlers.Reply, 2)
		var ready sync.WaitGroup
		ready.Add(2)
		for admin, people := range map[string]int{"admin": 500, "admin2": 700} {
			shown := s.say(t, admin, fmt.Sprintf("/update %s %d", area, people))
			tap := s.press(t, admin, shown, "Simpan")
			go func() {
				ready.Done()
				ready.Wait()
				answers <- s.desk.Answer(context.Background(), tap)
			}()
		}
		one, other := <-answers, <-answers
		if strings.Contains(one.Text, "tersimpan") == strings.Contains(other.Text, "tersimpan") {
			t.Fatalf("round %d:\n%s\n\n%s", round, one.Text, other.Text)
		}
	}
	if got := len(s.changes(t)) - 1; got != 10 {
		t.Errorf("%d changes stored, want 10", got)
	}
}

// What is shown again after a figure has moved compares with what is there now, and can be confirmed.
func figureMovedMeanwhile(t *testing.T, s *stage) {
	mine, theirs := s.say(t, "admin", "/update Baamang 700"), s.say(t, "admin2", "/update Baamang 500")
	s.desk.Answer(t.Context(), s.press(t, "admin2", theirs, "Simpan"))
	again := s.desk.Answer(t.Context(), s.press(t, "admin", mine, "Simpan"))
	if !strings.Contains(again.Text, "500 → **700** (+200)") || strings.Contains(again.Text, "tersimpan") {
		t.Errorf("shown again:\n%s", again.Text)
	}
	stored := s.desk.Answer(t.Context(), s.press(t, "admin", again, "Simpan"))
	if !strings.Contains(stored.Text, "tersimpan sebagai **#3**") {
		t.Errorf("confirmed:\n%s", stored.Text)
	}
}

// The platform may deliver an update twice, and a finger may tap twice: figures change once.
func deliveredTwice(t *testing.T, s *stage) {
	shown := s.say(t, "admin", "/update Baamang 700")
	tap := s.press(t, "admin", shown, "Simpan")
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if r := s.desk.Answer(context.Background(), tap); !strings.Contains(r.Text, "tersimpan sebagai **#2**") {
				t.Errorf("answer: %s", r.Text)
			}
		})
	}
	all.Wait()
	if got := len(s.changes(t)); got != 2 {
		t.Fatalf("%d changes, want 2", got)
	}
	asked := s.say(t, "admin", "/urungkan")
	confirm := s.press(t, "admin", asked, "Simpan")
	for range 8 {
		all.Go(func() { s.desk.Answer(context.Background(), confirm) })
	}
	all.Wait()
	if got := len(s.changes(t)); got != 3 {
		t.Errorf("%d changes after the undo, want 3", got)
	}
}

// A newer sum of all areas below is shown rather than an older figure of the area's own, and the admin is told so.
func sumIsNewer(t *testing.T, s *stage) {
	const seranau = "62.02.12"
	for _, desa := range s.regency.Children(seranau) {
		shown := s.say(t, "admin", "/update "+desa+" 10")
		s.desk.Answer(t.Context(), s.press(t, "admin", shown, "Simpan"))
	}
	total := fmt.Sprint(10 * len(s.regency.Children(seranau)))
	shown := s.say(t, "admin", "/update Seranau 45 2026-11-01")
	stored := s.desk.Answer(t.Context(), s.press(t, "admin", shown, "Simpan"))
	for _, text := range []string{shown.Text, stored.Text} {
		if !strings.Contains(text, "tetap "+total+", jumlah dari") || strings.Contains(text, "→") {
			t.Errorf("told:\n%s", text)
		}
	}
	if now := s.say(t, "admin", "/statistik Seranau"); !strings.Contains(now.Text, "**"+total+" orang aktif**") {
		t.Errorf("shown:\n%s", now.Text)
	}
}
