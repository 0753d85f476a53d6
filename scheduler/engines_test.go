package scheduler_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"ikdbot/bot/sandbox"
	"ikdbot/store"
	"ikdbot/store/storetest"
)

// The bot on a Redis of several servers loses the one that takes its writes while it sends the weekly report to 50 groups and an admin
// changes figures.
//
// Fault: the primary of a Redis Cluster, or of a Sentinel group, is killed while the bot sends reports and an admin changes figures.
// Outcome: within 15 s the bot goes on by itself; every group has its report once or is listed as unclear; what was told as "tersimpan" is there.
func TestThePrimaryDiesDuringThePush(t *testing.T) {
	engines := map[string]func(t *testing.T) (url string, kill func()){
		"cluster": func(t *testing.T) (string, func()) {
			c := storetest.Cluster(t)
			return c.URL, func() { c.KillPrimary("62.02") }
		},
		"sentinel": func(t *testing.T) (string, func()) {
			s := storetest.Sentinel(t)
			return s.URL, func() { s.KillPrimary() }
		},
	}
	for name, start := range engines {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			url, kill := start(t)
			w.redis = url
			st, groups := w.fiftyGroups()
			w.phones.Fault(sandbox.Fault{Method: "sendPhoto", Do: sandbox.Slow, Delay: 100 * time.Millisecond})
			admin := w.phones.User(1, "Admin").Private()
			admin.Start()
			w.run("serve", "TELEGRAM_TOKEN="+token, "TELEGRAM_API_URL="+w.url, "REDIS_URL="+w.redis, "REDIS_MIN_REPLICAS=1")
			if told := w.saves(admin, "1.234"); !strings.Contains(told, "tersimpan") {
				t.Errorf("told %q", told)
			}
			w.until("the push is under way", func() bool { return w.reports(groups) >= 10 })
			kill()
			killed := time.Now()
			told := w.saves(admin, "1.345")
			if took := time.Since(killed); took > 15*time.Second {
				t.Errorf("the next change was noted after %s", took)
			}
			if strings.Contains(told, "tersimpan") == strings.Contains(told, "belum tersalin") {
				t.Errorf("told %q", told)
			}
			w.until("every group has its report", func() bool { return w.settled(st, groups) })
			w.kept(st, 1234, 1345)
		})
	}
}

// saves changes a figure of Baamang as an admin does who tries again where there is no answer, or one that the store cannot be reached.
func (w *world) saves(admin *sandbox.Phone, ikd string) (told string) {
	w.Helper()
	find := func(after int, words ...string) (found sandbox.Message, ok bool) {
		for _, m := range w.phones.Messages(1) {
			if m.ID > after && !slices.ContainsFunc(words, func(word string) bool { return !strings.Contains(m.Text, word) }) {
				found, ok = m, true
			}
		}
		return found, ok
	}
	noted := func() bool {
		for _, word := range []string{"tersimpan", "belum tersalin"} {
			if m, ok := find(0, ikd, word); ok {
				told = m.Text
			}
		}
		return told != ""
	}
	for range 20 {
		last := 0 // an older question is about another command
		if all := w.phones.Messages(1); len(all) > 0 {
			last = all[len(all)-1].ID
		}
		admin.Say("/update Baamang ikd=" + ikd + " wajib=50.000 2026-11-20 latihan")
		w.within(2*time.Second, func() bool {
			m, ok := find(last, ikd, "Simpan?")
			if ok {
				_, err := admin.TapButton(m.ID, "Simpan")
				ok = err == nil
			}
			return ok
		})
		if w.within(2*time.Second, noted) {
			return told
		}
	}
	w.Fatal("the change was never noted")
	return ""
}

// within waits for something a while.
func (w *world) within(d time.Duration, ok func() bool) bool {
	look := time.NewTicker(10 * time.Millisecond)
	defer look.Stop()
	for deadline := time.Now().Add(d); time.Now().Before(deadline); <-look.C {
		if ok() {
			return true
		}
	}
	return false
}

// settled reports whether every group has its report once, or is listed as unclear.
func (w *world) settled(st *store.Store, groups []int64) bool {
	unclear, err := st.InState(w.Context(), store.Unclear, 100)
	if err != nil {
		return false
	}
	maybe := map[string]bool{}
	for _, e := range unclear {
		maybe[e.Chat] = true
	}
	for _, g := range groups {
		n := w.reportsTo(g)
		if n > 1 {
			w.Fatalf("group %d has %d reports", g, n)
		}
		if n == 0 && !maybe[fmt.Sprintf("telegram:%d", g)] {
			return false
		}
	}
	return true
}

// kept checks that the history is unbroken and has changes of Baamang to these figures.
func (w *world) kept(st *store.Store, figures ...int64) {
	w.Helper()
	history, err := st.History(w.Context())
	if err != nil {
		w.Fatal(err)
	}
	if err := store.Verify(history); err != nil {
		w.Error(err)
	}
	for _, n := range figures {
		if !slices.ContainsFunc(history, func(c store.Change) bool {
			return slices.ContainsFunc(c.Rows, func(r store.Row) bool { return r.Area == "62.02.05" && r.New != nil && *r.New == n })
		}) {
			w.Errorf("the change to %d is gone", n)
		}
	}
}
