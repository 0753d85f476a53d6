package simulate

import (
	"fmt"
	"strings"
	"time"

	"ikdbot/bot/sandbox"
	"ikdbot/store"
)

// change has an admin send a figure and confirm it, or not.
func (w *world) change() {
	admin := w.people.admins[w.dice.IntN(len(w.people.admins))]
	areas := w.house.Place.Children(w.house.Place.Root())
	area := areas[w.dice.IntN(len(areas))]
	if w.people.area != "" && w.roll(0.4) {
		area = w.people.area // two admins may care for one kecamatan, and one of them change their mind
	}
	w.people.area = area
	w.people.proposed++
	// Mostly a little more each time; sometimes less, which has to be explained.
	n := 1000 + 3*w.people.proposed - w.dice.IntN(2)*w.dice.IntN(900)
	text := fmt.Sprintf("/update %s ikd=%d wajib=%d hari ini %s", area, n, 20000+w.people.proposed, w.source())
	w.note("admin %d: %s", admin.ID(), text)
	admin.Private().Say(text)
	w.confirm(admin, 4)
}

// source names the change that is being asked for, so that it is found again in the history.
func (w *world) source() string { return fmt.Sprintf("Lembar %s", letters(w.people.proposed)) }

// letters writes a number without digits: a source with figures in it asks for other care.
func letters(n int) string {
	s := ""
	for ; n > 0; n /= 26 {
		s = string(rune('a'+n%26)) + s
	}
	return "x" + s
}

// confirm has an admin answer what the bot asks, as long as it asks.
func (w *world) confirm(admin *sandbox.Person, times int) {
	if times == 0 {
		return
	}
	w.in(w.between(3*time.Second, 50*time.Second), "", func() {
		labels := []string{"Tetap simpan", "Koreksi data", "Simpan", "Setujui", "Periksa"}
		if w.roll(0.1) {
			labels = []string{"Batal", "Tolak", "Tarik kembali"}
		}
		w.press(admin.Private(), admin.ID(), labels...)
		w.confirm(admin, times-1)
	})
}

// importFile has an admin send a table; a long one needs the other admin's consent.
func (w *world) importFile() {
	areas := w.house.Place.Children(w.house.Place.Root())
	lines := []string{"kode,ikd,sumber"}
	w.people.proposed++
	for _, area := range areas[:min(len(areas), 2+w.dice.IntN(12))] {
		lines = append(lines, fmt.Sprintf("%s,%d,%s", area, 1200+4*w.people.proposed, w.source()))
	}
	first, second := w.people.admins[0], w.people.admins[1]
	if w.roll(0.5) {
		first, second = second, first
	}
	w.note("admin %d sends a table of %d lines", first.ID(), len(lines)-1)
	first.Private().SendDocument("wilayah.csv", []byte(strings.Join(lines, "\n")+"\n"), "")
	w.confirm(first, 3)
	w.in(3*time.Minute, "", func() { w.confirm(second, 4) })
}

// undo has an admin take the last change of their own back.
func (w *world) undo() {
	admin := w.people.admins[w.dice.IntN(len(w.people.admins))]
	w.note("admin %d: /urungkan", admin.ID())
	admin.Private().Say("/urungkan")
	w.confirm(admin, 2)
}

// holdReports has an admin hold the next reports back, and let them go some time later.
func (w *world) holdReports() {
	admin := w.people.admins[0]
	admin.Private().Say("/jadwal")
	w.in(30*time.Second, "", func() { w.press(admin.Private(), admin.ID(), "Tunda") })
	w.in(w.between(time.Minute, 40*time.Hour), "", func() {
		admin.Private().Say("/jadwal kirim")
		w.in(30*time.Second, "", func() { w.press(admin.Private(), admin.ID(), "Kirim") })
	})
}

// settleUnclear has an admin look at what is unclear, look into the groups, and say truthfully what arrived.
func (w *world) settleUnclear() {
	unclear, err := w.ledger.InState(w.ctx, store.Unclear, 100)
	if err != nil || len(unclear) == 0 {
		return
	}
	admin := w.people.admins[1]
	admin.Private().Say("/kirim")
	w.in(20*time.Second, "", func() {
		m, ok := w.lastButtons(admin.ID())
		for _, e := range unclear {
			verdict := "ulang"
			if w.arrived(e) {
				verdict = "sudah"
			}
			command := "/kirim " + e.ID + " " + verdict
			if e.Attempt() > 1 {
				command += fmt.Sprint(" ", e.Attempt())
			}
			if !ok {
				continue
			}
			if _, err := admin.Private().TapButton(m.ID, command); err != nil {
				continue // not among those listed
			}
			w.note("admin %d: %s", admin.ID(), command)
			if verdict == "ulang" {
				w.diary.again[e.ID]++
			}
		}
	})
}
