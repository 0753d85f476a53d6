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
	at        time.Time  // when it last did; zero: never
	witnesses []*replica // who lived then, reached Redis, and so had seen more
	marked    bool       // somebody has noticed: from then on every replica knows
	open      bool       // no admin has answered yet
	reports   int        // that had been sent when it was noticed
}

// looks is longer than it takes a replica to look at the lease, and at what Redis holds with it.
const looks = 10 * time.Second

// planLoss lets Redis lose all it held, or what came after some moment of this week, once in a while. By the audit an admin has answered.
// What is lost takes a change of figures or a step of the ledger with it: of anything less nobody could see that it is missing, which is
// why Redis has to be durable.
func (w *world) planLoss() {
	if !w.roll(0.06) {
		return
	}
	at := w.now.Add(w.between(30*time.Hour, quietFrom-12*time.Hour))
	w.at(at.Add(-looks), "", func() { w.drowsy, w.alert = false, at.Add(2*looks) }) // all have looked before
	if w.roll(0.3) {
		w.at(at, "", func() { w.lose(nil) })
		return
	}
	w.at(at.Add(-w.between(10*time.Minute, 24*time.Hour)), "", func() {
		saved, changes, tally := w.remember(), w.changes(), w.tally()
		w.at(at, "", func() {
			if w.changes() > changes || w.tally() != tally {
				w.lose(saved)
			}
		})
	})
	if w.roll(0.5) {
		w.at(at.Add(-5*time.Minute), "", w.change)
	}
}

// changes is how long the history is.
func (w *world) changes() int {
	all, _ := w.redis.List(w.key("history"))
	return len(all)
}

// tally is how far the ledger is.
func (w *world) tally() string {
	text, _ := w.redis.Get(w.key("tally"))
	return text
}

// lose has Redis lose all, or come back with what it held before, unless there is trouble already.
func (w *world) lose(saved memory) {
	if w.weather.redisDown || w.weather.raging {
		return
	}
	w.account()
	changes, tally := w.changes(), w.tally()
	kept, _ := w.redis.HKeys(w.key("kept"))
	w.redis.FlushAll()
	for _, put := range saved {
		put(w.redis)
	}
	_ = w.ledger.Close()
	w.ledger = w.look() // who audits is nobody who has seen more
	w.note("Redis has lost something: %d of %d changes are left, the ledger's tally is %q and was %q", w.changes(), changes, w.tally(), tally)
	calm := w.now.Sub(w.trouble) > 2*looks
	w.trouble = w.now
	w.forgive(len(kept))
	w.diary.loss = loss{at: w.now, open: true, reports: w.reports()}
	for _, r := range w.replicas {
		if calm && r.alive() && !r.frozen && !r.cut {
			w.diary.loss.witnesses = append(w.diary.loss.witnesses, r)
		}
	}
	w.in(looks, "", w.noticed)
	w.in(w.between(time.Hour, 5*time.Hour), "", w.answerLoss)
}

// watchLoss notes that somebody has noticed a loss. What was sent before it was is forgiven.
func (w *world) watchLoss() {
	if l := &w.diary.loss; l.open && !l.marked && w.redis.Exists(w.key("loss")) {
		w.note("the loss is noticed")
		l.marked, l.reports = true, w.reports()
	}
}

// noticed checks that who had seen more and still lives, in fair weather, has noticed.
func (w *world) noticed() {
	l := &w.diary.loss
	fair := w.trouble.Equal(l.at) && !w.weather.raging
	if fair && !l.marked && len(l.witnesses) > 0 {
		w.fault("Redis lost something, and who had seen more took no notice")
	}
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
// out once somebody had noticed, whoever spoke, and they had been told.
func (w *world) answerLoss() {
	w.account()
	l := &w.diary.loss
	seen := w.redis.Exists(w.key("loss")) || slices.ContainsFunc(w.replicas, func(r *replica) bool { return r.alive() && r.store.Emptied() })
	switch {
	case !l.open || !l.marked: // asked again, since the first answer may have been lost; or nobody lived to tell
	case w.reports() > l.reports:
		w.fault("Redis lost something, and %d reports were sent before an admin had answered", w.reports()-l.reports)
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

// forgotten reports whether a report may come again: Redis has lost that it was sent, and nobody has noticed, or not yet.
func (w *world) forgotten(id string) bool {
	l := &w.diary.loss
	return !l.at.IsZero() && !l.marked && id[strings.LastIndexByte(id, '/')+1:] <= l.at.UTC().Format("20060102T150405Z")
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
