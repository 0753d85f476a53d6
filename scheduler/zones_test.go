package scheduler

import (
	"errors"
	"strings"
	"testing"
	"time"

	"ikdbot/bot"
	"ikdbot/store"
)

// bindIn binds a chat whose clock runs in another zone than the office's.
func (o *office) bindIn(chat, zone string) store.Binding {
	o.Helper()
	b, err := o.store.Bind(o.Context(), store.Binding{Chat: chat, Area: "62.02.06", Schedule: weekly + " " + zone, Since: o.now, By: "telegram:1"})
	if err != nil {
		o.Fatal(err)
	}
	return b
}

// holds checks that a text has all these parts.
func (o *office) holds(text string, parts ...string) {
	o.Helper()
	for _, part := range parts {
		if !strings.Contains(text, part) {
			o.Errorf("%q is missing in\n%s", part, text)
		}
	}
}

// Monday at eight comes two hours earlier in the east. Each group reads its own clock, the admins theirs with the group's behind it.
func TestGroupsOfTwoZones(t *testing.T) {
	o := open(t)
	west, east := o.bind("telegram:-100"), o.bindIn("telegram:-101", "WIT")
	o.at("2026-11-23 04:59").got()
	o.at("2026-11-23 05:00").got("telegram:1")
	o.holds(o.previews()[0].Text, "Senin, 23 November 2026 06.00 WIB", "Ke 1 grup: Kecamatan Mentawa Baru Ketapang (08.00 WIT)")
	o.at("2026-11-23 05:59").got()
	o.at("2026-11-23 06:00").got("telegram:-101")
	report, code := o.last()
	o.holds(report.Instead, "per Senin, 23 November 2026 08.00 WIT")
	o.at("2026-11-23 07:00").got("telegram:1")
	o.restart("second").at("2026-11-23 07:59").got()
	o.at("2026-11-23 08:00").got("telegram:-100")
	report, _ = o.last()
	o.holds(report.Instead, "per Senin, 23 November 2026 08.00 WIB")
	o.at("2026-11-23 08:01").got()
	o.holds(o.asks("telegram:7", "/cek "+code).Text, "laporan untuk Senin, 23 November 2026 08.00 WIT")
	o.holds(o.asks("telegram:7", "/laporan teks "+code).Text, "per Senin, 23 November 2026 08.00 WIT")
	for b, hours := range map[store.Binding]int{west: 8, east: 6} {
		e, _, err := o.store.Entry(t.Context(), ReportID(b.ID, time.Date(2026, 11, 23, hours, 0, 0, 0, o.zone)))
		if err != nil || e.State != store.Sent {
			t.Errorf("%s is %s, %v", b.Schedule, e.State, err)
		}
	}
}

// A day that has begun in the east and not yet at home is told by both.
func TestASlotOnTwoDays(t *testing.T) {
	o := open(t)
	o.bindIn("telegram:-101", "WIT")
	o.holds(o.saysInGroup("telegram:-101", "/jadwal Senin 01.00"), "Senin, 23 November 2026 01.00 WIT")
	o.at("2026-11-22 22:00").got("telegram:1")
	o.holds(o.previews()[0].Text, "Minggu, 22 November 2026 23.00 WIB", "Kecamatan Mentawa Baru Ketapang (Senin, 23 November 2026 01.00 WIT)")
	o.at("2026-11-22 23:00").got("telegram:-101")
	report, _ := o.last()
	o.holds(report.Text, ", 23 November 2026") // the caption has the date alone
}

// Slots before the change do not count in the new zone, however the hours lie.
func TestAChangeOfZoneIsOneOfTheSchedule(t *testing.T) {
	o := open(t)
	b := o.bind("telegram:-100")
	o.at("2026-11-23 06:59").got()
	o.now = o.now.Add(30 * time.Second)
	o.holds(o.saysInGroup("telegram:-100", "/jadwal WIT"), "menurut WIT", "Senin, 30 November 2026 08.00 WIT")
	o.at("2026-11-23 07:00").got() // eight in the east was at six
	o.at("2026-11-23 08:00").got()
	o.restart("second").at("2026-11-23 08:01").got()
	if s := o.state(b, "2026-11-23"); s != "unknown" {
		t.Errorf("the slot that the change took away is %s", s)
	}
	o.at("2026-11-30 05:00").got("telegram:1")
	o.at("2026-11-30 06:00").got("telegram:-100")
	o.holds(o.saysInGroup("telegram:-100", "/jadwal WIT"), "Senin, 7 Desember 2026 08.00 WIT") // the same again moves nothing
	o.at("2026-12-07 06:00").got("telegram:-100")
}

// A pause lasts until the end of a day by the group's clock, also when the clock becomes another.
func TestAPauseEndsWithTheDayOfTheGroup(t *testing.T) {
	o := open(t)
	o.bindIn("telegram:-101", "WIT")
	o.saysInGroup("telegram:-101", "/jadwal setiap hari 00.30")
	o.saysInGroup("telegram:-101", "/jadwal jeda 2026-11-20")
	o.at("2026-11-19 22:30").got() // the 20th, 00.30
	o.at("2026-11-20 22:30").got("telegram:-101")
	o.saysInGroup("telegram:-101", "/jadwal jeda 2026-11-23")
	o.holds(o.saysInGroup("telegram:-101", "/jadwal WIB"), "dijeda sampai dengan 23 November 2026", "Selasa, 24 November 2026 00.30 WIB")
	o.at("2026-11-23 00:30").got()
	o.at("2026-11-24 00:30").got("telegram:-101")
}

// Holding, what became unclear and what was wrong are told by the office's clock and the group's.
func TestAdminsReadTheClockOfTheGroup(t *testing.T) {
	o := open(t)
	o.bindIn("telegram:-101", "WITA")
	o.at("2026-11-23 06:00").got("telegram:1")
	both := "Senin, 23 November 2026 07.00 WIB (08.00 WITA)"
	o.holds(o.asks("telegram:1", "/jadwal tunda 2026-11-23 08.00 WITA").Text, both)
	o.at("2026-11-23 07:00").got()
	o.holds(o.asks("telegram:1", "/jadwal kirim sekarang").Text, both)
	o.answer = func(chat string) error {
		if chat == "telegram:-101" {
			return &bot.SendError{Do: bot.Unclear, Err: errors.New("as arranged")}
		}
		return nil
	}
	o.at("2026-11-23 07:01").got("telegram:1")
	o.holds(o.asks("telegram:1", "/kirim").Text, both)
}
