package store

import (
	"sync"
	"time"
)

// last is what this process last read of the figures, for as long as Redis is away: the packed aggregates of one regency, no more.
type last struct {
	mu  sync.Mutex
	raw []byte // nil: not stored then, the history knows
	at  time.Time
}

// keep remembers aggregates just read.
func (l *last) keep(raw []byte, at time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.raw, l.at = raw, at
}

// LastFigures returns the figures as this process last read them, and when; not ok where it has read none yet. It asks nobody: it is for
// when Redis is away, and whoever shows them says how old they are.
func (s *Store) LastFigures() (a Aggregates, at time.Time, ok bool) {
	s.last.mu.Lock()
	raw, at := s.last.raw, s.last.at
	s.last.mu.Unlock()
	if at.IsZero() {
		return Aggregates{}, at, false
	}
	if raw == nil {
		return rollUp(s.tree, s.past.seen()), at, true
	}
	a, err := unpack(raw)
	return a, at, err == nil
}
