package scheduler

import (
	"context"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"ikdbot/bot/sandbox"
	"ikdbot/store"
)

// A thousand groups get their report beside citizens who ask twice a second, from a server that counts every message and refuses the
// 31st in any second, the second to a chat, and the 21st in a minute to a group. Time is simulated; make bench shows the same in real time.
//
// Fault: Telegram allows 30 messages a second, one a second to a chat and 20 a minute to a group, and 1,000 reports are due at once.
// Outcome: none is refused, all arrive within 1.1 times what the limit itself takes, and citizens are answered meanwhile in less than a second.
func TestAPushToAThousandGroupsKeepsTheLimits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := newSquare(t, 1000)
		asking, stop := context.WithCancel(t.Context())
		answers := make(chan []time.Duration, 1)
		go func() { answers <- q.ask(asking) }()
		time.Sleep(10 * time.Second)
		q.phones.Limit(true)
		took := q.push()
		stop()
		waits := <-answers
		slices.Sort(waits)
		if bound := 1.1 * 1000 / 30 * float64(time.Second); float64(took) > bound {
			t.Errorf("took %s", took)
		}
		if n := q.got(); n != 1000 {
			t.Errorf("%d of 1000 groups have their report", n)
		}
		if n := q.phones.Refused(); n != 0 {
			t.Errorf("%d messages were refused", n)
		}
		if slow := waits[len(waits)*99/100]; slow > time.Second || len(waits) < 70 {
			t.Errorf("%d answers, the slowest after %s", len(waits), slow)
		}
		t.Logf("1000 groups in %s, %d answers meanwhile, p99 %s", took, len(waits), waits[len(waits)*99/100])
	})
}

// Fault: five of fifty groups never get an answer from Telegram (a black hole).
// Outcome: the other 45 have their report within seconds; the five are unclear and not sent again.
func TestBlackHolesKeepNobodyWaiting(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := newSquare(t, 50)
		for i := range 5 {
			q.phones.Fault(sandbox.Fault{Method: "sendMessage", Chat: q.groups[i*7], Do: sandbox.BlackHole})
		}
		soon := make(chan int, 1)
		go func() {
			time.Sleep(time.Until(q.slot) + 4*time.Second)
			soon <- q.got()
		}()
		q.push()
		if n := <-soon; n != 45 {
			t.Errorf("%d of 45 had their report after four seconds", n)
		}
		unclear, err := q.store.InState(t.Context(), store.Unclear, 50)
		if q.got() != 45 || len(unclear) != 5 || err != nil {
			t.Errorf("%d got it, %d are unclear, %v", q.got(), len(unclear), err)
		}
		q.phones.ClearFaults()
		time.Sleep(time.Hour)
		q.Look(t.Context())
		if n := q.got(); n != 45 {
			t.Errorf("an hour later %d", n)
		}
	})
}

// Fault: Telegram takes ten seconds for every answer.
// Outcome: eight and a few more are on their way at a time, and all fifty groups have their report after little more than a minute, once.
func TestAPushBesideSlowAnswers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := newSquare(t, 50)
		q.phones.Fault(sandbox.Fault{Method: "sendMessage", Do: sandbox.Slow, Delay: 10 * time.Second})
		took := q.push()
		if n := q.got(); n != 50 || took > 80*time.Second {
			t.Errorf("%d of 50 after %s", n, took)
		}
	})
}
