// Package handlers decides what the bot says: a Request in, a Reply out, no chat platform and no Redis client in sight.
package handlers

import (
	"context"
	"log/slog"
	"strings"
	"time"

	"ikdbot/handlers/report"
	"ikdbot/handlers/understand"
	"ikdbot/locales"
	"ikdbot/store"
)

// Options are the parts a Desk works with; all are needed.
type Options struct {
	Content  *locales.Content
	Regency  *locales.Regency
	Store    *store.Store
	Mind     *understand.Mind // trained on the content alone; lessons come on top
	Now      func() time.Time
	Founders []string // addresses of the people of ADMIN_IDS, "telegram:99"; they alone add and remove admins
	Schedule string   // cron line a newly bound group gets
	Files    Files    // fetches what admins send; nil: files are not read
	// ReviewFrom is how many areas an import may change before a second admin has to approve it; 0: never.
	ReviewFrom int
	Draw       Draw          // nil: report.Picture
	Vitals     func() Vitals // of the running program; nil: it says nothing of itself
	Owed       func()        // is told that something waits to be sent now; nil: it is found when the ledger is looked at next
	Log        *slog.Logger
}

// Desk answers requests. It keeps nothing itself but the Mind, which it trains anew when lessons come, and is safe for concurrent use.
type Desk struct {
	content    *locales.Content
	regency    *locales.Regency
	store      *store.Store
	learner    *learner
	memory     *memory
	now        func() time.Time
	founders   []string
	schedule   string
	files      Files
	reading    chan struct{} // holds one token while a file is read
	reviewFrom int
	log        *slog.Logger
	commands   map[string]*command
	draw       Draw
	pictures   pictures
	vitals     func() Vitals
	owed       func()
	example    string // name of an area of the regency, for phrases that show how to name one
}

// New makes a desk.
func New(o Options) *Desk {
	example, _ := o.Regency.Area(o.Regency.Children(o.Regency.Root())[0])
	if o.Draw == nil {
		o.Draw = report.Picture
	}
	if o.Vitals == nil {
		o.Vitals = func() Vitals { return Vitals{} }
	}
	if o.Owed == nil {
		o.Owed = func() {}
	}
	return &Desk{
		example: example.Name,
		content: o.Content, regency: o.Regency, store: o.Store, learner: newLearner(o), memory: newMemory(), now: o.Now,
		founders: o.Founders, schedule: o.Schedule, log: o.Log, commands: byName(commandTable()),
		files: o.Files, reading: make(chan struct{}, 1), reviewFrom: o.ReviewFrom, draw: o.Draw, vitals: o.Vitals, owed: o.Owed,
	}
}

// Answer says what a request gets: privacy first, then command, digit, place, file or question. It never fails: what goes
// wrong inside is logged here and told in a phrase.
func (d *Desk) Answer(ctx context.Context, r Request) Reply {
	if r.Event != "" {
		reply := d.event(ctx, r)
		reply.About = aboutEvent
		return reply
	}
	// In a group a forwarded message was said to others, even where it looks like a command.
	if r.Edited || !r.Private && (!r.Addressed || r.Forwarded) {
		return Reply{}
	}
	t := d.turn(ctx, r)
	reply := t.answer()
	reply.Text = t.asLastRead(reply.Text)
	reply.About, reply.Once = t.about(), t.once
	t.remember()
	return reply
}

func (t *turn) answer() Reply {
	name, args, isCommand := splitCommand(t.Text)
	c, file := t.commands[name], t.File
	if t.Forwarded {
		isCommand = false
	}
	if !isCommand || c == nil || !c.admin {
		t.mask()
		_, args, _ = splitCommand(t.Text)
	}
	switch {
	case isCommand && c != nil:
		return t.run(c, args)
	case isCommand && !t.carriesTable():
		return t.unlisted(name)
	case t.Location != nil:
		return t.sharedLocation()
	case t.scamPackage():
		return t.warned(t.scamFile())
	case t.File != nil:
		return t.warned(t.takeFile(*file))
	case t.Other != "":
		return t.other()
	}
	if choice := t.digit(); choice != "" {
		t.Text = choice
		return t.answer()
	}
	return t.question()
}

// run obeys a command of the table, if this person may use it here.
func (t *turn) run(c *command, args string) Reply {
	t.args = args
	if c.admin && t.Private && !t.isAdmin() {
		if t.wasAdmin {
			return t.adminAway(c)
		}
		t.log.Warn("command refused", "command", c.name, "user", t.User, "why", "not an admin")
		return t.plain("desk.not_admin")
	}
	if c.admin && t.Private {
		t.reachable()
	}
	if c.private && !t.Private {
		return t.plain("desk.only_private")
	}
	if c.groupOnly && t.Private {
		return t.plain("desk.only_group")
	}
	t.once = c.once
	return t.warned(c.run(t))
}

// unlisted answers a command outside the table: a topic by its id, else a hint.
func (t *turn) unlisted(name string) Reply {
	if _, ok := t.content.Topic(t.lang, name); ok {
		return t.warned(t.topics([]string{name}, nil))
	}
	if !t.Private {
		return Reply{}
	}
	return t.warned(t.mainMenu(t.say("desk.unknown_command")))
}

// other answers a message without text: a friendly line in private, silence in groups.
func (t *turn) other() Reply {
	if !t.Private {
		return Reply{}
	}
	return t.mainMenu(t.say("desk.only_text"))
}

// splitCommand takes "/Lokasi  Baamang" apart. The channel has already removed the bot's own name from "/lokasi@bot".
func splitCommand(text string) (name, args string, ok bool) {
	rest, ok := strings.CutPrefix(strings.TrimSpace(text), "/")
	if !ok {
		return "", "", false
	}
	name, args, _ = strings.Cut(rest, " ")
	if line, more, cut := strings.Cut(name, "\n"); cut {
		name, args = line, more+" "+args
	}
	return strings.ToLower(name), strings.TrimSpace(args), name != ""
}

// Sorry is what a person gets when answering broke down; the operator finds the reason in the log.
func (d *Desk) Sorry(r Request) Reply {
	if !r.Private && !r.Addressed {
		return Reply{}
	}
	return Reply{Text: d.content.Say(locales.Indonesian, "desk.trouble")}
}

// Flooded is what a person gets, once, whose messages come so fast that some are not answered. A group gets nothing.
func (d *Desk) Flooded(ctx context.Context, r Request) Reply {
	if !r.Private {
		return Reply{}
	}
	return d.turn(ctx, r).plain("desk.flooded")
}
