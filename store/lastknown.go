package store

import (
	"sync"
	"time"
)

// knownMost bounds how many things of a kind are remembered; a regency has fewer admins and fewer groups by far.
const knownMost = 10_000

// lastKnown is what this process last read of things of one kind, such as bindings, by what they are asked for. It is for when Redis is
// away, and gives nobody a right: others may have changed them since.
type lastKnown[T any] struct {
	mu     sync.Mutex
	things map[string]reading[T]
}

// reading is a thing and when it was read.
type reading[T any] struct {
	thing T
	at    time.Time
}

// all takes a list in the place of what was known.
func (k *lastKnown[T]) all(list []T, name func(T) string, at time.Time) {
	things := make(map[string]reading[T])
	for _, thing := range list[:min(len(list), knownMost)] {
		things[name(thing)] = reading[T]{thing, at}
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.things = things
}

// put takes one thing, if there is room for it.
func (k *lastKnown[T]) put(name string, thing T, at time.Time) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.things == nil {
		k.things = make(map[string]reading[T])
	}
	if _, ok := k.things[name]; ok || len(k.things) < knownMost {
		k.things[name] = reading[T]{thing, at}
	}
}

// drop forgets a thing.
func (k *lastKnown[T]) drop(name string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	delete(k.things, name)
}

// get returns a thing and when it was read.
func (k *lastKnown[T]) get(name string) (thing T, at time.Time, ok bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	r, ok := k.things[name]
	return r.thing, r.at, ok
}

// learned remembers what was just read of a chat's binding, if it has one.
func (s *Store) learned(chat string, b Binding, bound bool) {
	if !bound {
		s.lastBindings.drop(chat)
		return
	}
	b.Uncopied = false // which was true at that instant
	s.lastBindings.put(chat, b, s.now())
}

// LastBinding returns a chat's binding as this process last read it, and when; not ok where it knows of none. It asks nobody: it is for
// when Redis is away, and whoever goes by it says how old it is.
func (s *Store) LastBinding(chat string) (b Binding, at time.Time, ok bool) {
	return s.lastBindings.get(chat)
}

// WasAdmin reports whether a user was an added admin when this process last read who is. It asks nobody, and gives no right: somebody
// else may have removed them since.
func (s *Store) WasAdmin(user string) bool {
	_, _, was := s.lastAdmins.get(user)
	return was
}
