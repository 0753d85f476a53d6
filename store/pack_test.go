package store

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// full is a regency of 363 areas in which every count of every area was told by somebody.
type full struct{}

func (full) Root() string { return "35.29" }

func (full) Children(code string) []string {
	var children []string
	switch len(code) {
	case 5:
		for i := range 27 {
			children = append(children, fmt.Sprintf("%s.%02d", code, i+1))
		}
	case 8:
		for i := range 12 {
			children = append(children, fmt.Sprintf("%s.%04d", code, 2001+i))
		}
	}
	return children
}

func TestPackedAggregatesAreSmallAndWhole(t *testing.T) {
	current := make(map[Key]Figure)
	var tell func(code string)
	tell = func(code string) {
		for i, count := range Counts() {
			n := int64(len(current))
			current[Key{code, count}] = Figure{
				Value: 40_000 + 7*n, AsOf: Date(fmt.Sprintf("2026-%02d-%02d", 1+n%12, 1+i)), Change: 1 + n%300,
				Source: "Laporan SIAK bulanan dari Kecamatan " + code[:min(len(code), 8)],
			}
		}
		for _, child := range (full{}).Children(code) {
			tell(child)
		}
	}
	tell("35.29")
	want := Aggregates{N: 300, At: time.Date(2026, 4, 6, 1, 0, 0, 0, time.UTC), Areas: RollUp(full{}, current)}
	raw, err := pack(want)
	if err != nil {
		t.Fatal(err)
	}
	if len(want.Areas) < 350 || len(raw) >= 100*1024 {
		t.Errorf("%d areas take %d bytes", len(want.Areas), len(raw))
	}
	got, err := unpack(raw)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if again, err := pack(got); err != nil || string(again) != string(raw) {
		t.Errorf("packed again it is another text: %v", err)
	}
}
