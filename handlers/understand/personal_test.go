package understand

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// TestPersonalDataMeasured reads testdata/personal.txt: nothing personal may be missed, and hardly anything else taken for it.
func TestPersonalDataMeasured(t *testing.T) {
	file, err := os.ReadFile("testdata/personal.txt")
	if err != nil {
		t.Fatal(err)
	}
	marked := regexp.MustCompile(`\{(\w+):([^}]+)\}`)
	holding, harmless, missed, alarms := 0, 0, 0, 0
	for line := range strings.Lines(string(file)) {
		line = strings.TrimRight(line, "\n")
		if strings.HasPrefix(line, "# ") {
			continue
		}
		text := marked.ReplaceAllString(line, "$2")
		masked, _ := Mask(text)
		want := marked.ReplaceAllStringFunc(line, func(m string) string {
			return Kind(marked.FindStringSubmatch(m)[1]).label()
		})
		if text == line {
			harmless++
			if masked != text {
				alarms++
				t.Logf("false alarm: %q became %q", text, masked)
			}
			continue
		}
		holding++
		if masked != want {
			missed++
			t.Errorf("%q became %q, want %q", text, masked, want)
		}
	}
	t.Logf("personal data: %d texts that hold some, %d missed; %d harmless ones, %d false alarms (%.1f %%)", holding, missed, harmless, alarms,
		100*float64(alarms)/float64(max(1, harmless)))
	if holding < 100 || harmless < 100 || 50*alarms > harmless {
		t.Errorf("want at least 100 texts of each, and at most 2 %% false alarms")
	}
}
