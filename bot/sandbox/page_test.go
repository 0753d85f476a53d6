package sandbox_test

import (
	"context"
	"testing"
	"time"

	"ikdbot/bot/sandbox"
)

const report = "<b>Laporan mingguan IKD</b>\nKecamatan Baamang · <b>CONTOH</b>\n\nIKD aktif: <b>1.250</b> dari 40.211 wajib KTP (3,11 %)\n" +
	"Naik 40 sejak minggu lalu. Peringkat 4 dari 17.\n\nData per 2 April 2026. Ketik /statistik untuk rinciannya."

// A demo as a newcomer sees it, with a bot that echoes and a scheduler that sends one report.
func demo(t *testing.T) (*sandbox.Server, api) {
	t.Helper()
	now := thursday()
	monday := time.Date(2026, 4, 6, 1, 0, 0, 0, time.UTC)
	var s *sandbox.Server
	var a api
	s, a = serve(t, sandbox.Config{Now: now.Now, AdminID: 1001, CitizenID: 2001, GroupTitle: "Koordinasi Dukcapil Kecamatan",
		Places: []sandbox.Place{{Name: "Sampit", Lat: -2.5333, Lng: 112.95}},
		Next:   func() (time.Time, string, bool) { return monday, "Kecamatan Baamang", now.Now().Before(monday) },
		Move: func(_ context.Context, to time.Time) error {
			now.Set(to)
			if to.Equal(monday) {
				a.call("sendMessage", map[string]any{"chat_id": s.PageGroup().ID(), "parse_mode": "HTML", "text": report})
			}
			return nil
		}})
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { defer close(done); a.echo(ctx) }()
	t.Cleanup(func() { stop(); <-done })
	return s, a
}

// One page, three roles: a citizen asks, taps, shares a place, sends files and has a message forwarded; the admin
// writes; the group gets the bot, and its report when the clock moves on.
func TestPage(t *testing.T) {
	_, a := demo(t)
	b := open(t, a.base, 1440, 900)
	const citizen, admin, group = "#phone-citizen", "#phone-admin", "#phone-group"
	b.see(citizen, "belum membuka obrolan")
	b.shot("1-first-look")

	b.click(citizen, "Mulai")
	b.see(citizen, "Selamat datang.")
	b.say(citizen, "gmn cara aktivasi <ikd>?")
	b.see(citizen, "Anda menulis: gmn cara aktivasi <ikd>?")
	b.click(citizen, "Cara aktivasi")
	b.see(citizen, "Anda memilih /cara.")
	b.see(citizen+" .toast", "Tombol /cara")
	b.until("two ticks", `document.querySelector("#phone-citizen .icon-two") !== null`)
	b.click(citizen, "Daftar perintah")
	b.shot("2-commands")
	b.click(citizen+" .commands", "/lokasi\nTempat aktivasi terdekat")
	b.click(citizen, "Bagikan lokasi saya")
	b.see("#dialog", "Sampit")
	b.shot("3-location")
	b.click("#dialog", "Sampit\n-2.5333, 112.9500")
	b.see(citizen, "Titik -2.53, 112.95 diterima.")

	b.click("#over-citizen", "Tambah warga")
	b.click(citizen, "Mulai")
	b.say(citizen, "Ada pesan minta saya klik tautan bit.ly/ikd")
	b.see(citizen, "Anda menulis: Ada pesan")
	b.run(`document.querySelectorAll("#phone-citizen .mine .options")[1].click()`)
	b.click("#dialog", "Teruskan ke…")
	b.click("#dialog", "Admin Disdukcapil")
	b.see(admin, "Pesan terusan diterima.")
	b.say(admin, "/update Baamang 1250")
	b.see(admin, "/update Baamang 1250")

	b.click(group, "Tambahkan bot ke grup")
	b.see(group, "Halo, saya bot IKD.")
	b.run(`(() => { const e = document.getElementById("speaker"); e.value = "1001"; e.dispatchEvent(new Event("change")); })()`)
	b.say(group, "/daftarkan Baamang")
	b.see(group, "Anda menulis: /daftarkan Baamang")
	b.click(".top", "Maju ke laporan berikutnya (Senin, 6 Apr 08.00)")
	b.see(group, "Laporan mingguan IKD")
	b.see("#now", "Senin, 6 April 2026 · 08.00 WIB")
	b.shot("4-three-roles")

	b.click(".languages", "English")
	b.see("#over-group", "Writing as")
	b.shot("5-english")
}

// Files go through the paper clip: a picture is shown, anything else can be saved. A tapped command is sent.
func TestPageFiles(t *testing.T) {
	_, a := demo(t)
	b := open(t, a.base, 1100, 760)
	const citizen = "#phone-citizen"
	b.click(citizen, "Mulai")
	b.see(citizen, "Selamat datang.")
	b.run(`document.querySelector("#phone-citizen .text [data-command='/bantuan']").click()`)
	b.see(citizen, "Anda menulis: /bantuan")

	b.attach(citizen, "foto.png", picture())
	b.see(citizen, "Gambar diterima.")
	b.until("two pictures", `[...document.querySelectorAll("#phone-citizen .picture img")].filter((i) => i.complete && i.naturalWidth === 320).length === 2`)
	b.attach(citizen, "data penduduk.csv", []byte("kode,nama\n62.02.06,Baamang\n"))
	b.see(citizen, "Berkas data penduduk.csv diterima.")
	b.see(citizen+" .file", "data penduduk.csv")
	b.shot("6-files")

	b.click(citizen, "Pilihan obrolan")
	b.click("#dialog", "Blokir bot")
	b.see(citizen+" header", "belum dimulai")
	if got := a.call("sendMessage", map[string]any{"chat_id": 2001, "text": "Halo"}); got.Code != 403 {
		t.Errorf("to a blocked chat: %+v", got)
	}
}

// On a phone one sees one of the three at a time, and a dot where something has come in.
func TestPageNarrow(t *testing.T) {
	_, a := demo(t)
	b := open(t, a.base, 390, 780)
	const citizen = "#phone-citizen"
	b.click(citizen, "Mulai")
	b.see(citizen, "Selamat datang.")
	b.say(citizen, "hp jadul apa bisa?")
	b.see(citizen, "Anda menulis: hp jadul")
	b.shot("7-narrow")
	b.click("#tabs", "Grup")
	b.click("#phone-group", "Tambahkan bot ke grup")
	b.see("#phone-group", "Halo, saya bot IKD.")
	b.click("#tabs", "Warga")
	b.click(".top", "Maju ke laporan berikutnya (Senin, 6 Apr 08.00)")
	b.until("a dot on the group's tab", `document.querySelector("#tabs button:last-child").classList.contains("unread")`)
	b.click("#tabs", "Grup")
	b.see("#phone-group", "Laporan mingguan IKD")
	b.shot("8-narrow-group")
}
