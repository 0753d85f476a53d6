package handlers_test

import (
	"strings"
	"testing"
)

// Where copies are asked for and there are none, changes of a group and of admins say so, and the same command tells later that there
// is one.
//
// Fault: no replica has the change of a group or of an admin in time (REDIS_MIN_REPLICAS=1).
// Outcome: whoever changed it reads "dicatat, belum tersalin", and not when they give the command again and there is a copy.
func TestChangesOfGroupsWithoutCopies(t *testing.T) {
	s, primary := withoutReplica(t)
	const warning = "dicatat, belum tersalin"
	commands := [][2]string{
		{"group-admin", "/daftarkan Baamang"}, {"group-admin", "/daftarkan Baamang"}, {"group-admin", "/jadwal Selasa 09.00"},
		{"group-admin", "/jadwal jeda 2026-12-31"}, {"group-admin", "/jadwal lanjut"}, {"group-admin", "/berhenti"},
		{"admin", "/admin tambah 77"}, {"admin", "/admin hapus 77"},
	}
	for _, c := range commands {
		got := strings.ToLower(s.say(t, c[0], c[1]).Text)
		if !strings.Contains(got, warning) || strings.Contains(got, "tersimpan") {
			t.Errorf("%s: %s", c[1], got)
		}
	}
	primary.Replica()
	for range 30 { // a busy machine's replica may be late
		if s.store.Copied(t.Context()) {
			break
		}
	}
	for _, c := range commands {
		got := s.say(t, c[0], c[1]).Text
		for range 5 {
			if strings.Contains(strings.ToLower(got), warning) {
				got = s.say(t, c[0], c[1]).Text
			}
		}
		if strings.Contains(strings.ToLower(got), warning) || got == "" {
			t.Errorf("%s, with a copy: %s", c[1], got)
		}
	}
}
