package bot

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"ikdbot/bot/sandbox"
	"ikdbot/handlers"
)

const (
	silence      = ""
	onlyText     = "Kami hanya bisa membaca tulisan dan lokasi"
	menu         = "Silakan pilih, ketik angkanya"
	unknown      = "Perintah itu belum kami kenal"
	noPlace      = "belum kami temukan di sini"
	noAdmin      = "perintah ini hanya untuk admin"
	anyAnswer    = "…"
	deleteAdvice = "Mohon hapus pesan itu"
)

// phoneCase is something done on a citizen's phone and what the answer to it says.
type phoneCase struct {
	name string
	do   func(*sandbox.Phone)
	want string
}

func says(text, want string) phoneCase {
	name := fmt.Sprintf("says %.40q", strings.Join(strings.Fields(text), " "))
	return phoneCase{name, func(p *sandbox.Phone) { p.Say(text) }, want}
}

func showsPicture(caption, want string) phoneCase {
	return phoneCase{fmt.Sprintf("picture with %q", caption), func(p *sandbox.Phone) {
		_, _ = p.SendPhoto(onePixel, caption) // were it refused, the answer would be missing
	}, want}
}

func kinds() []phoneCase {
	return []phoneCase{
		{"sticker", func(p *sandbox.Phone) { p.Sticker("🙏") }, onlyText},
		{"voice", func(p *sandbox.Phone) { p.Voice(12) }, onlyText},
		{"poll", func(p *sandbox.Phone) { p.Poll("<b>?", "a", "b") }, onlyText},
		{"contact", func(p *sandbox.Phone) { p.Contact("Siti", phone) }, onlyText},
		showsPicture("", onlyText),
		showsPicture("syarat ikd apa saja?", "Syarat"),
		showsPicture("/lokasi baamang", "Kecamatan Baamang"),
		showsPicture("NIK saya "+nik, deleteAdvice),
		{"file", func(p *sandbox.Phone) { p.SendDocument("ktp "+nik+".pdf", []byte("%PDF"), "") }, "Berkas belum bisa kami baca"},
		{"file with a question", func(p *sandbox.Phone) { p.SendDocument("x.txt", []byte("x"), "lupa pin ikd") }, anyAnswer},
		{"place in the regency", func(p *sandbox.Phone) { p.ShareLocation(-2.53, 112.95) }, "pusat kecamatan terdekat"},
		{"place at the pole", func(p *sandbox.Phone) { p.ShareLocation(90, 180) }, "di luar"},
		{"forwarded command", func(p *sandbox.Phone) {
			p.Forward(sandbox.Message{From: &sandbox.User{ID: 9, FirstName: "x"}, Text: "/hapus"})
		}, anyAnswer},
		{"forwarded sticker", func(p *sandbox.Phone) { p.Forward(sandbox.Message{Sticker: []byte(`{"file_id":"x"}`)}) }, onlyText},
		{"reply to the bot", func(p *sandbox.Phone) { p.Reply(2, "2") }, anyAnswer},
	}
}

func texts() []phoneCase {
	return []phoneCase{
		says(strings.Repeat("😀", 2048), menu), // the longest a person can send: 4096 units
		says(strings.Repeat("😀", 4096), menu),
		says(strings.Repeat("a", 4096), anyAnswer),
		says(strings.Repeat("cara ", 800), anyAnswer),
		says("\u200b\u200d\u2060\ufeff", menu),
		says("\u200b/lok\u200basi", anyAnswer),
		says("\u202eaynarac id nmg", anyAnswer),
		says("كيف أفعل هويتي الرقمية؟", anyAnswer),
		says("<b>cara</b> <a href=\"x\">aktivasi</a> ikd & <script>", anyAnswer),
		says("**cara _aktivasi `ikd [x](https://contoh.test", anyAnswer),
		says("```\n/update\n```", anyAnswer),
		says("99999999999999999999999999", anyAnswer),
		says("7", "Hal lain"),
		says("8", anyAnswer),
		says("0", anyAnswer),
		says("７", "Hal lain"),
		says("-1", anyAnswer),
	}
}

func typedCommands() []phoneCase {
	return []phoneCase{
		says("/", anyAnswer),
		says("//", anyAnswer),
		says("/ lokasi", anyAnswer),
		says("/LOKASI@ikd_kotim_bot Baamang", "Kecamatan Baamang"),
		says("/lokasi@orang_lain_bot Baamang", "Kecamatan Baamang"),
		says("/lokasi\nBaamang", "Kecamatan Baamang"),
		says("/lokasi\n\n\n", "Disdukcapil"),
		says("/lokasi "+strings.Repeat("<i>", 1300), noPlace),
		says("/statistik "+strings.Repeat("😀", 2000), noPlace),
		says("/statistik `x` **y** [z](tg://user?id=1)", noPlace),
		says("/statistik 62.02.99", noPlace),
		says("/peringkat \u202e", anyAnswer),
		says("/target "+nik, deleteAdvice),
		says("/lokasi "+phone, deleteAdvice),
		says("/perintah_"+strings.Repeat("x", 4000), unknown),
		says("/"+nik, unknown),
		says("/sms "+strings.Repeat("x", 4000), anyAnswer),
		says("/menu <b>", anyAnswer),
		says("/bahasa <b>", anyAnswer),
		says("/update Baamang 1250", noAdmin),
		says("/simpan\n", noAdmin),
		says("/admin tambah 500", noAdmin),
		says("/mulai_baru", noAdmin),
		says("/daftarkan Baamang", "di dalam grup"),
		says("/jadwal "+strings.Repeat("*", 4000), "di dalam grup"),
	}
}

// Whatever a citizen sends in private gets one answer, and it fits.
func TestDeskAnswersEveryKindOfMessage(t *testing.T) {
	o := newOffice(t)
	for _, c := range slices.Concat(kinds(), texts(), typedCommands()) {
		t.Run(c.name, func(t *testing.T) {
			o.t = t
			who, phone := o.person(`<b>"Budi" & [x](y)` + "\u202e")
			o.expect(o.answers(who.ID(), phone, func() { c.do(phone) }), c.want)
		})
	}
}

// groupCase is something done in a group, by somebody hidden or by a member, and what the answer says.
type groupCase struct {
	name string
	do   func(anonymous, member *sandbox.Phone)
	want string
}

func groupCases() []groupCase {
	return []groupCase{
		{"sticker", func(_, m *sandbox.Phone) { m.Sticker("🙏") }, silence},
		{"poll", func(_, m *sandbox.Phone) { m.Poll("rapat?", "ya", "tidak") }, silence},
		{"file", func(_, m *sandbox.Phone) { m.SendDocument("x.pdf", []byte("%PDF"), "") }, silence},
		{"place", func(_, m *sandbox.Phone) { m.ShareLocation(-2.5, 112.9) }, silence},
		{"talk", func(_, m *sandbox.Phone) { m.Say("cara aktivasi ikd gimana ya bu?") }, silence},
		{"talk of the name", func(_, m *sandbox.Phone) { m.Say("email saya x@ikd_kotim_bot.test") }, silence},
		{"path", func(_, m *sandbox.Phone) { m.Say("/home/x atau /usr") }, silence},
		{"slash", func(_, m *sandbox.Phone) { m.Say("/") }, silence},
		{"unknown command", func(_, m *sandbox.Phone) { m.Say("/main_catur") }, silence},
		{"command for another", func(_, m *sandbox.Phone) { m.Say("/laporan@bot_lain_bot") }, silence},
		{"bare mention", func(_, m *sandbox.Phone) { m.Say("@ikd_kotim_bot") }, silence},
		{"mention with emoji", func(_, m *sandbox.Phone) { m.Say("@ikd_kotim_bot 😀") }, silence},
		{"mention with a question", func(_, m *sandbox.Phone) { m.Say("@IKD_kotim_BOT lupa pin ikd") }, anyAnswer},
		{"mention with a NIK", func(_, m *sandbox.Phone) { m.Say("@ikd_kotim_bot NIK " + nik + " sudah aktif?") }, anyAnswer},
		{"private command", func(_, m *sandbox.Phone) { m.Say("/hapus") }, "pesan pribadi"},
		{"figures by command", func(_, m *sandbox.Phone) { m.Say("/update Baamang 1250") }, "pesan pribadi"},
		{"binding by a member", func(_, m *sandbox.Phone) { m.Say("/daftarkan Baamang") }, "hanya untuk admin"},
		{"binding by somebody anonymous", func(anonymous, _ *sandbox.Phone) { anonymous.Say("/daftarkan Baamang") }, "dengan namanya sendiri"},
		{"unknown area, long", func(_, m *sandbox.Phone) { m.Say("/statistik " + strings.Repeat("<b>", 1300)) }, noPlace},
		{"broken schedule", func(_, m *sandbox.Phone) { m.Say("/jadwal " + strings.Repeat("*", 4000)) }, "belum terhubung"},
		{"command with lines", func(_, m *sandbox.Phone) { m.Say("/statistik@ikd_kotim_bot\nBaamang") }, "Baamang"},
		{"forwarded command", func(_, m *sandbox.Phone) {
			m.Forward(sandbox.Message{From: &sandbox.User{ID: 9, FirstName: "x"}, Text: "/laporan"})
		}, silence},
	}
}

// In a group the bot answers what is meant for it and keeps silent about all else.
func TestDeskAnswersInGroups(t *testing.T) {
	o := newOffice(t)
	for _, c := range groupCases() {
		t.Run(c.name, func(t *testing.T) {
			o.t = t
			who, _ := o.person("Ibu <i>Siti</i>")
			g := o.Group("<b>Kecamatan</b> & [x](y)\u202e", false)
			member := g.Phone(who)
			o.expect(o.answers(g.ID(), member, func() { g.AddBot(who) }), "Admin Disdukcapil menghubungkannya")
			o.expect(o.answers(g.ID(), member, func() { c.do(g.AnonymousAdmin(), member) }), c.want)
		})
	}
}

// A changed message is no new one, even where it became a command.
//
// Fault: A message is changed after it was sent, perhaps into a command.
// Outcome: it is not answered and not obeyed.
func TestDeskIsSilentToEdits(t *testing.T) {
	o := newOffice(t)
	who, phone := o.person("Budi")
	var first sandbox.Message
	o.expect(o.answers(who.ID(), phone, func() { first = phone.Say("halo") }), anyAnswer)
	for _, text := range []string{"/hapus", "cara aktivasi ikd", "<b>", nik} {
		o.expect(o.answers(who.ID(), phone, func() {
			if _, err := phone.Edit(first.ID, text); err != nil {
				t.Error(err)
			}
		}), silence)
	}
}

// Buttons come from anybody's client: whatever is under one, at most 64 bytes of it, is read like something typed.
func TestDeskReadsCraftedButtons(t *testing.T) {
	o := newOffice(t)
	for data, want := range map[string]string{
		strings.Repeat("x", 64):                    anyAnswer,
		strings.Repeat("/", 64):                    anyAnswer,
		strings.Repeat("😀", 16):                    menu,
		"/simpan 1 tetap":                          noAdmin,
		"/urungkan 1 simpan":                       noAdmin,
		"/admin tambah 501":                        noAdmin,
		"/update 62.02.05 ikd=1 2026-11-20 <b>x":   noAdmin,
		"/kirim report/b1/2026-11-23T01:00Z sudah": noAdmin,
		"/lokasi\x0062.02.06":                      anyAnswer,
		"/lokasi\n62.02.05":                        "Kecamatan Baamang",
		"/lokasi " + nik:                           deleteAdvice,
		"/start":                                   anyAnswer,
		"1":                                        anyAnswer,
		`{"a":1}`:                                  anyAnswer,
		" ":                                        menu,
	} {
		t.Run(data, func(t *testing.T) {
			o.t = t
			who, phone := o.person("Budi")
			carrier := handlers.Reply{Text: "dari klien lain", Buttons: [][]handlers.Button{{{Label: "x", Command: data}}}}
			if _, err := o.channel.Send(t.Context(), fmt.Sprint("telegram:", who.ID()), carrier); err != nil {
				t.Fatal(err)
			}
			sent := o.Messages(who.ID())
			got := o.answers(who.ID(), phone, func() {
				tap, err := phone.TapButton(sent[len(sent)-1].ID, "x")
				if err != nil {
					t.Fatal(err)
				}
				if _, err := tap.Answer(t.Context()); err != nil {
					t.Error(err)
				}
			})
			o.expect(got, want)
		})
	}
}
