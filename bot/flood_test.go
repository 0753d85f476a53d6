package bot

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"ikdbot/handlers"
)

func tooFast(_ context.Context, r handlers.Request) handlers.Reply {
	return handlers.Reply{Text: "terlalu cepat"}
}

// A chat that floods is told so once and then gets silence; everybody else is answered at once.
//
// Fault: One chat sends 100 messages a second for a minute.
// Outcome: it gets a burst of answers, one notice, then silence as long as it goes on; another chat is answered without delay meanwhile.
func TestFlood(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t, echo)
		s.o.Flooded = tooFast
		s.start()
		var mine []string
		for second := range 60 {
			for range 100 {
				s.say("1: banjir")
				pass(10 * time.Millisecond)
			}
			s.say("2: halo " + strconv.Itoa(second))
			all := s.take()
			if last := all[len(all)-1]; last != "2: halo "+strconv.Itoa(second) {
				t.Errorf("second %d: the other chat waits: %q", second, last)
			}
			mine = append(mine, all[:len(all)-1]...)
		}
		notices := strings.Count(strings.Join(mine, "\n"), "terlalu cepat")
		if notices != 1 || len(mine) > floodBurst+2*floodRate || mine[len(mine)-1] != "1: terlalu cepat" {
			t.Errorf("%d answers, %d notices, the last %q", len(mine), notices, mine[len(mine)-1])
		}
		pass(30 * time.Second)
		s.say("1: apakah masih di sana?")
		s.heard("1: apakah masih di sana?")
		s.end()
	})
}

// Nobody who types, however eagerly, is taken for a flood.
func TestNoFlood(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t, echo)
		s.o.Flooded = tooFast
		s.start()
		for range 200 {
			s.say("1: halo")
			pass(400 * time.Millisecond)
		}
		if all := s.take(); len(all) != 200 {
			t.Errorf("%d answers", len(all))
		}
		s.end()
	})
}

// A chat whose answers take long piles up no messages without end; what happens to it still counts.
//
// Fault: A chat sends more while its answer is slow, or Telegram slows it down.
// Outcome: 30 messages wait, one notice follows them, and what comes on top is dropped; membership changes are not.
func TestPileUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t, func(ctx context.Context, r handlers.Request) handlers.Reply {
			if r.Event != "" {
				return handlers.Reply{Text: string(r.Event)}
			}
			return echo(ctx, r)
		})
		s.o.Flooded = tooFast
		s.start()
		s.say("1: tunggu 60")
		for range 100 {
			s.say("1: lagi")
			pass(400 * time.Millisecond)
		}
		s.bring(handlers.Request{ID: "room:event", Chat: "room:1", Event: handlers.Removed})
		s.say("2: halo")
		s.heard("2: halo")
		pass(time.Minute)
		want := []string{"1: tunggu 60"}
		for range perChat - 1 {
			want = append(want, "1: lagi")
		}
		s.heard(append(want, "1: terlalu cepat", "1: removed")...)
		s.end()
	})
}

// Memory grows neither with the chats that ever wrote nor with what they send.
//
// Fault: A hundred thousand chats write, one message each, faster than they can be forgotten.
// Outcome: no more chats are remembered than wrote in the last seconds, and no more updates than a fixed number.
func TestManyChats(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t, func(context.Context, handlers.Request) handlers.Reply { return handlers.Reply{} })
		l := newLine(s.Bot, t.Context())
		for i := range 100_000 {
			r := handlers.Request{ID: fmt.Sprint("room:", i), Chat: fmt.Sprint("room:", i), Private: true, Text: "halo"}
			if _, err := l.admit(t.Context(), r, false); err != nil {
				t.Fatal(err)
			}
			time.Sleep(time.Millisecond) // virtual
		}
		l.finish(nil)
		if len(l.queues) != 0 || len(l.jobs) != 0 || len(l.answered.ids) > remembers || len(l.flows.chats) > 2*floodsKnown {
			t.Errorf("%d queues, %d jobs, %d ids, %d flows", len(l.queues), len(l.jobs), len(l.answered.ids), len(l.flows.chats))
		}
	})
}

// A clock that is set back neither lets a flood through nor silences anybody for long.
func TestFlowOfTime(t *testing.T) {
	f, now := newFlows(), time.Unix(1_800_000_000, 0)
	for range floodBurst {
		if f.count("a", now) {
			t.Fatal("too many too early")
		}
	}
	if !f.count("a", now) || !f.tell("a") || f.tell("a") {
		t.Error("want the next to be too many, told once")
	}
	now = now.Add(-time.Hour)
	if !f.count("a", now) {
		t.Error("a clock set back lets a flood through")
	}
	if now = now.Add(time.Minute); f.count("a", now) || !f.tell("a") {
		t.Error("want a minute's rest to be enough, and the next flood told again")
	}
}
