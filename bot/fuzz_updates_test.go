package bot

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf16"
)

// dice make the choices of a random update; when the bytes are used up every choice is the first.
type dice struct{ left []byte }

func (d *dice) roll(n int) int {
	if len(d.left) == 0 {
		return 0
	}
	b := d.left[0]
	d.left = d.left[1:]
	return int(b) % n
}

func one[T any](d *dice, of []T) T { return of[d.roll(len(of))] }

// The people, by number: the founder, an admin they added, two citizens and one who is nobody to begin with.
var people = []int64{1, 1, 2, 2, 100, 101, 102}

const (
	groupChat    = -1002000000001
	smallGroup   = -300
	newsChannel  = -1002000000009
	anonymous    = 1087968824 // @GroupAnonymousBot, the common sender of all anonymous group admins
	forumTopic   = 42
	mostReceived = 4096 // UTF-16 units a person can send
)

type object = map[string]any

// nasty are words that have broken chatbots, or might.
func nasty() []string {
	return []string{
		"", " ", "\n", "\n\n", "\t", "\u0000", "\u200b", "\u200d\ufe0f", "\u202e", "\u2066", "\u2028", "\ufeff", "a\u0301\u0302\u0303\u0489",
		"<b>", "</b>", "<a href=\"", "</a>", "<!--", "&amp;", "&#0;", "&", "**", "__", "_", "`", "```", "```\n", "[", "](", "[x](javascript:1)",
		"[x](https://contoh.test/a\"b)", "\\", "# ", "- ", "1. ", "> ", "~~", "||", "|", "{name}", "{example}", "%s", "%!d(MISSING)", "${x}", "';--",
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

// update composes update number n; buttons are what the bot has under its last message, by chat, and
// latest is the chat that was answered last.
func (d *dice) update(n int, buttons map[string][]string, latest string) []byte {
	u := object{"update_id": n}
	switch d.roll(16) {
	case 0, 1, 6, 7, 8:
		u["callback_query"] = d.tap(buttons, latest)
	case 2:
		u["edited_message"] = d.message(n)
	case 3:
		u["channel_post"] = object{
			"message_id": n, "date": 1775433600 + n, "chat": object{"id": newsChannel, "type": "channel"}, "text": d.line(),
			"sender_chat": object{"id": newsChannel, "type": "channel"},
		}
	case 4:
		u["my_chat_member"] = object{
			"chat": d.chat(), "from": d.person(), "date": 1775433600 + n,
			"old_chat_member": d.standing(), "new_chat_member": d.standing(),
		}
	case 5:
		u[one(d, []string{"poll", "inline_query", "message_reaction", "chat_join_request", "message"})] = object{"id": d.words()}
	default:
		u["message"] = d.message(n)
	}
	raw, err := json.Marshal(u)
	if err != nil {
		panic(fmt.Sprint("our own updates always encode: ", err))
	}
	return raw
}

func (d *dice) chat() object {
	switch d.roll(5) {
	case 0:
		return object{"id": groupChat, "type": "supergroup", "title": one(d, nasty()), "is_forum": true}
	case 1:
		return object{"id": smallGroup, "type": "group", "title": one(d, nasty())}
	}
	return object{"id": one(d, people), "type": "private", "first_name": one(d, nasty())}
}

func (d *dice) person() object {
	return object{"id": one(d, people), "first_name": one(d, nasty()), "language_code": one(d, []string{"id", "en", "", "xx"})}
}

func (d *dice) standing() object {
	return object{"status": one(d, []string{"member", "left", "kicked", "administrator", "restricted", ""}), "is_member": d.roll(2) == 0}
}

// tap taps a button that is there, for the most part, or one of somebody's own making.
func (d *dice) tap(buttons map[string][]string, latest string) object {
	chat, data := d.chat(), d.line()
	if len(buttons) > 0 && d.roll(6) > 0 {
		id := latest
		if d.roll(3) == 0 {
			id = one(d, slices.Sorted(maps.Keys(buttons)))
		}
		data = one(d, buttons[id])
		chat = object{"id": json.Number(id), "type": "private"}
		if strings.HasPrefix(id, "-") {
			chat["type"] = "supergroup"
		}
	}
	if len(data) > longestData {
		data = one(d, planted())
	}
	from := d.person()
	if chat["type"] == "private" {
		from["id"] = chat["id"]
	}
	return object{"id": "4382bfd", "from": from, "data": data, "message": object{"message_id": 1000, "chat": chat, "date": 0}}
}

// contents are the kinds of messages without words; the bot reads none but the place and the file.
func contents() []string {
	return []string{
		"sticker", "voice", "poll", "photo", "animation", "audio", "video", "video_note", "contact", "dice", "game", "story", "checklist", "paid_media",
		"venue", "invoice", "new_chat_members", "pinned_message", "new_chat_title", "forum_topic_created", "web_app_data", "successful_payment",
	}
}

func (d *dice) message(n int) object {
	m := object{"message_id": n, "date": 1775433600 + n, "chat": d.chat()}
	private := m["chat"].(object)["type"] == "private"
	m["from"] = d.person()
	switch {
	case private:
		m["from"].(object)["id"] = m["chat"].(object)["id"]
	case d.roll(4) == 0:
		m["from"], m["sender_chat"] = object{"id": anonymous, "is_bot": true, "first_name": "Group"}, m["chat"]
	case d.roll(3) == 0:
		m["message_thread_id"], m["is_topic_message"] = forumTopic, true
	}
	if d.roll(8) == 0 {
		m["forward_origin"] = object{"type": "hidden_user", "sender_user_name": d.words(), "date": 0}
	}
	if d.roll(4) == 0 {
		m["reply_to_message"] = object{"message_id": 1000, "from": object{"id": 700, "is_bot": true}, "chat": m["chat"], "text": d.words()}
	}
	switch d.roll(10) {
	case 0:
		m[one(d, contents())], m["caption"] = object{"file_id": "x"}, one(d, []string{"", d.line()})
	case 1:
		m["document"], m["caption"] = object{"file_id": "x", "file_name": d.words(), "mime_type": "text/plain", "file_size": 1 << 40}, d.line()
	case 2:
		m["location"] = object{"latitude": one(d, []float64{-2.53, 0, 90, -90, 1e9}), "longitude": one(d, []float64{112.95, 0, 180, -180, -1e9})}
	case 3:
		m[one(d, []string{"migrate_to_chat_id", "migrate_from_chat_id"})] = one(d, []int{groupChat, smallGroup, 0})
	case 4:
		m["text"] = fmt.Sprint(d.roll(12))
	default:
		m["text"] = d.line()
		m["entities"] = d.entities()
	}
	return m
}

// entities mark anything, also what is not there.
func (d *dice) entities() []object {
	var marks []object
	for range d.roll(3) {
		kind := one(d, []string{"mention", "bot_command", "bold", "text_link", "x"})
		marks = append(marks, object{"type": kind, "offset": d.roll(40) - 5, "length": d.roll(40) - 5})
	}
	if d.roll(8) == 0 { // of the bot, but nowhere
		marks = append(marks, object{"type": "text_mention", "offset": one(d, []int{-1, 4096, 1 << 40}), "length": 1 << 40, "user": object{"id": 700, "is_bot": true}})
	}
	return marks
}
