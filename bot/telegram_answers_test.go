package bot

import (
	"context"
	"net"
	"net/http"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"ikdbot/bot/sandbox"
	"ikdbot/handlers"
)

// What becomes of an answer when the line to Telegram is bad: a question, then another one after the fault is over.
//
// Fault: Telegram answers 429 to an answer, again and again.
// Outcome: the answer waits as long as it is asked to each time, and arrives once.
// Fault: A gateway answers 502 with a page of HTML in Telegram's place.
// Outcome: an answer is tried on, up to three times, and arrives once; an unasked message is unclear, and left to an admin.
// Fault: The connection breaks after a request has left, whether it was carried out or not.
// Outcome: the answer is not sent again, as the reader may have it; the next answer arrives.
// Fault: Half of Telegram's answer arrives.
// Outcome: the message was sent, and is not sent again.
// Fault: The token is refused for a moment while an answer is sent.
// Outcome: the answer is tried on and arrives once.
func TestAnswersThroughFaults(t *testing.T) {
	for _, c := range []struct {
		fault sandbox.Fault
		heard string // in the chat
		calls int
	}{
		{sandbox.Fault{Do: sandbox.TooMany, RetryAfter: 3, Times: 5}, "satu dua", 7},
		{sandbox.Fault{Do: sandbox.BadGateway, Times: 3}, "satu dua", 5},
		{sandbox.Fault{Do: sandbox.BadGateway, Times: 4}, "dua", 5},
		{sandbox.Fault{Do: sandbox.Refuse, Times: 1}, "dua", 2},
		{sandbox.Fault{Do: sandbox.LoseAnswer, Times: 1}, "satu dua", 2},
		{sandbox.Fault{Do: sandbox.HalfBody, Times: 1}, "satu dua", 2},
		{sandbox.Fault{Do: sandbox.Unauthorized, Times: 2}, "satu dua", 4},
	} {
		t.Run(string(c.fault.Do), func(t *testing.T) {
			w := newWorld(t)
			w.sleep = hurry
			c.fault.Method = "sendMessage"
			w.Fault(c.fault)
			w.serve(echo)
			phone := w.User(99, "Siti").Private()
			phone.Say("satu")
			phone.Say("dua")
			w.sent(99, len(strings.Fields(c.heard)))
			var heard []string
			for _, m := range w.Messages(99) {
				heard = append(heard, m.Text)
			}
			if got := strings.Join(heard, " "); got != c.heard {
				t.Errorf("heard %q, want %q", got, c.heard)
			}
			if n := w.Calls("sendMessage"); n != c.calls {
				t.Errorf("sendMessage was called %d times, want %d", n, c.calls)
			}
			discreet(t, "the log", w.log.String())
		})
	}
}

// What cannot be reached is tried until it can, and the answer comes once.
//
// Fault: Connections to Telegram are refused for a while.
// Outcome: nothing has left, so that an answer is simply tried again until it arrives, once; an unasked message likewise.
func TestAnswerOutlastsRefusedConnections(t *testing.T) {
	w := newWorld(t)
	w.sleep = hurry
	line := &cutLine{next: http.DefaultTransport, refusals: 12}
	w.telegram.rest = client(line)
	w.serve(echo)
	w.User(99, "Siti").Private().Say("halo")
	w.sent(99, 1)
	if n := w.Calls("sendMessage"); n != 1 || line.refusals != 0 {
		t.Errorf("sendMessage arrived %d times, %d refusals left", n, line.refusals)
	}
}

// cutLine refuses connections for messages.
type cutLine struct {
	next     http.RoundTripper
	refusals int
}

func (c *cutLine) RoundTrip(r *http.Request) (*http.Response, error) {
	if c.refusals > 0 && strings.HasSuffix(r.URL.Path, "/sendMessage") {
		c.refusals--
		return nil, &net.OpError{Op: "dial", Net: "tcp", Err: syscall.ECONNREFUSED}
	}
	return c.next.RoundTrip(r)
}

// Chats that went away between a question and its answer: the desk hears of it, so that their reports stop.
//
// Fault: The bot is removed from a group, or blocked by a person, before its answer goes out.
// Outcome: the answer is given up; the chat counts as left.
// Fault: The topic of a forum is deleted before an answer goes there.
// Outcome: the answer is given up; that topic alone counts as left.
func TestAnswersToNobody(t *testing.T) {
	for _, c := range []struct {
		name string
		do   func(*sandbox.Group, *sandbox.Person, int)
		want func(group int64, thread int) string
	}{
		{"removed", func(g *sandbox.Group, p *sandbox.Person, _ int) { g.RemoveBot(p) }, address},
		{"topic deleted", func(g *sandbox.Group, _ *sandbox.Person, thread int) { g.DropTopic(thread) }, address},
		{"blocked", func(_ *sandbox.Group, p *sandbox.Person, _ int) { p.Private().Block() }, func(int64, int) string { return "telegram:50" }},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			camat := w.User(50, "Camat")
			group := w.Group("Baamang", true).Join(camat, "creator")
			thread := group.Topic(camat, "Laporan")
			gone := make(chan string, 8)
			w.serve(func(_ context.Context, r handlers.Request) handlers.Reply {
				if r.Event == handlers.Removed {
					gone <- r.Chat
				}
				if r.Text == "/laporan" {
					c.do(group, camat, thread)
					return handlers.Reply{Text: "laporan"}
				}
				return handlers.Reply{}
			})
			group.AddBot(camat)
			if c.name == "blocked" {
				camat.Private().Say("/laporan")
			} else {
				group.Phone(camat).In(thread).Say("/laporan")
			}
			want := []string{c.want(group.ID(), thread), c.want(group.ID(), 0)}
			select {
			case got := <-gone:
				if !slices.Contains(want, got) || c.name == "topic deleted" && got != want[0] {
					t.Errorf("the desk hears that %s is gone, want %s", got, want[0])
				}
			case <-time.After(10 * time.Second):
				t.Fatal("the desk was not told")
			}
		})
	}
}

// One chat's answer hangs for as long as Telegram likes; everybody else has theirs meanwhile.
//
// Fault: Telegram takes ten seconds for each answer to one chat.
// Outcome: that chat gets its answers late, in order and once; the others wait for nothing.
// Fault: Calls for one chat vanish in a black hole.
// Outcome: the others wait for nothing.
func TestOneHangingChat(t *testing.T) {
	release := make(chan struct{})
	w := newWorld(t)
	w.slow = func(ctx context.Context, d time.Duration) error {
		if d != 10*time.Second {
			t.Errorf("slow by %s", d)
		}
		select {
		case <-release:
		case <-ctx.Done():
		}
		return ctx.Err()
	}
	w.Fault(sandbox.Fault{Method: "sendMessage", Chat: 1, Do: sandbox.Slow, Delay: 10 * time.Second})
	w.Fault(sandbox.Fault{Method: "sendMessage", Chat: 2, Do: sandbox.BlackHole})
	w.serve(echo)
	slow := w.User(1, "A").Private()
	slow.Say("satu")
	slow.Say("dua")
	w.User(2, "B").Private().Say("hilang")
	for id := range int64(100) {
		w.User(100+id, "C").Private().Say("halo")
	}
	for id := range int64(100) {
		w.sent(100+id, 1)
	}
	if n := len(w.Messages(1)); n != 0 {
		t.Errorf("%d messages in the slow chat", n)
	}
	close(release)
	w.sent(1, 2)
	if m := w.Messages(1); len(m) != 2 || m[0].Text != "satu" || m[1].Text != "dua" {
		t.Errorf("in the slow chat: %+v", m)
	}
	w.ClearFaults()
	w.Close() // lets the black hole go
}
