package store_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"filippo.io/age"
	"github.com/google/go-cmp/cmp"

	"ikdbot/store"
	"ikdbot/store/storetest"
)

// lived fills a store with something of every kind.
func lived(t *testing.T, s *store.Store, c *clock) {
	t.Helper()
	ctx := t.Context()
	must[bool](t)(s.Found(ctx, []store.Row{row("R", -1, 100)}))
	must[store.Change](t)(s.Commit(ctx, set("telegram:1", "A", -1, 10, "2026-03-01")))
	must[store.Change](t)(s.Commit(ctx, set("telegram:1", "A", 10, 12, "2026-03-08")))
	must[store.Change](t)(s.Undo(ctx, "telegram:1", 3, "keliru"))
	must[store.Noted](t)(s.AddAdmin(ctx, "telegram:2", "telegram:1"))
	must[store.Binding](t)(s.Bind(ctx, store.Binding{Chat: "telegram:-7", Area: "A", Schedule: "0 8 * * MON WITA", By: "telegram:1"}))
	for _, err := range []error{
		s.Started(ctx, "telegram:2"),
		s.AddScam(ctx, store.WeekOf(c.Now()), "telegram:5"),
		s.Issue(ctx, store.Entry{ID: "asked/1", Chat: "telegram:-7", Area: "A", Due: c.Now(), Code: "ABCDEFGH", Text: "Laporan"}),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	s.SetTalk(ctx, "telegram:50", store.Talk{Language: "en", Menu: []string{"/cara"}})
	must[string](t)(s.Miss(ctx, "apa itu \xff?"))
	must[time.Time](t)(s.Read(ctx, store.Entry{ID: "asked/1", Due: c.Now()}, "b1", "telegram:2"))
}

// seen is what a store tells about itself.
func seen(t *testing.T, s *store.Store) map[string]any {
	t.Helper()
	ctx := t.Context()
	_, history, err := s.Figures(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if err := store.Verify(history); err != nil {
		t.Fatal(err)
	}
	entry, _, err := s.Entry(ctx, "asked/1")
	if err != nil {
		t.Fatal(err)
	}
	return map[string]any{
		"aggregates": must[store.Aggregates](t)(s.Aggregates(ctx)), "history": history, "entry": entry,
		"admins": must[[]store.Admin](t)(s.Admins(ctx)), "started": must[bool](t)(s.HasStarted(ctx, "telegram:2")),
		"language": s.Talk(ctx, "telegram:50").Language, "missed": must[[]store.Wording](t)(s.Missed(ctx)),
		"scams":   must[int](t)(s.Scams(ctx, store.WeekOf(monday()))),
		"readers": must[map[string]time.Time](t)(s.Readers(ctx, "asked/1")), "reads": must[map[string]store.LastRead](t)(s.LastReads(ctx)),
	}
}

// copied is a backup as it comes back from its file.
func copied(t *testing.T, s *store.Store, key *store.BackupKey) *store.Backup {
	t.Helper()
	var file bytes.Buffer
	if err := must[*store.Backup](t)(s.Backup(t.Context())).Write(&file, key); err != nil {
		t.Fatal(err)
	}
	return must[*store.Backup](t)(store.ReadBackup(&file, key))
}

// newKey is a key as age-keygen writes it.
func newKey(t *testing.T) *store.BackupKey {
	t.Helper()
	identity := must[*age.X25519Identity](t)(age.GenerateX25519Identity())
	file := fmt.Sprintf("# created: 2026-04-06\n# public key: %s\n%s\n", identity.Recipient(), identity)
	return must[*store.BackupKey](t)(store.ParseBackupKey(file))
}

// What was backed up comes back as it was, on both kinds of Redis, and the bot may report without being asked how to begin.
func TestBackupAndRestore(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store, c *clock) {
		lived(t, s, c)
		want, file := seen(t, s), copied(t, s, newKey(t))
		other := storetest.Memory(t, options(c))
		if done := must[store.Restored](t)(other.Restore(t.Context(), file, false)); done.Changes != 4 || done.Groups != 1 || done.Unclear != 0 {
			t.Errorf("restored %+v", done)
		}
		if diff := cmp.Diff(want, seen(t, other)); diff != "" {
			t.Error(diff)
		}
		if b := must[store.Beginning](t)(other.Beginning(t.Context())); b.Fresh || !b.Answered || b.Emptied {
			t.Errorf("beginning %+v", b)
		}
		if next := must[store.Binding](t)(other.Bind(t.Context(), store.Binding{Chat: "telegram:-8", Area: "B"})); next.ID != "b2" {
			t.Errorf("the next binding is %s", next.ID)
		}
	})
}

// What vanishes by itself vanishes at the same time after it was restored, and what has vanished meanwhile is not brought back.
func TestRestoredTimeLimits(t *testing.T) {
	url := storetest.Redis(t)
	c := &clock{now: monday()}
	s, client := storetest.Open(t, url, options(c)), raw(t, url)
	lived(t, s, c)
	file := copied(t, s, nil)
	c.Move(80 * 24 * time.Hour)
	must[store.Restored](t)(s.Restore(t.Context(), file, true))
	left := client.TTL(t.Context(), "{ikd:R}:missed:"+store.MissedID("apa itu \xff?")).Val()
	if days := left.Hours() / 24; days < 9.9 || days > 10.1 {
		t.Errorf("a wording kept for 90 days has %.1f left after 80", days)
	}
	c.Move(20 * 24 * time.Hour)
	must[store.Restored](t)(s.Restore(t.Context(), file, true))
	if n := client.Exists(t.Context(), "{ikd:R}:missed:"+store.MissedID("apa itu \xff?")).Val(); n != 0 {
		t.Error("it came back after 100 days")
	}
	if n := client.Exists(t.Context(), "{ikd:R}:language:telegram:50").Val(); n != 1 {
		t.Error("a language was lost")
	}
}

// Messages that were due when the backup was made may have been sent since: they are not sent again. Reports owed for later still are.
//
// Fault: Redis is lost, and a backup from before the last reports is restored.
// Outcome: nothing is sent twice; what was due then is unclear, and only slots after the restoration count.
func TestWhatWasDueBeforeARestorationIsNotSentAgain(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store, c *clock) {
		ctx := t.Context()
		b := must[store.Binding](t)(s.Bind(ctx, store.Binding{Chat: "telegram:-7", Area: "A", Schedule: "0 8 * * MON"}))
		now := c.Now()
		must[int](t)(s.Owe(ctx,
			store.Entry{ID: "report/b1/x", Chat: "telegram:-7", Binding: b.ID, Due: now},
			store.Entry{ID: "notice/a/b", Chat: "telegram:1", Due: now},
			store.Entry{ID: "report/b1/y", Chat: "telegram:-7", Binding: b.ID, Due: now, Next: now.Add(3 * time.Hour)}))
		claim(t, s, "me", store.Entry{ID: "report/b1/x", Chat: "telegram:-7", Due: now})
		file := copied(t, s, nil)
		c.Move(time.Hour)
		if done := must[store.Restored](t)(s.Restore(ctx, file, true)); done.Unclear != 2 {
			t.Errorf("%d unclear", done.Unclear)
		}
		got := must[map[string]store.State](t)(s.Known(ctx, "report/b1/x", "notice/a/b", "report/b1/y"))
		want := map[string]store.State{"report/b1/x": store.Unclear, "notice/a/b": store.Unclear, "report/b1/y": store.Owed}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		if n := len(must[[]store.Entry](t)(s.InState(ctx, store.Unclear, 10))); n != 2 {
			t.Errorf("%d listed as unclear", n)
		}
		if since := must[[]store.Binding](t)(s.Bindings(ctx))[0].Since; !since.Equal(c.Now()) {
			t.Errorf("slots count since %s", since)
		}
	})
}

// A restoration is refused, with its reason, and then changes nothing.
//
// Fault: the file to restore is damaged, cut short, of another regency, altered, or locked with another key.
// Outcome: nothing is restored, and the reason is said.
// Fault: the store to restore into holds figures already.
// Outcome: nothing is restored without --replace, and it is said what there is.
func TestRefusedRestorations(t *testing.T) {
	c := &clock{now: monday()}
	s, key := storetest.Memory(t, options(c)), newKey(t)
	lived(t, s, c)
	backup := must[*store.Backup](t)(s.Backup(t.Context()))
	written := func(key *store.BackupKey) []byte {
		var b bytes.Buffer
		if err := backup.Write(&b, key); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	plain, locked := written(nil), written(key)
	altered := slices.Clone(plain)
	altered[len(altered)/2] ^= 1
	brokenChain := reworded(t, plain, `"reason":"keliru"`, `"reason":"benar"`)
	for name, f := range map[string]struct {
		file []byte
		key  *store.BackupKey
		want string
	}{
		"cut":         {file: plain[:len(plain)-20], want: "damaged or cut short"},
		"cut locked":  {file: locked[:len(locked)-20], key: key, want: "damaged or cut short"},
		"altered":     {file: altered, want: "damaged or cut short"},
		"no key":      {file: locked, want: "set BACKUP_KEY"},
		"other key":   {file: locked, key: newKey(t), want: "another key"},
		"no backup":   {file: []byte("kode,nama\n"), want: "damaged or cut short"},
		"empty":       {want: "damaged or cut short"},
		"longer":      {file: append(slices.Clone(plain), plain...), want: "goes on after its end"},
		"newer":       {file: reworded(t, plain, `"form":1`, `"form":9`), want: "newer ikdbot"},
		"wrong chain": {file: brokenChain, want: "was altered"},
		"there first": {file: plain, want: "4 changes of figures, 1 groups, 1 admins, 1 reports, 0 lessons"},
		"elsewhere":   {file: reworded(t, plain, `"regency":"R"`, `"regency":"Q"`), want: "is of regency Q"},
	} {
		t.Run(name, func(t *testing.T) {
			before := seen(t, s)
			b, err := store.ReadBackup(bytes.NewReader(f.file), f.key)
			if err == nil {
				_, err = s.Restore(t.Context(), b, false)
			}
			if err == nil || !strings.Contains(err.Error(), f.want) {
				t.Errorf("got %v, want %q", err, f.want)
			}
			if diff := cmp.Diff(before, seen(t, s)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// A running bot that saw Redis emptied takes a restored backup as the answer, without being asked or started again.
func TestARunningBotNoticesARestoration(t *testing.T) {
	url := storetest.Redis(t)
	c := &clock{now: monday()}
	running, client := storetest.Open(t, url, options(c)), raw(t, url)
	lived(t, running, c)
	must[store.Beginning](t)(running.Beginning(t.Context()))
	file := copied(t, running, nil)
	client.FlushAll(t.Context())
	if b := must[store.Beginning](t)(running.Beginning(t.Context())); !b.Emptied {
		t.Fatalf("emptied and not noticed: %+v", b)
	}
	must[store.Restored](t)(storetest.Open(t, url, options(c)).Restore(t.Context(), file, false))
	if b := must[store.Beginning](t)(running.Beginning(t.Context())); b.Emptied || !b.Answered {
		t.Errorf("restored and not noticed: %+v", b)
	}
}
