package simulate

import (
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/alicebob/miniredis/v2"

	"ikdbot/store"
)

// memory is all that Redis held at some time.
type memory []func(*miniredis.Miniredis)

// remember copies what Redis holds; running the copy puts it back.
func (w *world) remember() (m memory) {
	for _, key := range w.redis.Keys() {
		m = append(m, w.copy(key))
		if ttl := w.redis.TTL(key); ttl > 0 {
			m = append(m, func(r *miniredis.Miniredis) { r.SetTTL(key, ttl) })
		}
	}
	return m
}

func (w *world) copy(key string) func(*miniredis.Miniredis) {
	switch w.redis.Type(key) {
	case "string":
		text, _ := w.redis.Get(key)
		return func(r *miniredis.Miniredis) { _ = r.Set(key, text) }
	case "list":
		all, _ := w.redis.List(key)
		return func(r *miniredis.Miniredis) { _, _ = r.Push(key, all...) }
	case "set":
		all, _ := w.redis.Members(key)
		return func(r *miniredis.Miniredis) { _, _ = r.SetAdd(key, all...) }
	case "zset":
		scores, _ := w.redis.SortedSet(key)
		scores = maps.Clone(scores)
		return func(r *miniredis.Miniredis) {
			for member, score := range scores {
				_, _ = r.ZAdd(key, score, member)
			}
		}
	}
	fields := w.content(key)
	return func(r *miniredis.Miniredis) { r.HSet(key, fields...) }
}

// loss is Redis having lost something, as far as it matters for what has to hold.
type loss struct {
	at      time.Time // when it last did; zero: never
	witness *replica  // who spoke then, and had seen more; nil: nobody
	unseen  bool      // who spoke then did not live to tell
	open    bool      // and no admin has answered yet
	reports int       // that had been sent until then
}

// planLoss lets Redis lose all it held, or what came after some moment of this week, once in a while. By the audit an admin has answered.
// At least one change is lost: of anything less nobody could see that it is missing, which is why Redis has to be durable.
func (w *world) planLoss() {
	if !w.roll(0.06) {
		return
	}
	at := w.now.Add(w.between(30*time.Hour, quietFrom-12*time.Hour))
	if w.roll(0.3) {
		w.at(at, "", func() { w.lose(nil) })
		return
	}
	w.at(at.Add(-w.between(10*time.Minute, 24*time.Hour)), "", func() {
		saved, before := w.remember(), w.changes()
		w.at(at, "", func() {
			if w.changes() > before {
				w.lose(saved)
			}
		})
	})
	w.at(at.Add(-5*time.Minute), "", w.change)
}

// changes is how long the history is.
func (w *world) changes() int {
	all, _ := w.redis.List(w.key("history"))
	return len(all)
}

// lose has Redis lose all, or come back with what it held before, unless there is trouble already.
func (w *world) lose(saved memory) {
	if w.weather.redisDown || w.weather.raging {
		return
	}
	w.account()
	changes := w.changes()
	kept, _ := w.redis.HKeys(w.key("kept"))
	w.redis.FlushAll()
	for _, put := range saved {
		put(w.redis)
	}
	left := w.changes()
	w.note("Redis has lost something: %d of %d changes are left", left, changes)
	w.trouble = w.now
	w.forgive(len(kept))
	w.diary.loss = loss{at: w.now, open: true, reports: w.reports()}
	for _, r := range w.replicas {
		if left < changes && r.alive() && r.speaker.Speaking() {
			w.diary.loss.witness = r
		}
	}
	w.in(w.between(time.Hour, 5*time.Hour), "", w.answerLoss)
}

// forgive strikes from the diary and the books what nobody can hold the bot to any more.
func (w *world) forgive(kept int) {
	d := &w.diary
	d.history, d.promises, d.notices = nil, nil, map[string]store.Entry{}
	w.books.heard = map[string]int{}
	for _, p := range w.people.citizens {
		w.books.lost[p.ID()] += kept
	}
}

// reports counts the reports that were sent by themselves.
func (w *world) reports() (n int) {
	for _, times := range w.books.shown {
		n += times
	}
	return n
}

// answerLoss has the admins say that this is a new beginning, until that has arrived, and link their groups again. Before, no report went
// out, and they had been told, if anybody is still there who saw more than there is now.
func (w *world) answerLoss() {
	w.account()
	l := &w.diary.loss
	seen := slices.ContainsFunc(w.replicas, func(r *replica) bool { return r.alive() && r.store.Emptied() })
	switch {
	case !l.open: // asked again, since the first answer may have been lost
	case !w.witnessed():
		l.unseen = true
	case w.reports() > l.reports:
		w.fault("Redis lost something, and %d reports were sent before an admin had answered", w.reports()-l.reports)
	case w.peaceful() && !l.witness.store.Emptied():
		w.fault("Redis lost something, and who had seen more took no notice")
	case w.peaceful() && !w.toldOf("telahdikosongkan"):
		w.fault("Redis lost something, and no admin was told")
	}
	if !l.open && !seen && w.redis.Exists(w.key("answered")) {
		return
	}
	for _, admin := range w.people.admins {
		w.note("admin %d: /mulai_baru", admin.ID())
		admin.Private().Start()
		admin.Private().Say("/mulai_baru")
	}
	if l.open {
		for _, g := range w.people.groups {
			w.in(w.between(time.Minute, 20*time.Minute), "", func() { w.link(g, 0) })
		}
	}
	l.open = false
	w.diary.audited = w.now.Add(2 * drained)
	w.in(time.Hour, "", w.answerLoss)
}

// witnessed reports whether who spoke when Redis lost something, and so knows of it, still does. The lease may have been lost with the
// rest, and who takes it then knows no better.
func (w *world) witnessed() bool {
	l := &w.diary.loss
	return !l.unseen && slices.Contains(w.replicas, l.witness) && l.witness.alive() && l.witness.speaker.Speaking()
}

// forgotten reports whether a report may come again: Redis has lost that it was sent, and nobody is left who could know.
func (w *world) forgotten(id string) bool {
	l := &w.diary.loss
	if l.at.IsZero() || id[strings.LastIndexByte(id, '/')+1:] > l.at.UTC().Format("20060102T150405Z") {
		return false
	}
	l.unseen = l.unseen || l.open && !w.witnessed()
	return l.unseen
}

// toldOf reports whether an admin has read some words since the loss.
func (w *world) toldOf(words string) bool {
	for line := range w.books.heard {
		if strings.Contains(line, words) {
			return true
		}
	}
	return false
}
