package handlers

import (
	"context"
	"fmt"
	"strings"

	"ikdbot/locales"
	"ikdbot/store"
)

// Where the office asks for copies on other servers, a change is called stored only once they have it. Until then the bot says that it
// is noted, and tells its author later how it went.

// storedAs is how the bot says that a change is stored: by a phrase, or by another where there is no copy yet.
func (t *turn) storedAs(stored, uncopied string, c store.Change, pairs ...any) string {
	key := stored
	if c.Uncopied {
		key = uncopied
		t.log.Warn("change not copied in time", "change", c.N)
	}
	return t.say(key, append([]any{"n", numberOf(c.N)}, pairs...)...)
}

// storedBefore says that a change was stored before.
func (t *turn) storedBefore(a *store.Already) string {
	if a.Uncopied {
		return t.say("copies.already", "n", numberOf(a.N))
	}
	return t.say("update.already", "n", numberOf(a.N))
}

// sayUncopied says above a reply that the change of a group or of an admin which it tells of has no copy yet. The same command given again finds
// out: it changes nothing, and waits for the copy once more.
func (t *turn) sayUncopied(r Reply, uncopied bool) Reply {
	if uncopied {
		t.log.Warn("change of a group or an admin not copied in time", "user", t.User)
		r.Text = t.say("copies.noted") + "\n\n" + r.Text
	}
	return r
}

// TellCopies tells the authors of changes that had no copy in time how that went: copied by now, or lost.
func (d *Desk) TellCopies(ctx context.Context) error {
	copied, lost, err := d.store.Copies(ctx)
	if err != nil {
		return fmt.Errorf("look after copies: %w", err)
	}
	for _, c := range copied {
		err = d.tellCopy(ctx, c, "copied", d.content.Say(locales.Indonesian, "copies.copied_notice", "n", numberOf(c.N)))
	}
	for _, c := range lost {
		d.log.ErrorContext(ctx, "change lost with its server", "change", c.N)
		err = d.tellCopy(ctx, c, "lost", d.content.Say(locales.Indonesian, "copies.lost_notice", "n", numberOf(c.N), "time", d.Moment(c.At)))
	}
	return err
}

// tellCopy owes an author a notice and forgets the change; an author who is no person, such as the command line, gets none.
func (d *Desk) tellCopy(ctx context.Context, c store.Change, kind, text string) error {
	if strings.Contains(c.Author, ":") {
		d.notify(ctx, kind+"/"+c.Hash, []string{c.Author}, text)
	}
	if err := d.store.Told(ctx, c); err != nil {
		return fmt.Errorf("forget copied change: %w", err)
	}
	return nil
}
