package store

import (
	"slices"
	"strings"
	"sync"
	"time"
)

// past is the history as this process last read it. A history only grows, so that reading what was added since is enough; and
// what this process has seen tells when Redis has lost something.
type past struct {
	mu      sync.Mutex
	changes []Change
	emptied bool
	since   time.Time // when that was last seen
	waiting []Change  // not copied yet, see Store.Copies

	asked  bool   // whether answer is known
	answer string // the last answer to the question how to begin, as of when nothing was lost
}

// seen returns the history read so far. It is shared: read only.
func (p *past) seen() []Change {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.changes
}

// keep remembers a history just read or written. Somebody else may have kept a longer one meanwhile; the next reading mends that.
func (p *past) keep(changes []Change) {
	p.mu.Lock()
	defer p.mu.Unlock()
	// Without spare capacity, two callers who append to what they were given never write to the same place.
	p.changes = changes[:len(changes):len(changes)]
}

// lost notes that Redis no longer has what this process has seen there. It stays noted until an admin has answered.
func (p *past) lost(now time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.emptied {
		p.since = now
	}
	p.emptied = true
	p.changes = nil
}

// rewind forgets the changes of the last minute, if there are others, and reports whether it did. Where replicas are asked for they may
// have been lost with a server: their authors have not been told that they are stored, or are told that they were lost.
func (p *past) rewind(now time.Time) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	old := len(p.changes)
	for old > 0 && now.Sub(p.changes[old-1].At) < time.Minute {
		old--
	}
	if old == 0 || old == len(p.changes) {
		return false
	}
	p.changes = p.changes[:old:old]
	return true
}

// accept takes the present state as the right one.
func (p *past) accept() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.emptied, p.asked = false, false
}

// heard takes note of the answer there is now to the question how to begin. A loss is over when it is a new one: somebody has answered
// another process, or restored a backup.
func (p *past) heard(answer string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.emptied && p.asked {
		if answer == "" || answer == p.answer {
			return
		}
		p.emptied = false
	}
	p.asked, p.answer = true, answer
}

// reply makes an answer to the question how to begin: an id of its own and, where anything was ever lost, when that was last seen.
func (p *past) reply(id string) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	lost := lostAt(p.answer)
	if p.since.After(lost) {
		lost = p.since
	}
	if lost.IsZero() {
		return id
	}
	return id + " " + lost.UTC().Format(time.RFC3339)
}

// lostAt is when the last loss was seen before an answer; zero: never.
func lostAt(answer string) time.Time {
	_, seen, _ := strings.Cut(answer, " ")
	lost, _ := time.Parse(time.RFC3339, seen) // which says nothing where nothing was lost
	return lost
}

// isEmptied reports whether a loss was noted and not yet answered.
func (p *past) isEmptied() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.emptied
}

// wait remembers a change that is not copied yet.
func (p *past) wait(c Change) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.waiting = append(p.waiting, c)
}

// waits returns the changes that are not copied yet, as far as this process stored them.
func (p *past) waits() []Change {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.waiting)
}

// told forgets a change that was not copied.
func (p *past) told(c Change) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.waiting = slices.DeleteFunc(p.waiting, func(w Change) bool { return w.Hash == c.Hash })
}
