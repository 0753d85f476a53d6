package scheduler

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"ikdbot/bot/sandbox"
	"ikdbot/store"
)

// silence makes some of the groups black holes, by their places in the queue: it is in the order of the bindings' ids, as texts.
func (q *square) silence(is func(place int) bool) (holes int) {
	var queue []int
	for i := range q.groups {
		queue = append(queue, i)
	}
	slices.SortFunc(queue, func(a, b int) int { return strings.Compare(fmt.Sprint(a+1), fmt.Sprint(b+1)) })
	for place, i := range queue {
		if is(place) {
			q.phones.Fault(sandbox.Fault{Method: "sendMessage", Chat: q.groups[i], Do: sandbox.BlackHole})
			holes++
		}
	}
	return holes
}

// counts looks how many groups have their report so long after the slot.
func (q *square) counts(after time.Duration) <-chan int {
	n := make(chan int, 1)
	go func() {
		time.Sleep(time.Until(q.slot) + after)
		n <- q.got()
	}()
	return n
}

// Twenty of two hundred groups are black holes, wherever in the queue they stand. The limits alone take seven seconds.
//
// Fault: twenty of two hundred groups never get an answer from Telegram, more than are sent to at once.
// Outcome: the other 180 have their report about as soon as the limits allow, within seconds of that also where all twenty stand in a row; the twenty are unclear and not sent again.
func TestManyBlackHolesKeepNobodyWaiting(t *testing.T) {
	for name, c := range map[string]struct {
		is    func(i int) bool
		after time.Duration
	}{
		"spread":      {func(i int) bool { return i%10 == 3 }, 9 * time.Second},
		"every other": {func(i int) bool { return i%2 == 0 && i < 40 }, 10 * time.Second},
		"last":        {func(i int) bool { return i >= 180 }, 9 * time.Second},
		"first":       {func(i int) bool { return i < 20 }, 11 * time.Second},
		"amid":        {func(i int) bool { return i >= 90 && i < 110 }, 11 * time.Second},
		"both ends":   {func(i int) bool { return i < 18 || i >= 198 }, 20 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				q := newSquare(t, 200)
				holes := q.silence(c.is)
				time.Sleep(10 * time.Second) // that the bot joined is answered
				q.phones.Limit(true)
				have := q.counts(c.after)
				took := q.push()
				if n := <-have; n != 180 {
					t.Errorf("%d of 180 had their report after %s", n, c.after)
				}
				unclear, err := q.store.InState(t.Context(), store.Unclear, 200)
				if q.got() != 180 || len(unclear) != holes || holes != 20 || err != nil || q.phones.Refused() != 0 {
					t.Errorf("%d got it, %d of %d are unclear, %d refused, %v", q.got(), len(unclear), holes, q.phones.Refused(), err)
				}
				t.Logf("all settled after %s", took)
			})
		})
	}
}

// Fault: Telegram takes everything and answers nothing, in the middle of a push.
// Outcome: the few that were on their way are unclear, and a few more with which the bot finds out whether it answers again; the others wait and are sent, once.
func TestAnOutageLeavesFewUnclear(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := newSquare(t, 200)
		go func() {
			time.Sleep(time.Until(q.slot) + 2*time.Second)
			q.phones.Fault(sandbox.Fault{Method: "sendMessage", Do: sandbox.BlackHole})
			time.Sleep(15 * time.Second)
			q.phones.ClearFaults()
		}()
		q.push()
		unclear, err := q.store.InState(t.Context(), store.Unclear, 200)
		if n := len(unclear); n < 5 || n > 16 || q.got() != 200-n || err != nil {
			t.Errorf("%d unclear, %d got it, %v", n, q.got(), err)
		}
		t.Logf("%d unclear", len(unclear))
	})
}

// Fault: a hundred groups are black holes, in a row.
// Outcome: no more than 64 messages are in hand at any time, and the others are all sent once the first of those are given up.
func TestWhatIsInHandIsBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := newSquare(t, 300)
		q.silence(func(i int) bool { return i >= 100 && i < 200 })
		most := 0
		watching, stop := context.WithCancel(t.Context())
		watched := make(chan bool)
		go func() {
			defer close(watched)
			for watching.Err() == nil {
				time.Sleep(100 * time.Millisecond)
				sending, err := q.store.InState(t.Context(), store.Sending, 300)
				if err != nil {
					t.Error(err)
				}
				most = max(most, len(sending))
			}
		}()
		took := q.push()
		stop()
		<-watched
		if q.got() != 200 || most > mostAir || most < mostAir/2 {
			t.Errorf("%d got it, %d at once", q.got(), most)
		}
		t.Logf("%d at once, all settled after %s", most, took)
	})
}
