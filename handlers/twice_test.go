package handlers_test

import (
	"context"
	"encoding/json"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ikdbot/handlers"
	"ikdbot/store"
)

// again is a conversation whose updates are delivered once or twice. What is delivered twice is the last before the bot broke down: what
// came before is known to have been answered.
type again struct {
	*performance
	twice bool
}

// deliver does what a line of a transcript says.
func (a *again) deliver(line string) {
	a.t.Helper()
	verb, rest, _ := strings.Cut(line, " ")
	if verb == "clock" {
		if err := a.moveClock(rest); err != nil {
			a.t.Fatal(err)
		}
		return
	}
	r, err := a.as(strings.TrimSuffix(verb, ">"))
	if err == nil {
		err = a.fill(&r, rest)
	}
	if err != nil {
		a.t.Fatalf("%s: %v", line, err)
	}
	reply := a.desk.Answer(context.Background(), r)
	a.said[r.Chat] = append(a.said[r.Chat], reply)
	if err := a.moveClock("+1m"); err != nil {
		a.t.Fatal(err)
	}
	if a.twice {
		a.desk.Answer(context.Background(), r)
	}
}

// effects are everything that a command can bring about and that lasts, as JSON; kept moments of the ledger aside.
func (a *again) effects() string {
	a.t.Helper()
	ctx, all := context.Background(), map[string]any{}
	note := func(name string, value any, err error) {
		if err != nil {
			a.t.Fatal(name, err)
		}
		all[name] = value
	}
	figures, err := a.store.Aggregates(ctx)
	note("figures", figures, err)
	history, err := a.store.History(ctx)
	note("history", history, err)
	bindings, err := a.store.Bindings(ctx)
	note("bindings", bindings, err)
	admins, err := a.store.Admins(ctx)
	note("admins", admins, err)
	holds, err := a.store.Holds(ctx)
	note("holds", holds, err)
	reviews, err := a.store.Reviews(ctx)
	note("reviews", len(reviews), err)
	lessons, _, err := a.store.Lessons(ctx)
	note("lessons", lessons, err)
	missed, err := a.store.Missed(ctx)
	note("questions", missed, err)
	scams, err := a.store.Scams(ctx, store.WeekOf(a.clock()))
	note("scams", scams, err)
	for _, state := range []store.State{store.Owed, store.Sending, store.Sent, store.Failed, store.Unclear, store.Missed} {
		entries, err := a.store.InState(ctx, state, 1000)
		var ids []string
		for _, e := range entries {
			ids = append(ids, e.ID+" "+e.Code+" "+e.Corrects)
		}
		note("ledger "+string(state), ids, err)
	}
	raw, err := json.MarshalIndent(all, "", " ")
	note("", nil, err)
	return drawn.ReplaceAllString(string(raw), "$2")
}

// drawn is what is drawn by lot, and what is computed from it.
var drawn = regexp.MustCompile(`"(op|hash)": "[^"]*",?|\b[0-9A-Z]{8}\b|(notice/(review|approved|rejected)/)\w+`)

// unclear leaves a report in the ledger that was sent or not, nobody knows.
func (a *again) unclear() { a.report(store.Unclear) }

// sent leaves a report in the ledger that a group got.
func (a *again) sent() { a.report(store.Sent) }

func (a *again) report(state store.State) {
	a.t.Helper()
	ctx := context.Background()
	b, err := a.store.Bind(ctx, store.Binding{Chat: "telegram:-7", Area: "62.02.05", Schedule: "0 8 * * MON", By: "telegram:1"})
	if err != nil {
		a.t.Fatal(err)
	}
	due := a.clock().Add(-time.Minute)
	e := store.Entry{ID: "report/b1/2026-11-21T03:00:00Z", Chat: b.Chat, Binding: b.ID, Area: b.Area, Due: due}
	if _, err := a.store.Owe(ctx, e); err != nil {
		a.t.Fatal(err)
	}
	e, _, err = a.desk.Issue(ctx, e, due.AddDate(0, 0, -7))
	if err != nil {
		a.t.Fatal(err)
	}
	if _, err := a.store.Claim(ctx, "me", e); err != nil {
		a.t.Fatal(err)
	}
	e.State, e.Message = state, "5"
	if err := a.store.Settle(ctx, "me", e); err != nil {
		a.t.Fatal(err)
	}
}

// Whatever a command does, it does once: each conversation is held once, and once more with every update delivered twice, a minute apart.
// That is as much as can happen: what was answered before the last command is known to have been, see bot's TestObeyedOnce.
//
// Fault: The bot is killed after it obeyed a command and before its answer went out, so that the command is delivered again.
// Outcome: every change, undo, approval, import, correction, resending, schedule, link, admin, lesson and count is there once.
func TestCommandsDeliveredTwice(t *testing.T) {
	h := newHouse(t, withExamples(t, 12, nil))
	for name, c := range map[string]struct {
		before func(*again)
		lines  []string
	}{
		"update":         {nil, []string{"admin> /update Baamang ikd=1250 wajib=40211 rekam=39000 2026-11-14", "admin> tap Simpan"}},
		"update twice":   {nil, []string{"admin> /update Seranau 95", "admin> tap Simpan", "admin> /update Seranau 96", "admin> tap Simpan"}},
		"odd update":     {nil, []string{"admin> /update Baamang 1250", "admin> tap Simpan", "admin> /update Baamang 1200", "admin> tap Tetap simpan", "admin> tap Koreksi data"}},
		"own reason":     {nil, []string{"admin> /update Baamang 1250", "admin> tap Simpan", "admin> /update Baamang 12000", "admin> /simpan alasan pekan layanan keliling"}},
		"without slash":  {nil, []string{"admin> update seranau 95", "admin> simpan"}},
		"undo":           {nil, []string{"admin> /update Seranau 95", "admin> tap Simpan", "admin> /update Baamang 1250", "admin> tap Simpan", "admin> /urungkan", "admin> tap Simpan"}},
		"cancel":         {nil, []string{"admin> /update Seranau 95", "admin> tap Batal"}},
		"two admins":     {nil, []string{"admin> /update Seranau 95", "admin2> /update Seranau 97", "admin> tap Simpan", "admin2> tap Simpan"}},
		"import":         {nil, []string{"admin2> /start", "admin> file import/wilayah.csv", "admin> tap Simpan", "admin2> /setujui", "admin2> tap Setujui"}},
		"rejection":      {nil, []string{"admin2> /start", "admin> file import/wilayah.csv", "admin> tap Simpan", "admin2> /setujui", "admin2> tap Tolak"}},
		"admins":         {nil, []string{"admin> /admin tambah 77", "admin> /admin hapus 2"}},
		"group":          {nil, []string{"group> event added", "group-admin> /daftarkan Baamang", "group-admin> /jadwal Selasa 09.00", "group-admin> /jadwal jeda 2026-12-31"}},
		"group again":    {nil, []string{"group-admin> /daftarkan Baamang", "group-admin> /jadwal jeda 2026-12-31", "group-admin> /jadwal lanjut"}},
		"group zone":     {nil, []string{"group-admin> /daftarkan Baamang", "group-admin> /jadwal jeda 2026-12-31", "group-admin> /jadwal WIT"}},
		"group leaves":   {nil, []string{"group-admin> /daftarkan Baamang", "group-admin> /berhenti"}},
		"removed":        {nil, []string{"admin> /start", "group-admin> /daftarkan Baamang", "group> event removed"}},
		"hold":           {nil, []string{"group-admin> /daftarkan Baamang", "admin> /jadwal tunda 2026-11-23 08.00"}},
		"release":        {nil, []string{"group-admin> /daftarkan Baamang", "admin> /jadwal tunda 2026-11-23 08.00", "admin> /jadwal kirim 2026-11-23 08.00"}},
		"report":         {nil, []string{"group-admin> /daftarkan Baamang", "group> /laporan", "group> tap Sudah dibaca"}},
		"resend":         {(*again).unclear, []string{"admin> /kirim", "admin> tap Kirim ulang"}},
		"arrived":        {(*again).unclear, []string{"admin> /kirim", "admin> tap Kecamatan Baamang: sudah sampai"}},
		"correction":     {(*again).sent, []string{"admin> /update 62.02 ikd=1200 tanggal=2023-03-20", "admin> tap Simpan", "admin> /ralat 2 kirim"}},
		"not understood": {nil, []string{"citizen> kok mbulet terus pak", "citizen> tap Aplikasi galat (error)"}},
		"lesson":         {nil, []string{"citizen> kok mbulet terus pak", "admin> /takterjawab", "admin> tap 1: topik lain…", "admin> tap Tidak ada sinyal"}},
		"lesson back": {nil, []string{"citizen> kok mbulet terus pak", "admin> /takterjawab", "admin> tap 1: topik lain…", "admin> tap Tidak ada sinyal",
			"admin> /takterjawab batal 1", "citizen> mumet pak kok mbulet"}},
		"fraud": {nil, []string{"citizen> saya ditelpon disuruh install apk dukcapil dan minta kode otp"}},
		"anew":  {nil, []string{"admin> /mulai_baru"}},
	} {
		t.Run(name, func(t *testing.T) {
			hold := func(twice bool) (before, after string) {
				a := &again{performance: &performance{t: t, house: h, said: map[string][]handlers.Reply{}, stage: h.stage(t, "62.02")}, twice: twice}
				if c.before != nil {
					c.before(a)
				}
				before = a.effects()
				for _, line := range c.lines {
					a.deliver(line)
				}
				return before, a.effects()
			}
			fresh, once := hold(false)
			if once == fresh && name != "cancel" && name != "anew" && name != "group leaves" {
				t.Fatal("the conversation has no effect")
			}
			if _, twice := hold(true); twice != once {
				t.Errorf("delivered twice:\n%s", cmp.Diff(once, twice))
			}
		})
	}
}
