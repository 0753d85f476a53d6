package bot

import (
	"strings"
	"unicode/utf16"
)

// nasty are words that have broken chatbots, or might.
func nasty() []string {
	return []string{
		"", " ", "\n", "\n\n", "\t", "\u0000", "\u200b", "\u200d\ufe0f", "\u202e", "\u2066", "\u2028", "\ufeff", "a\u0301\u0302\u0303\u0489",
		"<b>", "</b>", "<a href=\"", "</a>", "<!--", "&amp;", "&#0;", "&", "**", "__", "_", "`", "```", "```\n", "[", "](", "[x](javascript:1)",
		"[x](https://contoh.test/a\"b)", "\\", "# ", "- ", "1. ", "> ", "~~", "||", "|", "{x}", "%s", "%!d(MISSING)", "${x}", "';--",
		"😀", "👨‍👩‍👧‍👦", "🇮🇩", "1️⃣", "مرحبا", "שלום", "汉字", "İ", "ß", "ﷺ", "𝟙𝟚", "１２", "١٢", "½", "0", "1", "2", "7", "9", "10", "-1", "+5",
		"1.250", "1250", "0,36", "12.34.56", "1e9", "0x10", "999999999", "9223372036854775808", "99999999999999999999999999999999", "٪", "%",
		"baamang", "Baamang", "bamang", "mb ketapang", "62.02.05", "62.02", "62", "62.02.99", "35.29", "gayam", "ketapang", "kotim", "desa", "kec.",
		"ikd", "ikd=", "wajib=40211", "ikd=1.250", "rekam", "kia=7", "penduduk", "=", "sumber", "tanggal", "2026-11-20", "31 Februari 2026", "kemarin",
		"20/11/26", "tetap", "alasan", "simpan", "batal", "draf", "sebelum", "tambah", "hapus", "102", "sudah", "ulang", "Senin 08.00", "@weekly",
		"0 8 * * MON", "* * * * *", "TZ=UTC", "id", "en", "english", "how do I activate", "cara aktivasi", "syarat", "di mana", "lupa pin",
		"@ikd_kotim_bot", "@orang_lain_bot", "a@b.test", "https://contoh.test/?a=b&c", "tg://user?id=1",
		strings.Repeat("😀", 300), strings.Repeat("<b>", 400), strings.Repeat("*", 300), strings.Repeat("a", 2000), strings.Repeat("x\n", 500), strings.Repeat("[", 300),
	}
}

// orders are whole commands; each word in capitals is replaced by one of that kind, or by anything.
func orders() []string {
	return []string{
		"/update PLACE NUMBER", "/update PLACE NUMBER", "/update PLACE NUMBER DATE", "/update PLACE NUMBER DATE sumber ANY", "/update PLACE ikd=NUMBER wajib=NUMBER",
		"/update PLACE rekam=NUMBER kia=NUMBER penduduk=NUMBER DATE ANY", "/update@ikd_kotim_bot PLACE NUMBER", "/update\nPLACE\nNUMBER", "/update PLACE ANY", "/update", "/UPDATE PLACE NUMBER",
		"/simpan", "/simpan alasan ANY", "/simpan alasan koreksi data", "/simpan ANY tetap", "/simpan ANY", "/batal", "/batal ANY", "/urungkan", "/urungkan NUMBER", "/urungkan NUMBER simpan", "/urungkan ANY",
		"/riwayat", "/riwayat PLACE", "/riwayat PLACE sebelum NUMBER", "/riwayat ANY", "/statistik", "/statistik PLACE", "/peringkat PLACE", "/target PLACE",
		"/lokasi PLACE", "/lokasi ANY", "/lokasi", "/daftarkan PLACE", "/daftarkan PLACE", "/daftarkan ANY", "/jadwal", "/jadwal Senin 08.00", "/jadwal ANY", "/laporan", "/laporan PLACE", "/berhenti",
		"/admin", "/admin tambah 102", "/admin hapus 102", "/admin hapus 2", "/admin ANY", "/status", "/kirim", "/kirim ANY sudah", "/kirim ANY ulang", "/mulai_baru",
		"/start", "/start ANY", "/bantuan", "/bahasa", "/bahasa en", "/bahasa id", "/bahasa ANY", "/hapus", "/privasi", "/menu", "/menu masalah", "/menu ANY", "/sms cara", "/sms ANY",
		"/cara", "/hp_jadul", "/undo", "/save", "/tidak_ada", "/", "//", "/\u200b", "/ lokasi", "/lokasi@orang_lain_bot PLACE", "/ANY",
		"aktivasi di PLACE", "berapa capaian PLACE?", "cara aktivasi ikd", "how do I activate ANY", "lupa pin, syarat apa, ANY", "ANY", "NUMBER",
	}
}

// word fills one place of an order; every seventh is anything at all.
func (d *dice) word(kind string) string {
	if kind == "ANY" || d.roll(7) == 6 {
		return d.words()
	}
	return one(d, map[string][]string{
		"PLACE":  {"baamang", "62.02", "62.02.05", "kotim", "gayam", "bamang", "mb ketapang", "baamang hilir", "62.02.06.1001", "ketapang", "Kec. Kota Besi"},
		"NUMBER": {"1250", "1.250", "2", "0", "99999", "999999999", "12500", "1300", "-5", "0,36", "1.25", "12%", "1e9", "308309"},
		"DATE":   {"2026-11-20", "hari ini", "20 November 2026", "2020-01-01", "2027-01-01", "20/11/26", "kemarin", "2026-11-21"},
	}[kind])
}

// planted are the ways in which a person may write a NIK or a telephone number.
func planted() []string {
	apart := func(s, by string) string { return strings.Join(strings.Split(s, ""), by) }
	wide := strings.Map(func(r rune) rune { return r - '0' + '０' }, nik)
	return []string{
		nik, "NIK " + nik, "6202 0615 0399 0007", "6202.0615.0399.0007", "6202-0615-0399-0007", apart(nik, "\u200b"), wide,
		phone, "telp " + phone, "0812-5321-4477", "+62 812 5321 4477", "(0812) 53214477", apart(phone, "\u200d"),
	}
}

// line composes what somebody may write: an order, for the most part.
func (d *dice) line() string {
	if d.roll(4) == 0 {
		return d.words()
	}
	text := one(d, orders())
	if d.roll(3) == 0 {
		text = one(d, orders()[:23]) // the figures'
	}
	for _, kind := range []string{"PLACE", "NUMBER", "DATE", "ANY"} {
		for strings.Contains(text, kind) {
			text = strings.Replace(text, kind, d.word(kind), 1)
		}
	}
	return sendable(text)
}

// words composes something of nasty parts and planted numbers.
func (d *dice) words() string {
	var b strings.Builder
	for range 1 + d.roll(5) {
		if d.roll(6) == 0 {
			b.WriteString(" " + one(d, planted()) + " ")
			continue
		}
		b.WriteString(one(d, nasty()))
		b.WriteString(one(d, []string{" ", "", "\n", " ", " "}))
	}
	return sendable(b.String())
}

// sendable shortens a text to what Telegram lets a person send.
func sendable(text string) string {
	units := utf16.Encode([]rune(text))
	return string(utf16.Decode(units[:min(len(units), mostReceived)]))
}
