package store

import "sync"

// past is the history as this process last read it. A history only grows, so that reading what was added since is enough; and
// what this process has seen tells when Redis has lost something.
type past struct {
	mu      sync.Mutex
	changes []Change
	emptied bool
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
	p.emptied = false
}

// isEmptied reports whether a loss was noted and not yet answered.
func (p *past) isEmptied() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.emptied
}
