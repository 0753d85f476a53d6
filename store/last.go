package store

import (
	"bytes"
	"sync"
	"time"
)

// last is what this process last read of the figures, for as long as Redis is away or nothing changes: the aggregates of one regency,
// no more.
type last struct {
	mu       sync.Mutex
	raw      []byte // as packed; nil: not stored then, the history knows
	unpacked *Aggregates
	at       time.Time
}

// keep remembers aggregates just read.
func (l *last) keep(raw []byte, at time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !bytes.Equal(l.raw, raw) {
		l.raw, l.unpacked = raw, nil
	}
	l.at = at
}

// unpack reads packed aggregates, those it keeps only once: that takes most of the time that a question about figures takes. Many get
// the same maps, so nobody may change them.
func (l *last) unpack(raw []byte) (Aggregates, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	kept := bytes.Equal(l.raw, raw)
	if kept && l.unpacked != nil {
		return *l.unpacked, nil
	}
	a, err := unpack(raw)
	if err == nil && kept {
		l.unpacked = &a
	}
	return a, err
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
	a, err := s.last.unpack(raw)
	return a, at, err == nil
}
