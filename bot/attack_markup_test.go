package bot

import (
	"strings"
	"testing"

	"ikdbot/bot/sandbox"
)

// What people write, and what they call themselves, is shown as they wrote it and never read as markup of ours.
//
// Fault: Somebody puts markup, a link or HTML into a text, a command, a file's name or their own name.
// Outcome: where it is repeated it stands there as written; it makes no link and no bold words.
func TestWordsAreNeverMarkup(t *testing.T) {
	o := newOfficeBy(t, patient())
	evil := []string{
		"**tebalnya**", "[tebalnya](https://jahat.example)", "<b>tebalnya</b>", "<a href=\"https://jahat.example\">tebalnya</a>",
		"`tebalnya`", "_tebalnya_", "\\**tebalnya**", "*\u200b*tebalnya**", "&lt;b&gt;tebalnya", "tebalnya\n**x", "{kantor} **tebalnya**",
	}
	commands := []string{
		"", "/lokasi ", "/statistik ", "/cek ", "/sms ", "/tebalnya ", "/target ", "/bahasa ", "/menu ", "/cekangka ", "/maksud ",
		"di mana kecamatan ", "nama saya ", "ada yang kirim link ",
	}
	forAdmin := []string{"/update ", "/update Baamang 5 ", "/update Baamang ikd=5 sumber=", "/admin tambah ", "/riwayat ", "/urungkan ", "/kirim ", "/ralat "}
	person, phone := o.person("<b>[tebalnya](https://jahat.example)</b>")
	admin := o.User(1, "**tebalnya**")
	office := admin.Private()
	o.answers(1, office, func() { office.Start() })
	repeated := 0
	check := func(messages []sandbox.Message, line string) {
		t.Helper()
		for _, m := range messages {
			html := m.HTML()
			if strings.Contains(html, "href=\"https://jahat.example") {
				t.Errorf("%q makes a link: %s", line, html)
			}
			for _, e := range append(m.Entities, m.CaptionEntities...) {
				if words := marked(m, e); strings.HasPrefix(words, "tebalnya") && e.Type != "bot_command" {
					t.Errorf("%q makes %s: %s", line, e.Type, html)
				}
			}
			if strings.Contains(m.Text, "tebalnya") {
				repeated++
			}
		}
	}
	for _, words := range evil {
		for _, command := range commands {
			check(o.answers(person.ID(), phone, func() { phone.Say(command + words) }), command+words)
		}
		for _, command := range forAdmin {
			check(o.answers(1, office, func() { office.Say(command + words) }), command+words)
		}
		check(o.answers(1, office, func() { office.SendDocument(words+".csv", []byte("kode,"+words+"\n"+words+",5\n"), words) }), "a file "+words)
	}
	if repeated < 20 {
		t.Errorf("only %d answers repeat anything: the test looks at nothing", repeated)
	}
	o.orderly()
}

// marked are the words an entity stands on.
func marked(m sandbox.Message, e sandbox.Entity) string {
	text := m.Text
	if text == "" {
		text = m.Caption
	}
	rest := strings.TrimPrefix(text, begin(text, e.Offset))
	return begin(rest, e.Length)
}
