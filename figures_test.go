package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ikdbot/handlers"
	"ikdbot/store"
	"ikdbot/store/storetest"
)

// The commands on a real Redis: a file goes in, everything comes out and goes in again without a difference, in both forms.
func TestFiguresGoRound(t *testing.T) {
	url := storetest.Redis(t)
	t.Setenv("REDIS_URL", url)
	s := &settings{Regency: "62.02", ReportSchedule: "0 8 * * MON", LogLevel: "error"}
	dir := t.TempDir()
	in := func(content string) string {
		file := filepath.Join(dir, "masuk.csv")
		if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return file
	}
	first := in("kecamatan;wajib;ikd;tanggal\nBaamang;40.211;1.250;20-11-2023\nSeranau;8.950;95;20-11-2023\n")
	if err := (&importing{File: first, Yes: true}).Run(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	lower := in("kode,ikd,tanggal,sumber\n62.02.05,1200,2023-11-21,Laporan\n")
	if err := (&importing{File: lower, Yes: true, Reason: "data ganda dihapus"}).Run(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"keluar.xlsx", "keluar.csv"} {
		out := filepath.Join(dir, name)
		if err := (&exporting{File: out}).Run(t.Context(), s); err != nil {
			t.Fatal(err)
		}
		if err := (&importing{File: out, Yes: true}).Run(t.Context(), s); err != nil {
			t.Errorf("%s, sent back: %v", name, err)
		}
	}
	h, st, err := s.figures(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	changes, err := st.History(t.Context())
	if err != nil || len(changes) != 3 {
		t.Fatalf("%d changes, %v", len(changes), err)
	}
	if c := changes[2]; c.Author != handlers.CommandLine || c.Reason != "data ganda dihapus" || c.Source != "Laporan" || *c.Rows[0].Old != 1250 {
		t.Errorf("stored %+v", c)
	}
	if err := store.Verify(changes); err != nil {
		t.Error(err)
	}
	if a, err := st.Aggregates(t.Context()); err != nil || a.Areas["62.02.05"][store.Active].Value != 1200 {
		t.Errorf("shown in %s: %+v, %v", h.regency.Root(), a.Areas["62.02.05"], err)
	}
}

func TestFilesAtFaultAreNotImported(t *testing.T) {
	t.Setenv("REDIS_URL", storetest.Redis(t))
	s := &settings{Regency: "62.02", ReportSchedule: "0 8 * * MON", LogLevel: "error"}
	for content, want := range map[string]string{
		"kode,ikd\n62.02.05,\"1,5\"\n":                     "Sel B2",
		"kode,ikd,tanggal\n62.02.05,5,2099-01-01\n":        "belum tiba",
		"kode,ikd\n35.29.01,5\n":                           "wilayah lain",
		"kode,nama\n62.02.05,Baamang\n":                    "kolom angkanya",
		"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1EncryptedPackage": "bukan tabel",
		"kode,ikd\n62.02.05,5\n":                           "Tidak ada yang disimpan", // nobody agrees: there is no terminal
	} {
		file := filepath.Join(t.TempDir(), "x.csv")
		if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		err := (&importing{File: file}).Run(t.Context(), s)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", content, err, want)
		}
	}
	t.Setenv("REDIS_URL", "")
	if err := (&exporting{File: "x.csv"}).Run(t.Context(), s); err == nil || !strings.Contains(err.Error(), "REDIS_URL is missing") {
		t.Errorf("without Redis: %v", err)
	}
}

// Odd figures need a yes and a reason; the end of the input is neither.
func TestConsentOnTheTerminal(t *testing.T) {
	s := &settings{Regency: "62.02", ReportSchedule: "0 8 * * MON", LogLevel: "error"}
	h, err := s.open()
	if err != nil {
		t.Fatal(err)
	}
	st := storetest.Memory(t, h.storeOptions(nil))
	if _, err := st.Found(t.Context(), handlers.FirstRows(h.regency)); err != nil {
		t.Fatal(err)
	}
	desk := h.desk(st, time.Now, s.logger())
	read := func(people string) handlers.Import {
		file := "kode,ikd,tanggal\n62.02," + people + ",2023-12-01\n"
		found, err := desk.ReadImport(t.Context(), "x.csv", strings.NewReader(file), int64(len(file)), nil)
		if err != nil {
			t.Fatal(err)
		}
		return found
	}
	even, odd := read("1200"), read("900")
	for _, c := range []struct {
		found  handlers.Import
		typed  string
		want   bool
		reason string
	}{
		{even, "y\n", true, ""}, {even, "Ya", true, ""}, {even, "\n", false, ""}, {even, "", false, ""}, {even, "n\n", false, ""},
		{odd, "y\ndata ganda\n", true, "data ganda"}, {odd, "y\n", false, ""}, {odd, "y\n\n", false, ""}, {odd, "n\nx\n", false, ""},
	} {
		i := importing{}
		if got := i.agreed(strings.NewReader(c.typed), h, c.found); got != c.want || i.Reason != c.reason {
			t.Errorf("typed %q: %v with %q, want %v", c.typed, got, i.Reason, c.want)
		}
	}
}
