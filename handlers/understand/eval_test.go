package understand

import (
	"cmp"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"ikdbot/locales"
)

const questionsFile = "testdata/questions-dev.tsv"

var questions = flag.String("questions", questionsFile, "questions to measure with: topic, tab, text")

// asked is a text with the topic a person gave it.
type asked struct{ topic, text string }

// score counts how a Mind does on texts whose topic is known.
type score struct {
	all, right, wrong, back int // wrong: answered with another topic; back: asked back
	confidence              float64
	confused                map[string]int
}

func (s *score) add(q asked, r Reading) {
	s.all++
	best := ""
	if len(r.Guesses) > 0 {
		best = r.Guesses[0].Topic
		s.confidence += r.Guesses[0].Confidence
	}
	if best == q.topic {
		s.right++
	} else {
		s.confused[q.topic+" as "+best]++
	}
	switch {
	case len(r.Answer) == 0:
		s.back++
	case !slices.Contains(r.Answer, q.topic):
		s.wrong++
	}
}

func (s *score) share(n int) float64 { return 100 * float64(n) / float64(max(1, s.all)) }

func (s *score) String() string {
	worst := slices.SortedFunc(maps.Keys(s.confused), func(a, b string) int {
		return cmp.Or(cmp.Compare(s.confused[b], s.confused[a]), cmp.Compare(a, b))
	})
	out := fmt.Sprintf("%d texts: topic right %.1f %%, surely wrong %.1f %%, asked back %.1f %%, mean confidence %.1f %%", s.all,
		s.share(s.right), s.share(s.wrong), s.share(s.back), 100*s.confidence/float64(max(1, s.all)))
	for _, w := range worst[:min(12, len(worst))] {
		out += fmt.Sprintf("\n  %3d  %s", s.confused[w], w)
	}
	return out
}

// content loads the real topics of both languages and a regency.
func content(t testing.TB, code string) (*locales.Regency, []locales.Topic) {
	t.Helper()
	c, err := locales.Load("")
	if err != nil {
		t.Fatal(err)
	}
	r, err := c.Regency(code)
	if err != nil {
		t.Fatal(err)
	}
	return r, slices.Concat(c.Topics(locales.Indonesian), c.Topics(locales.English))
}

// TestQuestions measures with questions nobody trained on. They are for measuring only: never write examples from them.
func TestQuestions(t *testing.T) {
	file, err := os.ReadFile(*questions)
	if errors.Is(err, fs.ErrNotExist) && *questions == questionsFile {
		t.Log("no questions to measure with")
		return
	}
	if err != nil {
		t.Fatalf("read questions: %v", err)
	}
	m := mindOf(t, "62.02")
	s := score{confused: map[string]int{}}
	for line := range strings.Lines(string(file)) {
		topic, text, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok || strings.HasPrefix(topic, "#") {
			continue
		}
		s.add(asked{topic, text}, m.Read(text))
	}
	t.Log(s.String())
	if s.all > 0 && s.share(s.right) < 80 {
		t.Errorf("topic right %.1f %%, want 80 %%", s.share(s.right))
	}
}

// TestExamplesLeftOut trains without every fifth example, five times over, and reads those left out: what wordings
// nobody has thought of yet will meet. It runs with -v only, since it trains five times.
func TestExamplesLeftOut(t *testing.T) {
	if !testing.Verbose() {
		t.Log("run with -v to measure")
		return
	}
	r, topics := content(t, "62.02")
	s := score{confused: map[string]int{}}
	for fold := range 5 {
		var held []asked
		rest := slices.Clone(topics)
		for i, topic := range topics {
			rest[i].Examples = nil
			for n, e := range topic.Examples {
				if n%5 == fold {
					held = append(held, asked{topic.ID, e})
					continue
				}
				rest[i].Examples = append(rest[i].Examples, e)
			}
		}
		m := New(r, rest)
		for _, q := range held {
			s.add(q, m.Read(q.text))
		}
	}
	t.Log(s.String())
}

func BenchmarkNew(b *testing.B) {
	r, topics := content(b, "62.02")
	b.ResetTimer()
	for b.Loop() {
		New(r, topics)
	}
}

func BenchmarkRead(b *testing.B) {
	m := New(content(b, "62.02"))
	texts := []string{"dmn tmpt aktifasi ikd di mb ketapang", "hp jadul bs gak", "assalamualaikum pak, saya warga baamang hilir mau tanya, hp saya hilang minggu lalu dan sudah ganti hp baru, gimana cara masuk ikd lagi ya? NIK saya 6202050101900001"}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		m.Read(texts[i%len(texts)])
	}
}
