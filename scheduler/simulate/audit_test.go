package simulate

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"ikdbot/scheduler/slot"
	"ikdbot/store"
)

// Once a week, and at the end, there is peace for some hours, counted from the beginning of the week; then everything has to add up.
const (
	quietFrom = 82 * time.Hour // Tuesday evening, of a week that begins on Saturday morning
	quietFor  = 4 * time.Hour
)

// drained is how long after the last fault everything owed has been sent, and every question answered: the longest pause between
// two tries is half an hour.
const drained = 2 * time.Hour

// audit checks everything that has to hold when nothing was disturbed for a while.
func (w *world) audit() {
	w.note("audit")
	w.account()
	entries := w.entries()
	w.auditFigures()
	w.auditSlots(entries)
	w.auditLedger(entries)
	w.auditNotices(entries)
	w.auditQuestions()
	if kept, _ := w.redis.HKeys(w.key("kept")); len(kept) > 0 {
		w.fault("still kept, so unanswered: %v", kept)
	}
	if n := w.phones.Pending(); n > 0 {
		w.fault("%d updates are not confirmed", n)
	}
	if key := w.keyWith(secret); key != "" {
		w.fault("Redis holds a citizen's NIK, in %s", key)
	}
	w.diary.audited = w.now
}

// entries is the whole ledger, by id. The state is that of the index, which decides.
func (w *world) entries() map[string]store.Entry {
	all := map[string]store.Entry{}
	ids, _ := w.redis.HKeys(w.key("entries"))
	for _, id := range ids {
		e := w.entry(id, w.redis.HGet(w.key("entries"), id))
		e.State = store.State(w.redis.HGet(w.key("states"), id))
		all[id] = e
	}
	return all
}

// entry reads an entry, if it is another than the last time: most of the ledger never changes again.
func (w *world) entry(id, raw string) store.Entry {
	if known, ok := w.diary.entries[id]; ok && known.raw == raw {
		return known.Entry
	}
	var e store.Entry
	if err := json.Unmarshal([]byte(raw), &e); err != nil {
		w.fault("entry %s: %v", id, err)
	}
	w.diary.entries[id] = readEntry{raw, e}
	return e
}

// readEntry is an entry as it stands in Redis, and as it was read.
type readEntry struct {
	raw string
	store.Entry
}

// auditFigures: the history only grows, its chain holds, what is shown follows from it, and every change somebody was told of is
// there, once.
func (w *world) auditFigures() {
	now, history, err := w.ledger.Figures(w.ctx)
	if err != nil {
		w.fault("figures: %v", err)
		return
	}
	if err := store.Verify(history); err != nil {
		w.fault("history: %v", err)
	}
	if again := store.RollUp(w.house.Place, store.Choose(history)); !reflect.DeepEqual(again, now.Areas) {
		w.fault("the figures shown are not those of the history")
	}
	if before := w.diary.history; len(history) < len(before) || len(before) > 0 && !reflect.DeepEqual(history[:len(before)], before) {
		w.fault("the history has changed, from %d entries to %d", len(before), len(history))
	}
	w.diary.history = history
	w.auditUndos(history)
	sources := map[string]int64{}
	for _, c := range history {
		if twin := sources[c.Source]; twin != 0 && strings.HasPrefix(c.Source, "Lembar") && c.Undoes == 0 {
			w.fault("%s is stored twice, as #%d and #%d", c.Source, twin, c.N)
		}
		sources[c.Source] = c.N
	}
	for _, p := range w.diary.promises {
		if p.number > len(history) {
			w.fault("chat %d was told of #%d, which is not there", p.by.chat, p.number)
			continue
		}
		c := history[p.number-1]
		if _, source, ok := strings.Cut(p.by.text, "Sumber: "); ok && c.Undoes == 0 && !strings.HasPrefix(source, c.Source) {
			w.fault("chat %d was told that #%d is from %.30q, it is from %q", p.by.chat, p.number, source, c.Source)
		}
	}
}

// auditSlots: whatever has come due for a group since the last audit stands in the ledger.
func (w *world) auditSlots(entries map[string]store.Entry) {
	bindings, err := w.ledger.Bindings(w.ctx)
	if err != nil {
		w.fault("bindings: %v", err)
	}
	for _, b := range bindings {
		schedule, err := slot.Parse(b.Schedule, w.house.Place.Zone)
		if err != nil {
			w.fault("schedule of %s: %v", b.ID, err)
			continue
		}
		for _, due := range schedule.Between(later(b.Since, w.diary.audited.Add(-drained)), w.now.Add(-drained)) {
			if _, ok := entries[store.ReportID(b.ID, due)]; !ok {
				w.fault("%s was due for %s and is not in the ledger", due.Format(time.RFC3339), b.ID)
			}
		}
	}
}

// auditUndos: what was undone had not been changed by somebody else meanwhile.
func (w *world) auditUndos(history []store.Change) {
	gone := map[int64]int64{}
	for _, undo := range history {
		if undo.Undoes == 0 {
			continue
		}
		gone[undo.Undoes] = undo.N
		rows := map[store.Key]bool{}
		for _, r := range history[undo.Undoes-1].Rows {
			rows[store.Key{Area: r.Area, Count: r.Count}] = true
		}
		for _, c := range history[undo.Undoes : undo.N-1] {
			if by := gone[c.N]; c.Undoes != 0 || by != 0 && by < undo.N {
				continue
			}
			for _, r := range c.Rows {
				if rows[store.Key{Area: r.Area, Count: r.Count}] {
					w.fault("#%d undoes #%d, whose %s of %s #%d has changed since", undo.N, undo.Undoes, r.Count, r.Area, c.N)
				}
			}
		}
	}
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// auditLedger: a report that was sent has arrived, and has not arrived twice; what was given up was given up for a reason.
func (w *world) auditLedger(entries map[string]store.Entry) {
	for id, e := range entries {
		times := w.books.shown[fmt.Sprint(id, " ", e.Revision)]
		report := strings.HasPrefix(id, "report/")
		switch {
		case e.State == store.Sending:
			w.fault("%s is still being sent", id)
		case e.State == store.Owed && !e.Next.After(w.now.Add(-drained)):
			w.fault("%s is still owed since %s", id, e.Next.Format(time.RFC3339))
		case !report || e.Due.Before(w.diary.loss.at): // Redis may have forgotten what became of it
		case e.State == store.Sent && times == 0:
			w.fault("%s counts as sent, and nobody got it", id)
		case e.State == store.Missed && times > 0:
			w.fault("%s counts as missed, and was sent", id)
		case e.State == store.Missed && strings.HasPrefix(e.Why, "over 48 h") && e.At.Sub(e.Due) < 48*time.Hour-mostSkew:
			w.fault("%s was given up after %s", id, e.At.Sub(e.Due))
		case e.State == store.Failed && !w.upset(e):
			w.fault("%s has failed (%s), and its group did nothing", id, e.Why)
		}
	}
}

// upset reports whether the group of an entry ever removed the bot.
func (w *world) upset(e store.Entry) bool {
	return slices.ContainsFunc(w.people.groups, func(g *group) bool {
		return g.upset && w.origin(g.ID()) == w.origin(chatOf(e.Chat))
	})
}

// auditNotices: every alarm is told, and told once.
func (w *world) auditNotices(entries map[string]store.Entry) {
	most, least := map[string]int{}, map[string]int{}
	for id, e := range entries {
		if strings.HasPrefix(id, "notice/") {
			w.diary.notices[id] = e
		}
	}
	for id, e := range w.diary.notices { // those that the ledger has forgotten since, too
		line := w.line(e)
		most[line] += 1 + w.diary.again[id]
		if e.State == store.Sent && e.Message != "" && e.At.After(w.diary.loss.at) {
			least[line]++
		}
	}
	for line, n := range most {
		if heard := w.books.heard[line]; heard > n || heard < least[line] {
			w.fault("a notice was told %d times, not %d to %d: %.120s", heard, least[line], n, line)
		}
	}
}

// auditQuestions: whoever asked got an answer after it, unless a fault swallowed that.
func (w *world) auditQuestions() {
	for _, p := range w.people.citizens {
		questions, answers := 0, 0
		for _, m := range slices.Backward(w.phones.Conversation(p.ID())) {
			if m.From != nil && m.From.IsBot {
				answers++
				continue
			}
			if questions++; questions > answers+w.books.lost[p.ID()] {
				w.fault("citizen %d got no answer to %q", p.ID(), m.Text)
				return
			}
		}
	}
}
