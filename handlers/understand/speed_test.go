package understand

import (
	"runtime"
	"slices"
	"testing"
	"time"
)

// BenchmarkNew is the training at start, with the examples of both languages.
func BenchmarkNew(b *testing.B) {
	r, topics := content(b, "62.02")
	for b.Loop() {
		New(r, topics)
	}
}

// BenchmarkRead reads the questions nobody trained on, one by one, and tells how long the median and the slowest hundredth take.
func BenchmarkRead(b *testing.B) {
	m := mindOf(b, "62.02")
	questions := slices.Concat(readQuestions(b, "questions-dev.tsv"), readQuestions(b, "questions-fresh-dev.tsv"))
	for _, q := range questions { // the room reading needs is there from here on
		m.Read(q.text)
	}
	took := make([]time.Duration, 0, 1<<20)
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		start := time.Now()
		m.Read(questions[i%len(questions)].text)
		if i++; len(took) < cap(took) {
			took = append(took, time.Since(start))
		}
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Nanoseconds())/1e3, "µs-median")
	b.ReportMetric(float64(took[len(took)*99/100].Nanoseconds())/1e3, "µs-p99")
}

// A trained Mind stays small, and reading leaves nothing behind however often it is done.
func TestMemory(t *testing.T) {
	r, topics := content(t, "62.02")
	before := heap()
	m := New(r, topics)
	if size := heap() - before; size > 30<<20 {
		t.Errorf("a Mind takes %.1f MB, want at most 30", float64(size)/(1<<20))
	} else {
		t.Logf("a Mind takes %.1f MB", float64(size)/(1<<20))
	}
	questions := readQuestions(t, "questions-dev.tsv")
	read := func() {
		for _, q := range questions {
			m.Read(q.text)
		}
	}
	read()
	before = heap()
	for range 5 {
		read()
	}
	if grown := heap() - before; grown > 2<<20 {
		t.Errorf("%d questions left %d bytes", 5*len(questions), grown)
	}
	runtime.KeepAlive(m)
}

func heap() int64 {
	var s runtime.MemStats
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&s)
	return int64(s.HeapAlloc)
}
