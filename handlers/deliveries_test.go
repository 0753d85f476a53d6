package handlers_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"ikdbot/handlers"
	"ikdbot/store"
)

// leave puts an entry into the ledger whose sending ended so.
func (s *stage) leave(t *testing.T, id string, state store.State) {
	t.Helper()
	e := store.Entry{ID: id, Chat: "telegram:-7", Area: "62.02.05", Due: s.clock()}
	if _, err := s.store.Owe(t.Context(), e); err != nil {
		t.Fatal(err)
	}
	s.end(t, id, state)
}

// end sends an owed entry, which ends so.
func (s *stage) end(t *testing.T, id string, state store.State) {
	t.Helper()
	e, _, err := s.store.Entry(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	if ok, err := s.store.Claim(t.Context(), "me", e); !ok || err != nil {
		t.Fatalf("claim %s: %v %v", id, ok, err)
	}
	e.State = state
	if err := s.store.Settle(t.Context(), "me", e); err != nil {
		t.Fatal(err)
	}
}

// tells is what the founder is answered; each message has an id of its own.
func (s *stage) tells(t *testing.T, text string) handlers.Reply {
	t.Helper()
	r, err := s.as("admin")
	if err != nil {
		t.Fatal(err)
	}
	r.Text, r.Addressed = text, true
	reply := s.desk.Answer(t.Context(), r)
	if err := sound(reply); err != nil {
		t.Error(err)
	}
	return reply
}

// verdicts are the entries that a page offers to settle, and the command of the button that shows the next page.
func verdicts(r handlers.Reply) (ids []string, next string) {
	for _, row := range r.Buttons {
		if len(row) == 2 {
			ids = append(ids, strings.Fields(row[0].Command)[1])
			continue
		}
		next = row[0].Command
	}
	return ids, next
}

// /kirim says how many there are, and its buttons lead through them all, though some are settled on the way.
func TestDeliveriesAreListedToTheLast(t *testing.T) {
	s := newHouse(t, "").stage(t, "62.02")
	var want []string
	for i := range 23 {
		id := fmt.Sprintf("report/b%d/2026-11-16T01:00:00Z", i)
		s.leave(t, id, store.Unclear)
		want = append(want, id)
		s.mu.Lock()
		s.now = s.now.Add(time.Second)
		s.mu.Unlock()
	}
	s.leave(t, "report/b99/2026-11-16T01:00:00Z", store.Failed)
	slices.Reverse(want)
	r := s.tells(t, "/kirim")
	if !strings.Contains(r.Text, "Nomor 1 sampai 10 dari 24.") {
		t.Errorf("the first page:\n%s", r.Text)
	}
	got, next := verdicts(r)
	for _, row := range r.Buttons[:3] {
		s.tells(t, row[0].Command)
	}
	for page := 2; next != ""; page++ {
		r = s.tells(t, next)
		var ids []string
		ids, next = verdicts(r)
		got = append(got, ids...)
		if !strings.Contains(r.Text, fmt.Sprintf("Nomor %d sampai %d dari 21.", page*10-12, min(page*10-3, 21))) {
			t.Errorf("page %d:\n%s", page, r.Text)
		}
	}
	if !slices.Equal(got, want) || strings.Count(r.Text, "✖️") != 1 {
		t.Errorf("listed %q\n%s", got, r.Text)
	}
	if label := s.tells(t, "/kirim").Buttons[10][0].Label; label != "Lihat 11 kiriman lagi" {
		t.Errorf("the button says %q", label)
	}
}

// Fault: a tap on "Kirim ulang" comes twice, the second time after what was sent again became unclear, too.
// Outcome: it sends again once; the second tap is told that another attempt was made since, and to decide anew.
func TestATapOnAnOldListSendsNothing(t *testing.T) {
	s := newHouse(t, "").stage(t, "62.02")
	const id = "report/b1/2026-11-16T01:00:00Z"
	s.leave(t, id, store.Unclear)
	for attempt := 1; attempt <= 3; attempt++ {
		row := s.tells(t, "/kirim").Buttons[0]
		if r := s.tells(t, row[1].Command); !strings.Contains(r.Text, "akan dikirim ulang") {
			t.Fatalf("attempt %d: %s", attempt, r.Text)
		}
		if r := s.tells(t, row[1].Command); !strings.Contains(r.Text, "tidak lagi menunggu") {
			t.Errorf("tapped twice: %s", r.Text)
		}
		s.end(t, id, store.Unclear)
		for _, b := range row {
			if r := s.tells(t, b.Command); !strings.Contains(r.Text, "sudah diulang sesudah daftar tadi") {
				t.Errorf("%s after attempt %d: %s", b.Command, attempt, r.Text)
			}
		}
		if e, _, err := s.store.Entry(t.Context(), id); e.State != store.Unclear || e.Attempt() != attempt+1 || err != nil {
			t.Errorf("attempt %d is %s, %v", e.Attempt(), e.State, err)
		}
	}
}
