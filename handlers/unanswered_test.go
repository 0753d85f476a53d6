package handlers_test

import (
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"ikdbot/handlers"
	"ikdbot/handlers/understand"
	"ikdbot/store"
)

// withExamples is an overlay of the content in which every topic has at most n examples, so that training takes a moment only; a
// file may get examples of its own.
func withExamples(t testing.TB, n int, own map[string][]string) string {
	t.Helper()
	dir := t.TempDir()
	files, err := filepath.Glob("../locales/??/topics/*.md")
	if err != nil || len(files) == 0 {
		t.Fatal("no topics", err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		head, examples, _ := strings.Cut(string(text), "\nexamples:\n")
		examples, answer, ok := strings.Cut(examples, "\n---\n")
		if !ok {
			t.Fatalf("%s: no examples at the end of its head", file)
		}
		lines := strings.Split(examples, "\n")
		name := strings.TrimPrefix(file, "../locales/")
		if others, ok := own[name]; ok {
			lines = strings.Split("  - "+strings.Join(others, "\n  - "), "\n")
		}
		text = []byte(head + "\nexamples:\n" + strings.Join(lines[:min(max(n, len(own[name])), len(lines))], "\n") + "\n---\n" + answer)
		to := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(to, text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// another is a second desk on the memory of a stage: another replica, or the same after a restart.
func (s *stage) another(h *house) *handlers.Desk {
	return handlers.New(handlers.Options{
		Content: h.content, Regency: s.regency, Store: s.store, Mind: h.minds[s.regency.Root()], Now: s.clock,
		Founders: []string{"telegram:1"}, Schedule: "0 8 * * MON", Log: slog.New(slog.DiscardHandler),
	})
}

// topicsOf are the topics a desk answers a question with; none where it asks back.
func topicsOf(t *testing.T, d *handlers.Desk, question string) []string {
	t.Helper()
	asked, _ := d.Ask(t.Context(), 1, question, func(s string) string { return s })
	return asked.Topics
}

const (
	missedQuestion = "kok mbulet terus pak"
	likeIt         = "mbulet terus kok ya pak"
)

// What was given is understood at once, by a replica within a minute, and after a restart; taken back it is missed again.
func TestWhatIsTaughtIsUnderstood(t *testing.T) {
	h := newHouse(t, withExamples(t, 40, nil))
	s := h.stage(t, "62.02")
	replica := s.another(h)
	for _, q := range []string{missedQuestion, likeIt} {
		if got := topicsOf(t, replica, q); len(got) != 0 {
			t.Fatalf("%q is understood before: %v", q, got)
		}
		s.say(t, "citizen", q)
	}
	steps := 0
	r, _ := s.as("admin")
	r.Text = "/takterjawab beri " + store.MissedID(missedQuestion) + " sinyal"
	r.Progress = func(handlers.Reply) { steps++ }
	reply := s.desk.Answer(t.Context(), r)
	if !strings.Contains(reply.Text, "2 kalimat menjadi contoh") || steps != 10 {
		t.Fatalf("after %d steps: %s", steps, reply.Text)
	}
	understands := func(who string, d *handlers.Desk, want bool) {
		t.Helper()
		for _, q := range []string{missedQuestion, likeIt} {
			if got := topicsOf(t, d, q); slices.Contains(got, "sinyal") != want {
				t.Errorf("%s: %q gets %v", who, q, got)
			}
		}
	}
	understands("the desk that was taught", s.desk, true)
	understands("after a restart", s.another(h), true)
	understands("a replica that has not looked yet", replica, false)
	s.now = s.now.Add(time.Minute)
	understands("a replica that has looked", replica, true)
	if reply := s.desk.Answer(t.Context(), r); !strings.Contains(reply.Text, "sudah menjadi contoh") {
		t.Errorf("given twice: %s", reply.Text)
	}
	s.say(t, "admin", "/takterjawab batal 1")
	understands("taken back", s.desk, false)
	if list := s.say(t, "admin", "/takterjawab"); !strings.Contains(list.Text, missedQuestion) {
		t.Errorf("not missed again: %s", list.Text)
	}
}

// A group that would spoil what other topics answer is refused, with the reason; nothing is stored. Here an admin gives wordings
// that ask about the PIN to the opening hours; to have them missed, the desk begins with a mind that knows nothing.
func TestASpoilingGroupIsRefused(t *testing.T) {
	var pins []string
	for _, when := range []string{"tadi", "kemarin", "barusan", "minggu lalu", "lagi", "terus"} {
		for _, whose := range []string{"ikd", "bapak", "anak", "istri", "tetangga"} {
			pins = append(pins, "lupa pin "+whose+" "+when)
		}
	}
	h := newHouse(t, withExamples(t, 6, map[string][]string{"id/topics/lupa_pin.md": pins}))
	regency, err := h.content.Regency("62.02")
	if err != nil {
		t.Fatal(err)
	}
	h.minds["62.02"] = understand.New(regency, nil)
	s := h.stage(t, "62.02")
	for _, q := range pins {
		if _, err := s.store.Miss(t.Context(), q); err != nil {
			t.Fatal(err)
		}
	}
	reply := s.say(t, "admin", "/takterjawab beri "+store.MissedID(pins[0])+" jam")
	if !strings.Contains(reply.Text, "menurunkan ketepatan lebih dari 0,5 poin") || !strings.Contains(reply.Text, "Lupa PIN") {
		t.Errorf("got %s", reply.Text)
	}
	lessons, _, err := s.store.Lessons(t.Context())
	if len(lessons) != 0 || err != nil {
		t.Errorf("%d lessons, %v", len(lessons), err)
	}
}

// What is kept has neither personal data nor a name, nor what was written by somebody else, nor who asked.
func TestWhatIsKeptOfAMissedQuestion(t *testing.T) {
	h := newHouse(t, withExamples(t, 40, nil))
	for _, c := range []struct{ about, question, kept string }{
		{"as it was asked", "kok  mbulet terus\npak", "kok mbulet terus pak"},
		{"personal data masked", "mbulet terus 6202051234560001 kok pak", "mbulet terus [NIK] kok pak"},
		{"names masked", "kok mbulet terus, nama saya Siti Aminah", "kok mbulet terus, nama saya [nama]"},
		{"what is no name stays", "kok mbulet terus nama saya di situ", "kok mbulet terus nama saya di situ"},
	} {
		s := h.stage(t, "62.02")
		s.say(t, "citizen", c.question)
		missed, err := s.store.Missed(t.Context())
		if err != nil || len(missed) != 1 || missed[0].Text != c.kept {
			t.Errorf("%s: %+v, %v", c.about, missed, err)
		}
	}
	s := h.stage(t, "62.02")
	r, _ := s.as("citizen")
	r.Text, r.Forwarded = missedQuestion, true
	s.desk.Answer(t.Context(), r)
	if missed, err := s.store.Missed(t.Context()); len(missed) != 0 || err != nil {
		t.Errorf("passed on: %+v, %v", missed, err)
	}
}

// What was learned goes into the topic files of its language, each wording once, in quotes that YAML reads.
func TestLearnedExamplesAsLines(t *testing.T) {
	h := newHouse(t, withExamples(t, 40, nil))
	s := h.stage(t, "62.02")
	teach := func(topic string, wordings ...string) {
		lesson := store.Lesson{Topic: topic, By: "telegram:1"}
		for _, text := range wordings {
			id, err := s.store.Miss(t.Context(), text)
			if err != nil {
				t.Fatal(err)
			}
			lesson.Wordings = append(lesson.Wordings, store.Wording{ID: id, Text: text})
		}
		if _, err := s.store.Teach(t.Context(), lesson); err != nil {
			t.Fatal(err)
		}
	}
	teach("sinyal", `kata orang "mbulet": gimana`, "mbulet wae [NIK] to", "why is it so slow without a signal in my village")
	teach("jam", "tutup jam piro # to", "nama saya [nama] jam piro")
	teach("sinyal", `kata orang "mbulet": gimana`)
	reply := s.say(t, "admin", "/takterjawab ekspor")
	want := `# locales/en/topics/sinyal.md
  - "why is it so slow without a signal in my village"
# locales/id/topics/jam.md
  - "tutup jam piro # to"
# locales/id/topics/sinyal.md
  - "kata orang \"mbulet\": gimana"
`
	if reply.File == nil || string(reply.File.Content) != want {
		t.Errorf("got %s\n%+v", reply.Text, reply.File)
	}
}
