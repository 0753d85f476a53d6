package scheduler

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"ikdbot/bot"
	"ikdbot/store"
	"ikdbot/store/storetest"
)

// told lets cron wake the scheduler twice, once to notice and once to send, and returns what the admins got.
func (o *office) told() (texts []string) {
	o.Helper()
	for range 2 {
		o.now = o.now.Add(time.Minute)
		o.Look(o.Context())
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	for i, line := range o.sent {
		if strings.HasPrefix(line, "telegram:1: ") {
			texts = append(texts, o.whole[len(o.whole)-len(o.sent)+i].Text)
		}
	}
	o.sent = nil
	return texts
}

// clock moves to a time of the regency's zone, without a look.
func (o *office) clock(moment string) {
	o.Helper()
	when, err := time.ParseInLocation("2006-01-02 15:04", moment, o.zone)
	if err != nil {
		o.Fatal(err)
	}
	o.now = when
}

// alarm checks that the admins are told now, once, and not again a little later, nor after a restart.
func (o *office) alarm(want string) {
	o.Helper()
	if got := o.told(); len(got) != 1 || !strings.Contains(got[0], want) {
		o.Fatalf("told %q, want one notice with %q", got, want)
	}
	o.quiet()
	o.restart("another")
	o.quiet()
}

func (o *office) quiet() {
	o.Helper()
	for range 3 {
		o.now = o.now.Add(10 * time.Minute)
		if got := o.told(); len(got) != 0 {
			o.Fatalf("told %q, want nothing", got)
		}
	}
}

// A report that does not get through is told once for its slot, however many groups wait.
//
// Fault: The report cannot be sent for more than half an hour.
// Outcome: the admins are told once for the slot; every further try is silent; when it arrives late nothing more is said.
func TestALateReportIsToldOnce(t *testing.T) {
	o := open(t)
	o.bind("telegram:-100")
	o.bind("telegram:-101")
	o.answer = func(chat string) error {
		if chat == "telegram:1" {
			return nil
		}
		return &bot.SendError{Do: bot.Retry, Err: errors.New("as arranged")}
	}
	o.at("2026-11-23 07:30").got("telegram:1") // the preview
	o.at("2026-11-23 08:00").got()
	o.at("2026-11-23 08:29").got()
	o.clock("2026-11-23 08:30")
	o.alarm("Laporan untuk Senin, 23 November 2026 08.00 WIB belum terkirim")
	o.answer = nil
	if o.at("2026-11-23 12:00"); len(o.sent) != 2 {
		t.Errorf("sent %v, want both reports", o.sent)
	}
	o.sent = nil
	o.quiet()
}

// Fault: An admin holds the report back.
// Outcome: that is no lateness: nobody is alarmed.
func TestAHeldReportIsNotLate(t *testing.T) {
	o := open(t)
	o.bind("telegram:-100")
	o.at("2026-11-23 07:00").got("telegram:1")
	o.says("telegram:1", "/jadwal tunda 2026-11-23 08.00")
	o.at("2026-11-23 08:00").got()
	o.clock("2026-11-23 09:00")
	o.quiet()
}

// real is an office on a Redis of its own.
func real(t *testing.T) (*office, *storetest.Server) {
	t.Helper()
	server := storetest.Start(t)
	return openOn(t, func(o store.Options) *store.Store { return storetest.Open(t, server.URL, o) }), server
}

// Fault: Redis keeps no append-only file, or may throw keys away.
// Outcome: the admins are told at once, also at night; once, and again only if it was well in between.
func TestARedisThatWouldLoseDataIsToldOnce(t *testing.T) {
	for _, c := range []struct{ worse, better, want string }{
		{"CONFIG SET appendonly no", "CONFIG SET appendonly yes", "belum menyimpan data di disk"},
		{"CONFIG SET maxmemory-policy allkeys-lru", "CONFIG SET maxmemory-policy noeviction", "allkeys-lru"},
	} {
		t.Run(c.worse, func(t *testing.T) {
			o, redis := real(t)
			o.bind("telegram:-100")
			o.clock("2026-11-18 02:00")
			o.quiet()
			redis.Tell(c.worse)
			o.alarm(c.want)
			redis.Tell(c.better)
			o.quiet()
			redis.Tell(c.worse)
			o.alarm(c.want)
		})
	}
}

// What pressed Start is lost with everything else: the founders are told all the same.
//
// Fault: Redis is emptied while the bot runs.
// Outcome: the founders are told, though the list of who pressed Start is gone too; no report is sent until one of them answers.
func TestAnEmptiedRedisIsTold(t *testing.T) {
	o, redis := real(t)
	o.bind("telegram:-100")
	n := int64(1250)
	if _, err := o.store.Commit(t.Context(), store.Change{Author: "telegram:1", AsOf: "2026-11-17", Source: "Disdukcapil",
		Rows: []store.Row{{Area: "62.02", Count: store.Active, New: &n}}}); err != nil {
		t.Fatal(err)
	}
	o.clock("2026-11-18 02:00")
	o.quiet()
	redis.Tell("FLUSHALL")
	if got := o.told(); len(got) != 1 || !strings.Contains(got[0], "tampaknya telah dikosongkan") {
		t.Fatalf("told %q", got)
	}
	o.quiet()
}

// Fault: Redis is away when the weekly report is due, for minutes or for more than a day.
// Outcome: the report waits; the bot looks every 5 s, and sends it once when Redis is back.
func TestReportsWaitForRedis(t *testing.T) {
	for name, back := range map[string]string{"minutes": "2026-11-23 08:07", "days": "2026-11-24 21:00"} {
		t.Run(name, func(t *testing.T) {
			o, redis := real(t)
			o.bind("telegram:-100")
			o.at("2026-11-23 07:00").got("telegram:1")
			redis.Kill()
			o.clock("2026-11-23 08:00")
			if next := o.Look(t.Context()); next.Sub(o.now) > 5*time.Second {
				t.Errorf("looks again at %v", next)
			}
			o.got()
			redis.Again()
			o.clock(back)
			for deadline := time.Now().Add(10 * time.Second); len(o.sent) == 0 && time.Now().Before(deadline); {
				o.Look(t.Context())
			}
			o.got("telegram:-100")
			o.quiet()
		})
	}
}

// Figures and answers that are out of date are told within office hours: figures once for their date, answers once a month.
//
// Fault: Nobody sends new figures for more than 35 days, and nobody reviews the answers for more than a year.
// Outcome: the admins are told in office hours, once for the figures' date and once a month about the answers.
func TestOldContentIsToldInOfficeHours(t *testing.T) {
	o := open(t)
	o.bind("telegram:-100")
	store1250 := func(asOf store.Date, old *int64, n int64) {
		t.Helper()
		if _, err := o.store.Commit(t.Context(), store.Change{Author: "telegram:1", AsOf: asOf, Source: "Disdukcapil",
			Rows: []store.Row{{Area: "62.02", Count: store.Active, Old: old, New: &n}}}); err != nil {
			t.Fatal(err)
		}
	}
	n := int64(1250)
	store1250("2026-11-17", nil, n)
	o.clock("2026-12-22 09:00") // 35 days
	if got := o.told(); slices.ContainsFunc(got, func(s string) bool { return strings.Contains(s, "Angka IKD") }) {
		t.Fatalf("told %q", got)
	}
	o.clock("2026-12-23 05:00")
	o.quiet() // before office hours
	o.clock("2026-12-23 08:00")
	o.alarm("masih per 17 November 2026, sudah 36 hari")
	store1250("2026-12-23", &n, 1300)
	o.quiet()
	o.clock("2027-02-02 10:00")
	o.told() // what else there is
	o.clock("2027-11-29 10:00")
	got := append(o.told(), o.told()...) // what was told of the figures is more than 90 days ago: the ledger has forgotten it, they are told anew
	if !slices.ContainsFunc(got, func(s string) bool { return strings.Contains(s, "belum dicocokkan lagi dengan sumbernya") }) {
		t.Fatalf("a year later: %q", got)
	}
	o.quiet()
	o.clock("2027-12-01 10:00")
	o.alarm("belum dicocokkan lagi dengan sumbernya")
}

// Fault: Nobody says for half a day whether an unclear delivery arrived.
// Outcome: the admins are reminded once; a new one after all were settled is told anew.
func TestUnclearDeliveriesAreNotForgotten(t *testing.T) {
	o := open(t)
	o.bind("telegram:-100")
	lost := func(chat string) error {
		if chat == "telegram:1" {
			return nil
		}
		return &bot.SendError{Do: bot.Unclear, Err: errors.New("as arranged")}
	}
	for _, monday := range []string{"2026-11-23", "2026-11-30"} {
		o.answer = lost
		o.at(monday + " 08:00")
		o.told() // the preview, and that it is unclear
		o.clock(monday + " 15:00")
		o.quiet()
		o.clock(monday + " 21:00")
		o.quiet() // it can wait until the office opens
		o.clock(map[string]string{"2026-11-23": "2026-11-24 08:00", "2026-11-30": "2026-12-01 08:00"}[monday])
		o.alarm("1 kiriman yang belum pasti")
		unclear, err := o.store.InState(t.Context(), store.Unclear, 9)
		if err != nil || len(unclear) != 1 {
			t.Fatal(unclear, err)
		}
		o.says("telegram:1", "/kirim "+unclear[0].ID+" sudah")
		o.quiet()
	}
}
