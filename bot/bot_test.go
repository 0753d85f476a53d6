package bot

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"ikdbot/handlers"
)

// echo says what it hears, after as many seconds as "tunggu N" asks for; the second word is the number.
func echo(ctx context.Context, r handlers.Request) handlers.Reply {
	var seconds int
	if n, _ := fmt.Sscanf(r.Text, "tunggu %d", &seconds); n == 1 && Pause(ctx, time.Duration(seconds)*time.Second) != nil {
		return handlers.Reply{}
	}
	return handlers.Reply{Text: r.Text}
}

func TestOrderWithinAChat(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t, echo)
		s.start()
		s.say("1: tunggu 5", "1: dua", "2: lain", "1: tiga")
		s.heard("2: lain")
		pass(6 * time.Second)
		s.heard("1: tunggu 5", "1: dua", "1: tiga")
		s.end()
	})
}

// One chat that takes for ever holds up neither the others nor the offset.
//
// Fault: The answer to one chat takes for ever.
// Outcome: the others are answered, and the offset moves.
func TestOneStuckChat(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t, echo)
		s.start()
		s.say("1: tunggu 3600")
		for n := range 200 {
			s.say(fmt.Sprintf("%d: halo", n+2))
		}
		if got := len(s.channel.sent); got != 200 {
			t.Errorf("%d of 200 answered", got)
		}
		pass(grace)
		if s.channel.confirmed != 201 {
			t.Errorf("%d of 201 confirmed", s.channel.confirmed)
		}
		s.end()
	})
}

// What is not answered soon is kept without personal data, and forgotten when it is answered.
func TestKeptMasked(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t, echo)
		s.start()
		s.say("1: tunggu 2 NIK saya 6202061234560001", "2: halo")
		if s.keeper.text() != "" {
			t.Error("kept before the grace was over")
		}
		pass(grace)
		if kept := s.keeper.text(); !strings.Contains(kept, "[NIK]") || strings.Contains(kept, "6202061234560001") || strings.Contains(kept, "halo") {
			t.Errorf("kept: %s", kept)
		}
		pass(2 * time.Second)
		if kept := s.keeper.text(); kept != "" {
			t.Errorf("still kept: %s", kept)
		}
		s.end()
	})
}

// A process that dies leaves what it kept; the next one answers that first, also before new messages of the same chat.
//
// Fault: The program dies while it owes answers.
// Outcome: the next start answers what was kept first, in the order of each chat.
func TestKilledAndStartedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		dead := newStage(t, func(ctx context.Context, _ handlers.Request) handlers.Reply { <-ctx.Done(); return handlers.Reply{} })
		dead.start()
		dead.say("1: pertama", "1: kedua", "2: lain")
		pass(grace)

		s := newStage(t, echo)
		s.number, s.keeper = dead.number, dead.keeper
		s.Bot = New(s.options(func(ctx context.Context, r handlers.Request) handlers.Reply {
			_ = Pause(ctx, time.Second)
			return echo(ctx, r)
		}))
		s.start()
		s.say("1: ketiga")
		pass(3 * time.Second)
		if got := strings.Join(s.channel.sent, "\n"); !strings.Contains(got, "1: pertama") || strings.Index(got, "1: pertama") > strings.Index(got, "1: kedua") ||
			strings.Index(got, "1: kedua") > strings.Index(got, "1: ketiga") || !strings.Contains(got, "2: lain") {
			t.Errorf("heard:\n%s", got)
		}
		if kept := s.keeper.text(); kept != "" {
			t.Errorf("still kept: %s", kept)
		}
		s.end()
		dead.end()
	})
}

// While the keeper is away nothing unanswered is confirmed, others are answered, and nobody is answered twice.
//
// Fault: Redis is away while answers take long.
// Outcome: nothing unanswered is confirmed; everybody is answered once.
func TestKeeperAway(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t, echo)
		s.keeper.isAway(true)
		s.start()
		s.say("1: tunggu 60")
		pass(2 * time.Second)
		go s.say("2: halo", "1: lagi")
		pass(2 * time.Second)
		s.heard("2: halo")
		if s.channel.confirmed != 0 {
			t.Errorf("%d confirmed", s.channel.confirmed)
		}
		s.keeper.isAway(false)
		pass(2 * time.Second)
		if s.channel.confirmed != 3 {
			t.Errorf("%d of 3 confirmed once the keeper was back", s.channel.confirmed)
		}
		pass(time.Minute)
		s.heard("1: tunggu 60", "1: lagi")
		if kept := s.keeper.text(); kept != "" {
			t.Errorf("still kept: %s", kept)
		}
		s.end()
	})
}

// What was kept is forgotten when it is answered, also if nobody could know that it was kept: else the next start would answer it again.
//
// Fault: a question waits to be answered, Redis keeps it, and the word of that is lost.
// Outcome: the question is answered once, and nothing of it stays in Redis.
func TestKeptWithoutAWord(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t, echo)
		s.keeper.mute = true
		s.start()
		go s.say("1: tunggu 2")
		pass(3 * time.Second)
		s.heard("1: tunggu 2")
		if kept := s.keeper.text(); kept != "" {
			t.Errorf("still kept: %s", kept)
		}
		s.end()
	})
}

// What could not be forgotten when it was answered is forgotten with the next message, whoever writes it.
//
// Fault: Redis goes away between keeping a question and its answer.
// Outcome: the question is answered, and what was kept of it goes with the next message that comes in.
func TestKeeperAwayWhenAnswered(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t, echo)
		s.start()
		go s.say("1: tunggu 2")
		pass(time.Second)
		s.keeper.isAway(true)
		pass(2 * time.Second)
		s.heard("1: tunggu 2")
		s.keeper.isAway(false)
		s.say("2: halo")
		if kept := s.keeper.text(); kept != "" {
			t.Errorf("still kept: %s", kept)
		}
		s.end()
	})
}

// A keeper that is away at the start does not keep the bot from starting; what it holds is answered when it is back.
//
// Fault: Redis is away when the bot starts.
// Outcome: it starts all the same, and answers what was kept when Redis is back.
func TestKeeperAwayAtStart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t, echo)
		s.keeper.forms["room:900"] = []byte(`{"ID":"room:900","Chat":"room:1","Text":"dari kemarin"}`)
		s.keeper.forms["room:901"] = []byte(`{"ID":`)
		s.keeper.isAway(true)
		s.start()
		s.say("2: halo")
		s.heard("2: halo")
		s.keeper.isAway(false)
		pass(keeperAway)
		s.heard("1: dari kemarin")
		if kept := s.keeper.text(); kept != "" {
			t.Errorf("still kept: %s", kept)
		}
		s.end()
	})
}

// An update that comes twice in one run is answered once.
//
// Fault: Telegram delivers an update twice to the same process.
// Outcome: it is answered once.
func TestAnUpdateTwiceIsAnsweredOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t, echo)
		s.start()
		r := handlers.Request{ID: "room:1", Chat: "room:1", Text: "halo"}
		s.bring(r, r)
		s.bring(r)
		s.heard("1: halo")
		s.end()
	})
}

// A bug that panics costs one answer.
//
// Fault: Answering breaks down with a panic.
// Outcome: the person gets a sentence, the log the stack without what they wrote, and the next question its answer.
func TestPanicIsSurvived(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t, func(ctx context.Context, r handlers.Request) handlers.Reply {
			if strings.Contains(r.Text, "rusak") {
				panic("cannot digest " + r.Text)
			}
			return echo(ctx, r)
		})
		s.o.Sorry = func(handlers.Request) handlers.Reply { return handlers.Reply{Text: "Maaf"} }
		s.start()
		s.say("1: rusak 6202061234560001", "1: halo")
		s.heard("1: Maaf", "1: halo")
		if log := s.log.String(); !strings.Contains(log, "stack=") || strings.Contains(log, "6202061234560001") || strings.Contains(log, "rusak") {
			t.Errorf("log: %s", log)
		}
		s.end()
	})
}

// What could not be forgotten because the keeper went away is forgotten with the next that is.
func TestForgottenLater(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t, echo)
		s.start()
		s.say("1: tunggu 2")
		pass(time.Second)
		s.keeper.isAway(true)
		pass(2 * time.Second)
		s.heard("1: tunggu 2")
		s.keeper.isAway(false)
		s.say("1: tunggu 2")
		pass(3 * time.Second)
		if kept := s.keeper.text(); kept != "" {
			t.Errorf("still kept: %s", kept)
		}
		s.end()
	})
}
