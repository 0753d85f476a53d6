package handlers_test

import (
	"errors"
	"strings"
	"testing"

	"ikdbot/handlers"
	"ikdbot/store"
	"ikdbot/store/storetest"
)

// What a process remembers of admins gives no right, even where Redis is back before the command has run: it words a refusal.
//
// Fault: another replica removes an admin; for a moment this one cannot read who is an admin, and everything else it can.
// Outcome: the admin of yesterday is told that data cannot be opened; nothing of the store is shown to them, and nothing changes.
func TestAnAdminOfYesterdayGainsNothing(t *testing.T) {
	h := newHouse(t, "")
	s := h.stage(t, "62.02")
	url := storetest.Redis(t)
	o := store.Options{Regency: "62.02", Tree: s.regency, Now: s.clock}
	other := storetest.Open(t, url, o)
	if _, err := other.Found(t.Context(), firstRows(s.regency)); err != nil {
		t.Fatal(err)
	}
	if _, err := other.AddAdmin(t.Context(), "telegram:2", "telegram:1"); err != nil {
		t.Fatal(err)
	}
	through, away := storetest.Without(t, url, "}:admins")
	s.store = storetest.Open(t, through, o)
	s.desk = handlers.New(s.options(h))
	if got := s.say(t, "admin2", "/riwayat").Text; !strings.Contains(got, "308.309") {
		t.Fatalf("an admin: %s", got)
	}
	if _, err := other.RemoveAdmin(t.Context(), "telegram:2"); err != nil {
		t.Fatal(err)
	}
	away(true)
	for _, text := range []string{
		"/riwayat", "/ekspor", "/kirim", "/takterjawab", "/admin", "/jadwal", "/update Baamang 1250", "/simpan", "/urungkan 1 simpan",
		"/setujui", "/mulai_baru", "/status",
	} {
		got := s.say(t, "admin2", text)
		want := "sedang tidak bisa dibuka"
		if text == "/status" {
			want = "tidak terjangkau"
		}
		if !strings.Contains(got.Text, want) || strings.Contains(got.Text, "308.309") || got.File != nil || len(got.Buttons) > 0 {
			t.Errorf("%s: %+v", text, got)
		}
	}
	if got := s.say(t, "group-admin2", "/daftarkan Baamang").Text; !strings.Contains(got, "sedang tidak bisa dibuka") {
		t.Errorf("in a group: %s", got)
	}
	if _, err := other.Proposed(t.Context(), "telegram:2"); !errors.Is(err, store.ErrNothing) {
		t.Errorf("a change waits: %v", err)
	}
	if bound, err := other.Bindings(t.Context()); len(bound) > 0 || err != nil {
		t.Errorf("bound: %v %v", bound, err)
	}
	if history, err := other.History(t.Context()); len(history) != 1 || err != nil {
		t.Errorf("%d changes, %v", len(history), err)
	}
	away(false)
	if got := s.say(t, "admin2", "/riwayat").Text; !strings.Contains(got, "hanya untuk admin") {
		t.Errorf("once it is known: %s", got)
	}
}
