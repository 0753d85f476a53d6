package scheduler

import (
	"errors"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"ikdbot/bot"
	"ikdbot/handlers"
	"ikdbot/store"
)

// entry is the ledger's entry of a binding's report for a Monday 08:00.
func (o *office) entry(b store.Binding, monday string) store.Entry {
	o.Helper()
	due, err := time.ParseInLocation("2006-01-02 15:04", monday+" 08:00", o.zone)
	if err != nil {
		o.Fatal(err)
	}
	e, found, err := o.store.Entry(o.Context(), ReportID(b.ID, due))
	if err != nil || !found {
		o.Fatal("no entry", err)
	}
	return e
}

// set stores a figure of Baamang as an admin would.
func (o *office) set(old, ikd int64) {
	o.Helper()
	row := func(count store.Count, old, n int64) store.Row {
		r := store.Row{Area: "62.02.05", Count: count, New: &n}
		if old > 0 {
			r.Old = &old
		}
		return r
	}
	rows := []store.Row{row(store.Active, old, ikd)}
	if old == 0 {
		rows = append(rows, row(store.Obligated, 0, 50000))
	}
	asOf := store.Date(o.now.Format(time.DateOnly))
	if _, err := o.store.Commit(o.Context(), store.Change{Author: "telegram:1", AsOf: asOf, Source: "Disdukcapil", Rows: rows}); err != nil {
		o.Fatal(err)
	}
}

// say is what a person of the group, or in private, gets for a text.
func (o *office) say(chat, user, text string) handlers.Reply {
	o.Helper()
	desk := o.Desk.(*handlers.Desk)
	return desk.Answer(o.Context(), handlers.Request{
		ID: "x", Chat: chat, User: user, Private: chat == user, Addressed: true, Text: text, At: o.now,
	})
}

var codeShown = regexp.MustCompile("/cek ([0-9A-Z]{4}-[0-9A-Z]{4})")

// last is the report sent last, and its code.
func (o *office) last() (handlers.Reply, string) {
	o.Helper()
	r := o.whole[len(o.whole)-1]
	found := codeShown.FindAllStringSubmatch(r.Text, -1)
	if len(found) != 1 {
		o.Fatalf("no code, or several, in\n%s", r.Text)
	}
	return r, found[0][1]
}

func TestReportIsOneMessageWithAPictureAndACode(t *testing.T) {
	o := open(t)
	b := o.bind("telegram:-100")
	o.set(0, 1250)
	o.at("2026-11-23 08:00").got("telegram:-100")
	r, code := o.last()
	if r.File == nil || r.File.MIME != "image/png" || len(r.File.Content) > 60<<10 {
		t.Fatalf("no picture: %+v", r.File)
	}
	if parts := bot.Split(r.Text, 1024); len(parts) != 1 {
		t.Errorf("a caption of %d parts", len(parts))
	}
	var commands []string
	for _, row := range r.Buttons {
		for _, button := range row {
			commands = append(commands, button.Command)
		}
	}
	bare := strings.ReplaceAll(code, "-", "")
	if want := []string{"/laporan teks " + bare, "/laporan lembar " + bare, "/laporan dibaca " + bare}; !slices.Equal(commands, want) {
		t.Errorf("buttons %v, want %v", commands, want)
	}
	if e := o.entry(b, "2026-11-23"); e.State != store.Sent || e.Code != bare || e.Text != r.Text || e.Known != 1 || len(e.Facts) == 0 {
		t.Errorf("the ledger keeps %+v", e)
	}
	if proof := o.say("telegram:7", "telegram:7", "/cek "+strings.ToLower(code)).Text; !strings.Contains(proof, "benar dikeluarkan") ||
		!strings.Contains(proof, "Kecamatan Baamang") || !strings.Contains(proof, "1.250") || !strings.Contains(proof, "23 November 2026 08.00 WIB") {
		t.Errorf("%s proves\n%s", code, proof)
	}
}

func TestRefusedPictureIsTextInTheSameEntry(t *testing.T) {
	o := open(t)
	b := o.bind("telegram:-100")
	o.noPics = true
	o.at("2026-11-23 08:00").got("telegram:-100")
	r, code := o.last()
	if r.File != nil || !strings.HasPrefix(r.Text, "**Laporan mingguan IKD") {
		t.Errorf("sent %+v", r)
	}
	e := o.entry(b, "2026-11-23")
	if e.State != store.Sent || !e.Plain || e.Tries != 2 || e.Code != strings.ReplaceAll(code, "-", "") {
		t.Errorf("the ledger says %+v", e)
	}
	o.at("2026-11-23 09:00").got()
}

func TestRefusedTextIsGivenUp(t *testing.T) {
	o := open(t)
	b := o.bind("telegram:-100")
	o.answer = func(chat string) error {
		if chat != "telegram:-100" {
			return nil
		}
		return &bot.SendError{Do: bot.Refused, Err: errors.New("no")}
	}
	o.at("2026-11-23 08:00")
	if e := o.entry(b, "2026-11-23"); e.State != store.Failed || e.Tries != 2 {
		t.Errorf("%+v", e)
	}
}

// A report whose answer was lost stays unclear, picture or not; sent again it says what it said, since it may be read already.
func TestUnclearReportIsSentAgainAsItWas(t *testing.T) {
	o := open(t)
	b := o.bind("telegram:-100")
	o.set(0, 1250)
	lost := true
	o.answer = func(chat string) error {
		if chat == "telegram:-100" && lost {
			return &bot.SendError{Do: bot.Unclear, Err: errors.New("lost")}
		}
		return nil
	}
	o.at("2026-11-23 08:00")
	before := o.entry(b, "2026-11-23")
	if before.State != store.Unclear {
		t.Fatalf("state %s", before.State)
	}
	o.set(1250, 9999)
	lost = false
	if _, err := o.store.Resolve(t.Context(), before.ID, 1, store.Owed); err != nil {
		t.Fatal(err)
	}
	o.at("2026-11-23 10:00")
	r, _ := o.last()
	if e := o.entry(b, "2026-11-23"); e.State != store.Sent || e.Code != before.Code || r.Text != before.Text || strings.Contains(r.Text, "9.999") {
		t.Errorf("sent again with %s and %s:\n%s", before.Code, e.Code, r.Text)
	}
}

// What did not reach anybody is made anew for the next try, under the same code.
func TestReportThatDidNotLeaveTakesTheNewFigures(t *testing.T) {
	o := open(t)
	b := o.bind("telegram:-100")
	o.set(0, 1250)
	o.answer = func(string) error { return &bot.SendError{Do: bot.Retry, Err: errors.New("no connection")} }
	o.at("2026-11-23 08:00")
	code := o.entry(b, "2026-11-23").Code
	if proof := o.say("telegram:7", "telegram:7", "/cek "+code).Text; !strings.Contains(proof, "tidak pernah dikeluarkan") {
		t.Errorf("a report that was never sent is proved:\n%s", proof)
	}
	o.set(1250, 1300)
	o.answer = nil
	o.at("2026-11-23 08:30")
	if r, again := o.last(); !strings.Contains(r.Text, "1.300") || strings.ReplaceAll(again, "-", "") != code {
		t.Errorf("%s after %s:\n%s", again, code, r.Text)
	}
}

func TestTheOfficeSeesWhoHasNotReadAndGroupsWhatIsNewToThem(t *testing.T) {
	o := open(t)
	o.set(0, 1250)
	o.bind("telegram:-100")
	other, err := o.store.Bind(t.Context(), store.Binding{Chat: "telegram:-200", Area: "62.02.06", Schedule: weekly, Since: o.now, By: "telegram:1"})
	if err != nil {
		t.Fatal(err)
	}
	o.at("2026-11-23 08:00")
	for _, r := range o.whole {
		if strings.Contains(r.Text, "Baamang") {
			read := r.Buttons[1][0].Command
			if got := o.say("telegram:-100", "telegram:50", read).Notice; !strings.Contains(got, "dicatat") {
				t.Fatalf("reading: %q", got)
			}
			if got := o.say("telegram:-200", "telegram:50", read).Notice; !strings.Contains(got, "di grup yang menerima") {
				t.Fatalf("reading another group's report: %q", got)
			}
		}
	}
	if _, err := o.store.Bind(t.Context(), store.Binding{Chat: "telegram:-300", Area: "62.02", Schedule: weekly, Since: o.now, By: "telegram:1"}); err != nil {
		t.Fatal(err)
	}
	o.set(1250, 1300)
	o.whole = nil
	o.at("2026-11-30 08:00")
	for _, r := range o.whole {
		full := r.Instead
		switch {
		case strings.Contains(r.Text, "IKD Kabupaten"):
			want := "belum ditandai dibaca di 1 dari 2 grup: " + o.Desk.Label(other.Area)[len("Kecamatan "):]
			if !strings.Contains(r.Text, want) || !strings.Contains(full, want) {
				t.Errorf("want %q in\n%s\n%s", want, r.Text, full)
			}
		case strings.Contains(r.Text, "IKD Kecamatan Baamang"):
			opening := strings.Split(r.Text, "\n\n")[1]
			if !strings.Contains(opening, "yang terakhir dibaca di grup ini:** naik **50 orang**") || strings.Count(r.Text, "naik **50 orang**") != 1 {
				t.Errorf("opens with %q in\n%s", opening, r.Text)
			}
		case strings.Contains(r.Text, "terakhir dibaca"):
			t.Errorf("nobody read there:\n%s", r.Text)
		}
	}
	if len(o.whole) != 3 {
		t.Errorf("%d reports", len(o.whole))
	}
}

// That the bot joined the group may be told late, after a restart: the report that fell due meanwhile is owed all the same.
func TestLateNewsOfJoiningCostsNoReport(t *testing.T) {
	o := open(t)
	o.bind("telegram:-100")
	o.now = time.Date(2026, 11, 23, 8, 30, 0, 0, o.zone)
	o.Desk.(*handlers.Desk).Answer(t.Context(), handlers.Request{ID: "x", Chat: "telegram:-100", Event: handlers.Added, At: o.now})
	o.at("2026-11-23 08:31").got("telegram:-100")
}
