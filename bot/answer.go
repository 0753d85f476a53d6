package bot

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"
	"time"

	"ikdbot/handlers"
)

const (
	acknowledging = 5 * time.Second
	stepEvery     = 1500 * time.Millisecond // between shown steps of long work; a chat takes a message a second
	longestWait   = 10 * time.Minute        // a platform that asks for more patience than this gets no answer sent
	mostWaits     = 6
	mostRetries   = 5 // of a message sent unasked, which has a ledger behind it
	mostGateways  = 3 // pages of gateways in the place of the platform's word, before an answer is given up
)

// answer asks the desk and sends what it says. False: the program is ending, and the request is not answered.
func (l *line) answer(j *job) bool {
	if !l.enterPlace() {
		return false
	}
	defer l.leavePlace()
	r := j.request
	r.Progress = l.progress(r.Chat)
	reply := l.reply(j, r)
	if l.work.Err() != nil {
		return false
	}
	j.once = reply.Once
	if r.Tap == "" && reply.Text == "" && reply.File == nil {
		reply.Text = reply.Notice // a notice is shown on a tapped button; typed, the same command deserves the same words
	}
	silent := reply.Text == "" && reply.File == nil
	done := silent || l.deliver(r, reply)
	if done && (!silent || r.Tap != "") {
		l.bot.o.Meter.Answered(reply.About, l.bot.o.Now().Sub(j.since))
	}
	if done && r.Tap != "" {
		l.acknowledge(r, reply.Notice)
	}
	return done
}

// reply is what the desk says, or, to a chat that floods, that it does.
func (l *line) reply(j *job, r handlers.Request) handlers.Reply {
	switch {
	case !j.flood:
		return l.ask(l.work, r)
	case l.bot.o.Flooded == nil:
		return handlers.Reply{}
	}
	return l.bot.o.Flooded(l.work, r)
}

// ask has the desk answer and survives its panics. The log gets the stack but not the panic's value, which may quote
// what a citizen wrote.
func (l *line) ask(ctx context.Context, r handlers.Request) (reply handlers.Reply) {
	defer func() {
		cause := recover()
		if cause == nil {
			return
		}
		what := fmt.Sprintf("%T", cause)
		if fault, ok := cause.(runtime.Error); ok {
			what = fault.Error()
		}
		l.bot.o.Log.Error("answering panicked", "request", r.ID, "cause", what, "stack", string(debug.Stack()))
		reply = handlers.Reply{}
		if l.bot.o.Sorry != nil && r.Event == "" {
			reply = l.bot.o.Sorry(r)
		}
	}()
	return l.bot.o.Desk.Answer(ctx, r)
}

// deliver sends every part of a reply, with patience. False: the program is ending before it was sent.
func (l *line) deliver(r handlers.Request, reply handlers.Reply) bool {
	chat := r.Chat
	p := patience{bot: l.bot, kind: anAnswer, pause: l.aside, retries: -1, gateways: mostGateways, moved: func(from, to string) {
		l.ask(l.work, handlers.Request{ID: r.ID + "/moved", Chat: from, NewChat: to, Event: handlers.Moved, At: l.bot.o.Now()})
	}}
	for _, part := range splitReply(reply) {
		to, err := p.send(l.work, chat, part)
		if err == nil {
			chat = to
			continue
		}
		var failure *SendError
		unsent := !errors.As(err, &failure) || failure.Do == Retry || failure.Do == Wait
		if !unsent && failure.Do == Refused && part.File != nil && reply.Instead != "" {
			l.bot.o.Log.Warn("file refused, text goes instead", "request", r.ID, "chat", chat, "error", err)
			return l.deliver(r, handlers.Reply{Text: reply.Instead, Buttons: reply.Buttons})
		}
		if unsent && l.work.Err() != nil {
			return false
		}
		l.bot.o.Log.Warn("answer not sent", "request", r.ID, "chat", chat, "error", err)
		if failure != nil && failure.Do == Gone {
			l.ask(l.work, handlers.Request{ID: r.ID + "/gone", Chat: chat, Private: r.Private, Event: handlers.Removed, At: l.bot.o.Now()})
		}
		break
	}
	return true
}

// patience is how long a message is worth trying. What is Unclear is not sent again: the reader may have it already. Where a gateway
// answered that is so unlikely that a person who waits for an answer is served better by trying on.
type patience struct {
	bot      *Bot
	kind     string // of the message, for counting
	pause    func(context.Context, time.Duration) error
	retries  int                   // while the platform is out of reach; -1: for as long as it takes
	gateways int                   // see mostGateways
	moved    func(from, to string) // may be nil
}

// send sends one message and returns the address where it arrived.
func (p patience) send(ctx context.Context, chat string, r handlers.Reply) (string, error) {
	channel, err := p.bot.channel(chat)
	if err != nil {
		return chat, err
	}
	for retries, waits, gateways := 0, 0, 0; ; {
		_, err := p.bot.spend(ctx, channel, chat, r)
		p.bot.o.Meter.Sent(p.kind, Outcome(err))
		var failure *SendError
		if err == nil || !errors.As(err, &failure) {
			return chat, err
		}
		var pause time.Duration
		switch {
		case failure.Do == Moved && failure.NewChat != "" && failure.NewChat != chat && waits < mostWaits:
			if p.moved != nil {
				p.moved(chat, failure.NewChat)
			}
			chat = failure.NewChat
			waits++
			p.bot.o.Meter.Retried()
			continue
		case failure.Do == Wait && failure.After <= longestWait && waits < mostWaits:
			pause = failure.After
			waits++
		case failure.Do == Retry && retries != p.retries:
			pause = backoff(retries)
			retries++
		case failure.Do == Unclear && failure.Gateway && gateways < p.gateways:
			pause = backoff(gateways)
			gateways++
		default:
			return chat, err
		}
		if p.pause(ctx, pause) != nil {
			return chat, err
		}
		p.bot.o.Meter.Retried()
	}
}

// spend sends one message or edit out of the Budget. Answers are never held back, but what nobody asked for takes what they leave.
func (b *Bot) spend(ctx context.Context, c Channel, chat string, r handlers.Reply) (string, error) {
	turn := b.o.Budget.Answer(chat)
	message, err := c.Send(ctx, chat, r)
	turn.Over(Left(err))
	return message, err
}

// Left reports whether a message with this outcome may have reached the platform.
func Left(err error) bool {
	var failure *SendError
	return !errors.As(err, &failure) || failure.Do != Retry
}

// backoff is the pause before try n+2: one second, doubling up to half a minute.
func backoff(n int) time.Duration { return min(time.Second<<min(n, 5), 30*time.Second) }

// progress shows steps of long work in one message that changes. What is done at once shows none.
func (l *line) progress(chat string) func(handlers.Reply) {
	shown, last := "", l.bot.o.Now()
	return func(step handlers.Reply) {
		channel, err := l.bot.channel(chat)
		if err != nil || l.bot.o.Now().Sub(last) < stepEvery {
			return
		}
		last = l.bot.o.Now()
		step.Edit = shown
		message, err := l.bot.spend(l.work, channel, chat, step)
		if err != nil {
			l.bot.o.Log.Debug("step not shown", "chat", chat, "error", err)
			return
		}
		shown = message
	}
}

func (l *line) acknowledge(r handlers.Request, notice string) {
	channel, err := l.bot.channel(r.Chat)
	if err != nil {
		return
	}
	if c, ok := channel.(Acknowledger); ok {
		ctx, cancel := context.WithTimeout(l.work, acknowledging)
		defer cancel()
		if err := c.Acknowledge(ctx, r, notice); err != nil {
			l.bot.o.Log.Debug("tap not acknowledged", "request", r.ID, "error", err)
		}
	}
}

// channel finds the channel of an address.
func (b *Bot) channel(chat string) (Channel, error) {
	name, _, _ := strings.Cut(chat, ":")
	c, ok := b.channels[name]
	if !ok {
		return nil, &SendError{Do: Refused, Err: fmt.Errorf("no channel %q", name)}
	}
	return c, nil
}
