package scheduler

import (
	"strings"
	"testing"

	"ikdbot/store"
)

// leftUnclear checks that a group's report of 23 November is listed for an admin to decide, and that the next one goes out.
func (o *office) leftUnclear(b store.Binding) {
	o.Helper()
	if s := o.state(b, "2026-11-23"); s != store.Unclear {
		o.Errorf("state %s, want unclear", s)
	}
	o.at("2026-11-30 08:00").groupsGot(b.Chat)
}

// Nobody but the groups knows what was sent before a loss.
//
// Fault: Redis comes back with what it held hours ago, and reports have been sent since.
// Outcome: reports stop until an admin answers; those that had come due before are then listed as unclear, and none is sent again by itself.
func TestWhatRedisHasForgottenIsNotSentAgain(t *testing.T) {
	o, redis := real(t)
	b := o.bind("telegram:-100")
	n := int64(1250)
	if _, err := o.store.Commit(t.Context(), store.Change{Author: "telegram:1", AsOf: "2026-11-17", Source: "Disdukcapil",
		Rows: []store.Row{{Area: "62.02", Count: store.Active, New: &n}}}); err != nil {
		t.Fatal(err)
	}
	o.at("2026-11-23 08:00").groupsGot("telegram:-100")
	redis.Tell("LTRIM {ikd:62.02}:history 0 -2")
	for _, key := range []string{"entries", "states", "entries:sent"} {
		redis.Tell("RENAME {ikd:62.02}:" + key + " gone:{ikd:62.02}:" + key)
	}
	o.at("2026-11-23 09:00").groupsGot()
	for range 2 { // both admins answer
		if err := o.store.AnswerBeginning(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	o = o.restart("second").at("2026-11-23 09:01")
	o.groupsGot()
	o.leftUnclear(b)
}

// A loss that takes no figures with it shows all the same.
//
// Fault: Redis comes back with the ledger of before a push, and with the same figures.
// Outcome: the admins are told once, whoever speaks; no report goes out again, and what had come due is listed as unclear when one has answered.
func TestALedgerThatWentBackIsNotSentAgain(t *testing.T) {
	o, redis := real(t)
	b := o.bind("telegram:-100")
	o.at("2026-11-23 07:59")
	before := redis.Ask("GET", "{ikd:62.02}:tally")
	o.at("2026-11-23 08:00").groupsGot("telegram:-100")
	o.notices()
	for _, key := range []string{"entries", "states", "entries:sent"} {
		redis.Ask("DEL", "{ikd:62.02}:"+key)
	}
	redis.Tell("SET {ikd:62.02}:tally " + before)
	o.at("2026-11-23 08:01")
	o = o.restart("second").at("2026-11-23 09:00")
	if got := o.notices(); len(got) != 1 || !strings.Contains(got[0], "kembali ke isi lama") {
		t.Errorf("told %q", got)
	}
	o.groupsGot()
	if err := o.store.AnswerBeginning(t.Context()); err != nil {
		t.Fatal(err)
	}
	o.at("2026-11-23 09:01").groupsGot()
	o.leftUnclear(b)
}

// What a backup holds back may have been let go after it.
//
// Fault: a backup is made while a report is held back, an admin lets it go, and then that backup is restored.
// Outcome: let go again, the report is listed as unclear; it does not go out a second time.
func TestAHeldReportOfABackupIsNotSentAgain(t *testing.T) {
	o, _ := real(t)
	b := o.bind("telegram:-100")
	o.at("2026-11-23 07:00")
	o.says("telegram:1", "/jadwal tunda 2026-11-23 08.00")
	o.at("2026-11-23 08:00").groupsGot()
	backup, err := o.store.Backup(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	o.at("2026-11-23 08:30")
	o.says("telegram:1", "/jadwal kirim 2026-11-23 08.00")
	o.at("2026-11-23 08:31").groupsGot("telegram:-100")
	o.at("2026-11-23 08:40")
	if _, err := o.store.Restore(t.Context(), backup, true); err != nil {
		t.Fatal(err)
	}
	o = o.restart("second").at("2026-11-23 08:41")
	o.groupsGot()
	o.says("telegram:1", "/jadwal kirim 2026-11-23 08.00")
	o.at("2026-11-23 08:42").groupsGot()
	o.leftUnclear(b)
}
