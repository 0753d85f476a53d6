package handlers_test

import (
	"strings"
	"testing"

	"ikdbot/handlers"
	"ikdbot/handlers/understand"
)

// A report's code is no secret: neither the report that ends with it, nor the command that asks about it, is taken for personal data,
// however people type it.
func TestCodesAreNotTakenForPersonalData(t *testing.T) {
	s := newHouse(t, "").stage(t, "62.02")
	for range 300 {
		code, err := s.store.GiveCode(t.Context(), "report/b1/x", 0)
		if err != nil {
			t.Fatal(err)
		}
		shown := code[:4] + "-" + code[4:]
		for _, text := range []string{
			"/cek " + shown, "/cek " + strings.ToLower(shown), "/cek kode " + shown, "/cek kode: " + code, "/cek /cek " + shown, "/laporan teks " + code,
			"/laporan dibaca " + code, "Asli? Kirim /cek " + shown + " ke bot ini lewat pesan pribadi.",
			"Genuine? Send /cek " + shown + " to this bot in a private chat.",
		} {
			masked := handlers.Masked(handlers.Request{Text: text})
			if masked.Text != text || len(masked.Personal) > 0 {
				t.Errorf("%q is masked as %q", text, masked.Text)
			}
		}
		if reply := s.say(t, "citizen", "/cek kode: "+shown).Text; !strings.Contains(reply, "tidak pernah dikeluarkan") || strings.Contains(reply, "bukan kode laporan") {
			t.Fatalf("%s is not understood: %s", shown, reply)
		}
	}
	if masked, _ := understand.Mask("/cek kode otp saya 482913"); !strings.Contains(masked, "[kode]") {
		t.Error("a secret is not masked")
	}
	if masked := handlers.Masked(handlers.Request{Text: "/cek kode otp saya 482913"}); !strings.Contains(masked.Text, "[kode]") {
		t.Error("a secret behind /cek is not masked")
	}
}
