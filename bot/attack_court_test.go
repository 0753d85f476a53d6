package bot

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"ikdbot/handlers"
	"ikdbot/store"
)

// court is a desk with something at stake.
type court struct {
	t       *testing.T
	desk    *handlers.Desk
	store   *store.Store
	channel *Telegram
	id      string
	updates int
}

// newCourt sets a desk up with the admins given: a change by founder 1 that may be undone, one that waits for them, a group that is bound.
func newCourt(t *testing.T, l *library, founders ...string) *court {
	now := func() time.Time { return time.Date(2026, 11, 21, 10, 0, 0, 0, l.regency.Zone) }
	log := slog.New(slog.DiscardHandler)
	same := *l
	same.random = rand.NewChaCha8([32]byte{}) // ids are the same on every court, so that replies can be compared
	_, memory := same.desk(t, now, log)
	c := &court{t: t, store: memory, channel: NewTelegram(TelegramOptions{Token: testToken, Now: now, Log: log})}
	c.channel.self = ikdbot
	if len(founders) == 0 {
		if _, err := memory.RemoveAdmin(t.Context(), "telegram:2"); err != nil {
			t.Fatal(err)
		}
	}
	c.desk = handlers.New(handlers.Options{
		Content: l.content, Regency: l.regency, Store: memory, Mind: l.mind, Now: now, Founders: founders, Schedule: "0 8 * * MON",
		ReviewFrom: 10, Log: log,
	})
	n := int64(7)
	change := store.Change{Author: "telegram:1", AsOf: "2026-11-20", Source: "Disdukcapil", Rows: []store.Row{{Area: "62.02.05", Count: store.Active, New: &n}}}
	if _, err := memory.Commit(t.Context(), change); err != nil {
		t.Fatal(err)
	}
	change.Rows = []store.Row{{Area: "62.02.07", Count: store.Active, New: &n}}
	pending, err := memory.Propose(t.Context(), store.Pending{Author: "telegram:1", Change: change})
	if err != nil {
		t.Fatal(err)
	}
	c.id = pending.ID
	bound := store.Binding{Chat: fmt.Sprint("telegram:", theGroup), Area: "62.02.05", Schedule: "0 8 * * MON", By: "telegram:1", Since: now()}
	if _, err := memory.Bind(t.Context(), bound); err != nil {
		t.Fatal(err)
	}
	return c
}

// ask delivers a text in some way and gives the reply.
func (c *court) ask(way func(string) object, text string) string {
	c.t.Helper()
	c.updates++
	u := way(strings.ReplaceAll(text, "{id}", c.id))
	u["update_id"] = c.updates
	raw, err := json.Marshal(u)
	if err != nil {
		c.t.Fatal(err)
	}
	r, ok := c.channel.request(ikdbot, readUpdate(raw))
	reply := handlers.Reply{}
	if !ok {
		return fmt.Sprint(reply.Text, reply.Notice, reply.Buttons)
	}
	reply = c.desk.Answer(c.t.Context(), r)
	if reply.File != nil {
		reply.Text += " " + reply.File.Name
	}
	return fmt.Sprint(reply.Text, reply.Notice, reply.Buttons)
}

// stake is everything an admin's command could change.
func (c *court) stake() string {
	c.t.Helper()
	var all []any
	add := func(v any, err error) {
		if err != nil {
			c.t.Fatal(err)
		}
		all = append(all, v)
	}
	ctx := c.t.Context()
	history, err := c.store.History(ctx)
	add(history, err)
	pending, err := c.store.Proposed(ctx, "telegram:1")
	add(pending, err)
	bindings, err := c.store.Bindings(ctx)
	add(bindings, err)
	admins, err := c.store.Admins(ctx)
	add(admins, err)
	holds, err := c.store.Holds(ctx)
	add(holds, err)
	for _, user := range []string{"telegram:1", "telegram:99"} {
		started, err := c.store.HasStarted(ctx, user)
		add(started, err)
	}
	raw, err := json.Marshal(all)
	add(nil, err)
	return string(raw)
}
