package pace

import "time"

// fewChats are remembered without looking whether they rest.
const fewChats = 1024

// tally is what counts at the moment, in one chat or in all.
type tally struct {
	flying int           // on their way
	landed []time.Time   // when the others arrived, at the latest; oldest first
	keep   time.Duration // how long an arrival counts
	until  time.Time     // the platform asked for patience; of a chat
}

// land counts an arrival.
func (t *tally) land(at time.Time) {
	t.last(at)
	if n := len(t.landed); n > 0 && at.Before(t.landed[n-1]) {
		at = t.landed[n-1]
	}
	t.landed = append(t.landed, at)
}

// last counts, and forgets what counts no more.
func (t *tally) last(now time.Time) int {
	for len(t.landed) > 0 && !t.landed[0].Add(t.keep).After(now) {
		t.landed = t.landed[1:]
	}
	return t.flying + len(t.landed)
}

func (t *tally) rests(now time.Time) bool {
	return t.last(now) == 0 && !now.Before(t.until)
}

// chat is a chat's tally, made where there is none.
func (b *Budget) chat(chat string) *tally {
	t := b.chats[room(chat)]
	if t == nil {
		if len(b.chats) >= b.sweepAt {
			b.sweep()
		}
		t = &tally{keep: time.Second}
		if group(chat) {
			t.keep = time.Minute
		}
		b.chats[room(chat)] = t
	}
	return t
}

// sweep forgets the chats that rest, so that memory follows those that were written to just now, not all there ever were.
func (b *Budget) sweep() {
	for name, t := range b.chats {
		if t.rests(b.latest) {
			delete(b.chats, name)
		}
	}
	b.sweepAt = max(fewChats, 2*len(b.chats))
}

// read is the time. When the clock was set back, what is remembered goes back with it, or it would count for as long as that.
func (b *Budget) read() time.Time {
	now := b.now()
	if back := b.latest.Sub(now); back > 0 {
		b.asked.shift(-back)
		b.unasked.shift(-back)
		for _, t := range b.chats {
			t.shift(-back)
		}
	}
	b.latest = now
	return now
}

func (t *tally) shift(d time.Duration) {
	for i := range t.landed {
		t.landed[i] = t.landed[i].Add(d)
	}
	if !t.until.IsZero() {
		t.until = t.until.Add(d)
	}
}

// way is how long the way to the platform and back takes at the least. So much of every call is no doubt about when the platform
// counted it: two messages that leave a second apart less this arrive a second apart, if one of them is not held up.
type way struct {
	least, before time.Duration // of this minute and the one before
	began         time.Time
}

// walked learns from a call and returns how much of it was the way.
func (w *way) walked(since, now time.Time) time.Duration {
	took := now.Sub(since)
	if took < 0 {
		return 0 // the clock was set back meanwhile
	}
	if age := now.Sub(w.began); age >= time.Minute || age < 0 {
		w.least, w.before, w.began = took, w.least, now
	}
	w.least = min(w.least, took)
	if w.before > 0 {
		return min(w.before, w.least)
	}
	return w.least
}
