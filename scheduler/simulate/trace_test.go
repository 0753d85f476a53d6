package simulate

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
)

// trace is what happened, step by step: the last steps in words, all of them as a checksum.
type trace struct {
	lines []string
	steps int
	sum   uint64
}

// note adds a step.
func (w *world) note(format string, args ...any) {
	line := w.now.UTC().Format("2006-01-02 15:04:05.000 ") + fmt.Sprintf(format, args...)
	for _, b := range []byte(line) { // FNV-1a
		w.trace.sum = (w.trace.sum ^ uint64(b)) * 1099511628211
	}
	w.trace.steps++
	w.mu.Lock()
	defer w.mu.Unlock()
	w.trace.add(line)
}

func (t *trace) add(line string) {
	if len(t.lines) >= 2*(*steps)+1000 {
		t.lines = append(t.lines[:0], t.lines[len(t.lines)-*steps:]...)
	}
	t.lines = append(t.lines, strings.ReplaceAll(line, "\n", " "))
}

// String shows the last steps.
func (t *trace) String() string {
	return strings.Join(t.lines[max(0, len(t.lines)-*steps):], "\n")
}

// parting is where two traces first differ, as far back as they are kept. What replicas log may come in another order.
func (t *trace) parting(other *trace) string {
	steps := func(all []string) (list []string) {
		for _, line := range all {
			if !strings.HasPrefix(line, " ") {
				list = append(list, line)
			}
		}
		return list
	}
	a, b := steps(t.lines), steps(other.lines)
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return strings.Join(a[max(0, i-12):i+1], "\n") + "\nor\n" + b[i]
		}
	}
	return "the last steps are the same"
}

// lines puts what a replica logs between the steps. It is no part of the sum: several goroutines may log in one step.
type lines struct {
	replica *replica
	with    string
}

// Enabled leaves out what is of no use in a trace.
func (l *lines) Enabled(_ context.Context, level slog.Level) bool { return level >= slog.LevelWarn }

// Handle writes a line.
func (l *lines) Handle(_ context.Context, record slog.Record) error {
	var b strings.Builder
	fmt.Fprintf(&b, "    %s %s: %s%s", l.replica.who, record.Level, record.Message, l.with)
	record.Attrs(func(a slog.Attr) bool {
		fmt.Fprintf(&b, " %s=%v", a.Key, a.Value)
		return true
	})
	w := l.replica.world
	w.mu.Lock()
	defer w.mu.Unlock()
	w.trace.add(b.String())
	if strings.Contains(record.Message, "panicked") {
		w.fault("%s", strings.TrimSpace(b.String()))
	}
	return nil
}

// WithAttrs and WithGroup are what slog asks for.
func (l *lines) WithAttrs(attrs []slog.Attr) slog.Handler {
	return &lines{l.replica, l.with + fmt.Sprint(" ", attrs)}
}

// WithGroup does not tell groups apart.
func (l *lines) WithGroup(string) slog.Handler { return l }
