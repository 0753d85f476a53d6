package handlers_test

import (
	"context"
	"strings"
	"testing"

	"ikdbot/handlers"
	"ikdbot/locales"
	"ikdbot/store"
)

// Whatever is found, the answer stays short, in the regency with the longest name too.
func TestScamRepliesAreShort(t *testing.T) {
	h := newHouse(t, "")
	const most = 1200
	for _, code := range []string{"62.02", "31.01"} { // Kepulauan Seribu has the longest name of the country
		s := h.stage(t, code)
		for _, text := range []string{
			"orang ngaku dukcapil video call minta otp, nik, transfer, suruh klik link dan pasang apk, kirim qr dan surat, katanya ktp diblokir hari ini",
			"terlanjur klik link, terlanjur pasang apk, terlanjur kasih otp dan nik, sudah transfer ke orang yang ngaku dukcapil minta kode lewat wa",
			"I already clicked the link, installed the APK, gave them the OTP and my NIK and sent money to the man who called me claiming to be from Dukcapil",
			"A man called me claiming to be from Dukcapil, wants a video call, my OTP, my NIK, a transfer, and sent an APK and a link",
			"dapat wa dari nomor asing",
		} {
			r := s.say(t, "citizen", text)
			if n := len(r.Text); n > most {
				t.Errorf("%s: %d bytes: %s", code, n, r.Text)
			}
			if !strings.Contains(r.Text, "Play Store") {
				t.Errorf("%s: %q is not answered by the scam desk: %s", code, text, r.Text)
			}
		}
	}
}

// An app passed on by chat is fraud by its kind; its name is not looked at. It counts as a report, once for each update.
func TestAnAPKFileIsFraud(t *testing.T) {
	s := newHouse(t, "").stage(t, "62.02")
	r, err := s.as("citizen")
	if err != nil {
		t.Fatal(err)
	}
	r.Forwarded = true
	r.File = &handlers.File{ID: "1", Name: "IKD.apk", MIME: "application/vnd.android.package-archive"}
	for range 2 {
		reply := s.desk.Answer(context.Background(), r)
		if !strings.Contains(reply.Text, "APK") || strings.Contains(reply.Text, "IKD.apk") || len(reply.Buttons) == 0 {
			t.Errorf("%+v", reply)
		}
	}
	if n, err := s.store.Scams(t.Context(), store.WeekOf(s.clock())); n != 1 || err != nil {
		t.Errorf("%d reports (%v), want 1", n, err)
	}
}

// No answer of the desk calls anything safe.
func TestTheScamDeskClearsNothing(t *testing.T) {
	content, err := locales.Load("")
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range []locales.Language{locales.Indonesian, locales.English} {
		for _, key := range []string{"scam.firm_pasted", "scam.firm_told", "scam.unsure_pasted", "scam.unsure_told"} {
			text := strings.ToLower(content.Say(l, key, "office", "x"))
			for _, clear := range []string{"aman", "safe", "bukan penipuan", "not fraud", "no fraud"} {
				if strings.Contains(text, clear) {
					t.Errorf("%s (%s) says %q", key, l, clear)
				}
			}
		}
	}
}
