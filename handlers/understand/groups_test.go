package understand

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// Texts that ask the same stand together under the one that came first, others apart.
func TestGroups(t *testing.T) {
	m := mindOf(t, "62.02")
	texts := []string{
		0: "aplikasinya muter terus pas dibuka",
		1: "bsa dipakai buat naik kapal laut ga",
		2: "app muter2 trus pas di buka",
		3: "aplikasi ikd muter terus waktu dibuka",
		4: "buat naik kapal laut bisa dipakai tidak?",
		5: "anak saya kembar, gimana",
		6: "apakah bisa dipakai naik kapal",
		7: "sapi saya hilang",
		8: "SAPI SAYA HILANG!!",
		9: "???",
	}
	var got []string
	for _, g := range m.Groups(texts) {
		got = append(got, fmt.Sprint(g))
	}
	want := "[0 2 3] [1 4 6] [5] [7 8] [9]"
	if strings.Join(got, " ") != want {
		t.Errorf("got %s, want %s", strings.Join(got, " "), want)
	}
	if len(m.Groups(nil)) != 0 {
		t.Error("groups of nothing")
	}
}

// As many texts as are ever kept are put together while an admin waits: every text once, and the same way each time.
func TestGroupsOfMany(t *testing.T) {
	m := mindOf(t, "62.02")
	_, topics := content(t, "62.02")
	var texts []string
	for _, topic := range topics {
		texts = append(texts, topic.Examples...)
	}
	start := time.Now()
	groups := m.Groups(texts)
	took := time.Since(start)
	seen := map[int]bool{}
	for _, g := range groups {
		for _, i := range g {
			seen[i] = true
		}
	}
	if len(seen) != len(texts) {
		t.Errorf("%d of %d texts in groups", len(seen), len(texts))
	}
	if again := m.Groups(texts); !slices.EqualFunc(groups, again, slices.Equal) {
		t.Error("grouped otherwise the second time")
	}
	t.Logf("%d texts in %d groups in %v", len(texts), len(groups), took)
	if testing.Verbose() {
		slices.SortFunc(groups, func(a, b []int) int { return len(b) - len(a) })
		for _, g := range groups[:15] {
			t.Log("---")
			for _, i := range g[:min(len(g), 8)] {
				t.Log(texts[i])
			}
		}
	}
}
