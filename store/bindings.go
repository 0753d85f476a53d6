package store

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/redis/go-redis/v9"
)

// bindingsKey holds a HASH: binding id -> Binding as JSON.
func (s *Store) bindingsKey() string { return s.key("bindings") }

// boundKey holds a HASH: chat address -> binding id, so that a chat and topic has one binding only.
func (s *Store) boundKey() string { return s.key("bound") }

// lastBindingKey holds a STRING, the number of the last binding id given. Ids are never given twice: the ledger names them.
func (s *Store) lastBindingKey() string { return s.key("last-binding") }

// bindScript binds a chat, keeping the id where it was bound before, and answers the question of the beginning.
// KEYS: bindings, bound, last binding, answered, loss. ARGV: chat, Binding as JSON without its id, the answer's id, when this process
// noticed a loss or "". Result: the Binding as JSON.
var bindScript = redis.NewScript(answerLua + `
local b = cjson.decode(ARGV[2])
local id = redis.call('HGET', KEYS[2], ARGV[1])
if id then
  if b.schedule == '' then b.schedule = cjson.decode(redis.call('HGET', KEYS[1], id)).schedule end
else
  id = 'b' .. redis.call('INCR', KEYS[3])
  redis.call('HSET', KEYS[2], ARGV[1], id)
end
b.id = id
local raw = cjson.encode(b)
redis.call('HSET', KEYS[1], id, raw)
answer(KEYS[4], KEYS[5], ARGV[3], ARGV[4])
return raw`)

// amendScript changes some fields of a binding.
// KEYS: bindings. ARGV: id, the fields as a JSON object. Result: the Binding as JSON, "" if there is none.
var amendScript = redis.NewScript(`
local raw = redis.call('HGET', KEYS[1], ARGV[1])
if not raw then return '' end
local b = cjson.decode(raw)
for field, value in pairs(cjson.decode(ARGV[2])) do b[field] = value end
raw = cjson.encode(b)
redis.call('HSET', KEYS[1], ARGV[1], raw)
return raw`)

// boundScript returns a chat's binding and removes it if asked to.
// KEYS: bindings, bound. ARGV: chat, "remove" or "". Result: the Binding as JSON, "" if there is none.
var boundScript = redis.NewScript(`
local id = redis.call('HGET', KEYS[2], ARGV[1])
if not id then return '' end
local raw = redis.call('HGET', KEYS[1], id)
if ARGV[2] == 'remove' then
  redis.call('HDEL', KEYS[1], id)
  redis.call('HDEL', KEYS[2], ARGV[1])
end
return raw or ''`)

// Bind joins a chat to an area. A chat that is bound already keeps its id, and its schedule if none is given. Since is now unless
// given; every pause ends.
func (s *Store) Bind(ctx context.Context, b Binding) (Binding, error) {
	if b.Since.IsZero() {
		b.Since = s.now()
	}
	b.ID, b.Paused, b.Since = "", "", b.Since.UTC()
	raw, err := json.Marshal(b)
	if err != nil {
		return Binding{}, fmt.Errorf("write binding: %w", err)
	}
	keys := []string{s.bindingsKey(), s.boundKey(), s.lastBindingKey(), s.answeredKey(), s.lossKey()}
	b, _, err = s.changeBinding(ctx, "bind chat", bindScript, keys, b.Chat, raw, s.newID(), stamp(s.past.ownLoss()))
	if err == nil {
		s.past.accept()
		s.learned(b.Chat, b, true)
	}
	return b, err
}

// BindingOf returns a chat's binding and whether it has one.
func (s *Store) BindingOf(ctx context.Context, chat string) (Binding, bool, error) {
	b, bound, err := s.bindingBy(ctx, "look up binding", boundScript, []string{s.bindingsKey(), s.boundKey()}, chat, "")
	if err == nil {
		s.learned(chat, b, bound)
	}
	return b, bound, err
}

// Unbind ends a chat's binding and returns it. Uncopied tells of the end, also where there was none any more.
func (s *Store) Unbind(ctx context.Context, chat string) (Binding, bool, error) {
	b, bound, err := s.changeBinding(ctx, "unbind chat", boundScript, []string{s.bindingsKey(), s.boundKey()}, chat, "remove")
	if err == nil {
		s.learned(chat, b, false)
	}
	return b, bound, err
}

// SetSchedule gives a binding another schedule; slots before since no longer count. pausedUntil is where its pause ends by the new
// schedule's clock; zero leaves it.
func (s *Store) SetSchedule(ctx context.Context, id, line string, since, pausedUntil time.Time) (Binding, error) {
	fields := map[string]any{"schedule": line, "since": since.UTC()}
	if !pausedUntil.IsZero() {
		fields["pausedUntil"] = pausedUntil.UTC()
	}
	return s.amend(ctx, "set schedule", id, fields)
}

// Pause stops a binding's reports and keeps why.
func (s *Store) Pause(ctx context.Context, id, why string) (Binding, error) {
	return s.amend(ctx, "pause binding", id, map[string]any{"paused": why})
}

// Resume ends a pause; slots before since no longer count.
func (s *Store) Resume(ctx context.Context, id string, since time.Time) (Binding, error) {
	return s.amend(ctx, "resume binding", id, map[string]any{"paused": "", "since": since.UTC()})
}

// PauseUntil stops a binding's reports for the slots before an instant. An instant that has come ends such a pause: the slots before it
// stay missed.
func (s *Store) PauseUntil(ctx context.Context, id string, until time.Time) (Binding, error) {
	return s.amend(ctx, "pause binding until", id, map[string]any{"pausedUntil": until.UTC()})
}

// amend changes some fields of a binding; ErrNothing where there is none of that id.
func (s *Store) amend(ctx context.Context, what, id string, fields map[string]any) (Binding, error) {
	raw, err := json.Marshal(fields)
	if err != nil {
		return Binding{}, fmt.Errorf("%s: %w", what, err)
	}
	b, ok, err := s.changeBinding(ctx, what, amendScript, []string{s.bindingsKey()}, id, raw)
	if err == nil && !ok {
		err = fmt.Errorf("%s: %w", what, ErrNothing)
	}
	return b, err
}

// bindingBy runs a script that reads, and whose result is a binding or "".
func (s *Store) bindingBy(ctx context.Context, what string, script *redis.Script, keys []string, args ...any) (Binding, bool, error) {
	var raw string
	err := s.ask(ctx, what, func(ctx context.Context) (err error) {
		raw, err = script.Run(ctx, s.redis, keys, args...).Text()
		return err
	})
	return binding(what, raw, err)
}

// changeBinding runs a script that writes, and whose result is a binding or "". It waits for replicas where they are asked for.
func (s *Store) changeBinding(ctx context.Context, what string, script *redis.Script, keys []string, args ...any) (Binding, bool, error) {
	var raw string
	var copied bool
	err := s.ask(ctx, what, func(ctx context.Context) (err error) {
		var result *redis.Cmd
		result, copied = s.run(ctx, script, keys, args...)
		raw, err = result.Text()
		return err
	})
	b, ok, err := binding(what, raw, err)
	b.Uncopied = err == nil && !copied
	return b, ok, err
}

// binding is what a script returned.
func binding(what, raw string, err error) (b Binding, ok bool, _ error) {
	if err != nil || raw == "" {
		return b, false, err
	}
	if err := json.Unmarshal([]byte(raw), &b); err != nil {
		return Binding{}, false, fmt.Errorf("%s: %w", what, err)
	}
	return b, true, nil
}

// Bindings lists all bindings in the order they were made.
func (s *Store) Bindings(ctx context.Context) ([]Binding, error) {
	bindings, err := values[Binding](ctx, s, "read bindings", s.bindingsKey())
	if err != nil {
		return nil, err
	}
	s.lastBindings.all(bindings, func(b Binding) string { return b.Chat }, s.now())
	// "b9" before "b10": ids of one length compare as text.
	slices.SortFunc(bindings, func(a, b Binding) int {
		return cmp.Or(cmp.Compare(len(a.ID), len(b.ID)), cmp.Compare(a.ID, b.ID))
	})
	return bindings, nil
}
