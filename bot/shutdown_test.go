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

// A program that is told to end finishes what is in hand, and ends.
//
// Fault: The program is told to end while answers are under way.
// Outcome: it finishes them within eight seconds; what takes longer is kept for the next start.
// Fault: The program is told to end while Redis is away.
// Outcome: what is answered in time is confirmed; the rest Telegram delivers again.
func TestShutdown(t *testing.T) {
	t.Run("what is in hand is finished", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			s := newStage(t, echo)
			s.start()
			s.say("1: tunggu 5", "1: dua")
			if took := s.end(); took != 5*time.Second {
				t.Errorf("took %v", took)
			}
			s.heard("1: tunggu 5", "1: dua")
		})
	})
	t.Run("what takes longer is left to the next start", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			s := newStage(t, echo)
			s.start()
			s.say("1: tunggu 60", "1: dua")
			if took := s.end(); took > handInTime {
				t.Errorf("took %v", took)
			}
			if kept := s.keeper.text(); !strings.Contains(kept, "tunggu 60") || !strings.Contains(kept, "dua") {
				t.Errorf("kept: %s", kept)
			}
			s.heard()
		})
	})
	t.Run("a desk that never answers is left behind", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			release := make(chan struct{})
			s := newStage(t, func(context.Context, handlers.Request) handlers.Reply { <-release; return handlers.Reply{} })
			s.start()
			s.say("1: halo")
			if took := s.end(); took > 10*time.Second {
				t.Errorf("took %v", took)
			}
			close(release)
		})
	})
	t.Run("with the keeper away, what was answered in time is confirmed", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			s := newStage(t, echo)
			s.start()
			s.keeper.isAway(true)
			s.stopSoon()
			s.say("1: tunggu 5")
			<-s.ended
			s.heard("1: tunggu 5")
			if s.channel.confirmed != 1 {
				t.Errorf("%d confirmed", s.channel.confirmed)
			}
		})
	})
	t.Run("a channel that stops for good stops the bot", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			s := newStage(t, echo)
			b := New(Options{Channels: []Channel{s.channel, closedChannel{}}, Desk: s.o.Desk, Keeper: s.keeper, Mask: s.o.Mask, Log: s.o.Log})
			if err := b.Run(t.Context()); !errors.Is(err, ErrToken) {
				t.Errorf("Run = %v", err)
			}
		})
	})
}

// stopSoon stops the bot while the next batch is being waited for.
func (s *stage) stopSoon() { time.AfterFunc(grace/2, s.stop) }

type closedChannel struct{}

func (closedChannel) Name() string                                                 { return "closed" }
func (closedChannel) Receive(context.Context, Take) error                          { return ErrToken }
func (closedChannel) Send(context.Context, string, handlers.Reply) (string, error) { return "", nil }
