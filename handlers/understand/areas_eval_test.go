package understand

import (
	"os"
	"strings"
	"testing"
)

// TestAreasMeasured reads testdata/areas.tsv: names in full, short, mistyped and ambiguous, in three regencies, and words that
// only look like names.
func TestAreasMeasured(t *testing.T) {
	file, err := os.ReadFile("testdata/areas.tsv")
	if err != nil {
		t.Fatal(err)
	}
	all, right := 0, 0
	for line := range strings.Lines(string(file)) {
		regency, rest, ok := strings.Cut(strings.TrimRight(line, "\n"), "\t")
		want, text, _ := strings.Cut(rest, "\t")
		if !ok {
			continue
		}
		all++
		got := strings.Join(mindOf(t, regency).Areas(text), " ")
		if want == "-" {
			want = ""
		}
		if got == want {
			right++
		} else {
			t.Logf("%s: %q is %q, want %q", regency, text, got, want)
		}
	}
	share := 100 * float64(right) / float64(max(1, all))
	t.Logf("areas: %d texts, %.1f %% right", all, share)
	if all < 150 || share < 97 {
		t.Errorf("want at least 150 texts, 97 %% right")
	}
}
