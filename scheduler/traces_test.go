package scheduler_test

import (
	"fmt"
	"math/bits"
	"strings"
	"syscall"
	"testing"
	"time"

	"ikdbot/bot/sandbox"
)

// TestTracesShowNoSecret has the Go runtime break off the program as it is shipped and print what it prints of a panic that nobody
// caught: every goroutine, every function it is in, and the words it was called with. Calls to Telegram, with the token in their
// address, and a citizen's question hang just then.
//
// Fault: the program is broken off as by a panic, with the traces of all goroutines, while calls to Telegram hang; by polling and by webhook.
// Outcome: the traces name functions and addresses in memory; no secret and nothing of a citizen stands there, in letters or as a number.
func TestTracesShowNoSecret(t *testing.T) {
	t.Parallel()
	hook := freeAddress(t)
	for name, c := range map[string]struct {
		signal syscall.Signal
		says   string
		env    []string
		in     string // a function that must be in the trace: it holds what is secret
	}{
		"polling": {syscall.SIGQUIT, "SIGQUIT: quit", nil, "ikdbot/bot.(*Telegram).Receive"},
		"by webhook": {
			syscall.SIGABRT, "SIGABRT: abort", []string{"LISTEN_ADDR=" + hook, "PUBLIC_URL=http://" + hook, "WEBHOOK_SECRET=" + webhookSecret},
			"ikdbot/bot.(*Telegram).ServeHTTP",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSpy(t)
			s.phones.Fault(sandbox.Fault{Method: "sendMessage", Do: sandbox.BlackHole})
			p := s.start("serve", append(c.env, "GOTRACEBACK=system")...)
			if c.env != nil {
				s.until("it listens", func() bool { return ready(hook) })
			}
			s.phones.User(50, citizenName).Private().Say("syarat ikd " + citizenWords + " " + citizenNIK)
			s.until("the answer hangs", func() bool { return s.phones.Calls("sendMessage") > 0 })
			if err := p.cmd.Process.Signal(c.signal); err != nil {
				t.Fatal(err)
			}
			if err := s.end(p, 15*time.Second); err == nil || p.cmd.ProcessState.ExitCode() != 2 {
				t.Errorf("ended with %v, want the 2 of a panic", err)
			}
			trace := p.output.String()
			for _, want := range []string{c.says, "\ngoroutine 1 ", "net/http.(*Transport).RoundTrip(0x", "ikdbot/bot.(*Telegram).Send(0x", c.in} {
				if !strings.Contains(trace, want) {
					t.Errorf("no %q in the trace: the test looks at nothing\n%s", want, trace)
				}
			}
			s.look("the trace", trace)
			s.lookForNumbers("the trace", trace)
		})
	}
}

// lookForNumbers searches a text for eight letters of a secret as a machine word, the form in which a trace would show them.
func (s *spy) lookForNumbers(where, text string) {
	s.Helper()
	for what, secret := range s.secrets {
		for i := range len(secret) - 7 {
			var word uint64
			for _, letter := range []byte(secret[i : i+8]) {
				word = word<<8 | uint64(letter)
			}
			for _, stored := range []uint64{word, bits.ReverseBytes64(word)} {
				if form := fmt.Sprintf("0x%x", stored); strings.Contains(text, form) {
					s.Errorf("%s shows %s as a number:\n%s", where, what, around(text, form))
				}
			}
		}
	}
}
