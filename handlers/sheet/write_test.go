package sheet

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ikdbot/locales"
	"ikdbot/store"
)

// kept are figures as a store has them: of several dates and sources, some of which look like formulas.
func kept() map[store.Key]store.Figure {
	return map[store.Key]store.Figure{
		{Area: kotim, Count: store.Population}:           {Value: 429703, AsOf: "2023-03-20", Source: "ANTARA Kalteng, 20 Maret 2023"},
		{Area: kotim, Count: store.Obligated}:            {Value: 308309, AsOf: "2023-03-20", Source: "ANTARA Kalteng, 20 Maret 2023"},
		{Area: kotim, Count: store.Active}:               {Value: 1113, AsOf: "2024-01-02", Source: "ANTARA Kalteng, 20 Maret 2023"},
		{Area: "62.02.05", Count: store.Obligated}:       {Value: 49600, AsOf: "2025-12-31", Source: `SIAK; "akhir" tahun`},
		{Area: "62.02.05", Count: store.Active}:          {Value: 1250, AsOf: "2026-11-20", Source: "=HYPERLINK(\"x\")"},
		{Area: "62.02.06", Count: store.Active}:          {Value: 0, AsOf: "2026-11-20", Source: "'-apa adanya_x0041_"},
		{Area: "62.02.05.1001", Count: store.Active}:     {Value: 310, AsOf: "2026-11-20"},
		{Area: "62.02.05.1001", Count: store.ChildCards}: {Value: 7, AsOf: "2026-11-20"},
		{Area: "62.02.06.2012", Count: store.Recorded}:   {Value: 1999, AsOf: "1999-12-31", Source: "CONTOH, bukan angka resmi"},
		{Area: "62.02.06.2012", Count: store.Population}: {Value: 2500, AsOf: "2000-01-01", Source: "CONTOH, bukan angka resmi"},
	}
}

// written gives the file of all figures that are kept.
func written(t testing.TB, name string) []byte {
	t.Helper()
	_, r := content(t)
	all := Lines(store.Aggregates{Areas: store.RollUp(r, kept())}, r.Areas())
	var b bytes.Buffer
	if err := Write(name, &b, all); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// figures are those of a table by their place.
func figures(t *testing.T, table Table, err error) map[store.Key]store.Figure {
	t.Helper()
	if err != nil || len(table.Faults) > 0 {
		t.Fatal(shown(table, err))
	}
	all := map[store.Key]store.Figure{}
	for _, r := range table.Rows {
		all[store.Key{Area: r.Area, Count: r.Count}] = store.Figure{Value: r.Value, AsOf: r.AsOf, Source: r.Source}
	}
	return all
}

func TestWhatIsWrittenIsReadBackTheSame(t *testing.T) {
	o := options(t)
	for _, name := range []string{"angka.xlsx", "angka.csv"} {
		table, err := read(name, written(t, name), o)
		if diff := cmp.Diff(kept(), figures(t, table, err)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		if len(table.Ignored) > 0 || table.Totals > 0 || table.Foreign.Rows > 0 || len(table.Hidden) > 0 {
			t.Errorf("%s: something was left out: %+v", name, table)
		}
	}
}

// Own figures behind a sum are written where they are known; the sum itself is not.
func TestSumsAreNotWritten(t *testing.T) {
	area := locales.Area{Code: kotim, Name: "Kotawaringin Timur"}
	own := store.Figure{Value: 1113, AsOf: "2023-03-20", Source: "ANTARA"}
	got := Lines(store.Aggregates{Areas: map[string]store.Aggregate{kotim: {
		store.Active:    {Figure: store.Figure{Value: 9000, AsOf: "2026-11-20"}, Sum: true, Other: &own},
		store.Obligated: {Figure: store.Figure{Value: 300000, AsOf: "2026-11-20"}, Sum: true},
		store.Recorded:  {Figure: store.Figure{Value: 300110, AsOf: "2023-03-20", Source: "ANTARA"}, Other: &store.Figure{Value: 5}},
	}}}, []locales.Area{area, {Code: "62.02.05", Name: "Baamang"}})
	wanted := []Line{
		{area, map[store.Count]int64{store.Recorded: 300110, store.Active: 1113}, "2023-03-20", "ANTARA"},
		{Area: locales.Area{Code: "62.02.05", Name: "Baamang"}},
	}
	if diff := cmp.Diff(wanted, got); diff != "" {
		t.Error(diff)
	}
}

// ssconvert turns one table into another, as a program that is not ours.
func ssconvert(t *testing.T, from, to string, file []byte) []byte {
	t.Helper()
	if _, err := exec.LookPath("ssconvert"); err != nil {
		t.Fatal("ssconvert is missing: apt-get install -y --no-install-recommends gnumeric")
	}
	dir := t.TempDir()
	in, out := filepath.Join(dir, from), filepath.Join(dir, to)
	if err := os.WriteFile(in, file, 0o600); err != nil {
		t.Fatal(err)
	}
	said, err := exec.CommandContext(t.Context(), "ssconvert", in, out).CombinedOutput()
	if err != nil {
		t.Fatalf("ssconvert: %v\n%s", err, said)
	}
	converted, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	return converted
}

// Gnumeric opens our workbook and finds in it what we wrote; we read its workbooks, and tell its old ones apart.
func TestAnotherProgramOpensWhatWeWrite(t *testing.T) {
	o := options(t)
	book := written(t, "angka.xlsx")
	again, err := read("angka.xlsx", ssconvert(t, "a.xlsx", "b.xlsx", book), o)
	if diff := cmp.Diff(kept(), figures(t, again, err)); diff != "" {
		t.Errorf("as a workbook: %s", diff)
	}
	want := kept()
	for key, f := range want { // its CSV guards against no formula, and it does not know Excel's way to write "_x0041_"
		f.Source = strings.ReplaceAll(unguarded(f.Source), "_x0041_", "_x005F_x0041_")
		want[key] = f
	}
	table, err := read("angka.csv", ssconvert(t, "a.xlsx", "b.csv", book), o)
	if diff := cmp.Diff(want, figures(t, table, err)); diff != "" {
		t.Errorf("as CSV: %s", diff)
	}
	if _, err := read("a.xls", ssconvert(t, "a.xlsx", "b.xls", book), o); err == nil || err.Error() != refuse("old_excel").Error() {
		t.Errorf("its .xls: %v", err)
	}
	if _, err := read("a.ods", ssconvert(t, "a.xlsx", "b.ods", book), o); err == nil || err.Error() != refuse("open_document").Error() {
		t.Errorf("its .ods: %v", err)
	}
}
