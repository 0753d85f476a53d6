// Package pace counts what the bot sends, so that what nobody asked for takes no more than what the answers leave of the platform's
// limits.
package pace

import (
	"strings"
	"sync"
	"time"
)

// Telegram allows a bot about 30 messages a second in all, one a second to a chat and 20 a minute to a group. One in thirty is left
// free, so that an answer finds room whenever it comes.
const (
	inAll    = 29 // a second
	inGroup  = 20 // a minute
	forAsked = 1  // of those in all unasked messages leave so many at least
)

// unknown is the pause where only what is still on its way keeps a message back.
const unknown = 50 * time.Millisecond

// Budget is what may be sent. It counts messages and edits from the moment they leave until a second after they arrived, in groups
// until a minute after. When exactly the platform counted one lies between its leaving and its answer, so that what fits in here fits
// in there. It lives in memory: the limits are so short that a new speaker need not know what the last one sent.
type Budget struct {
	now func() time.Time

	mu             sync.Mutex
	latest         time.Time // what the clock showed last
	asked, unasked tally     // of all chats
	chats          map[string]*tally
	sweepAt        int // as soon as there are so many chats, those that rest are forgotten
	way            way
}

// New makes a budget on a clock.
func New(now func() time.Time) *Budget {
	second := tally{keep: time.Second}
	return &Budget{now: now, asked: second, unasked: second, chats: map[string]*tally{}, sweepAt: fewChats}
}

// Turn is one message's leave to go.
type Turn struct {
	budget  *Budget
	chat    string
	unasked bool
	since   time.Time
}

// Answer counts an answer, or an edit, that leaves now. It is never held back.
func (b *Budget) Answer(chat string) *Turn {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.leave(chat, false, b.read())
}

// Take lets an unasked message leave now, or says after how long to ask again.
func (b *Budget) Take(chat string) (turn *Turn, wait time.Duration) {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := b.read()
	if wait := max(b.chatWait(chat, now), b.wait(now)); wait > 0 {
		return nil, wait
	}
	return b.leave(chat, true, now), 0
}

// Wait is how long the limits of the chat alone keep the next unasked message back.
func (b *Budget) Wait(chat string) time.Duration {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.chatWait(chat, b.read())
}

// Pause holds unasked messages to a chat back for as long as the platform asked.
func (b *Budget) Pause(chat string, d time.Duration) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.chat(chat).until = b.read().Add(d)
}

// Over says that the platform has answered, or that nobody knows; with left false that the message never left.
func (t *Turn) Over(left bool) {
	b := t.budget
	b.mu.Lock()
	defer b.mu.Unlock()
	now := b.read()
	at := now.Add(-b.way.walked(t.since, now))
	of := &b.asked
	if t.unasked {
		of = &b.unasked
	}
	in := b.chat(t.chat)
	of.flying--
	in.flying--
	if left {
		of.land(at)
		in.land(at)
	}
}

func (b *Budget) leave(chat string, unasked bool, now time.Time) *Turn {
	of := &b.asked
	if unasked {
		of = &b.unasked
	}
	of.flying++
	b.chat(chat).flying++
	return &Turn{budget: b, chat: chat, unasked: unasked, since: now}
}

// wait is how long all chats together keep an unasked message back. One a second goes however many ask: a flood of questions must
// not silence the bot.
func (b *Budget) wait(now time.Time) time.Duration {
	asked, unasked := b.asked.last(now), b.unasked.last(now)
	over := max(asked, forAsked) + unasked - inAll
	if over < 0 || unasked == 0 {
		return 0
	}
	these, those := b.asked.landed, b.unasked.landed
	for ; len(these)+len(those) > 0; over-- {
		first := &these
		if len(these) == 0 || len(those) > 0 && those[0].Before(these[0]) {
			first = &those
		}
		if over == 0 {
			return until((*first)[0].Add(time.Second), now)
		}
		*first = (*first)[1:]
	}
	return unknown
}

func (b *Budget) chatWait(chat string, now time.Time) time.Duration {
	t := b.chats[room(chat)]
	switch {
	case t == nil:
		return 0
	case now.Before(t.until):
		return t.until.Sub(now)
	case t.flying > 0:
		return unknown
	}
	n := t.last(now)
	switch {
	case n == 0:
		return 0
	case group(chat) && n >= inGroup:
		return until(t.landed[n-inGroup].Add(time.Minute), now)
	}
	return max(0, t.landed[n-1].Add(time.Second).Sub(now))
}

// until is more than nothing: an instant that has come just now is one to ask again.
func until(t, now time.Time) time.Duration { return max(t.Sub(now), time.Millisecond) }

// room is the chat of a topic: limits are a chat's, however many topics it has.
func room(chat string) string {
	r, _, _ := strings.Cut(chat, "/")
	return r
}

// group reports whether an address is a group's; Telegram gives them negative ids.
func group(chat string) bool { return strings.Contains(chat, ":-") }
