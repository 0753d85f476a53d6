package store

import (
	"slices"
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

	marked time.Time // when a loss was noticed that nobody has answered, as Redis last told; zero: there is none
	known  time.Time // the last loss that somebody has answered

	tally      int64     // of changes and of steps of the ledger, the most seen
	agedTally  int64     // the same as of at least a minute ago
	freshTally int64     // what becomes agedTally
	agedAt     time.Time // when freshTally was seen
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
		p.since = p.after(now)
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
	if p.emptied || !p.marked.IsZero() {
		p.anew(0)
	}
}

// anew forgets what this process has seen, up to a tally. What was lost is known to an admin.
func (p *past) anew(tally int64) {
	p.emptied, p.marked, p.changes = false, time.Time{}, nil
	p.fall(tally)
}

// fall begins to count from a tally again.
func (p *past) fall(tally int64) { p.tally, p.freshTally, p.agedTally = tally, tally, 0 }

// claims is what a process tells with a question to Redis, so that a loss shows.
type claims struct {
	seen  int64     // the tally, or more than there can be where a loss is noted
	mark  time.Time // what a loss is marked with
	known time.Time // the last loss that this process knows answered
}

// beyond is more steps than any ledger takes, and no more than Lua can count.
const beyond = 1 << 52

// guarding is what to tell Redis. Where replicas are asked for, what came in the last minute may have been lost with a server: nothing of
// that was sent or told as stored, see rewind.
func (p *past) guarding(now time.Time, replicas bool) claims {
	p.mu.Lock()
	defer p.mu.Unlock()
	c := claims{seen: p.tally, mark: p.since, known: p.known}
	switch {
	case p.emptied:
		c.seen = beyond
	case replicas:
		c.seen = p.agedTally
	}
	if !p.emptied {
		c.mark = p.after(now)
	}
	return c
}

// after is an instant, or the first after the last loss known: by a clock that was set back two losses would look like one.
func (p *past) after(now time.Time) time.Time {
	if next := p.known.Add(time.Second); now.Before(next) {
		return next
	}
	return now
}

// heard takes note of what Redis told: the tally, when a loss was noticed that nobody has answered, and the last that somebody has.
// A loss is over when the answer tells of a later one than was known: somebody has answered another process, or restored a backup.
func (p *past) heard(told claims, tally int64, marked, over time.Time, now time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case over.After(p.known):
		p.known = over
		p.anew(tally)
	case tally < told.seen:
		if !p.emptied {
			p.emptied, p.since, p.changes = true, told.mark, nil
		}
		p.fall(tally)
	default:
		p.tally = max(p.tally, tally)
	}
	if now.Sub(p.agedAt).Abs() >= time.Minute {
		p.agedTally, p.freshTally, p.agedAt = p.freshTally, p.tally, now
	}
	p.marked = marked
}

// restored is when a restoration says that everything was lost which came after its backup.
func (p *past) restored(now time.Time) time.Time {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.after(now)
}

// noticed is when the loss that is not answered was noticed; zero where none is.
func (p *past) noticed() time.Time {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.emptied && p.marked.IsZero() {
		return p.since
	}
	return p.marked
}

// ownLoss is when this process noticed a loss that nobody has answered; zero where it did not.
func (p *past) ownLoss() time.Time {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.emptied {
		return time.Time{}
	}
	return p.since
}

// lostLast is the last loss this process knows answered; zero: none.
func (p *past) lostLast() time.Time {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.known
}

// isEmptied reports whether a loss was noted and not yet answered.
func (p *past) isEmptied() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.emptied || !p.marked.IsZero()
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
