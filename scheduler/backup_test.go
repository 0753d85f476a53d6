package scheduler

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"ikdbot/bot"
	"ikdbot/handlers"
	"ikdbot/store"
)

// backups lets an office send backups, and counts how often one is made.
func (o *office) backups() (made *int) {
	made = new(int)
	o.Backup = func(context.Context) (handlers.Reply, error) {
		*made++
		return handlers.Reply{Text: "Cadangan", File: &handlers.Attachment{Name: "x.backup.age", Content: []byte{1}}}, nil
	}
	return made
}

// files counts the files sent since the office opened.
func (o *office) files() int {
	return len(slices.DeleteFunc(slices.Clone(o.whole), func(r handlers.Reply) bool { return r.File == nil }))
}

// The backup goes to the admins on Sunday at 21:00, once a week, whatever starts anew.
//
// Fault: the bot is started anew, and another replica takes over, right after the weekly backup was sent.
// Outcome: no admin gets it twice.
func TestTheWeeklyBackupIsSentOnce(t *testing.T) {
	o := open(t)
	if err := o.store.AnswerBeginning(t.Context()); err != nil {
		t.Fatal(err)
	}
	made := o.backups()
	o.at("2026-11-22 20:59").got()
	o.at("2026-11-22 21:00").got("telegram:1")
	o.at("2026-11-22 21:01").got()
	second := o.restart("second")
	second.Backup = o.Backup
	second.at("2026-11-22 21:02").got()
	if *made != 1 || o.files() != 1 {
		t.Errorf("made %d times, %d files sent", *made, o.files())
	}
	second.at("2026-11-29 23:30").got("telegram:1")
}

// A backup that cannot be made or sent is tried again, and is made anew then.
//
// Fault: Redis does not answer while the weekly backup is made, or Telegram cannot be reached while it is sent.
// Outcome: it is made and sent as soon as both are back.
func TestABackupThatFailsIsTriedAgain(t *testing.T) {
	o := open(t)
	if err := o.store.AnswerBeginning(t.Context()); err != nil {
		t.Fatal(err)
	}
	made := o.backups()
	works := o.Backup
	o.Backup = func(context.Context) (handlers.Reply, error) { return handlers.Reply{}, store.ErrAway }
	o.at("2026-11-22 21:00").got()
	o.Backup = works
	o.answer = func(string) error { return &bot.SendError{Do: bot.Retry, Err: errors.New("no route")} }
	o.at("2026-11-22 21:01").got()
	o.answer = nil
	o.at("2026-11-22 21:05").got("telegram:1")
	if *made != 2 {
		t.Errorf("made %d times", *made)
	}
}

// What cannot be made is never sent and never given up: without a word nobody would miss it.
//
// Fault: the weekly backup cannot be made, from the very first one on.
// Outcome: the admins are told once, the next morning in office hours; as soon as it can be made it is sent.
func TestABackupThatCannotBeMadeIsTold(t *testing.T) {
	o := open(t)
	if err := o.store.AnswerBeginning(t.Context()); err != nil {
		t.Fatal(err)
	}
	o.backups()
	works := o.Backup
	o.Backup = func(context.Context) (handlers.Reply, error) { return handlers.Reply{}, errors.New("as arranged") }
	o.at("2026-11-22 21:00").got()
	o.clock("2026-11-23 04:00")
	o.quiet() // it can wait until the office opens
	o.clock("2026-11-23 08:00")
	o.alarm("Cadangan pekanan gagal dibuat")
	o.clock("2026-11-23 12:00")
	o.Backup = works
	if o.told(); o.files() != 1 {
		t.Errorf("%d files sent", o.files())
	}
	o.clock("2026-11-24 08:00")
	o.quiet()
}

// Two days late it is not sent any more, and neither is the backup of a store that nobody has answered for.
func TestNoBackupOfAnUnansweredStoreOrLongAfter(t *testing.T) {
	o := open(t)
	o.backups()
	o.at("2026-11-22 21:00")
	if o.files() != 0 || !strings.Contains(strings.Join(o.sent, "\n"), "Penyimpanan bot masih kosong") {
		t.Errorf("sent %v", o.sent)
	}
	if err := o.store.AnswerBeginning(t.Context()); err != nil {
		t.Fatal(err)
	}
	o.at("2026-11-25 21:00")
	if o.files() != 0 {
		t.Error("a backup of last Sunday on Wednesday")
	}
}
