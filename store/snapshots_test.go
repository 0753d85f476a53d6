package store_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ikdbot/store"
	"ikdbot/store/storetest"
)

// A report made from the first two changes is corrected by what is of its days, and by nothing newer.
func TestCorrected(t *testing.T) {
	history := []store.Change{
		{N: 1, AsOf: "2026-03-02", Rows: []store.Row{row("A", -1, 10), row("B", -1, 20)}},
		{N: 2, AsOf: "2026-03-05", Rows: []store.Row{row("A", 10, 12)}},
	}
	for _, s := range []struct {
		about  string
		later  store.Change
		wantA  int64
		wantB  int64
		filter bool // it is left out altogether
	}{
		{"the same day again", store.Change{N: 3, AsOf: "2026-03-05", Rows: []store.Row{row("A", 12, 11)}}, 11, 20, false},
		{"news of a later day", store.Change{N: 3, AsOf: "2026-03-06", Rows: []store.Row{row("A", 12, 15)}}, 12, 20, true},
		{"an older day is not shown anyway", store.Change{N: 3, AsOf: "2026-03-03", Rows: []store.Row{row("A", 12, 15)}}, 12, 20, false},
		{"of a file only what is of that day", store.Change{N: 3, AsOf: "2026-03-06", Rows: []store.Row{
			{Area: "A", Count: store.Active, New: number(99)}, {Area: "B", Count: store.Active, New: number(21), AsOf: "2026-03-02"}}}, 12, 21, false},
		{"an area that nobody knew of", store.Change{N: 3, AsOf: "2026-03-01", Rows: []store.Row{row("A1", -1, 1)}}, 12, 20, true},
		{"undone", store.Change{N: 3, Undoes: 2}, 10, 20, false},
	} {
		corrected := store.Corrected(append(history, s.later), 2)
		got := store.Choose(corrected)
		a, b := got[store.Key{Area: "A", Count: store.Active}].Value, got[store.Key{Area: "B", Count: store.Active}].Value
		if a != s.wantA || b != s.wantB || (len(corrected) == 2) != s.filter {
			t.Errorf("%s: A %d, B %d in %d changes", s.about, a, b, len(corrected))
		}
	}
	if diff := cmp.Diff(history, store.Corrected(history, 2)); diff != "" {
		t.Error(diff)
	}
}

// A report is corrected once per message, and both ways are kept.
func TestRevise(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store, c *clock) {
		ctx := t.Context()
		b := store.Binding{ID: "b1", Area: "A"}
		e := store.Entry{ID: store.ReportID("b1", c.Now()), Chat: "telegram:-1", Binding: "b1", Area: "A", Due: c.Now()}
		if _, err := s.Owe(ctx, e); err != nil {
			t.Fatal(err)
		}
		e.Code, e.Text, e.Known = must[string](t)(s.GiveCode(ctx, e.ID, 0)), "lama", 2
		if ok, err := s.Claim(ctx, "s", e); !ok || err != nil {
			t.Fatal(ok, err)
		}
		message := store.Entry{ID: "notice/ralat/" + e.ID + "/3", Chat: e.Chat, Due: c.Now(), Corrects: e.ID, Text: "ralat"}
		first := e
		e.Code, e.Text, e.Revision, e.Corrected = must[string](t)(s.GiveCode(ctx, e.ID, 1)), "baru", 1, 3
		e.State = store.Sent
		if done, err := s.Revise(ctx, e, message); done || err != nil {
			t.Fatalf("revised before it was sent: %v %v", done, err)
		}
		first.State, first.Message = store.Sent, "7"
		if err := s.Settle(ctx, "s", first); err != nil {
			t.Fatal(err)
		}
		e.Message = "7"
		for i := range 2 {
			if done, err := s.Revise(ctx, e, message); done != (i == 0) || err != nil {
				t.Fatalf("time %d: %v %v", i, done, err)
			}
		}
		last := must[map[string]store.Entry](t)(s.LastSent(ctx, []store.Binding{b, {ID: "b2", Area: "B"}}))
		if got := last["b1"]; len(last) != 1 || got.Text != "baru" || got.Revision != 1 || got.Corrected != 3 {
			t.Errorf("%+v", last)
		}
		if old, ok, err := s.Revision(ctx, e.ID, 0); !ok || err != nil || old.Text != "lama" || old.Message != "7" {
			t.Errorf("%+v %v %v", old, ok, err)
		}
		if due := must[[]store.Entry](t)(s.Due(ctx, c.Now(), 10)); len(due) != 1 || due[0].Corrects != e.ID {
			t.Errorf("%+v", due)
		}
		if _, revision, ok, err := s.Proved(ctx, first.Code); !ok || revision != 0 || err != nil {
			t.Errorf("the first code: %d %v %v", revision, ok, err)
		}
		if got, revision, ok, err := s.Proved(ctx, e.Code); !ok || revision != 1 || got.Revision != 1 || err != nil {
			t.Errorf("the second code: %d %v %v", revision, ok, err)
		}
	})
}

// fiveYears is a weekly change of 203 areas, 17 kecamatan of 10 or 11 desa each, over five years.
func fiveYears() (tree, []store.Change) {
	areas, all := tree{}, []string{"R"}
	for k := range 17 {
		kecamatan := fmt.Sprintf("R.%02d", k)
		areas["R"], all = append(areas["R"], kecamatan), append(all, kecamatan)
		for d := range 11 - k/15 { // 185 desa in all
			desa := fmt.Sprintf("%s.%04d", kecamatan, d)
			areas[kecamatan], all = append(areas[kecamatan], desa), append(all, desa)
		}
	}
	var history []store.Change
	for week := range 260 {
		at := monday().AddDate(0, 0, 7*week)
		c := store.Change{N: int64(week + 1), At: at, Author: "telegram:1", Source: "Laporan kecamatan", AsOf: store.Date(at.Format(time.DateOnly))}
		for i, area := range all {
			n := int64(100*i + week)
			c.Rows = append(c.Rows, store.Row{Area: area, Count: store.Active, Old: &n, New: &n})
		}
		history = append(history, c)
	}
	return areas, history
}

// What was known in the middle of five years, from the history alone.
func BenchmarkSnapshot(b *testing.B) {
	areas, history := fiveYears()
	b.ReportMetric(float64(len(history[0].Rows)), "areas")
	at := history[130].At
	for b.Loop() {
		if got := store.AggregatesAt(areas, history, at); got.N != 131 {
			b.Fatal(got.N)
		}
	}
}

// Reading five years for the first time, as a process does once after its start; and what a week adds.
func BenchmarkFirstReading(b *testing.B) {
	areas, history := fiveYears()
	url := storetest.Redis(b)
	open := func() *store.Store {
		return storetest.Open(b, url, store.Options{Regency: "R", Tree: areas, Now: monday})
	}
	s := open()
	for _, c := range history {
		for i := range c.Rows {
			c.Rows[i].Old = nil
		}
		c.Rows = c.Rows[:len(c.Rows):len(c.Rows)]
		past, err := s.History(b.Context())
		if err != nil {
			b.Fatal(err)
		}
		current := store.Choose(past)
		for i, r := range c.Rows {
			if f, ok := current[store.Key{Area: r.Area, Count: r.Count}]; ok {
				c.Rows[i].Old = &f.Value
			}
		}
		if _, err := s.Commit(b.Context(), c); err != nil {
			b.Fatal(err)
		}
	}
	for b.Loop() {
		if _, past, err := open().Figures(b.Context()); err != nil || len(past) != 260 {
			b.Fatal(len(past), err)
		}
	}
}
