package handlers

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"ikdbot/handlers/understand"
	"ikdbot/locales"
	"ikdbot/store"
)

// turn is one request while it is being answered.
type turn struct {
	*Desk
	Request
	ctx     context.Context
	mind    *understand.Mind // the same from the beginning of the turn to its end
	lang    locales.Language
	args    string              // what follows the command
	talk    store.Talk          // the chat as remembered
	was     store.Talk          // the chat as it was remembered when the turn began
	read    *understand.Reading // what a question was understood as; nil for everything else
	figures *store.Aggregates   // once they were read
	rank    int                 // 0 unknown, 1 nobody special, 2 admin, 3 founder
	once    bool                // see Reply.Once

	lastRead  time.Time // while Redis is away, and figures are shown: when they were read
	lastBound time.Time // likewise, and the area is that of the group: when its binding was read
	wasAdmin  bool      // while Redis is away: an added admin when that was last read; see findStanding
}

func (d *Desk) turn(ctx context.Context, r Request) *turn {
	t := &turn{Desk: d, Request: r, ctx: ctx, mind: d.learner.current(ctx), lang: locales.Indonesian}
	t.talk = d.store.Talk(ctx, r.Chat)
	t.was = t.talk
	if t.talk.Language != "" {
		t.lang = locales.Language(t.talk.Language)
	}
	return t
}

// remember keeps the menu, the misses and the language of the chat, where they changed.
func (t *turn) remember() {
	if t.was.Language != t.talk.Language || t.was.Misses != t.talk.Misses || !slices.Equal(t.was.Menu, t.talk.Menu) {
		t.store.SetTalk(t.ctx, t.Chat, t.talk)
	}
}

// today is the injected clock in the regency's zone.
func (d *Desk) today() time.Time { return d.now().In(d.regency.Zone) }

// countedFor is how long it is known that an update was counted; platforms deliver again for a day at the most.
const countedFor = 48 * time.Hour

// counts reports whether this update is yet to be counted, and notes that it was: delivered again it is counted no more. While that
// cannot be asked nothing can be counted anyway.
func (t *turn) counts() bool {
	if t.ID == "" {
		return true
	}
	fresh, err := t.store.Allow(t.ctx, "counted/"+t.ID, countedFor)
	return fresh || err != nil
}

// say is the phrase of that key in the language of this chat. Every phrase may speak of {example}, an area of the regency.
func (t *turn) say(key string, pairs ...any) string {
	return t.content.Say(t.lang, key, append(pairs, "example", t.example)...)
}

// plain is a reply that is one phrase.
func (t *turn) plain(key string, pairs ...any) Reply {
	return Reply{Text: t.say(key, pairs...)}
}

// trouble is the reply when the store failed: the person gets a phrase, the operator the error.
func (t *turn) trouble(doing string, err error) Reply {
	if errors.Is(err, store.ErrAway) {
		t.log.Error("redis away", "doing", doing)
		return t.plain("desk.away")
	}
	t.log.Error("answer failed", "doing", doing, "error", err)
	return t.plain("desk.trouble")
}

// choice is a numbered line of a menu: what it is called and the command it stands for.
type choice struct{ label, command string }

// menu adds numbered choices to a text: as lines for people who type the digit, and as buttons for those who tap.
func (t *turn) menu(text string, choices []choice) Reply {
	var b strings.Builder
	b.WriteString(text)
	b.WriteString("\n")
	r := Reply{}
	t.talk.Menu = nil
	for i, c := range choices {
		b.WriteString("\n" + strconv.Itoa(i+1) + ". " + locales.Escape(c.label))
		r.Buttons = append(r.Buttons, []Button{{Label: c.label, Command: c.command}})
		t.talk.Menu = append(t.talk.Menu, c.command)
	}
	r.Text = b.String()
	return r
}

// digit is the command a typed digit chooses from the chat's last menu, if the message is nothing but that digit.
func (t *turn) digit() string {
	text := strings.Trim(norm.NFKC.String(t.Text), " .)(\ufe0f\u20e3")
	if len(text) > 2 {
		return ""
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > len(t.talk.Menu) {
		return ""
	}
	return t.talk.Menu[n-1]
}

// isAdmin reports whether the person is an admin of this bot. While Redis is away only the founders are: of the others it is not known
// whether they still are, see wasAdmin.
func (t *turn) isAdmin() bool { return t.standing() >= 2 }

// isFounder reports whether the person is named in ADMIN_IDS.
func (t *turn) isFounder() bool { return t.standing() == 3 }

func (t *turn) standing() int {
	if t.rank == 0 {
		t.rank = t.findStanding()
	}
	return t.rank
}

func (t *turn) findStanding() int {
	if t.User == "" || t.Anonymous {
		return 1
	}
	if slices.Contains(t.founders, t.User) {
		return 3
	}
	admins, err := t.store.Admins(t.ctx)
	if err != nil {
		t.log.Error("admins not readable", "error", err)
		// Somebody may have been removed by another replica since. So what this one remembers of admins gives no right, not even where
		// Redis is back a moment later, before the command has run: it only chooses how a refusal is worded.
		t.wasAdmin = errors.Is(err, store.ErrAway) && t.store.WasAdmin(t.User)
		return 1
	}
	for _, a := range admins {
		if a.User == t.User {
			return 2
		}
	}
	return 1
}
