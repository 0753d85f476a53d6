package bot

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"ikdbot/handlers"
)

var errPlatform = errors.New("as the platform says")

// failing makes the first n sends to a chat fail.
func failing(chat string, n int, e SendError) func(string, handlers.Reply) *SendError {
	e.Err = errPlatform
	return func(to string, _ handlers.Reply) *SendError {
		if to != chat || n == 0 {
			return nil
		}
		n--
		return &e
	}
}

// A report asked for in a chat that takes no pictures comes as text, with the same buttons.
//
// Fault: A chat takes no pictures.
// Outcome: the same comes as text, with the same buttons.
func TestRefusedFileIsSaidInWords(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t, func(context.Context, handlers.Request) handlers.Reply {
			return handlers.Reply{Text: "ringkas", File: &handlers.Attachment{Name: "a.png", MIME: "image/png"}, Instead: "lengkap"}
		})
		s.channel.fail = func(_ string, r handlers.Reply) *SendError {
			if r.File == nil {
				return nil
			}
			return &SendError{Do: Refused, Err: errPlatform}
		}
		s.start()
		s.say("1: /laporan")
		s.heard("1: lengkap")
	})
}

// What each verdict means for an answer that waits to be sent.
//
// Fault: Telegram asks for patience again and again, or for hours.
// Outcome: an answer waits six times, and never for more than ten minutes; then it is given up, and the chat's next answer goes out.
func TestVerdictsOnAnswers(t *testing.T) {
	for _, c := range []struct {
		name  string
		fail  func(string, handlers.Reply) *SendError
		after time.Duration
		heard []string
		told  string // event the desk hears of
	}{
		{name: "wait is waited", fail: failing("room:1", 2, SendError{Do: Wait, After: 20 * time.Second}), after: 41 * time.Second, heard: []string{"1: halo", "1: lagi"}},
		{name: "waiting has an end", fail: failing("room:1", mostWaits+1, SendError{Do: Wait, After: 20 * time.Second}), after: time.Hour, heard: []string{"1: lagi"}},
		{name: "hours are not waited", fail: failing("room:1", 1, SendError{Do: Wait, After: time.Hour}), heard: []string{"1: lagi"}},
		{name: "retry goes on while the network is away", fail: failing("room:1", 100, SendError{Do: Retry}), after: time.Hour, heard: []string{"1: halo", "1: lagi"}},
		{name: "moved is followed", fail: failing("room:1", 2, SendError{Do: Moved, NewChat: "room:9"}), heard: []string{"9: halo", "9: lagi"}, told: "moved room:1 room:9 moved room:1 room:9"},
		{name: "gone is told", fail: failing("room:1", 2, SendError{Do: Gone}), told: "removed room:1  removed room:1 "},
		{name: "refused is given up", fail: failing("room:1", 1, SendError{Do: Refused}), heard: []string{"1: lagi"}},
		{name: "unclear is not sent again", fail: failing("room:1", 1, SendError{Do: Unclear}), heard: []string{"1: lagi"}},
		{name: "a gateway's page is outlasted", fail: failing("room:1", mostGateways, SendError{Do: Unclear, Gateway: true}), after: time.Minute, heard: []string{"1: halo", "1: lagi"}},
		{name: "but not for ever", fail: failing("room:1", mostGateways+1, SendError{Do: Unclear, Gateway: true}), after: time.Minute, heard: []string{"1: lagi"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var told []string
				s := newStage(t, func(ctx context.Context, r handlers.Request) handlers.Reply {
					if r.Event != "" {
						told = append(told, string(r.Event)+" "+r.Chat+" "+r.NewChat)
						return handlers.Reply{Text: "tidak terkirim"}
					}
					return echo(ctx, r)
				})
				s.channel.fail = c.fail
				s.start()
				s.say("1: halo", "1: lagi")
				pass(c.after)
				s.heard(c.heard...)
				if got := strings.Join(told, " "); got != c.told {
					t.Errorf("told %q, want %q", got, c.told)
				}
				s.end()
			})
		})
	}
}

// As many chats as may be answered at once wait for the platform; the next chat is answered all the same.
//
// Fault: Telegram asks as many chats for patience as are answered at once, and more.
// Outcome: all other chats are answered.
func TestWaitingChatsTakeNoPlace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t, echo)
		s.channel.fail = func(chat string, _ handlers.Reply) *SendError {
			if chat == "room:lain" {
				return nil
			}
			return &SendError{Do: Wait, After: 5 * time.Minute, Err: errPlatform}
		}
		s.start()
		for n := range 2 * atOnce {
			s.say(string(rune('一'+n)) + ": halo")
		}
		s.say("lain: halo")
		s.heard("lain: halo")
		s.end()
	})
}

// An answer that waits for the platform when the program ends is given after the next start.
//
// Fault: The program ends while an answer waits for Telegram's patience.
// Outcome: it is given after the next start.
func TestWaitingAnswerSurvivesARestart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t, echo)
		s.channel.fail = failing("room:1", 1, SendError{Do: Wait, After: time.Minute})
		s.start()
		s.say("1: halo")
		s.end()
		s.heard()
		s.start()
		s.heard("1: halo")
		s.end()
	})
}

func TestTaps(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t, func(_ context.Context, r handlers.Request) handlers.Reply {
			switch r.Text {
			case "/simpan 1":
				return handlers.Reply{Text: "tersimpan", Notice: "Tersimpan"}
			case "/batal":
				return handlers.Reply{Notice: "Tidak ada yang dibatalkan."}
			case "/rusak":
				panic("x")
			}
			return handlers.Reply{}
		})
		s.start()
		tapped := func(id, command string) handlers.Request {
			return handlers.Request{ID: "room:" + id, Chat: "room:1", Text: command, Button: "7", Tap: id}
		}
		s.bring(tapped("1", "/simpan 1"), tapped("2", "/batal"), tapped("3", "/diam"), tapped("4", "/rusak"))
		s.heard("1: tersimpan", "tap 1: Tersimpan", "tap 2: Tidak ada yang dibatalkan.", "tap 3: ", "tap 4: ")
		s.number = 10
		s.say("1: /batal") // typed, a notice has no button to appear on
		s.heard("1: Tidak ada yang dibatalkan.")
		s.end()
	})
}

// Steps of long work are one message that changes, not faster than a chat takes them.
func TestProgress(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t, func(_ context.Context, r handlers.Request) handlers.Reply {
			r.Progress(handlers.Reply{Text: "too soon"}) // it may be done in a moment
			for _, step := range []string{"10 %", "20 %", "30 %"} {
				time.Sleep(2 * time.Second)
				r.Progress(handlers.Reply{Text: step})
				r.Progress(handlers.Reply{Text: "too soon"})
			}
			return handlers.Reply{Text: "selesai"}
		})
		s.start()
		s.say("1: impor")
		pass(10 * time.Second)
		s.heard("1: 10 %", "1: 20 % (for 1)", "1: 30 % (for 2)", "1: selesai")
		s.end()
	})
}

func TestSend(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStage(t, echo)
		long := strings.Repeat("a", longestText) + " " + strings.Repeat("b", 9)
		a, b := strings.Repeat("a", longestText), strings.Repeat("b", 9)

		if id, err := s.Send(t.Context(), "room:1", handlers.Reply{Text: long}); id != "1" || err != nil {
			t.Errorf("Send = %q, %v", id, err)
		}
		s.heard("1: "+a, "1: "+b)

		sent := 0
		s.channel.fail = func(string, handlers.Reply) *SendError {
			if sent++; sent == 2 {
				return &SendError{Do: Wait, After: time.Minute, Err: errPlatform}
			}
			return nil
		}
		if id, err := s.Send(t.Context(), "room:1", handlers.Reply{Text: long}); id != "1" || err != nil {
			t.Errorf("with the second part slowed down: Send = %q, %v", id, err)
		}
		s.heard("1: "+a, "1: "+b)

		s.channel.fail = failing("room:1", 1, SendError{Do: Wait, After: time.Minute})
		var failure *SendError
		if _, err := s.Send(t.Context(), "room:1", handlers.Reply{Text: long}); !errors.As(err, &failure) || failure.Do != Wait {
			t.Errorf("with the first part slowed down: %v", err)
		}
		if _, err := s.Send(t.Context(), "post:1", handlers.Reply{Text: "x"}); !errors.As(err, &failure) || failure.Do != Refused {
			t.Errorf("to an unknown channel: %v", err)
		}
	})
}
