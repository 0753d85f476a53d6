package report

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"ikdbot/locales"
	"ikdbot/store"
)

// bookOf makes the workbook of what was told.
func bookOf(t *testing.T, c *locales.Content, l locales.Language, r *locales.Regency, exact bool, all []told) []byte {
	t.Helper()
	changes := stored(all)
	out, err := Workbook(c, l, r, Book{At: monday, Now: store.AggregatesAt(r, changes, monday), Changes: changes, Exact: exact})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// sheetOf reads a sheet as people see it, each row by the names above its columns.
func sheetOf(t *testing.T, book []byte, name string, headRow int) []map[string]string {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(book))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows(name)
	if err != nil {
		t.Fatal(err)
	}
	var all []map[string]string
	for _, row := range rows[headRow:] {
		cells := map[string]string{}
		for i, cell := range row {
			if cell != "" && i < len(rows[headRow-1]) {
				cells[rows[headRow-1][i]] = cell
			}
		}
		all = append(all, cells)
	}
	return all
}

// rowOf finds an area's first row.
func rowOf(rows []map[string]string, column, area string) map[string]string {
	for _, row := range rows {
		if row[column] == area {
			return row
		}
	}
	return nil
}

// The first sheet says what was told, in the columns of an import: a row for each date and source, and no sums.
func TestWorkbookFigures(t *testing.T) {
	c, r := load(t)
	all := append(course(r.Children(kotim), 9000, 700, 40), founding()...)
	all = append(all, told{kotim, store.Obligated, 316474, "2024-12-31", "DKB Semester II 2024"})
	rows := sheetOf(t, bookOf(t, c, locales.Indonesian, r, false, all), "Angka", 1)
	var own []map[string]string
	for _, row := range rows {
		if row["kode"] == kotim {
			own = append(own, row)
		}
	}
	want := []map[string]string{
		{"kode": kotim, "nama": "Kotawaringin Timur", "penduduk": "429,703", "rekam": "300,110", "kia": "39,348", "ikd": "1,113", "tanggal": "2023-03-20", "sumber": "ANTARA Kalteng, 20 Maret 2023"},
		{"kode": kotim, "nama": "Kotawaringin Timur", "wajib": "316,474", "tanggal": "2024-12-31", "sumber": "DKB Semester II 2024"},
	}
	if diff := cmp.Diff(want, own); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(map[string]string{"kode": baamang + ".1001", "nama": "Baamang Hilir"}, rowOf(rows, "kode", baamang+".1001")); diff != "" {
		t.Error(diff)
	}
	areas := map[string]bool{}
	for _, row := range rows {
		areas[row["kode"]] = true
	}
	if len(areas) != len(r.Areas()) {
		t.Errorf("%d areas instead of %d", len(areas), len(r.Areas()))
	}
}

// The sheet of areas shows sums and percentages; what is missing stays empty, and a village's small number is not told.
func TestWorkbookAreas(t *testing.T) {
	c, r := load(t)
	all := append(course(r.Children(kotim), 9000, 700, 40), kecamatan(baamang+".1001", 3000, 3, "2026-04-05", "angka uji desa")...)
	for exact, few := range map[bool]string{false: "< 5", true: "3"} {
		rows := sheetOf(t, bookOf(t, c, locales.Indonesian, r, exact, all), "Wilayah", 2)
		top := rowOf(rows, "Kode", kotim)
		for column, want := range map[string]string{
			"IKD aktif": "21,726", "IKD aktif: tanggal": "2026-04-05", "IKD aktif: sumber": "jumlah dari 17 wilayah di bawahnya: Laporan kecamatan",
			"Wajib KTP": "171,632", "IKD aktif / wajib KTP": "12.66%", "Target 2025 (orang): 30 % dari wajib KTP": "51,490",
			"IKD aktif / target": "42.19%", "Masih perlu (orang)": "29,764", "Penduduk": "", "Perekaman / wajib KTP": "",
		} {
			if top[column] != want {
				t.Errorf("%s of the regency: %q, want %q", column, top[column], want)
			}
		}
		village := rowOf(rows, "Kode", baamang+".1001")
		if village["IKD aktif"] != few || exact == (village["IKD aktif / wajib KTP"] == "") {
			t.Errorf("exact %t: a village shows %v", exact, village)
		}
		if got := rowOf(rows, "Kode", baamang)["Peringkat"]; got != "13" {
			t.Errorf("Baamang has rank %q", got)
		}
	}
}

// Findings and weeks say what is missing or old, and that nothing came in rather than +0.
func TestWorkbookFindingsAndWeeks(t *testing.T) {
	c, r := load(t)
	book := bookOf(t, c, locales.Indonesian, r, false, folder(r))
	found := map[string]string{}
	for _, row := range sheetOf(t, book, "Temuan", 2) {
		found[row["Kode"]] += row["Temuan"] + ": " + row["Rincian"] + "\n"
	}
	for area, want := range map[string]string{
		kotim:         "Angka lama: Angka terakhir 20 Maret 2023: lebih dari 3 tahun.\nCakupan laporan: 15 dari 17 kecamatan melapor, berjumlah 31.510 orang (5 April 2026, CONTOH).\n",
		kotim + ".15": "Belum ada data: Kecamatan Bukit Santuai: jumlah IKD aktif dan jumlah wajib KTP belum ada data.\n",
		baamang:       "",
	} {
		if found[area] != want {
			t.Errorf("%s: %q, want %q", area, found[area], want)
		}
	}
	weeks := sheetOf(t, book, "Riwayat mingguan", 2)
	newest := rowOf(weeks, "Kode", baamang)
	want := map[string]string{
		"Diketahui pada": "2026-04-06", "Kode": baamang, "Wilayah": "Kecamatan Baamang", "IKD aktif": "8,300", "IKD aktif: tanggal": "2026-04-05",
		"Wajib KTP": "49,500", "Wajib KTP: tanggal": "2026-04-05", "IKD aktif / wajib KTP": "16.77%", "Perubahan (orang)": "260", "Keterangan": "angka baru (CONTOH)",
	}
	if diff := cmp.Diff(want, newest); diff != "" {
		t.Error(diff)
	}
	if got := rowOf(weeks, "Kode", kotim); got["Perubahan (orang)"] != "" || got["Keterangan"] != "belum ada pembaruan" {
		t.Errorf("the regency's own old figure: %v", got)
	}
}

// namespaces is what gnumeric remarks on the head of any sheet that excelize streams: it declares names it does not use.
var namespaces = regexp.MustCompile(`(?m)^.*declared the same namespace.*$`)

// Programs that are not ours open the workbook and calculate what it says: gnumeric writes every sheet as text.
func TestWorkbookInGnumeric(t *testing.T) {
	ssconvert, err := exec.LookPath("ssconvert")
	if err != nil {
		t.Fatal("gnumeric is missing: apt-get install -y --no-install-recommends gnumeric")
	}
	c, r := load(t)
	evil := told{baamang + ".1002", store.Active, 60, "2026-04-05", "=HYPERLINK(\"http://x\")\x01 <&>"}
	for _, l := range locales.Languages() {
		dir := t.TempDir()
		file := filepath.Join(dir, "laporan.xlsx")
		if err := os.WriteFile(file, bookOf(t, c, l, r, false, append(folder(r), evil)), 0o644); err != nil {
			t.Fatal(err)
		}
		said, err := exec.Command(ssconvert, "--recalc", "--export-file-per-sheet", file, filepath.Join(dir, "%n.csv")).CombinedOutput()
		if complaint := namespaces.ReplaceAll(said, nil); err != nil || len(bytes.TrimSpace(complaint)) > 0 {
			t.Fatalf("ssconvert: %v\n%s", err, complaint)
		}
		for sheet, want := range map[string][]string{
			"0.csv": {"kode", "62.02.05.1002", `=HYPERLINK("http://x")`},
			"1.csv": {"8300,2026/04/05", "0.1676767", ",14850,0.5589", ",6550,1"},
			"2.csv": {"62.02.15"},
			"3.csv": {"62.02.05"},
			"4.csv": {"Disdukcapil Kabupaten Kotawaringin Timur"},
		} {
			text, err := os.ReadFile(filepath.Join(dir, sheet))
			if err != nil {
				t.Fatal(err)
			}
			for _, w := range want {
				if !strings.Contains(strings.ReplaceAll(string(text), `""`, `"`), w) {
					t.Errorf("%s of sheet %s lacks %q", l, sheet, w)
				}
			}
			if bytes.Contains(text, []byte("#DIV/0!")) || bytes.Contains(text, []byte("#VALUE!")) || bytes.Contains(text, []byte("#NAME?")) {
				t.Errorf("%s: a formula of sheet %s does not work", l, sheet)
			}
		}
	}
}
