package guard

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"ikdbot/locales"
	"ikdbot/store"
)

// before is a history: a line per change, "62.02.05 2026-11-01 ikd=1250 wajib=40211".
func before(t *testing.T, lines ...string) (history []store.Change) {
	t.Helper()
	for i, line := range lines {
		c := changeOf(t, line)
		c.N, c.At = int64(i+1), time.Date(2026, 11, 1, 0, i, 0, 0, time.UTC)
		history = append(history, c)
	}
	return history
}

func changeOf(t *testing.T, line string) store.Change {
	t.Helper()
	line, source, _ := strings.Cut(line, " # ")
	words := strings.Fields(line)
	c := store.Change{AsOf: store.Date(words[1]), Source: source}
	for _, word := range words[2:] {
		name, number, _ := strings.Cut(word, "=")
		count := store.Count(name)
		n, err := strconv.ParseInt(number, 10, 64)
		if err != nil || !slices.Contains(store.Counts(), count) {
			t.Fatalf("%q: %v", word, err)
		}
		c.Rows = append(c.Rows, store.Row{Area: words[0], Count: count, New: &n})
	}
	return c
}

func regencyOf(t testing.TB, code string) *locales.Regency {
	t.Helper()
	content, err := locales.Load("")
	if err != nil {
		t.Fatal(err)
	}
	r, err := content.Regency(code)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// saturday is the day of these tests.
var saturday = time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC)

func TestGuard(t *testing.T) {
	const kotim = "62.02 2023-03-20 penduduk=429703 wajib=308309 rekam=300110 kia=39348 ikd=1113"
	r := regencyOf(t, "62.02")
	var desa []string // all of Seranau, 62.02.12, each with 10
	for _, code := range r.Children("62.02.12") {
		desa = append(desa, code+" 2026-11-10 ikd=10")
	}
	n := int64(len(desa))
	sum := func(more int64) string { return fmt.Sprint(10*n + more) }

	for _, s := range []struct {
		about   string
		history []string
		change  string
		want    string // "weight key" of the findings
	}{
		{"an ordinary week", []string{"62.02.05 2026-11-01 ikd=1250 wajib=40211"}, "62.02.05 2026-11-08 ikd=1310", ""},
		{"nothing known before", nil, "62.02.05 2026-11-08 ikd=1310", ""},
		{"the figures of the first article are those of the folder, and sound", nil, kotim, ""},

		{"less than nobody", nil, "62.02.05 2026-11-08 ikd=-1", "refused negative"},
		{"a day to come", nil, "62.02.05 2026-11-22 ikd=1", "refused future"},
		{"another regency", nil, "35.29.01 2026-11-08 ikd=1", "refused unknown_area"},
		{"the province", nil, "62 2026-11-08 ikd=1", "refused unknown_area"},

		{"recorded up to 1.02 of wajib KTP", nil, "62.02.05 2026-11-08 wajib=1000 rekam=1020", ""},
		{"recorded above it", nil, "62.02.05 2026-11-08 wajib=1000 rekam=1021", "odd exceeds_rekam_wajib"},
		{"wajib KTP up to 0.85 of the residents", nil, "62.02.05 2026-11-08 wajib=850 penduduk=1000", ""},
		{"wajib KTP above it", nil, "62.02.05 2026-11-08 wajib=851 penduduk=1000", "odd exceeds_wajib_penduduk"},
		{"residents written as wajib KTP, as in the second article",
			[]string{"62.02.05 2026-11-01 penduduk=1143002 wajib=880335"}, "62.02.05 2026-11-08 wajib=1125841", "odd exceeds_wajib_penduduk"},
		{"all who are recorded", nil, "62.02.05 2026-11-08 rekam=900 ikd=900", ""},
		{"more than are recorded", nil, "62.02.05 2026-11-08 rekam=900 ikd=901", "odd exceeds_ikd_rekam"},
		{"more than wajib KTP", nil, "62.02.05 2026-11-08 wajib=900 ikd=901", "odd exceeds_ikd_wajib"},
		{"an area above bounds one that knows little", []string{kotim}, "62.02.05 2026-11-08 ikd=300111", "odd exceeds_ikd_rekam; note parent_older"},
		{"more cards than children", nil, "62.02.05 2026-11-08 penduduk=1000 wajib=700 kia=301", "odd cards_children"},
		{"more cards than people", nil, "62.02.05 2026-11-08 penduduk=1000 kia=1001", "odd exceeds_kia_penduduk"},

		{"the target written as wajib KTP, as in the first article", []string{kotim}, "62.02 2026-11-08 wajib=77000",
			"odd target_as_base; odd exceeds_rekam_wajib"},
		{"the same where only the recorded are known", []string{"62.02.05 2026-11-01 rekam=300110"}, "62.02.05 2026-11-08 wajib=75000",
			"odd target_as_base; odd exceeds_rekam_wajib"},
		{"hardly any adults", nil, "62.02.05 2026-11-08 wajib=490 penduduk=1000", "odd few_obligated"},

		{"falling", []string{"62.02.05 2026-11-01 ikd=1250"}, "62.02.05 2026-11-08 ikd=1249", "odd falling"},
		{"one digit too many", []string{"62.02.05 2026-11-01 ikd=1250"}, "62.02.05 2026-11-08 ikd=12600", "odd tenfold"},
		{"one digit too few", []string{"62.02.05 2026-11-01 ikd=1250"}, "62.02.05 2026-11-08 ikd=125", "odd tenth"},
		{"digits changed places, upwards", []string{"62.02.05 2026-11-01 ikd=1250"}, "62.02.05 2026-11-08 ikd=2150", "odd swapped"},
		{"and downwards", []string{"62.02.05 2026-11-01 ikd=1250"}, "62.02.05 2026-11-08 ikd=1205", "odd swapped"},
		{"a small step that looks like it", []string{"62.02.05 2026-11-01 ikd=1245"}, "62.02.05 2026-11-08 ikd=1254", ""},
		{"a share of the target as one of all", []string{"62.02.05 2026-11-01 ikd=11710"}, "62.02.05 2026-11-08 ikd=46840", "odd share_up"},
		{"a share of all as one of the target", []string{"62.02.05 2026-11-01 ikd=10000"}, "62.02.05 2026-11-08 ikd=3001", "odd share_down"},
		{"few people may quadruple", []string{"62.02.05 2026-11-01 ikd=10"}, "62.02.05 2026-11-08 ikd=40", ""},

		{"an area larger than the one it is in", []string{"62.02 2026-11-08 ikd=100"}, "62.02.05 2026-11-08 ikd=101", "odd above_parent"},
		{"an older figure above asks nothing", []string{"62.02 2026-11-07 ikd=100"}, "62.02.05 2026-11-08 ikd=101", "note parent_older"},
		{"parts that make more than the whole", []string{"62.02 2026-11-08 ikd=100", "62.02.05 2026-11-08 ikd=60"}, "62.02.12 2026-11-08 ikd=41", "odd parts_above"},
		{"an older figure above is mentioned once, however many areas outgrow it", []string{"62.02 2026-11-07 ikd=100", "62.02.05 2026-11-08 ikd=60"},
			"62.02.12 2026-11-08 ikd=101", "note parts_newer"},
		{"an older whole asks nothing", []string{"62.02 2026-11-07 ikd=100", "62.02.05 2026-11-08 ikd=60"}, "62.02.12 2026-11-08 ikd=41", "note parts_newer"},
		{"a whole that is less than its parts", desa, "62.02.12 2026-11-11 ikd=" + sum(-1), "odd falling; odd parts_above"},
		{"a whole of the same day that is more", desa, "62.02.12 2026-11-10 ikd=" + sum(1), "odd parts_below"},
		{"a whole that has grown since", desa, "62.02.12 2026-11-17 ikd=" + sum(1), ""},
		{"a whole that has grown a great deal", desa, "62.02.12 2026-11-17 ikd=" + sum(10*n), "odd parts_below"},
		{"a whole that is older than its parts", desa, "62.02.12 2026-11-09 ikd=5", "note sum_stays"},

		{"a day before the last one", []string{"62.02.05 2026-11-08 ikd=1250"}, "62.02.05 2026-11-01 ikd=1200", "odd older"},
		{"the same day again corrects", []string{"62.02.05 2026-11-08 ikd=1250"}, "62.02.05 2026-11-08 ikd=1260", ""},

		{"a stated percentage of wajib KTP", nil, "62.02 2023-03-20 ikd=1113 wajib=308309 # rilis: 0,36 persen", ""},
		{"cut off instead of rounded", nil, "62.02 2023-03-20 ikd=1113 wajib=308309 # rilis: 0,3 persen", ""},
		{"of the target", nil, "62.02 2023-03-20 ikd=1113 wajib=308309 # rilis: 1,44 %", "note stated_other"},
		{"of nothing", nil, "62.02 2023-03-20 ikd=1113 wajib=308309 # rilis: 3,66 %", "odd stated_none"},
		{"the target is named, too", nil, "62.02 2023-03-20 ikd=1113 wajib=308309 # target 25 persen", ""},
	} {
		history := before(t, s.history...)
		now := store.AggregatesAt(r, history, time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC))
		var got []string
		for _, f := range Examine(r, now, history, changeOf(t, s.change), "2026-11-21").Findings {
			got = append(got, string(f.Weight)+" "+f.Key)
		}
		if found := strings.Join(got, "; "); found != s.want {
			t.Errorf("%s:\n%s\nfound %q, want %q", s.about, s.change, found, s.want)
		}
	}
}

// A file of many rows is told each thing once, and the history it is compared with stays as it is.
func TestGuardOfAFile(t *testing.T) {
	r := regencyOf(t, "62.02")
	history := before(t, "62.02 2026-11-08 ikd=100")
	history = slices.Grow(history, 4)
	c := store.Change{AsOf: "2026-11-08"}
	for _, area := range r.Children("62.02") {
		n := int64(50)
		c.Rows = append(c.Rows, store.Row{Area: area, Count: store.Active, New: &n, AsOf: "2026-11-07"})
	}
	found := Examine(r, store.AggregatesAt(r, history, saturday), history, c, "2026-11-21")
	if len(found.Findings) != 1 || found.Findings[0].Key != "parts_above" || found.Findings[0].Area != "62.02" {
		t.Errorf("%+v", found.Findings)
	}
	if spare := history[:2][1]; spare.Rows != nil {
		t.Error("the guard wrote behind the history")
	}
}

func BenchmarkGuardOf500Areas(b *testing.B) {
	r := regencyOf(b, "35.29")
	c := store.Change{AsOf: "2026-11-08"}
	for _, a := range r.Areas() {
		for _, count := range store.Counts() {
			n := int64(1000)
			c.Rows = append(c.Rows, store.Row{Area: a.Code, Count: count, New: &n})
		}
	}
	c.Rows = c.Rows[:min(len(c.Rows), 2500)]
	history := []store.Change{c, c, c, c, c, c, c, c, c, c}
	now := store.AggregatesAt(r, history, saturday)
	for b.Loop() {
		Examine(r, now, history, c, "2026-11-21")
	}
}
