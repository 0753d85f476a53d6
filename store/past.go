package store

import "sync"

// past is the history as this process last read it. A history only grows, so that reading what was added since is enough; and
// what this process has seen tells when Redis has lost something.
type past struct {
	mu      sync.Mutex
	changes []Change
	emptied bool

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
func (p *past) lost() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.emptied = true
	p.changes = nil
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

// isEmptied reports whether a loss was noted and not yet answered.
func (p *past) isEmptied() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.emptied
}
