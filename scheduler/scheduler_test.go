package scheduler

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"ikdbot/bot"
	"ikdbot/handlers"
	"ikdbot/handlers/report"
	"ikdbot/handlers/understand"
	"ikdbot/locales"
	"ikdbot/store"
	"ikdbot/store/storetest"
)

const weekly = "0 8 * * MON"

// office is a scheduler with the real store and the real desk; only the sending is the test's own.
type office struct {
	*testing.T
	*Scheduler
	store *store.Store
	now   time.Time
	zone  *time.Location

	mu     sync.Mutex
	sent   []string                // "chat: first line"
	whole  []handlers.Reply        // the same, as they are
	answer func(chat string) error // what a send comes to; nil: it arrives
	noPics bool                    // the platform refuses pictures
	drawn  int                     // pictures made
}

// open makes an office on Tuesday 17 November 2026, 10:00 WIB, whose store an admin has answered for.
func open(t *testing.T) *office {
	t.Helper()
	return openOn(t, func(o store.Options) *store.Store { return storetest.Memory(t, o) })
}

// openOn is an office with another memory.
func openOn(t *testing.T, memory func(store.Options) *store.Store) *office {
	t.Helper()
	content, err := locales.Load("")
	if err != nil {
		t.Fatal(err)
	}
	regency, err := content.Regency("62.02")
	if err != nil {
		t.Fatal(err)
	}
	o := &office{T: t, zone: regency.Zone, now: time.Date(2026, 11, 17, 10, 0, 0, 0, regency.Zone)}
	now := func() time.Time { o.mu.Lock(); defer o.mu.Unlock(); return o.now }
	st := memory(store.Options{Regency: "62.02", Tree: regency, Now: now})
	if _, err := st.Found(t.Context(), nil); err != nil {
		t.Fatal(err)
	}
	o.store = st
	quiet := slog.New(slog.DiscardHandler)
	desk := handlers.New(handlers.Options{
		Content: content, Regency: regency, Store: st, Mind: understand.New(regency, nil), Now: now,
		Founders: []string{"telegram:1"}, Schedule: weekly, Log: quiet,
		Vitals: func() handlers.Vitals { return handlers.Vitals{Backups: o.Backup != nil} },
		Draw: func(c *locales.Content, l locales.Language, r *locales.Regency, f report.Facts, p report.Points) ([]byte, error) {
			o.drawn++
			return report.Picture(c, l, r, f, p)
		},
	})
	if err := st.Started(t.Context(), "telegram:1"); err != nil {
		t.Fatal(err)
	}
	o.Scheduler = New(Options{
		Store: st, Desk: desk, Send: o.send, Zone: regency.Zone, Speaker: "first", Now: now,
		Sleep: o.sleep, Log: quiet, AtOnce: 1,
	})
	return o
}

// sleep lets the clock jump instead.
func (o *office) sleep(ctx context.Context, d time.Duration) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.now = o.now.Add(d)
	return ctx.Err()
}

func (o *office) send(_ context.Context, chat string, r handlers.Reply) (string, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.answer != nil {
		if err := o.answer(chat); err != nil {
			return "", err
		}
	}
	if o.noPics && r.File != nil {
		return "", &bot.SendError{Do: bot.Refused, Err: errors.New("no pictures here")}
	}
	line, _, _ := strings.Cut(r.Text, "\n")
	o.whole = append(o.whole, r)
	o.sent = append(o.sent, chat+": "+line)
	return fmt.Sprint(len(o.sent)), nil
}

func (o *office) bind(chat string) store.Binding {
	o.Helper()
	b, err := o.store.Bind(o.Context(), store.Binding{Chat: chat, Area: "62.02.05", Schedule: weekly, Since: o.now, By: "telegram:1"})
	if err != nil {
		o.Fatal(err)
	}
	return b
}

// at moves the clock to a time of the regency's zone and looks.
func (o *office) at(moment string) *office {
	o.Helper()
	when, err := time.ParseInLocation("2006-01-02 15:04", moment, o.zone)
	if err != nil {
		o.Fatal(err)
	}
	o.now = when
	o.Look(o.Context())
	return o
}

// got checks which chats were sent to since the last call.
func (o *office) got(chats ...string) {
	o.Helper()
	o.mu.Lock()
	defer o.mu.Unlock()
	var to []string
	for _, line := range o.sent {
		chat, _, _ := strings.Cut(line, ": ")
		to = append(to, chat)
	}
	if fmt.Sprint(to) != fmt.Sprint(chats) {
		o.Fatalf("sent to %v, want %v", o.sent, chats)
	}
	o.sent = nil
}

// state is what the ledger says of a binding's report for a Monday 08:00.
func (o *office) state(b store.Binding, monday string) store.State {
	o.Helper()
	due, err := time.ParseInLocation("2006-01-02 15:04", monday+" 08:00", o.zone)
	if err != nil {
		o.Fatal(err)
	}
	e, found, err := o.store.Entry(o.Context(), ReportID(b.ID, due))
	if err != nil {
		o.Fatal(err)
	}
	if !found {
		return "unknown"
	}
	return e.State
}

func TestReportIsSentOnceWhenDue(t *testing.T) {
	o := open(t)
	b := o.bind("telegram:-100")
	o.at("2026-11-23 07:59").got("telegram:1") // the admin sees it before
	o.at("2026-11-23 08:00").got("telegram:-100")
	o.at("2026-11-23 08:00").got()
	o.at("2026-11-23 08:01").got()
	if s := o.state(b, "2026-11-23"); s != store.Sent {
		t.Errorf("state %s, want sent", s)
	}
	o.at("2026-11-30 08:00").got("telegram:-100")
}

func TestGroupBoundOnTuesdayIsNotOwedMondaysReport(t *testing.T) {
	o := open(t) // it is Tuesday
	b := o.bind("telegram:-100")
	o.at("2026-11-17 10:01").got()
	if s := o.state(b, "2026-11-16"); s != "unknown" {
		t.Errorf("Monday's slot is %s", s)
	}
}

func TestRunMissedWhileDownIsSentLateOnce(t *testing.T) {
	o := open(t)
	o.bind("telegram:-100")
	o.at("2026-11-25 07:00").got("telegram:-100") // Wednesday morning, 47 h late
	o.at("2026-11-25 07:01").got()
}

func TestAfter48HoursARunIsRecordedAsMissed(t *testing.T) {
	o := open(t)
	b := o.bind("telegram:-100")
	o.at("2026-11-25 08:01").got("telegram:1")
	if s := o.state(b, "2026-11-23"); s != store.Missed {
		t.Errorf("state %s, want missed", s)
	}
	o.at("2026-12-16 09:00").got("telegram:1") // three weeks down: three more missed, one notice
	o.restart("second").at("2026-12-16 09:01").got()
	for _, monday := range []string{"2026-11-30", "2026-12-07", "2026-12-14"} {
		if s := o.state(b, monday); s != store.Missed {
			t.Errorf("%s is %s, want missed", monday, s)
		}
	}
}

func TestWhatBecomesOfAFailedSend(t *testing.T) {
	cases := map[string]struct {
		failure bot.SendError
		then    store.State // right after
		later   []string    // chats sent to an hour later, when sending works again
		finally store.State
		notice  bool // an admin is told
	}{
		"no connection":   {bot.SendError{Do: bot.Retry}, store.Owed, []string{"telegram:-100"}, store.Sent, false},
		"429":             {bot.SendError{Do: bot.Wait, After: 40 * time.Second}, store.Owed, []string{"telegram:-100"}, store.Sent, false},
		"kicked":          {bot.SendError{Do: bot.Gone}, store.Failed, nil, store.Failed, true},
		"bad request":     {bot.SendError{Do: bot.Refused}, store.Failed, nil, store.Failed, true},
		"answer lost":     {bot.SendError{Do: bot.Unclear}, store.Unclear, nil, store.Unclear, true},
		"now supergroup":  {bot.SendError{Do: bot.Moved, NewChat: "telegram:-200"}, store.Sent, nil, store.Sent, false},
		"nobody knows it": {bot.SendError{}, store.Unclear, nil, store.Unclear, true},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			o := open(t)
			b := o.bind("telegram:-100")
			o.answer = func(chat string) error {
				if chat != "telegram:-100" {
					return nil
				}
				failure := c.failure
				failure.Err = errors.New("as arranged")
				return &failure
			}
			o.at("2026-11-23 08:00")
			if s := o.state(b, "2026-11-23"); s != c.then {
				t.Errorf("right after: %s, want %s", s, c.then)
			}
			told := strings.Contains(strings.Join(o.sent, "\n"), "telegram:1:")
			o.sent = nil
			o.answer = nil
			o.at("2026-11-23 09:00")
			told = told || strings.Contains(strings.Join(o.sent, "\n"), "telegram:1:")
			if told != c.notice {
				t.Errorf("admin told: %v, want %v (%v)", told, c.notice, o.sent)
			}
			if !c.notice {
				o.got(c.later...)
			}
			if s := o.state(b, "2026-11-23"); s != c.finally {
				t.Errorf("an hour later: %s, want %s", s, c.finally)
			}
		})
	}
}

func TestGroupThatRemovedTheBotIsPaused(t *testing.T) {
	o := open(t)
	b := o.bind("telegram:-100")
	o.answer = func(chat string) error {
		if chat == "telegram:-100" {
			return &bot.SendError{Do: bot.Gone, Err: errors.New("kicked")}
		}
		return nil
	}
	o.at("2026-11-23 08:00")
	o.answer, o.sent = nil, nil
	o.at("2026-11-30 08:00")
	if s := o.state(b, "2026-11-30"); s != store.Missed {
		t.Errorf("while paused: %s, want missed", s)
	}
}

func TestNewSpeakerNeverResendsWhatTheDeadOneHadOnTheWire(t *testing.T) {
	o := open(t)
	b := o.bind("telegram:-100")
	o.answer = func(string) error { panic("the process dies here") }
	func() {
		defer func() { _ = recover() }()
		// The claim of the dying speaker, without its settlement.
		o.now = time.Date(2026, 11, 23, 8, 0, 0, 0, o.zone)
		o.owe(t.Context())
		due, err := o.store.Due(t.Context(), o.now, 10)
		if err != nil || len(due) != 1 {
			t.Fatal(due, err)
		}
		_ = o.deliver(t.Context(), due[0])
	}()
	if s := o.state(b, "2026-11-23"); s != store.Sending {
		t.Fatalf("state %s, want sending", s)
	}
	o.answer = nil
	o.Speaker = "second"
	o.at("2026-11-23 08:01").got("telegram:1") // the notice to the admin, not the report
	if s := o.state(b, "2026-11-23"); s != store.Unclear {
		t.Errorf("state %s, want unclear", s)
	}
}

func TestNothingIsPushedFromANewStoreUntilAnAdminAnswers(t *testing.T) {
	o := open(t)
	o.at("2026-11-17 10:01").got("telegram:1") // "mulai baru atau pulihkan cadangan?"
	o.at("2026-11-17 10:02").got()             // asked once
	o.bind("telegram:-100")                    // binding a group counts as the answer
	o.at("2026-11-23 08:00").got("telegram:-100")
}

func TestFiftyGroupsGetTheirReportOnceEach(t *testing.T) {
	o := open(t)
	for i := range 50 {
		o.bind(fmt.Sprintf("telegram:-%d", 1000+i))
	}
	o.at("2026-11-23 08:00")
	seen := map[string]int{}
	for _, line := range o.sent {
		seen[line]++
	}
	if len(o.sent) != 50 || len(seen) != 50 {
		t.Errorf("%d sends to %d groups, want 50 to 50", len(o.sent), len(seen))
	}
}
