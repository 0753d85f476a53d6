package store_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ikdbot/store"
)

// A lesson takes its wordings out of the missed; taken back, they are missed again as they were.
func TestLessonsAreTaughtAndTakenBack(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store, c *clock) {
		for _, text := range []string{"kok blm jadi", "kok belum jadi", "kok blm jadi", "main bola yuk"} {
			must[string](t)(s.Miss(t.Context(), text))
		}
		if err := s.Chose(t.Context(), store.MissedID("kok blm jadi"), "jaringan"); err != nil {
			t.Fatal(err)
		}
		before := must[[]store.Wording](t)(s.Missed(t.Context()))
		group := named(before, "kok blm jadi", "kok belum jadi")
		if v := must[int64](t)(s.LessonsVersion(t.Context())); v != 0 {
			t.Errorf("version %d before the first lesson", v)
		}
		l := must[store.Lesson](t)(s.Teach(t.Context(), store.Lesson{Topic: "jaringan", Wordings: group, By: "telegram:1"}))
		if got := texts(t, s); cmp.Diff([]string{"main bola yuk 1"}, got) != "" {
			t.Errorf("still missed: %q", got)
		}
		lessons, version, err := s.Lessons(t.Context())
		want := []store.Lesson{{N: 1, Topic: "jaringan", Wordings: group, By: "telegram:1", At: c.Now()}}
		if diff := cmp.Diff(want, lessons); diff != "" || err != nil || version != must[int64](t)(s.LessonsVersion(t.Context())) {
			t.Error(diff, err, version)
		}
		if back := must[store.Lesson](t)(s.Unteach(t.Context(), l.N)); back.Topic != "jaringan" {
			t.Errorf("taken back: %+v", back)
		}
		if diff := cmp.Diff(before, must[[]store.Wording](t)(s.Missed(t.Context()))); diff != "" {
			t.Error(diff)
		}
		if v := must[int64](t)(s.LessonsVersion(t.Context())); v == version {
			t.Error("the version stayed")
		}
		if _, err := s.Unteach(t.Context(), l.N); !errors.Is(err, store.ErrNothing) {
			t.Errorf("taken back twice: %v", err)
		}
	})
}

// Of two admins who give the same group, one is told that it is gone.
func TestAGroupIsTaughtOnce(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store, _ *clock) {
		must[string](t)(s.Miss(t.Context(), "kok blm jadi"))
		group := must[[]store.Wording](t)(s.Missed(t.Context()))
		must[store.Lesson](t)(s.Teach(t.Context(), store.Lesson{Topic: "jaringan", Wordings: group}))
		if _, err := s.Teach(t.Context(), store.Lesson{Topic: "cara", Wordings: group}); !errors.Is(err, store.ErrNothing) {
			t.Errorf("taught twice: %v", err)
		}
		if lessons, _, err := s.Lessons(t.Context()); len(lessons) != 1 || err != nil {
			t.Errorf("%d lessons, %v", len(lessons), err)
		}
	})
}

// Wordings that were learned longer than 90 days ago are not missed again: they would be kept too long.
func TestOldWordingsDoNotComeBack(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store, c *clock) {
		must[string](t)(s.Miss(t.Context(), "kok blm jadi"))
		l := must[store.Lesson](t)(s.Teach(t.Context(), store.Lesson{
			Topic: "jaringan", Wordings: must[[]store.Wording](t)(s.Missed(t.Context())),
		}))
		c.Move(100 * day)
		must[store.Lesson](t)(s.Unteach(t.Context(), l.N))
		if got := texts(t, s); len(got) != 0 {
			t.Errorf("missed again: %q", got)
		}
	})
}

// named picks wordings by their text.
func named(all []store.Wording, names ...string) (list []store.Wording) {
	for _, w := range all {
		for _, name := range names {
			if w.Text == name {
				list = append(list, w)
			}
		}
	}
	return list
}
