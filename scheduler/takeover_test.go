package scheduler_test

import (
	"fmt"
	"strings"
	"syscall"
	"testing"
	"time"

	"ikdbot/bot/sandbox"
	"ikdbot/store"
)

// takenOver is how soon another replica has to go on after a sudden death.
const takenOver = 15 * time.Second

// settledAll waits until no report is owed or on the wire.
func (w *world) settledAll(st *store.Store) {
	w.Helper()
	w.until("nothing is owed any more", func() bool {
		owed, err := st.InState(w.Context(), store.Owed, 100)
		sending, err2 := st.InState(w.Context(), store.Sending, 100)
		return err == nil && err2 == nil && len(owed)+len(sending) == 0
	})
}

// unclear lists the groups whose report is unclear.
func (w *world) unclear(st *store.Store) map[string]bool {
	w.Helper()
	entries, err := st.InState(w.Context(), store.Unclear, 100)
	if err != nil {
		w.Fatal(err)
	}
	chats := map[string]bool{}
	for _, e := range entries {
		chats[e.Chat] = true
	}
	return chats
}

// Two replicas; the one that speaks is killed (kill -9) in the middle of a push to 50 groups and of a citizen's questions.
//
// Fault: of two replicas the speaking one is killed in the middle of a push and of questions.
// Outcome: the other polls within 15 seconds and goes on; no report is doubled, those that were on the wire are listed in /kirim, every question is answered.
func TestTheOtherReplicaGoesOn(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	st, groups := w.fiftyGroups()
	clear := w.phones.Fault(sandbox.Fault{Method: "sendPhoto", Do: sandbox.Slow, Delay: 500 * time.Millisecond})
	admin, warga := w.phones.User(1, "Admin").Private(), w.phones.User(50, "Warga").Private()
	admin.Start()
	warga.Start()
	first := w.serve()
	for _, chat := range []int64{1, 50} {
		if _, err := w.phones.WaitFor(w.soon(), chat, 1); err != nil {
			t.Fatal(err, first.output)
		}
	}
	second := w.serve()
	w.until("the push is under way", func() bool { return w.reports(groups) >= 5 })
	const questions = 6
	for range questions / 2 {
		warga.Say("cara aktivasi gimana?")
	}
	polls := w.phones.Calls("getUpdates")
	first.kill()
	killed := time.Now()
	for range questions / 2 {
		warga.Say("syaratnya apa saja?")
	}
	w.until("the other polls", func() bool { return w.phones.Calls("getUpdates") > polls })
	if took := time.Since(killed); took > takenOver {
		t.Errorf("taken over after %s, want %s", took, takenOver)
	}
	clear()
	w.settledAll(st)
	maybe := w.unclear(st)
	if len(maybe) > 8 {
		t.Errorf("%d deliveries are unclear, want at most 8", len(maybe))
	}
	for _, g := range groups {
		if n := w.reportsTo(g); n > 1 || n == 0 && !maybe[fmt.Sprint("telegram:", g)] {
			t.Errorf("group %d has %d reports\n%s", g, n, second.output)
		}
	}
	if _, err := w.phones.WaitFor(w.soon(), 50, 1+questions); err != nil {
		t.Error(err, second.output)
	}
	admin.Say("/kirim")
	if _, err := w.phones.WaitUntil(w.soon(), 1, func(ms []sandbox.Message) bool {
		for _, m := range ms {
			if strings.Contains(m.Text, "belum pasti atau gagal") == (len(maybe) > 0) && strings.Count(m.Text, "❔") == min(len(maybe), 10) {
				return true
			}
		}
		return false
	}); err != nil {
		t.Errorf("/kirim does not list %d: %v", len(maybe), err)
	}
}

// The speaker is frozen in the middle of a push for longer than its lease, the other replica sends the rest, then the first wakes up.
//
// Fault: of two replicas the speaking one is frozen in the middle of a push, and wakes up when the other has sent the rest.
// Outcome: it sends nothing that the other has sent, tells the ledger what became of its own, and each group has one report.
func TestAFrozenReplicaWakesUp(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	st, groups := w.fiftyGroups()
	clear := w.phones.Fault(sandbox.Fault{Method: "sendPhoto", Do: sandbox.Slow, Delay: 500 * time.Millisecond})
	first := w.serve()
	w.until("the push is under way", func() bool { return w.reports(groups) >= 5 })
	if err := first.cmd.Process.Signal(syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	second := w.serve()
	clear()
	w.settledAll(st)
	w.last = first
	if n := len(w.unclear(st)); n > 8 {
		t.Errorf("%d deliveries are unclear, want at most 8", n)
	}
	if err := first.cmd.Process.Signal(syscall.SIGCONT); err != nil {
		t.Fatal(err)
	}
	w.until("the first has told what became of its own", func() bool { return len(w.unclear(st)) == 0 })
	w.settledAll(st)
	for _, g := range groups {
		if n := w.reportsTo(g); n != 1 {
			t.Errorf("group %d has %d reports\n%s", g, n, second.output)
		}
	}
}
