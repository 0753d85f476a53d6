package handlers

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"time"

	"ikdbot/locales"
	"ikdbot/store"
)

// Tell owes every admin who pressed Start a notice, through the ledger. id is stable: telling the same thing twice tells
// it once. Failing to note it is logged; nobody waits for a notice.
func (d *Desk) Tell(ctx context.Context, id, key string, pairs ...any) {
	d.tell(ctx, id, d.content.Say(locales.Indonesian, key, pairs...))
}

func (d *Desk) tell(ctx context.Context, id, text string) {
	admins, err := d.Reachable(ctx)
	if err != nil {
		d.unnoted(ctx, id, err)
		return
	}
	if d.store.Emptied() {
		// Who pressed Start was lost with the rest. The founders are known, and no news is more urgent.
		admins = union(admins, d.founders)
	}
	d.notify(ctx, id, admins, text)
}

// unnoted logs that a notice is not in the ledger, unless the program is ending: what is true at the next start is told then.
func (d *Desk) unnoted(ctx context.Context, id string, err error) {
	if ctx.Err() == nil {
		d.log.Error("notice not noted", "notice", id, "error", err)
	}
}

// union is a list with what another has besides.
func union(list, other []string) []string {
	for _, s := range other {
		if !slices.Contains(list, s) {
			list = append(list, s)
		}
	}
	return list
}

// notify owes some people a notice, through the ledger, likewise.
func (d *Desk) notify(ctx context.Context, id string, users []string, text string, buttons ...store.Button) {
	var entries []store.Entry
	for _, user := range users {
		entries = append(entries, store.Entry{
			ID: noticeID(id, user), Chat: user, Due: d.now(), Next: d.now(), At: d.now(), State: store.Owed, Text: text,
			Buttons: buttons,
		})
	}
	fresh, err := d.store.Owe(ctx, entries...)
	if err != nil {
		d.unnoted(ctx, id, err)
	}
	if fresh > 0 {
		d.owed()
	}
}

// Notice is the message of an entry that is no report: its words, and its buttons one below the other.
func Notice(e store.Entry) Reply {
	r := Reply{Text: e.Text}
	for _, b := range e.Buttons {
		r.Buttons = append(r.Buttons, []Button{{Label: b.Label, Command: b.Command}})
	}
	return r
}

// noticeID is stable and short, so that a button can carry it: the kind of notice, which is what id begins with, and a sum of
// the rest.
func noticeID(id, user string) string {
	kind, _, _ := strings.Cut(id, "/")
	sum := sha256.Sum256([]byte(id + " " + user))
	return "notice/" + kind + "/" + hex.EncodeToString(sum[:6])
}

// Admins lists the addresses of the founders and of the admins they added.
func (d *Desk) Admins(ctx context.Context) ([]string, error) {
	added, err := d.store.Admins(ctx)
	users := append([]string(nil), d.founders...)
	for _, a := range added {
		users = append(users, a.User)
	}
	return users, err
}

// Reachable lists the admins who pressed Start: only those may be written to.
func (d *Desk) Reachable(ctx context.Context) ([]string, error) {
	users, err := d.Admins(ctx)
	if err != nil {
		return nil, err
	}
	var reachable []string
	for _, user := range users {
		started, err := d.store.HasStarted(ctx, user)
		if err != nil {
			return nil, err
		}
		if started {
			reachable = append(reachable, user)
		}
	}
	return reachable, nil
}

// Label is what an area is called in a notice.
func (d *Desk) Label(area string) string { return d.regency.Label(area) }

// Moment is an instant as notices write it, in the regency's zone.
func (d *Desk) Moment(t time.Time) string {
	return locales.Moment(locales.Indonesian, t.In(d.regency.Zone))
}
