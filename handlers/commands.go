package handlers

// command is one row of the command table.
type command struct {
	name      string
	aliases   []string
	run       func(*turn) Reply
	admin     bool // only admins of ours; in groups the command itself checks, since anonymous admins get their own sentence
	private   bool // only in a private chat
	groupOnly bool // only in a group
	once      bool // changes something: not obeyed again when the platform delivers it again
	about     bool // shown in the platform's command list, described by phrase "commands.<name>"
}

// commandTable lists every command of the bot but the topics, each of which is a command by its id.
func commandTable() []command {
	return []command{
		// for everybody
		{name: "start", aliases: []string{"mulai"}, run: (*turn).start, private: true},
		{name: "menu", run: (*turn).menuCommand, about: true},
		{name: "bantuan", aliases: []string{"help"}, run: (*turn).help, about: true},
		{name: "lokasi", aliases: []string{"location", "where"}, run: (*turn).location, about: true},
		{name: "statistik", aliases: []string{"stats", "statistics"}, run: (*turn).statistics, about: true},
		{name: "peringkat", aliases: []string{"ranking"}, run: (*turn).ranking, about: true},
		{name: "target", run: (*turn).target, about: true},
		{name: "cek", aliases: []string{"check"}, run: (*turn).prove, private: true, about: true},
		{name: "sms", run: (*turn).sms},
		{name: "cekangka", aliases: []string{"checkfigures"}, run: (*turn).checkPasted, private: true, about: true},
		{name: "bahasa", aliases: []string{"language"}, run: (*turn).language, about: true},
		{name: "maksud", run: (*turn).meant, once: true},
		{name: "privasi", aliases: []string{"privacy"}, run: (*turn).keeping},
		{name: "hapus", aliases: []string{"delete"}, run: (*turn).forget, once: true, private: true, about: true},
		// figures, by admins, in private
		{name: "update", run: (*turn).update, once: true, admin: true, private: true, about: true},
		{name: "simpan", aliases: []string{"save"}, run: (*turn).save, once: true, admin: true, private: true},
		{name: "batal", aliases: []string{"cancel"}, run: (*turn).cancel, once: true, admin: true, private: true},
		{name: "urungkan", aliases: []string{"undo"}, run: (*turn).undo, once: true, admin: true, private: true, about: true},
		{name: "setujui", aliases: []string{"approve"}, run: (*turn).approve, once: true, admin: true, private: true, about: true},
		{name: "tolak", aliases: []string{"reject"}, run: (*turn).turnDown, once: true, admin: true, private: true},
		{name: "ekspor", aliases: []string{"export"}, run: (*turn).export, admin: true, private: true, about: true},
		{name: "ralat", aliases: []string{"correct"}, run: (*turn).correct, once: true, admin: true, private: true},
		{name: "riwayat", aliases: []string{"history"}, run: (*turn).history, admin: true, private: true, about: true},
		{name: "admin", run: (*turn).admins, once: true, admin: true, private: true, about: true},
		// the service, by admins, in private
		{name: "status", run: (*turn).status, admin: true, private: true, about: true},
		{name: "kirim", aliases: []string{"deliveries"}, run: (*turn).deliveries, once: true, admin: true, private: true, about: true},
		{name: "takterjawab", aliases: []string{"unanswered"}, run: (*turn).unanswered, once: true, admin: true, private: true, about: true},
		{name: "mulai_baru", run: (*turn).beginAnew, once: true, admin: true, private: true},
		// groups
		{name: "daftarkan", aliases: []string{"register"}, run: (*turn).register, once: true, groupOnly: true, about: true},
		{name: "jadwal", aliases: []string{"schedule"}, run: (*turn).schedules, once: true, about: true},
		{name: "laporan", aliases: []string{"report"}, run: (*turn).report, once: true, about: true},
		{name: "berhenti", aliases: []string{"stop"}, run: (*turn).unregister, once: true, groupOnly: true, about: true},
	}
}

func byName(table []command) map[string]*command {
	m := make(map[string]*command)
	for i := range table {
		c := &table[i]
		for _, name := range append([]string{c.name}, c.aliases...) {
			m[name] = c
		}
	}
	return m
}

// Audience is a kind of chat with a command list of its own.
type Audience string

// The audiences a platform may show different command lists to.
const (
	Citizens Audience = "citizens"
	Admins   Audience = "admins"
	Groups   Audience = "groups"
)

// CommandList names the commands an audience is shown, in table order: pairs of name and phrase key.
func CommandList(a Audience) []string {
	var names []string
	for _, c := range commandTable() {
		shown := c.about
		switch a {
		case Citizens:
			shown = shown && !c.admin && !c.groupOnly && c.name != "laporan" && c.name != "jadwal"
		case Admins:
			shown = shown && !c.groupOnly
		case Groups:
			shown = shown && (c.groupOnly || c.name == "jadwal" || c.name == "laporan" || c.name == "statistik" || c.name == "peringkat")
		}
		if shown {
			names = append(names, c.name)
		}
	}
	return names
}
