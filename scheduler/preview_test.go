package scheduler

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"ikdbot/bot"
	"ikdbot/handlers"
	"ikdbot/store"
)

// says is what an admin of the office, in private, gets for a text.
func (o *office) says(user, text string) handlers.Reply {
	o.Helper()
	return o.Desk.(*handlers.Desk).Answer(o.Context(), handlers.Request{
		ID: "telegram:" + fmt.Sprint(o.now.UnixNano()), Chat: user, User: user, Private: true, Addressed: true, Text: text, At: o.now,
	})
}

// saysInGroup is what the founder gets for a text in a group.
func (o *office) saysInGroup(chat, text string) string {
	o.Helper()
	return o.Desk.(*handlers.Desk).Answer(o.Context(), handlers.Request{
		ID: "telegram:1", Chat: chat, User: "telegram:1", Addressed: true, Text: text, At: o.now,
	}).Text
}

// restart is another process with the same memory: a scheduler that has seen nothing.
func (o *office) restart(speaker string) *office {
	options := o.Options
	options.Speaker = speaker
	o.Scheduler = New(options)
	return o
}

// previews are the notices of what is going to be sent that the ledger holds.
func (o *office) previews() (found []store.Entry) {
	o.Helper()
	for _, state := range []store.State{store.Owed, store.Sent} {
		entries, err := o.store.InState(o.Context(), state, 100)
		if err != nil {
			o.Fatal(err)
		}
		for _, e := range entries {
			if strings.HasPrefix(e.ID, "notice/preview/") {
				found = append(found, e)
			}
		}
	}
	return found
}

func TestAdminsSeeTheReportsAnHourBefore(t *testing.T) {
	o := open(t)
	o.bind("telegram:-100")
	o.bind("telegram:-101")
	if _, err := o.store.AddAdmin(t.Context(), "telegram:2", "telegram:1"); err != nil { // who never pressed Start
		t.Fatal(err)
	}
	o.at("2026-11-23 06:59").got()
	o.at("2026-11-23 07:00").got("telegram:1")
	o.at("2026-11-23 07:01").got()
	o.restart("second").at("2026-11-23 07:30").got() // told before the restart
	found := o.previews()
	if len(found) != 1 {
		t.Fatalf("%d previews for two groups and one instant, want 1", len(found))
	}
	for _, want := range []string{"Senin, 23 November 2026 08.00 WIB", "2 grup", "Kecamatan Baamang", "IKD Kabupaten Kotawaringin Timur"} {
		if !strings.Contains(found[0].Text, want) {
			t.Errorf("the preview lacks %q:\n%s", want, found[0].Text)
		}
	}
	if want := (store.Button{Label: "Tunda", Command: "/jadwal tunda 2026-11-23 08.00"}); len(found[0].Buttons) != 1 || found[0].Buttons[0] != want {
		t.Errorf("buttons %v", found[0].Buttons)
	}
	if err := o.store.Started(t.Context(), "telegram:2"); err != nil {
		t.Fatal(err)
	}
	o.at("2026-11-23 07:45").got("telegram:2") // pressed Start meanwhile
	o.at("2026-11-23 08:00")
	if len(o.sent) != 2 {
		t.Errorf("sent %v, want two reports", o.sent)
	}
}

func TestABotThatStartsWithinTheHourTellsLate(t *testing.T) {
	o := open(t)
	o.bind("telegram:-100")
	o.at("2026-11-23 07:50").got("telegram:1")
	o.at("2026-11-23 08:00").got("telegram:-100")
}

func TestTundaHoldsTheReportsOfAllGroupsUntilSent(t *testing.T) {
	o := open(t)
	a, b := o.bind("telegram:-100"), o.bind("telegram:-101")
	o.at("2026-11-23 07:00").got("telegram:1")
	r := o.says("telegram:1", o.previews()[0].Buttons[0].Command)
	if !strings.Contains(r.Text, "ditunda") || len(r.Buttons) != 1 {
		t.Fatalf("reply %+v", r)
	}
	late := o.bind("telegram:-102") // bound after the hold: it waits with the others
	o.at("2026-11-23 08:00").got()
	o.restart("second").at("2026-11-24 10:00").got()
	for _, binding := range []store.Binding{a, b, late} {
		if s := o.state(binding, "2026-11-23"); s != store.Owed {
			t.Errorf("%s is %s, want owed", binding.ID, s)
		}
	}
	if r := o.says("telegram:1", r.Buttons[0][0].Command); !strings.Contains(r.Text, "satu menit") {
		t.Errorf("reply %q", r.Text)
	}
	o.at("2026-11-24 10:01")
	if len(o.sent) != 3 {
		t.Errorf("sent %v, want three reports", o.sent)
	}
	o.sent = nil
	o.at("2026-11-24 10:02").got()
	o.at("2026-11-30 08:00") // the next slot is not held
	if len(o.sent) != 3 {
		t.Errorf("a week later: %v", o.sent)
	}
}

func TestAHoldThatNobodyEndsIsMissedAfter48Hours(t *testing.T) {
	o := open(t)
	a, b := o.bind("telegram:-100"), o.bind("telegram:-101")
	o.at("2026-11-23 07:00").got("telegram:1")
	o.says("telegram:1", "/jadwal tunda 2026-11-23 08.00")
	o.at("2026-11-23 08:00").got()
	o.at("2026-11-25 07:59").got()
	o.at("2026-11-25 08:00").got("telegram:1") // one notice for both groups
	for _, binding := range []store.Binding{a, b} {
		if s := o.state(binding, "2026-11-23"); s != store.Missed {
			t.Errorf("%s is %s, want missed", binding.ID, s)
		}
	}
	o.restart("second").at("2026-11-25 08:01").got()
	if r := o.says("telegram:1", "/jadwal kirim 2026-11-23 08.00"); !strings.Contains(r.Text, "Tidak ada laporan yang sedang ditunda") {
		t.Errorf("reply %q", r.Text)
	}
}

// Some groups could not be reached at once; what they are still owed is held, what has arrived is told.
func TestTundaAfterTheSlotHoldsWhatHasNotGone(t *testing.T) {
	o := open(t)
	a, b := o.bind("telegram:-100"), o.bind("telegram:-101")
	o.at("2026-11-23 07:00").got("telegram:1")
	o.answer = func(chat string) error {
		if chat == "telegram:-101" {
			return &bot.SendError{Do: bot.Wait, After: time.Hour, Err: errors.New("as arranged")}
		}
		return nil
	}
	o.at("2026-11-23 08:00").got("telegram:-100")
	o.answer = nil
	if r := o.says("telegram:1", "/jadwal tunda 2026-11-23 08.00"); !strings.Contains(r.Text, "1 grup sudah") {
		t.Errorf("reply %q", r.Text)
	}
	o.at("2026-11-23 12:00").got()
	if o.state(a, "2026-11-23") != store.Sent || o.state(b, "2026-11-23") != store.Owed {
		t.Error(o.state(a, "2026-11-23"), o.state(b, "2026-11-23"))
	}
	o.says("telegram:1", "/jadwal kirim")
	o.at("2026-11-23 12:01").got("telegram:-101")
	if r := o.says("telegram:1", "/jadwal tunda 2026-11-23 08.00"); !strings.Contains(r.Text, "sudah keluar") {
		t.Errorf("reply %q", r.Text)
	}
}

// A daily report that is held does not give way to the next day's, whether the program was restarted in between or not.
func TestAHeldReportStaysBesideTheNextDays(t *testing.T) {
	o := open(t)
	b, err := o.store.Bind(t.Context(), store.Binding{Chat: "telegram:-100", Area: "62.02.05", Schedule: "0 8 * * *", Since: o.now, By: "telegram:1"})
	if err != nil {
		t.Fatal(err)
	}
	o.at("2026-11-23 07:30")
	o.says("telegram:1", "/jadwal tunda 2026-11-23 08.00")
	o.at("2026-11-23 08:00")
	o.sent = nil
	o.restart("second").at("2026-11-24 08:00").got("telegram:-100")
	if s := o.state(b, "2026-11-23"); s != store.Owed {
		t.Errorf("the held report is %s", s)
	}
}

// Two replicas look at the same moment, while an admin holds the reports back: neither sends one.
func TestTwoReplicasKeepAHold(t *testing.T) {
	o := open(t)
	o.bind("telegram:-100")
	o.at("2026-11-23 07:00").got("telegram:1")
	options := o.Options
	options.Speaker = "second"
	other := New(options)
	other.Look(t.Context())
	o.got()
	o.now = time.Date(2026, 11, 23, 8, 0, 0, 0, o.zone)
	o.owe(t.Context())
	due, err := o.store.Due(t.Context(), o.now, 10) // read by one replica ...
	if err != nil || len(due) != 1 {
		t.Fatal(due, err)
	}
	o.says("telegram:1", "/jadwal tunda 2026-11-23 08.00") // ... when the hold comes
	if err := o.deliver(t.Context(), due[0]); err != nil {
		t.Fatal(err)
	}
	other.Look(t.Context())
	o.Look(t.Context())
	o.got()
}

func TestPausedGroupGetsNothingLate(t *testing.T) {
	o := open(t)
	b := o.bind("telegram:-100")
	if text := o.saysInGroup("telegram:-100", "/jadwal jeda 2026-11-30"); !strings.Contains(text, "dijeda") {
		t.Fatal(text)
	}
	o.at("2026-11-23 07:00").got() // no preview either
	o.at("2026-11-23 08:00").got()
	o.restart("second").at("2026-11-23 12:00").got()
	if s := o.state(b, "2026-11-23"); s != store.Missed {
		t.Errorf("state %s, want missed", s)
	}
	if text := o.saysInGroup("telegram:-100", "/jadwal lanjut"); !strings.Contains(text, "dilanjutkan") {
		t.Fatal(text)
	}
	o.restart("third").at("2026-11-23 12:01").got()
	o.at("2026-11-30 08:00").got("telegram:-100") // without a preview: the bot slept through the hour before
}

func TestAPauseEndsByItselfAndWhatIsOwedThenIsWithdrawn(t *testing.T) {
	o := open(t)
	b := o.bind("telegram:-100")
	o.answer = func(string) error { return &bot.SendError{Do: bot.Retry, Err: errors.New("as arranged")} }
	o.at("2026-11-23 08:00")
	o.answer = nil
	o.saysInGroup("telegram:-100", "/jadwal jeda 2026-11-23")
	if s := o.state(b, "2026-11-23"); s != store.Missed {
		t.Errorf("owed when paused: %s, want missed", s)
	}
	o.at("2026-11-24 08:00").got()
	o.at("2026-11-30 07:00").got("telegram:1")
	o.at("2026-11-30 08:00").got("telegram:-100")
}

// The program slept through a whole pause: its slots are missed all the same.
func TestSlotsOfAPauseAreMissedAfterALongSleep(t *testing.T) {
	o := open(t)
	b := o.bind("telegram:-100")
	o.saysInGroup("telegram:-100", "/jadwal jeda 2026-11-23")
	o.restart("second").at("2026-11-24 07:00").got()
	if s := o.state(b, "2026-11-23"); s != store.Missed {
		t.Errorf("state %s, want missed", s)
	}
}

func TestPreviewSurvivesAnAbsentRedis(t *testing.T) {
	o := open(t)
	o.bind("telegram:-100")
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	o.now = time.Date(2026, 11, 23, 7, 0, 0, 0, o.zone)
	o.owe(gone)
	o.at("2026-11-23 07:01").got("telegram:1")
}
