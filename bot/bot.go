// Package bot is how messages come in and go out: channels to chat platforms, one queue per chat between them and the desk.
package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"ikdbot/bot/pace"
	"ikdbot/handlers"
)

// Channel is one chat platform. Its addresses are "<name>:<id>".
type Channel interface {
	// Name is the prefix of the channel's addresses.
	Name() string
	// Receive takes in what people do until ctx ends (nil) or the platform refuses us for good (an error).
	Receive(ctx context.Context, take Take) error
	// Send sends one message and returns its id. An error is a *SendError.
	Send(ctx context.Context, chat string, r handlers.Reply) (message string, err error)
}

// Take hands requests in, in their order. settled waits until each of them is answered or safely kept; until it has returned nil the
// platform must deliver them again. Others may be handed in meanwhile.
type Take func(ctx context.Context, requests []handlers.Request) (settled func() error, err error)

// Acknowledger is a Channel whose buttons show that they work until the tap is acknowledged.
type Acknowledger interface {
	// Acknowledge ends the wait of the tap that r carries; notice, if any, is shown as a toast.
	Acknowledge(ctx context.Context, r handlers.Request, notice string) error
}

// Verdict is what to do about a failed send.
type Verdict int

// The verdicts.
const (
	Retry   Verdict = iota + 1 // it did not reach the platform: simply again, after a while
	Wait                       // the platform asks for patience: again after SendError.After
	Moved                      // the chat has another address: SendError.NewChat
	Gone                       // the chat does not want or cannot have our messages: give up, pause what is sent there
	Refused                    // this very message is not accepted: give up
	Unclear                    // the request left and its answer was lost: sent or not, nobody knows
)

// String names the verdict as it stands in logs.
func (v Verdict) String() string {
	names := [...]string{"none", "retry", "wait", "moved", "gone", "refused", "unclear"}
	if v < 0 || int(v) >= len(names) {
		return "unknown"
	}
	return names[v]
}

// SendError says why a send failed and what to do about it. Its text holds neither the token nor words of the message.
type SendError struct {
	Do      Verdict
	After   time.Duration // with Wait
	NewChat string        // with Moved
	Gateway bool          // with Unclear: it was not the platform that answered, but a gateway before it; most likely nothing was sent
	Err     error
}

// Error describes the failure for operators.
func (e *SendError) Error() string { return fmt.Sprintf("%s: %v", e.Do, e.Err) }

// Unwrap returns the cause.
func (e *SendError) Unwrap() error { return e.Err }

// Desk answers requests; *handlers.Desk is one.
type Desk interface {
	Answer(ctx context.Context, r handlers.Request) handlers.Reply
}

// Keeper keeps requests that are not answered yet, so that a crash does not lose them; *store.Store is one.
type Keeper interface {
	Keep(ctx context.Context, requests map[string][]byte) error
	Kept(ctx context.Context) (map[string][]byte, error)
	Unkeep(ctx context.Context, ids ...string) error
}

// Register remembers which updates were delivered, and which commands answered, across restarts and replicas; *store.Store is one.
type Register interface {
	Delivered(ctx context.Context, ids ...string) (known []string, err error)
	NoteDelivered(ctx context.Context, ids ...string) error
}

// Options is what a Bot is made of. Desk, Keeper and Mask are required.
type Options struct {
	Channels []Channel
	Desk     Desk
	Keeper   Keeper
	Register Register                                               // remembers requests that changed something; may be nil
	Mask     func(handlers.Request) handlers.Request                // takes personal data out before a request is kept
	Sorry    func(handlers.Request) handlers.Reply                  // said when the desk broke down; nil: silence
	Flooded  func(context.Context, handlers.Request) handlers.Reply // said once when a chat writes too fast and its messages are dropped; nil: silence
	Now      func() time.Time                                       // default time.Now
	Sleep    func(ctx context.Context, d time.Duration) error       // default Pause
	Log      *slog.Logger                                           // default slog.Default()
	Meter    Meter                                                  // default: nothing is counted
	Budget   *pace.Budget                                           // of the platform's limits, shared with whoever sends unasked messages; default: the bot's own
}

// Bot carries requests from its channels to the desk and replies back. Make one with New.
type Bot struct {
	o        Options
	channels map[string]Channel
}

// New makes a bot; nothing runs before Run.
func New(o Options) *Bot {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Sleep == nil {
		o.Sleep = Pause
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.Budget == nil {
		o.Budget = pace.New(o.Now)
	}
	if o.Meter == nil {
		o.Meter = noMeter{}
	}
	b := &Bot{o: o, channels: map[string]Channel{}}
	for _, c := range o.Channels {
		b.channels[c.Name()] = c
	}
	return b
}

// Pause waits for d, or less when ctx ends first; then its error is ctx's.
func Pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// handInTime is how long requests in hand may take after Run was told to stop; what is left is kept for the next start.
// A service manager kills after ten seconds, and the last poll needs some of them.
const (
	handInTime = 8 * time.Second
	lastMoment = time.Second
)

// Run answers whatever its channels receive, kept requests first, until ctx ends or a channel stops for good. It has
// ended ten seconds after ctx at the latest.
func (b *Bot) Run(ctx context.Context) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	work, end := context.WithCancel(context.WithoutCancel(ctx))
	defer end()

	l := newLine(b, work)
	tooLate := make(chan struct{})
	over, rest := context.WithCancel(context.WithoutCancel(ctx))
	var clock, receivers sync.WaitGroup
	clock.Go(func() { b.handIn(ctx, over, end, tooLate) })
	receivers.Go(func() { l.resume(ctx) })
	errs := make([]error, len(b.o.Channels))
	for i, c := range b.o.Channels {
		receivers.Go(func() {
			defer stop()
			<-l.resumed
			if err := c.Receive(ctx, l.take); err != nil {
				errs[i] = fmt.Errorf("receive from %s: %w", c.Name(), err)
			}
		})
	}
	receivers.Wait()
	stop()
	l.finish(tooLate)
	rest()
	clock.Wait()
	return errors.Join(errs...)
}

// handIn ends the work in hand when its time is over after ctx, and closes tooLate when even that has not helped.
func (b *Bot) handIn(ctx, over context.Context, end func(), tooLate chan<- struct{}) {
	<-ctx.Done()
	if b.o.Sleep(over, handInTime) != nil {
		return
	}
	end()
	if b.o.Sleep(over, lastMoment) == nil {
		close(tooLate)
	}
}

// Send sends r to the chat, in several messages where it is too long for one, and returns the id of the first. An error
// says that nothing was sent, or that nobody knows (Unclear); it is a *SendError. The caller has taken the first out of the Budget.
func (b *Bot) Send(ctx context.Context, chat string, r handlers.Reply) (string, error) {
	c, err := b.channel(chat)
	if err != nil {
		return "", err
	}
	parts := splitReply(r)
	first, err := c.Send(ctx, chat, parts[0])
	if err != nil {
		return "", err
	}
	p := patience{bot: b, kind: aPart, pause: b.o.Sleep, retries: mostRetries, gateways: mostGateways}
	for i, part := range parts[1:] {
		if _, err := p.send(ctx, chat, part); err != nil {
			b.o.Log.WarnContext(ctx, "rest of a long message not sent", "chat", chat, "part", i+2, "of", len(parts), "error", err)
			break
		}
	}
	return first, nil
}
