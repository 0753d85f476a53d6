package bot

import (
	"slices"
	"strings"
	"testing"

	"ikdbot/handlers"
)

// forAdmins are the commands that only admins may use, each as it would do harm; {id} is a change that waits for founder 1.
var forAdmins = map[string][]string{
	"update":      {"/update Seranau 95", "/update@ikd_kotim_bot Seranau 95", "update seranau 95"},
	"simpan":      {"/simpan {id}", "/simpan", "simpan", "/save {id}"},
	"batal":       {"/batal {id}", "/batal", "batal"},
	"urungkan":    {"/urungkan 2 simpan", "/undo 2 simpan"},
	"setujui":     {"/setujui"},
	"tolak":       {"/tolak x"},
	"ekspor":      {"/ekspor", "/export"},
	"ralat":       {"/ralat 2 kirim"},
	"riwayat":     {"/riwayat"},
	"admin":       {"/admin", "/admin tambah 99", "/admin hapus 2"},
	"status":      {"/status"},
	"kirim":       {"/kirim"},
	"takterjawab": {"/takterjawab"},
	"mulai_baru":  {"/mulai_baru"},
	"daftarkan":   {"/daftarkan Seranau"},
	"jadwal":      {"/jadwal Selasa 09.00", "/jadwal jeda 2026-12-31", "/jadwal tunda 2026-11-23 08.00"},
	"berhenti":    {"/berhenti"},
}

// forEverybody are the others.
var forEverybody = []string{
	"start", "menu", "bantuan", "lokasi", "statistik", "peringkat", "target", "cek", "sms", "cekangka", "bahasa", "maksud", "privasi",
	"hapus", "laporan",
}

// Whoever comes in one of these ways gets what a stranger gets, word for word, from a bot that has no admins at all: nothing is changed,
// and nothing an admin may see is shown.
//
// Fault: Somebody tries an admin's command as a citizen, as a group's anonymous admin, or in the name of a channel.
// Outcome: they get what a stranger gets; nothing changes.
// Fault: An admin passes on, or chooses from another bot, a message that holds a command.
// Outcome: it is read as words of somebody else and never obeyed.
// Fault: A message is changed into a command after it was sent.
// Outcome: it is never obeyed.
// Fault: A button's data is made up, or comes from a chat that is not the tapper's.
// Outcome: it counts as typed by whoever tapped.
// Fault: A command comes as an inline query, a business message, or another kind of update that is none of ours.
// Outcome: it is not read.
func TestNoWayToAnAdminsCommand(t *testing.T) {
	l := newLibrary(t)
	for name, way := range ways {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ruled, stranger := newCourt(t, l, "telegram:1"), newCourt(t, l)
			before := ruled.stake()
			for command, lines := range forAdmins {
				for _, line := range lines {
					if got, want := ruled.ask(way, line), stranger.ask(way, line); got != want {
						t.Errorf("%s: %q\ngot  %s\nwant %s", command, line, got, want)
					}
					if after := ruled.stake(); after != before {
						t.Fatalf("%s: %q changed something:\n%s\n%s", command, line, before, after)
					}
				}
			}
		})
	}
}

// The commands above are not refused for some other reason: an admin who types them, or taps a button that holds them, gets something
// else than a stranger. And no command is forgotten.
func TestAdminsReachTheirCommands(t *testing.T) {
	l := newLibrary(t)
	typed := as("message", with(private(theFounder), "from", founder))
	inTheGroup := as("message", with(inGroup, "from", founder))
	for command, lines := range forAdmins {
		t.Run(command, func(t *testing.T) {
			t.Parallel()
			way := typed
			if slices.Contains([]string{"daftarkan", "berhenti"}, command) {
				way = inTheGroup
			}
			for _, line := range lines {
				if command == "jadwal" {
					if way = inTheGroup; strings.Contains(line, "tunda") {
						way = typed
					}
				}
				ruled, stranger := newCourt(t, l, "telegram:1"), newCourt(t, l)
				if got, want := ruled.ask(way, line), stranger.ask(way, line); got == want {
					t.Errorf("%q: the admin gets what a stranger gets: %s", line, got)
				}
			}
		})
	}
	for _, about := range handlers.Abouts(l.content) {
		name, isCommand := strings.CutPrefix(about, "command/")
		if _, ruled := forAdmins[name]; isCommand && ruled == slices.Contains(forEverybody, name) {
			t.Errorf("/%s: write down here whether it is for admins only", name)
		}
	}
}

// A button's data is worth exactly what its words are when the same person types them.
//
// Fault: Somebody sends callback data that no button of ours holds.
// Outcome: the answer is the one to the same words typed by the same person in the same chat.
func TestButtonsCountAsTyped(t *testing.T) {
	l := newLibrary(t)
	lines := []string{"", "1", "99", "/", "//", "/cara", "cara aktivasi gimana?", "/maksud x cara", "/sms lokasi", "/tidakada", "\x00"}
	for _, more := range forAdmins {
		lines = append(lines, more...)
	}
	for name, c := range map[string]struct {
		by   object
		chat object
	}{
		"a citizen": {citizen, private(theCitizen)}, "an admin": {founder, private(theFounder)},
		"a citizen in the group": {citizen, inGroup}, "an admin in the group": {founder, inGroup},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, line := range lines {
				if line == "" || strings.Contains(line, "@") || !strings.HasPrefix(line, "/") && c.chat["id"] == theGroup {
					continue // words typed in a group are not for us, a button always is; and a button needs no name
				}
				typed, button := newCourt(t, l, "telegram:1"), newCourt(t, l, "telegram:1")
				want := typed.ask(as("message", with(c.chat, "from", c.by)), line)
				if got := button.ask(tapped(c.by, c.chat), line); got != want {
					t.Errorf("%q\ngot  %s\nwant %s", line, got, want)
				}
			}
		})
	}
}
