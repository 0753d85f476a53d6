package store_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ikdbot/store"
	"ikdbot/store/storetest"
)

const day = 24 * time.Hour

// Identical wordings are counted, spaces and capitals aside; what people then chose is counted with them.
func TestMissedQuestionsAreCounted(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store, c *clock) {
		first := must[string](t)(s.Miss(t.Context(), "kok blm jadi ya"))
		if again := must[string](t)(s.Miss(t.Context(), "Kok  blm jadi ya")); again != first {
			t.Errorf("ids %s and %s", first, again)
		}
		c.Move(day)
		other := must[string](t)(s.Miss(t.Context(), "[NIK] gimana ini"))
		for _, topic := range []string{"cara", "cara", "jaringan"} {
			if err := s.Chose(t.Context(), first, topic); err != nil {
				t.Fatal(err)
			}
		}
		if err := s.Chose(t.Context(), "nosuch", "cara"); err != nil {
			t.Fatal(err)
		}
		want := []store.Wording{
			{ID: first, Text: "kok blm jadi ya", Since: "2026-04-06", Asked: 2, Chosen: map[string]int{"cara": 2, "jaringan": 1}},
			{ID: other, Text: "[NIK] gimana ini", Since: "2026-04-07", Asked: 1},
		}
		if diff := cmp.Diff(want, must[[]store.Wording](t)(s.Missed(t.Context()))); diff != "" {
			t.Error(diff)
		}
	})
}

// Nothing is kept longer than 90 days from the first time, however often it is asked again.
func TestMissedQuestionsGoAfter90Days(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store, c *clock) {
		must[string](t)(s.Miss(t.Context(), "lama"))
		c.Move(60 * day)
		must[string](t)(s.Miss(t.Context(), "lama"))
		must[string](t)(s.Miss(t.Context(), "baru"))
		c.Move(29 * day)
		if got := texts(t, s); cmp.Diff([]string{"lama 2", "baru 1"}, got) != "" {
			t.Errorf("after 89 days: %q", got)
		}
		c.Move(day)
		if got := texts(t, s); cmp.Diff([]string{"baru 1"}, got) != "" {
			t.Errorf("after 90 days: %q", got)
		}
		must[string](t)(s.Miss(t.Context(), "lama"))
		if got := texts(t, s); cmp.Diff([]string{"baru 1", "lama 1"}, got) != "" {
			t.Errorf("asked anew: %q", got)
		}
	})
}

func TestOldestMissedQuestionsMakeRoom(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store, c *clock) {
		for _, text := range []string{"satu", "dua", "tiga", "dua", "empat"} {
			must[string](t)(s.MissWithRoom(t.Context(), text, 3))
			c.Move(day)
		}
		if got := texts(t, s); cmp.Diff([]string{"dua 2", "tiga 1", "empat 1"}, got) != "" {
			t.Errorf("left: %q", got)
		}
	})
}

// More than one round trip's worth is read as one list.
func TestManyMissedQuestions(t *testing.T) {
	s := storetest.Open(t, storetest.Redis(t), options(&clock{now: monday()}))
	for i := range 600 {
		must[string](t)(s.Miss(t.Context(), fmt.Sprint("pertanyaan ", i)))
	}
	if got := texts(t, s); len(got) != 600 {
		t.Errorf("%d read", len(got))
	}
}

func TestIgnoredQuestionsAreDropped(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store, _ *clock) {
		id := must[string](t)(s.Miss(t.Context(), "main bola yuk"))
		must[string](t)(s.Miss(t.Context(), "kok blm jadi"))
		if n := must[int](t)(s.Ignore(t.Context(), id, "nosuch")); n != 1 {
			t.Errorf("%d dropped", n)
		}
		if got := texts(t, s); cmp.Diff([]string{"kok blm jadi 1"}, got) != "" {
			t.Errorf("left: %q", got)
		}
	})
}

// texts are the missed questions with how often they were asked.
func texts(t *testing.T, s *store.Store) (list []string) {
	t.Helper()
	for _, w := range must[[]store.Wording](t)(s.Missed(t.Context())) {
		list = append(list, fmt.Sprint(w.Text, " ", w.Asked))
	}
	return list
}
