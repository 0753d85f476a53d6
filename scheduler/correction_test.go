package scheduler

import (
	"slices"
	"strings"
	"testing"
	"time"

	"ikdbot/bot"
	"ikdbot/handlers"
	"ikdbot/store"
)

// wrong is an office whose group got a report with a figure of Baamang that was a slip, 1.250 for 1.205. The admin has put it right as
// change 2 since, and moved the clock.
func wrong(t *testing.T) (*office, store.Binding) {
	o := open(t)
	b := o.bind("telegram:-100")
	o.set(0, 1250)
	o.at("2026-11-23 08:00").got("telegram:-100")
	o.at("2026-11-23 10:00").got()
	o.asks("telegram:1", "/update Baamang 1205 2026-11-17 Laporan kecamatan")
	return o, b
}

// asks is what an admin is answered, whose Mind is trained on nothing.
func (o *office) asks(user, text string) handlers.Reply { return o.say(user, user, text) }

func commandsOf(r handlers.Reply) (all []string) {
	for _, row := range r.Buttons {
		for _, b := range row {
			all = append(all, b.Command)
		}
	}
	return all
}

func TestCorrectionTakesTheReportsPlace(t *testing.T) {
	o, b := wrong(t)
	first, code := o.last()
	saved := o.asks("telegram:1", "/simpan alasan salah ketik")
	if !slices.Contains(commandsOf(saved), "/ralat 2") || !strings.Contains(saved.Text, "1 laporan") {
		t.Fatalf("no correction is offered:\n%s\n%v", saved.Text, saved.Buttons)
	}
	shown := o.asks("telegram:1", "/ralat 2")
	if !strings.Contains(shown.Text, "tertulis 1.250, yang benar **1.205**") || !slices.Contains(commandsOf(shown), "/ralat 2 kirim") {
		t.Fatalf("shown:\n%s", shown.Text)
	}
	for _, want := range []string{"1 laporan", "Tidak ada laporan terkirim"} { // twice is once
		if sent := o.asks("telegram:1", "/ralat 2 kirim"); !strings.Contains(sent.Text, want) {
			t.Errorf("sent: %s", sent.Text)
		}
	}
	o.at("2026-11-23 10:01").got("telegram:-100")
	r, second := o.last()
	if r.Edit != "1" || r.Answers != "1" || r.File == nil || !strings.HasPrefix(r.Text, "⚠️ **RALAT laporan ini**") ||
		!strings.Contains(r.Text, "Alasan: salah ketik.") || !strings.Contains(r.Text, "**1.205 orang aktif**") || strings.Contains(r.Text, "1.250 orang aktif") {
		t.Errorf("corrected: edits %q\n%s", r.Edit, r.Text)
	}
	if parts := bot.Split(r.Text, 1024); len(parts) != 1 {
		t.Errorf("a caption of %d parts", len(parts))
	}
	if slices.Equal(first.File.Content, r.File.Content) {
		t.Error("the picture still shows the earlier figure")
	}
	e := o.entry(b, "2026-11-23")
	if e.Revision != 1 || e.State != store.Sent || !strings.Contains(e.Text, "RALAT") {
		t.Errorf("the ledger keeps %+v", e)
	}
	if old, ok, err := o.store.Revision(t.Context(), e.ID, 0); !ok || err != nil || old.Text != first.Text {
		t.Errorf("the first report is lost: %v %v", ok, err)
	}
	if proof := o.asks("telegram:7", "/cek "+code).Text; !strings.Contains(proof, "sudah dikoreksi") || !strings.Contains(proof, "1.250 orang") || !strings.Contains(proof, "1.205 orang") {
		t.Errorf("the first code proves\n%s", proof)
	}
	if proof := o.asks("telegram:7", "/cek "+second).Text; !strings.Contains(proof, "1.205") {
		t.Errorf("the second code proves\n%s", proof)
	}
	above, _, _ := strings.Cut(r.Text, "bawah ini.")
	for _, c := range []string{code, second} { // also by a button under the first report, forwarded elsewhere
		full := o.asks("telegram:7", "/laporan teks "+c).Text
		o.now = o.now.Add(time.Hour) // so soon the same chat gets it again
		if !strings.HasPrefix(full, above) || !strings.Contains(full, "**Laporan mingguan IKD") || strings.Contains(full, "1.250 orang aktif") {
			t.Errorf("the full text of %s\n%s\nshould begin with\n%s", c, full, above)
		}
	}
	o.asks("telegram:8", "/bahasa en")
	if full := o.asks("telegram:8", "/laporan teks "+second).Text; !strings.Contains(full, "RALAT: this report") || !strings.Contains(full, "1,250") || !strings.Contains(full, "salah ketik") {
		t.Errorf("in English\n%s", full)
	}
}

// News of a later day corrects nothing: it belongs in the next report.
func TestNewsCorrectsNothing(t *testing.T) {
	o := open(t)
	o.bind("telegram:-100")
	o.set(0, 1250)
	o.at("2026-11-23 08:00").got("telegram:-100")
	o.asks("telegram:1", "/update Baamang 1300 2026-11-22 Laporan kecamatan")
	if saved := o.asks("telegram:1", "/simpan"); strings.Contains(saved.Text, "ralat") || !strings.Contains(saved.Text, "tersimpan") {
		t.Errorf("saved:\n%s", saved.Text)
	}
	if got := o.asks("telegram:1", "/ralat 2").Text; !strings.HasPrefix(got, "Tidak ada laporan terkirim") {
		t.Errorf("/ralat: %s", got)
	}
}

// A change taken back corrects too, and a second correction corrects the first.
func TestUndoIsCorrected(t *testing.T) {
	o, b := wrong(t)
	o.asks("telegram:1", "/simpan alasan salah ketik")
	o.asks("telegram:1", "/ralat 2 kirim")
	o.at("2026-11-23 10:01").got("telegram:-100")
	undone := o.asks("telegram:1", "/urungkan 2 simpan")
	if !slices.Contains(commandsOf(undone), "/ralat 3") {
		t.Fatalf("undone:\n%s", undone.Text)
	}
	o.asks("telegram:1", "/ralat 3 kirim")
	o.at("2026-11-23 10:02").got("telegram:-100")
	r, _ := o.last()
	if !strings.Contains(r.Text, "tertulis 1.205, yang benar **1.250**") || !strings.Contains(r.Text, "perubahan yang keliru diurungkan") {
		t.Errorf("corrected again:\n%s", r.Text)
	}
	e := o.entry(b, "2026-11-23")
	if e.Revision != 2 {
		t.Errorf("revision %d", e.Revision)
	}
	papers, err := o.Desk.(*handlers.Desk).Papers(t.Context(), e.Area, e.Due, time.Time{})
	above, _, _ := strings.Cut(r.Text, "bawah ini.")
	if err != nil || !strings.HasPrefix(papers.Text, above) {
		t.Errorf("report --at gives, with %v,\n%s", err, papers.Text)
	}
}

// A group that takes no pictures is corrected in words, in the same entry.
func TestCorrectionWithoutPicture(t *testing.T) {
	o := open(t)
	o.noPics = true
	o.bind("telegram:-100")
	o.set(0, 1250)
	o.at("2026-11-23 08:00").got("telegram:-100")
	o.asks("telegram:1", "/update Baamang 1205 2026-11-17 Laporan kecamatan")
	o.asks("telegram:1", "/simpan alasan salah ketik")
	o.asks("telegram:1", "/ralat 2 kirim")
	o.at("2026-11-23 10:01").got("telegram:-100")
	r, _ := o.last()
	if r.File != nil || !strings.HasPrefix(r.Text, "⚠️ **RALAT laporan ini**") || !strings.Contains(r.Text, "**Laporan mingguan IKD") {
		t.Errorf("corrected:\n%s", r.Text)
	}
}
