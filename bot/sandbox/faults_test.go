package sandbox_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"ikdbot/bot/sandbox"
)

// Each fault does what it says, to the call it is meant for and no other, and as often as it says.
func TestFaults(t *testing.T) {
	broken := func(_ answer, err error) bool { return err != nil }
	code := func(want int) func(answer, error) bool {
		return func(got answer, err error) bool { return err == nil && got.Code == want }
	}
	for _, c := range []struct {
		fault sandbox.Fault
		fails func(answer, error) bool
		sent  bool // the message is there all the same
	}{
		{sandbox.Fault{Do: sandbox.TooMany, RetryAfter: 7}, func(got answer, err error) bool {
			return err == nil && got.Code == 429 && got.Parameters.RetryAfter == 7 && got.Description == "Too Many Requests: retry after 7"
		}, false},
		{sandbox.Fault{Do: sandbox.BadGateway}, func(_ answer, err error) bool {
			var syntax *json.SyntaxError
			return errors.As(err, &syntax) && strings.HasPrefix(err.Error(), "status 502")
		}, false},
		{sandbox.Fault{Do: sandbox.Refuse}, broken, false},
		{sandbox.Fault{Do: sandbox.LoseAnswer}, broken, true},
		{sandbox.Fault{Do: sandbox.HalfBody}, broken, true},
		{sandbox.Fault{Do: sandbox.Unauthorized}, code(401), false},
		{sandbox.Fault{Do: sandbox.Conflict}, code(409), false},
		{sandbox.Fault{Do: sandbox.Slow, Delay: time.Hour}, code(0), true},
		{sandbox.Fault{Do: sandbox.BlackHole}, broken, false},
	} {
		t.Run(string(c.fault.Do), func(t *testing.T) {
			var slept time.Duration
			s, a := serve(t, sandbox.Config{Sleep: func(_ context.Context, d time.Duration) error { slept = d; return nil }})
			s.User(7, "Warga").Private().Start()
			s.User(8, "Warga 2").Private().Start()
			c.fault.Method, c.fault.Chat, c.fault.Times = "sendMessage", 7, 1
			s.Fault(c.fault)
			if got := a.call("sendMessage", map[string]any{"chat_id": 8, "text": "a"}); !got.OK {
				t.Errorf("another chat was hit: %+v", got)
			}
			ctx, stop := context.WithTimeout(t.Context(), 200*time.Millisecond)
			defer stop()
			if got, err := a.try(ctx, "sendMessage", map[string]any{"chat_id": 7, "text": "a"}); !c.fails(got, err) {
				t.Errorf("got %+v, %v", got, err)
			}
			if sent := len(s.Messages(7)) == 1; sent != c.sent {
				t.Errorf("sent: %v, want %v", sent, c.sent)
			}
			if slept != c.fault.Delay {
				t.Errorf("slept %v", slept)
			}
			if got := a.call("sendMessage", map[string]any{"chat_id": 7, "text": "a"}); !got.OK {
				t.Errorf("the fault came twice: %+v", got)
			}
		})
	}
}

// With the limits on, the thirty-first message of a second, the second in a chat and the twenty-first in a group have
// to wait, and are told how long.
func TestLimits(t *testing.T) {
	now := thursday()
	s, a := serve(t, sandbox.Config{Now: now.Now})
	s.Limit(true)
	send := func(chat int64) answer { return a.call("sendMessage", map[string]any{"chat_id": chat, "text": "a"}) }
	for id := int64(1); id <= 31; id++ {
		s.User(id, "Warga").Private().Start()
		if got := send(id); got.OK != (id <= 30) {
			t.Errorf("message %d of one second: %+v", id, got)
		}
	}
	now.Set(now.Now().Add(time.Second))
	if got := send(1); !got.OK {
		t.Errorf("a second later: %+v", got)
	}
	if got := send(1); got.Code != 429 || got.Parameters.RetryAfter != 1 {
		t.Errorf("twice in a second: %+v", got)
	}
	g := s.Group("Grup", false)
	g.AddBot(s.User(1, ""))
	for i := range 21 {
		now.Set(now.Now().Add(time.Second))
		if got := send(g.ID()); got.OK != (i < 20) || (i == 20 && got.Parameters.RetryAfter != 40) {
			t.Errorf("message %d of one minute: %+v", i+1, got)
		}
	}
}

// The page belongs to this machine: another name for it, or a request that a foreign page could make, gets nothing.
func TestPageIsForThisMachine(t *testing.T) {
	_, a := serve(t, sandbox.Config{AdminID: 1, CitizenID: 2, GroupTitle: "Grup"})
	for _, c := range []struct {
		method, path, host, header string
		want                       int
	}{
		{"GET", "/", "", "", 200},
		{"GET", "/page/state", "localhost:80", "", 200},
		{"GET", "/page/state", "[::1]:80", "", 200},
		{"GET", "/", "kantor.example:80", "", 403},
		{"GET", "/page/state", "kantor.example", "", 403},
		{"POST", "/page/act", "", "", 403},
		{"POST", "/page/act", "", "1", 204},
	} {
		r, _ := http.NewRequest(c.method, a.base+c.path, strings.NewReader(`{"do":"say","as":2,"chat":2,"text":"halo"}`))
		if c.host != "" {
			r.Host = c.host
		}
		r.Header.Set("X-Sandbox", c.header)
		resp, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		_ = resp.Body.Close()
		if resp.StatusCode != c.want {
			t.Errorf("%s %s as %q: %d, want %d", c.method, c.path, c.host, resp.StatusCode, c.want)
		}
	}
}
