package sheet

import (
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// CSV comes in whatever form a program writes it.
func TestEveryFormOfCSV(t *testing.T) {
	o := options(t)
	for name, c := range map[string]struct{ file, want string }{
		"commas":         {"kode,nama,ikd\n62.02.05,Baamang,1250\n", `C2 62.02.05 1250 ikd`},
		"semicolons":     {"kode;nama;ikd\r\n62.02.05;Baamang;1.250\r\n", `C2 62.02.05 1250 ikd`},
		"tabs":           {"kode\tnama\tikd\n62.02.05\tBaamang\t1.250\n", `C2 62.02.05 1250 ikd`},
		"a byte order":   {"\ufeffkode,ikd\n62.02.05,1250\n", `B2 62.02.05 1250 ikd`},
		"Excel's hint":   {"sep=;\nkode;ikd\n62.02.05;1250\n", `B3 62.02.05 1250 ikd`},
		"Windows-1252":   {"kode;ikd;sumber\n62.02.05;1250;Rapat \x96 caf\xe9\n", `B2 62.02.05 1250 ikd  Rapat – café`},
		"UTF-16":         {"\xff\xfe" + string(wide("kode\tikd\n62.02.05\t1250\n")), `B2 62.02.05 1250 ikd`},
		"titles":         {"Rekap IKD per 20-11-2026;;\n;;\nKecamatan;IKD;%\nBaamang;1.250;2,5\nJumlah;1.250;\n", `B4 62.02.05 1250 ikd 2026-11-20`},
		"lines in cells": {"kode,sumber,ikd\n62.02.05,\"rapat\nkoordinasi\",1250\n\n62.02.06,,x1\n", "C2 62.02.05 1250 ikd  rapat koordinasi\n! C4 no_number"},
		"English commas": {"kode,nama,ikd\n62.02.05,Baamang,\"1,250\"\n", `! C2 ambiguous`},
		"no end of line": {"kode,ikd\n62.02.05,1250", `B2 62.02.05 1250 ikd`},
	} {
		t.Run(name, func(t *testing.T) {
			got := shown(read("angka.csv", []byte(c.file), o))
			if diff := cmp.Diff(want(c.want), got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// The figures of every founded regency are a file that can be read.
func TestFirstFiguresAreReadable(t *testing.T) {
	file, err := os.ReadFile("../../locales/places/62.02/figures.csv")
	if err != nil {
		t.Fatal(err)
	}
	table, err := read("figures.csv", file, options(t))
	if err != nil || len(table.Rows) != 5 || len(table.Faults) > 0 {
		t.Errorf("%s", shown(table, err))
	}
}

// Whatever somebody sends, reading ends with a table or a refusal, and every figure is one that a sheet can hold.
func FuzzCSV(f *testing.F) {
	for _, seed := range []string{
		"kode,nama,penduduk,wajib,rekam,kia,ikd,tanggal,sumber\n62.02,Kotawaringin Timur,429703,308309,300110,39348,1113,2023-03-20,ANTARA\n",
		"Rekap per 20-11-2026;;\nKecamatan;IKD;%\nBaamang;1.250;2,5\nJumlah;1.250;\n",
		"sep=\t\nKode\tPenduduk\t\n\tL\tJumlah\n62.02.05\t1\t2\n", "\xff\xfek\x00", "\"", "kode,ikd\n62.02.05,'=1\n",
	} {
		f.Add([]byte(seed))
	}
	o := options(f)
	f.Fuzz(func(t *testing.T, file []byte) {
		table, err := read("x.csv", file, o)
		if err != nil && len(table.Rows) > 0 {
			t.Fatal("a refused file has rows")
		}
		for _, r := range table.Rows {
			if _, known := o.Finder.ByCode(r.Area); !known || r.Value < 0 || r.Value > largest || r.Cell == "" || r.Source != clean(r.Source) {
				t.Fatalf("%+v", r)
			}
		}
		if len(table.Faults) > MaxFaults || err == nil && len(table.Rows) == 0 && len(table.Faults) == 0 {
			t.Fatalf("%d faults, %d rows", len(table.Faults), len(table.Rows))
		}
	})
}

func FuzzGuarded(f *testing.F) {
	for _, seed := range []string{"=1+1", "'=1", "''", "'", "-", "@x", "\t", "a"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if got := unguarded(guarded(s)); got != s {
			t.Errorf("%q came back as %q", s, got)
		}
	})
}
