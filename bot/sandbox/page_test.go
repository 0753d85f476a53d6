package sandbox_test

import (
	"context"
	"testing"
	"time"

	"ikdbot/bot/sandbox"
	"ikdbot/bot/sandbox/browsertest"
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
	b := browsertest.Open(t, a.base, 1440, 900)
	const citizen, admin, group = "#phone-citizen", "#phone-admin", "#phone-group"
	b.See(citizen, "belum membuka obrolan")
	b.Shot("1-first-look")

	b.Click(citizen, "Mulai")
	b.See(citizen, "Selamat datang.")
	b.Say(citizen, "gmn cara aktivasi <ikd>?")
	b.See(citizen, "Anda menulis: gmn cara aktivasi <ikd>?")
	b.Click(citizen, "Cara aktivasi")
	b.See(citizen, "Anda memilih /cara.")
	b.See(citizen+" .toast", "Tombol /cara")
	b.Until("two ticks", `document.querySelector("#phone-citizen .icon-two") !== null`)
	b.Click(citizen, "Daftar perintah")
	b.Shot("2-commands")
	b.Click(citizen+" .commands", "/lokasi\nTempat aktivasi terdekat")
	b.Click(citizen, "Bagikan lokasi saya")
	b.See("#dialog", "Sampit")
	b.Shot("3-location")
	b.Click("#dialog", "Sampit\n-2.5333, 112.9500")
	b.See(citizen, "Titik -2.53, 112.95 diterima.")

	b.Click("#over-citizen", "Tambah warga")
	b.Click(citizen, "Mulai")
	b.Say(citizen, "Ada pesan minta saya klik tautan bit.ly/ikd")
	b.See(citizen, "Anda menulis: Ada pesan")
	b.Run(`document.querySelectorAll("#phone-citizen .mine .options")[1].click()`)
	b.Click("#dialog", "Teruskan ke…")
	b.Click("#dialog", "Admin Disdukcapil")
	b.See(admin, "Pesan terusan diterima.")
	b.Say(admin, "/update Baamang 1250")
	b.See(admin, "/update Baamang 1250")

	b.Click(group, "Tambahkan bot ke grup")
	b.See(group, "Halo, saya bot IKD.")
	b.Run(`(() => { const e = document.getElementById("speaker"); e.value = "1001"; e.dispatchEvent(new Event("change")); })()`)
	b.Say(group, "/daftarkan Baamang")
	b.See(group, "Anda menulis: /daftarkan Baamang")
	b.Click(".top", "Maju ke laporan berikutnya (Senin, 6 Apr 08.00)")
	b.See(group, "Laporan mingguan IKD")
	b.See("#now", "Senin, 6 April 2026 · 08.00 WIB")
	b.Shot("4-three-roles")

	b.Click(".languages", "English")
	b.See("#over-group", "Writing as")
	b.Shot("5-english")
}

// Files go through the paper clip: a picture is shown, anything else can be saved. A tapped command is sent.
func TestPageFiles(t *testing.T) {
	_, a := demo(t)
	b := browsertest.Open(t, a.base, 1100, 760)
	const citizen = "#phone-citizen"
	b.Click(citizen, "Mulai")
	b.See(citizen, "Selamat datang.")
	b.Run(`document.querySelector("#phone-citizen .text [data-command='/bantuan']").click()`)
	b.See(citizen, "Anda menulis: /bantuan")

	b.Attach(citizen, "foto.png", picture())
	b.See(citizen, "Gambar diterima.")
	b.Until("two pictures", `[...document.querySelectorAll("#phone-citizen .picture img")].filter((i) => i.complete && i.naturalWidth === 320).length === 2`)
	b.Attach(citizen, "data penduduk.csv", []byte("kode,nama\n62.02.06,Baamang\n"))
	b.See(citizen, "Berkas data penduduk.csv diterima.")
	b.See(citizen+" .file", "data penduduk.csv")
	b.Shot("6-files")

	b.Click(citizen, "Pilihan obrolan")
	b.Click("#dialog", "Blokir bot")
	b.See(citizen+" header", "belum dimulai")
	if got := a.call("sendMessage", map[string]any{"chat_id": 2001, "text": "Halo"}); got.Code != 403 {
		t.Errorf("to a blocked chat: %+v", got)
	}
}

// On a phone one sees one of the three at a time, and a dot where something has come in.
func TestPageNarrow(t *testing.T) {
	_, a := demo(t)
	b := browsertest.Open(t, a.base, 390, 780)
	const citizen = "#phone-citizen"
	b.Click(citizen, "Mulai")
	b.See(citizen, "Selamat datang.")
	b.Say(citizen, "hp jadul apa bisa?")
	b.See(citizen, "Anda menulis: hp jadul")
	b.Shot("7-narrow")
	b.Click("#tabs", "Grup")
	b.Click("#phone-group", "Tambahkan bot ke grup")
	b.See("#phone-group", "Halo, saya bot IKD.")
	b.Click("#tabs", "Warga")
	b.Click(".top", "Maju ke laporan berikutnya (Senin, 6 Apr 08.00)")
	b.Until("a dot on the group's tab", `document.querySelector("#tabs button:last-child").classList.contains("unread")`)
	b.Click("#tabs", "Grup")
	b.See("#phone-group", "Laporan mingguan IKD")
	b.Shot("8-narrow-group")
}
