package store_test

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ikdbot/store"
)

const letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// Whatever code is given, it is read however people copy it, and no slip of one character or of two that changed places passes.
func TestCodesAreForgivingAndCheckThemselves(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store, _ *clock) {
		r := rand.New(rand.NewPCG(1, 2))
		seen := map[string]bool{}
		for range 200 {
			code := must[string](t)(s.GiveCode(t.Context(), "report/b1/x", 0))
			if seen[code] {
				t.Fatalf("%s was given twice", code)
			}
			seen[code] = true
			sloppy := strings.NewReplacer("0", "o", "1", []string{"i", "L", "1"}[r.IntN(3)]).Replace(strings.ToLower(code))
			sloppy = " " + sloppy[:4] + []string{"-", " ", " - ", ""}[r.IntN(4)] + sloppy[4:] + "."
			if got, ok := store.ReadCode(sloppy); !ok || got != code {
				t.Errorf("%q is read as %q, want %q", sloppy, got, code)
			}
			for i := range code {
				for _, other := range letters {
					slip := code[:i] + string(other) + code[i+1:]
					if _, ok := store.ReadCode(slip); ok != (slip == code) {
						t.Errorf("%s passes for %s", slip, code)
					}
				}
				for j := range i {
					b := []byte(code)
					b[i], b[j] = b[j], b[i]
					if _, ok := store.ReadCode(string(b)); ok != (string(b) == code) {
						t.Errorf("%s passes for %s", b, code)
					}
				}
			}
		}
	})
	for _, bad := range []string{"", "7KQ2", "7KQ2-M9XU", "kode apa", "7KQ2M9XA7", "ＡＢＣＤ"} {
		if code, ok := store.ReadCode(bad); ok {
			t.Errorf("%q is read as %s", bad, code)
		}
	}
}

func FuzzReadCode(f *testing.F) {
	f.Add("7kq2-m9xa")
	f.Fuzz(func(t *testing.T, text string) {
		code, ok := store.ReadCode(text)
		if again, stillOK := store.ReadCode(code); ok && (!stillOK || again != code) {
			t.Errorf("%q is read as %q, and that as %q", text, code, again)
		}
	})
}

// report is an owed report of area A that a code was given to.
func report(t *testing.T, s *store.Store, binding string, due time.Time) store.Entry {
	t.Helper()
	e := store.Entry{ID: store.ReportID(binding, due), Chat: "telegram:-1", Binding: binding, Area: "A", Due: due}
	must[int](t)(s.Owe(t.Context(), e))
	e.Code = must[string](t)(s.GiveCode(t.Context(), e.ID, 0))
	return e
}

func TestACodeProvesWhatWasSent(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store, _ *clock) {
		proved := func(code string) bool {
			_, _, ok, err := s.Proved(t.Context(), code)
			return must[bool](t)(ok, err)
		}
		e := report(t, s, "b1", monday())
		if proved(e.Code) {
			t.Error("proves a report that was not taken up yet")
		}
		claim(t, s, "me", e)
		if !proved(e.Code) {
			t.Error("does not prove a report that is being sent")
		}
		e.State = store.Failed
		if err := s.Settle(t.Context(), "me", e); err != nil {
			t.Fatal(err)
		}
		if proved(e.Code) {
			t.Error("proves a report that never arrived")
		}
		if proved("7KQ2M9XA") {
			t.Error("proves what nobody issued")
		}
	})
}

// A code that was drawn for an entry and lost on the way to it proves nothing; the code of an earlier revision still does.
func TestACodeBelongsToARevision(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store, _ *clock) {
		e := report(t, s, "b1", monday())
		lost := must[string](t)(s.GiveCode(t.Context(), e.ID, 0))
		claim(t, s, "me", e)
		if _, _, ok, err := s.Proved(t.Context(), lost); ok || err != nil {
			t.Error("a code that was never sent proves", ok, err)
		}
		first := e.Code
		e.State, e.Revision = store.Sent, 1
		e.Code = must[string](t)(s.GiveCode(t.Context(), e.ID, 1))
		if err := s.Settle(t.Context(), "me", e); err != nil {
			t.Fatal(err)
		}
		for code, want := range map[string]int{first: 0, e.Code: 1} {
			got, revision, ok, err := s.Proved(t.Context(), code)
			if !ok || err != nil || revision != want || got.Revision != 1 {
				t.Errorf("%s: revision %d of %d, %v, %v", code, revision, got.Revision, ok, err)
			}
		}
	})
}

func TestWhatWasIssued(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store, c *clock) {
		if at := must[time.Time](t)(s.Newest(t.Context(), "A")); !at.IsZero() {
			t.Error("something issued before anything was", at)
		}
		e := report(t, s, "b1", monday())
		claim(t, s, "me", e)
		e.State = store.Sent
		if err := s.Settle(t.Context(), "me", e); err != nil {
			t.Fatal(err)
		}
		c.Move(30 * time.Second)
		asked := store.Entry{ID: "asked/A/1", Chat: "asked", Area: "A", Due: c.Now(), Code: "x", Text: "once"}
		for range 2 {
			if err := s.Issue(t.Context(), asked); err != nil {
				t.Fatal(err)
			}
			asked.Text = "twice"
		}
		if got, _, _ := s.Entry(t.Context(), asked.ID); got.Text != "once" || got.State != store.Sent {
			t.Errorf("issued again: %+v", got)
		}
		if at := must[time.Time](t)(s.Newest(t.Context(), "A")); !at.Equal(c.Now()) {
			t.Error("newest", at)
		}
		if at := must[time.Time](t)(s.Newest(t.Context(), "A1")); !at.IsZero() {
			t.Error("of another area", at)
		}
		got, ok, err := s.IssuedFor(t.Context(), "A", monday())
		if !ok || err != nil || got.ID != e.ID {
			t.Errorf("issued for Monday: %+v, %v, %v", got, ok, err)
		}
		if _, ok, _ := s.IssuedFor(t.Context(), "A", monday().Add(time.Minute)); ok {
			t.Error("issued for a minute later")
		}
	})
}

func TestReading(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store, c *clock) {
		older, newer := report(t, s, "b1", monday()), report(t, s, "b1", monday().AddDate(0, 0, 7))
		for i, step := range []struct {
			e    store.Entry
			user string
		}{{newer, "telegram:9"}, {newer, "telegram:9"}, {older, "telegram:9"}, {newer, "telegram:8"}, {older, ""}} {
			before := must[time.Time](t)(s.Read(t.Context(), step.e, "b1", step.user))
			if before.IsZero() != (i != 1) {
				t.Errorf("step %d: read before: %v", i, before)
			}
			c.Move(time.Hour)
		}
		want := map[string]time.Time{"telegram:9": monday().Local(), "telegram:8": monday().Add(3 * time.Hour).Local()}
		if diff := cmp.Diff(want, must[map[string]time.Time](t)(s.Readers(t.Context(), newer.ID))); diff != "" {
			t.Error(diff)
		}
		last := must[map[string]store.LastRead](t)(s.LastReads(t.Context()))
		if diff := cmp.Diff(map[string]store.LastRead{"b1": {Entry: newer.ID, Due: newer.Due}}, last); diff != "" {
			t.Error(diff)
		}
		if kinds := must[[]string](t)(s.Forget(t.Context(), "telegram:9")); !cmp.Equal(kinds, []string{"reads"}) {
			t.Error("forgotten", kinds)
		}
		if left := must[map[string]time.Time](t)(s.Readers(t.Context(), newer.ID)); len(left) != 1 {
			t.Error("left", left)
		}
		if kinds := must[[]string](t)(s.Forget(t.Context(), "telegram:9")); kinds != nil {
			t.Error("forgotten again", kinds)
		}
	})
}
