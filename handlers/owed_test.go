package handlers_test

import (
	"testing"

	"ikdbot/handlers"
)

// Whatever an admin has sent is told to whoever sends it, so that it goes at once; what changes nothing is not.
func TestTheSenderIsToldWhatIsOwed(t *testing.T) {
	h := newHouse(t, "")
	for name, c := range map[string]struct {
		before func(*again)
		lines  []string // the last of them owes something
	}{
		"correction": {(*again).sent, []string{"admin> /update 62.02 ikd=1200 tanggal=2023-03-20", "admin> tap Simpan", "admin> /ralat 2 kirim"}},
		"resend":     {(*again).unclear, []string{"admin> /kirim", "admin> tap Kirim ulang"}},
		"anew":       {nil, []string{"admin> /mulai_baru"}},
		"notice":     {nil, []string{"admin> /start", "admin2> /start", "group-admin> /daftarkan Baamang", "admin> /jadwal tunda 2026-11-23 08.00"}},
		"release":    {nil, []string{"group-admin> /daftarkan Baamang", "admin> /jadwal tunda 2026-11-23 08.00", "admin> /jadwal kirim 2026-11-23 08.00"}},
	} {
		t.Run(name, func(t *testing.T) {
			a := &again{performance: &performance{t: t, house: h, said: map[string][]handlers.Reply{}, stage: h.stage(t, "62.02")}}
			told := 0
			o := a.options(h)
			o.Owed = func() { told++ }
			a.desk = handlers.New(o)
			if c.before != nil {
				c.before(a)
			}
			last := len(c.lines) - 1
			for _, line := range c.lines[:last] {
				a.deliver(line)
			}
			before := told
			a.deliver(c.lines[last])
			if told == before {
				t.Errorf("nobody was told of %q", c.lines[last])
			}
		})
	}
}

// The scheduler tells some things each time it looks: were it woken by what is known, it would never rest.
func TestAKnownNoticeWakesNobody(t *testing.T) {
	h := newHouse(t, "")
	s := h.stage(t, "62.02")
	if err := s.store.Started(t.Context(), "telegram:1"); err != nil {
		t.Fatal(err)
	}
	told := 0
	o := s.options(h)
	o.Owed = func() { told++ }
	desk := handlers.New(o)
	for range 3 {
		desk.Tell(t.Context(), "fresh", "status.fresh_notice")
	}
	if told != 1 {
		t.Errorf("woken %d times", told)
	}
}
