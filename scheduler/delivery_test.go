package scheduler

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"ikdbot/bot"
	"ikdbot/store"
)

// fails makes every send to a chat fail, until it is called with nil.
func (o *office) fails(chat string, failure *bot.SendError) {
	o.answer = func(to string) error {
		if to != chat || failure == nil {
			return nil
		}
		f := *failure
		f.Err = errors.New("as arranged")
		return &f
	}
}

// groupsGot checks which groups were sent to since the last call; what the admins are told besides is forgotten.
func (o *office) groupsGot(chats ...string) {
	o.Helper()
	o.sent = slices.DeleteFunc(o.sent, func(line string) bool { return strings.HasPrefix(line, "telegram:1: ") })
	o.got(chats...)
}

// notices are the texts sent to the founder so far; they are forgotten then.
func (o *office) notices() (texts []string) {
	for i, line := range o.sent {
		if strings.HasPrefix(line, "telegram:1: ") {
			texts = append(texts, o.whole[i].Text)
		}
	}
	o.sent, o.whole = nil, nil
	return texts
}

// "Sending" stands in the ledger before the call, "sent" with the id of the message after it.
func TestTheLedgerIsAheadOfTheCall(t *testing.T) {
	o := open(t)
	b := o.bind("telegram:-100")
	during := store.State("none")
	o.answer = func(string) error {
		o.mu.Unlock() // of send
		defer o.mu.Lock()
		during = o.state(b, "2026-11-23")
		return nil
	}
	o.at("2026-11-23 08:00")
	if e := o.entry(b, "2026-11-23"); during != store.Sending || e.State != store.Sent || e.Message != "1" || !e.At.Equal(o.now) {
		t.Errorf("during the call %s, then %s as message %q at %s", during, e.State, e.Message, e.At)
	}
}

// Fault: Telegram answers 429 to one group and asks for 40 seconds.
// Outcome: that group waits as long as it was asked to, also for other messages; the others get theirs at once.
func TestPatienceIsOfOneChat(t *testing.T) {
	o := open(t)
	for i := range 5 {
		o.bind(fmt.Sprint("telegram:-", 100+i))
	}
	o.fails("telegram:-102", &bot.SendError{Do: bot.Wait, After: 40 * time.Second})
	o.at("2026-11-23 08:00").got("telegram:-100", "telegram:-101", "telegram:-103", "telegram:-104")
	o.fails("", nil)
	if _, err := o.store.Owe(t.Context(), store.Entry{ID: "notice/x/1", Chat: "telegram:-102", Due: o.now, Text: "x"}); err != nil {
		t.Fatal(err)
	}
	began := time.Date(2026, 11, 23, 8, 0, 0, 0, o.zone)
	next := o.Look(t.Context())
	o.got()
	if wait := next.Sub(began); wait < 40*time.Second || wait > 42*time.Second {
		t.Errorf("looks again after %s", wait)
	}
	o.now = next
	o.Look(t.Context())
	o.got("telegram:-102", "telegram:-102")
}

// Fault: Telegram cannot be reached for days, or answers 429 for days.
// Outcome: tries become rarer, up to one in half an hour, and end after 48 hours; the admins are told once, however many groups it concerns.
func TestTriesBecomeRarerAndEnd(t *testing.T) {
	for name, failure := range map[string]bot.SendError{
		"out of reach": {Do: bot.Retry}, "patience": {Do: bot.Wait, After: 25 * time.Minute},
	} {
		t.Run(name, func(t *testing.T) {
			o := open(t)
			a, b := o.bind("telegram:-100"), o.bind("telegram:-101")
			var tries []time.Time
			o.answer = func(to string) error {
				if to == "telegram:1" {
					return nil
				}
				if to == "telegram:-100" {
					tries = append(tries, o.now)
				}
				f := failure
				f.Err = errors.New("as arranged")
				return &f
			}
			o.at("2026-11-23 08:00")
			for range 500 {
				next := o.Look(t.Context())
				if next.IsZero() {
					break
				}
				o.now = next.Add(time.Second)
			}
			if o.state(a, "2026-11-23") != store.Failed || o.state(b, "2026-11-23") != store.Failed {
				t.Fatalf("%s and %s after %d tries", o.state(a, "2026-11-23"), o.state(b, "2026-11-23"), len(tries))
			}
			first, last := tries[0], tries[len(tries)-1]
			if over := last.Sub(first); over < 47*time.Hour || over > 48*time.Hour {
				t.Errorf("tried for %s", over)
			}
			for i := 2; i < len(tries); i++ {
				if d := tries[i].Sub(tries[i-1]); d > 32*time.Minute || d < tries[i-1].Sub(tries[i-2])-10*time.Second {
					t.Errorf("try %d after %s", i, d)
				}
			}
			o.now = o.now.Add(time.Minute)
			o.Look(t.Context())
			told := o.notices()
			if n := strings.Count(strings.Join(told, "\n"), "tidak berhasil dikirim dalam 48 jam"); n != 1 {
				t.Errorf("told %q", told)
			}
		})
	}
}

// An admin settles an unclear delivery with one tap: it did arrive, or send it again, even days later.
//
// Fault: the answer to a report is lost after the request left.
// Outcome: it is unclear and not sent again; /kirim lists it, and one tap of an admin settles it.
func TestAdminsSettleWhatIsUnclear(t *testing.T) {
	for _, c := range []struct {
		tap  int
		then store.State
		sent []string
	}{
		{0, store.Sent, nil},
		{1, store.Sent, []string{"telegram:-100"}},
	} {
		o := open(t)
		b := o.bind("telegram:-100")
		o.fails("telegram:-100", &bot.SendError{Do: bot.Unclear})
		o.at("2026-11-23 08:00")
		o.fails("", nil)
		if told := o.notices(); len(told) != 1 || !strings.Contains(told[0], "/kirim") {
			t.Errorf("told %q", told)
		}
		o.at("2026-11-25 20:00") // longer ago than a report may be late by itself
		o.restart("second").at("2026-11-26 09:00").groupsGot()
		list := o.asks("telegram:1", "/kirim")
		if !strings.Contains(list.Text, "Kecamatan Baamang") || len(list.Buttons) != 1 || len(list.Buttons[0]) != 2 {
			t.Fatalf("/kirim: %+v", list)
		}
		for _, button := range list.Buttons[0] {
			if len(button.Command) > 64 {
				t.Errorf("%q is too long for a button", button.Command)
			}
		}
		o.asks("telegram:1", list.Buttons[0][c.tap].Command)
		o.at("2026-11-26 09:01").groupsGot(c.sent...)
		if s := o.state(b, "2026-11-23"); s != c.then {
			t.Errorf("%s after %q", s, list.Buttons[0][c.tap].Label)
		}
		if again := o.asks("telegram:1", list.Buttons[0][1].Command); !strings.Contains(again.Text, "tidak lagi menunggu") {
			t.Errorf("a second tap: %s", again.Text)
		}
		o.at("2026-11-26 09:02").groupsGot()
	}
}

// Fault: the speaker is frozen between what it told the ledger and the call.
// Outcome: it does not make the call, gives the message back, and it is sent once, later.
func TestAFrozenSpeakerGivesBack(t *testing.T) {
	o := open(t)
	b := o.bind("telegram:-100")
	o.now = time.Date(2026, 11, 23, 8, 0, 0, 0, o.zone)
	clock := o.Now
	o.Now = func() time.Time { // each look at the clock is 20 seconds after the one before
		_ = o.sleep(t.Context(), 20*time.Second)
		return clock()
	}
	o.owe(t.Context())
	due, err := o.store.Due(t.Context(), o.now, 10)
	if err != nil || len(due) != 1 {
		t.Fatal(due, err)
	}
	if err := o.deliver(t.Context(), due[0]); err == nil {
		t.Error("no error")
	}
	o.got()
	if s := o.state(b, "2026-11-23"); s != store.Sending {
		t.Errorf("the ledger says %s", s)
	}
	o.Now = clock
	o.at("2026-11-23 08:05").got("telegram:-100")
	if s := o.state(b, "2026-11-23"); s != store.Sent {
		t.Errorf("state %s", s)
	}
}

// Fault: a second process has taken the lease while this one was frozen in the middle of a push.
// Outcome: this one sends nothing more, leaves all as it is, and the other sends each report once.
func TestAfterTheLeaseNothingIsSent(t *testing.T) {
	o := open(t)
	for i := range 5 {
		o.bind(fmt.Sprint("telegram:-", 100+i))
	}
	o.answer = func(string) error { // after the first
		o.answer = nil
		o.mu.Unlock() // the store asks for the time
		defer o.mu.Lock()
		_, err := o.store.Acquire(t.Context(), "second", time.Hour)
		return err
	}
	o.at("2026-11-23 08:00").got("telegram:-100")
	o.at("2026-11-23 08:01").got()
	o.restart("second").at("2026-11-23 08:02").got("telegram:-101", "telegram:-102", "telegram:-103", "telegram:-104")
}

// Two reports wait for the platform when one group is unbound and one paused by an admin of theirs.
func TestWhatWaitsIsNotSentToWhoLeft(t *testing.T) {
	o := open(t)
	a, b := o.bind("telegram:-100"), o.bind("telegram:-101")
	o.answer = func(string) error { return &bot.SendError{Do: bot.Retry, Err: errors.New("as arranged")} }
	o.at("2026-11-23 08:00")
	o.answer = nil
	o.saysInGroup("telegram:-100", "/berhenti")
	if _, err := o.store.Pause(t.Context(), b.ID, "removed"); err != nil {
		t.Fatal(err)
	}
	o.at("2026-11-23 09:00").got()
	for _, binding := range []store.Binding{a, b} {
		if e := o.entry(binding, "2026-11-23"); e.State != store.Missed || e.Why == "" {
			t.Errorf("%s is %s: %s", binding.Chat, e.State, e.Why)
		}
	}
}
