package scheduler

import (
	"context"
	"fmt"
	"testing"
	"time"

	"ikdbot/store"
)

// Fault: the clock jumps five hours ahead over a slot, and is set back.
// Outcome: the report went out when the clock said so, and not again when the slot comes a second time.
func TestASlotThatComesTwiceIsSentOnce(t *testing.T) {
	o := open(t)
	b := o.bind("telegram:-100")
	o.at("2026-11-23 04:00").got()
	o.at("2026-11-23 09:00").got("telegram:-100")
	o.at("2026-11-23 04:01").got()
	o.at("2026-11-23 08:00").got()
	o.restart("second").at("2026-11-23 08:01").got()
	if s := o.state(b, "2026-11-23"); s != store.Sent {
		t.Errorf("state %s", s)
	}
	o.at("2026-11-30 08:00").got("telegram:-100")
}

// Fault: NTP sets the clock back by two hours, or ahead by three, in the middle of a push.
// Outcome: set back, the push goes on when it is time again; set ahead, at once; each group gets its report once.
func TestTheClockIsSetDuringAPush(t *testing.T) {
	for _, c := range []struct {
		step  time.Duration
		first int // groups that get their report before the clock says 08:00 again
	}{{-2 * time.Hour, 4}, {3 * time.Hour, 10}} {
		t.Run(c.step.String(), func(t *testing.T) {
			o := open(t)
			seen := map[string]int{}
			for i := range 10 {
				o.bind(fmt.Sprint("telegram:-", 100+i))
			}
			o.answer = func(to string) error {
				if seen[to]++; len(seen) == 4 {
					o.now = o.now.Add(c.step)
				}
				return nil
			}
			o.at("2026-11-23 08:00")
			if len(seen) != c.first {
				t.Errorf("%d groups have it, want %d", len(seen), c.first)
			}
			if next := o.Look(t.Context()); c.step < 0 {
				o.now = next
				o.Look(t.Context())
			}
			for to, n := range seen {
				if n != 1 {
					t.Errorf("%s got %d", to, n)
				}
			}
			if len(seen) != 10 {
				t.Errorf("%d of 10 groups have it in the end", len(seen))
			}
		})
	}
}

// Fault: the machine sleeps for days, so that cron wakes the scheduler once for many slots.
// Outcome: the newest report is sent, late; the earlier ones are recorded as missed.
func TestSlotsThatCollapseAreSentOnce(t *testing.T) {
	o := open(t)
	b, err := o.store.Bind(t.Context(), store.Binding{Chat: "telegram:-100", Area: "62.02.05", Schedule: "0 8 * * *", Since: o.now, By: "telegram:1"})
	if err != nil {
		t.Fatal(err)
	}
	o.at("2026-11-18 08:00").got("telegram:-100")
	o.at("2026-11-23 09:30").got("telegram:-100", "telegram:1") // and the word that some were missed
	for day, want := range map[string]store.State{
		"2026-11-18": store.Sent, "2026-11-19": store.Missed, "2026-11-20": store.Missed, "2026-11-21": store.Missed,
		"2026-11-22": store.Missed, "2026-11-23": store.Sent,
	} {
		if s := o.state(b, day); s != want {
			t.Errorf("%s is %s, want %s", day, s, want)
		}
	}
	o.at("2026-11-23 09:31").got()
}

// Fault: the clock is set back by hours, and cron, which waits for an instant of the clock, does not wake the scheduler for as long.
// Outcome: it looks by itself, after five minutes at the latest.
func TestTheSchedulerWakesWithoutCron(t *testing.T) {
	o := open(t)
	before := o.now
	o.pause(t.Context(), o.now.Add(6*time.Hour))
	if slept := o.now.Sub(before); slept != idle {
		t.Errorf("slept %s", slept)
	}
}

// A bot that was set up long ago looks back as far as the ledger remembers, not over all the years.
func TestOldSlotsAreLeftAlone(t *testing.T) {
	o := open(t)
	b := o.bind("telegram:-100")
	o.at("2029-11-19 09:00") // three years later
	missed, err := o.store.InState(context.Background(), store.Missed, 1000)
	if err != nil {
		t.Fatal(err)
	}
	if len(missed) < 11 || len(missed) > 13 {
		t.Errorf("%d missed reports of 90 days", len(missed))
	}
	if s := o.state(b, "2029-11-19"); s != store.Sent {
		t.Errorf("today's is %s", s)
	}
	o.notices()
	o.at("2030-02-20 09:00") // they are forgotten by now, and no news
	o.notices()
	o.restart("second").at("2030-02-20 09:01").groupsGot()
}
