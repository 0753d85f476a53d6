package understand

import (
	"flag"
	"os"
	"strings"
	"testing"

	"ikdbot/locales"
)

var questionsFile = flag.String("questions", "testdata/questions-dev.tsv", "labelled questions, topic and text a line")

func topicsOf(t testing.TB) (*locales.Regency, []locales.Topic) {
	c, err := locales.Load("")
	if err != nil {
		t.Fatal(err)
	}
	r, err := c.Regency("62.02")
	if err != nil {
		t.Fatal(err)
	}
	return r, append(c.Topics(locales.Indonesian), c.Topics(locales.English)...)
}

func TestX(t *testing.T) {
	r, topics := topicsOf(t)
	m := New(r, topics)
	n := 0
	ids := map[string]bool{}
	for _, x := range topics {
		n += len(x.Examples)
		ids[x.ID] = true
	}
	t.Log(len(ids), n, len(m.vocabulary.idf))
	b, _ := os.ReadFile(*questionsFile)
	right, all := 0, 0
	for line := range strings.Lines(string(b)) {
		id, q, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok || id[0] == '#' || !ids[id] {
			continue
		}
		s := make([]float32, len(m.topics))
		m.model.scores(m.vocabulary.vector(m.plain(q)), s)
		best := 0
		for c := range s {
			if s[c] > s[best] {
				best = c
			}
		}
		all++
		if m.topics[best] == id {
			right++
		} else if testing.Verbose() {
			t.Logf("%s -> %s", id, m.topics[best])
		}
	}
	t.Logf("%d of %d", right, all)
}

func BenchmarkNew(b *testing.B) {
	r, topics := topicsOf(b)
	for b.Loop() {
		New(r, topics)
	}
}
