package sheet

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"ikdbot/locales"
)

// messy is a workbook of which much is left out.
func messy(t *testing.T) []byte {
	return workbook(t, [][]any{{"Catatan rapat"}}, func(f *excelize.File) {
		for _, name := range []string{"Angka", "Bulan lalu", "Arsip"} {
			if _, err := f.NewSheet(name); err != nil {
				t.Fatal(err)
			}
		}
		fill(t, f, "Angka", [][]any{
			{"Rekap IKD keadaan 20 November 2026"},
			{"Kode", "Nama", "Wajib KTP", "IKD", "IKD (%)", "Belum Rekam", "Warna", "KIA", "NIK", "Nama Lengkap"},
			{"62.02.05", "Baamang", 49600, 1250, 2.52, 1600, "merah", 11, "6202050101900001", "Fulan"},
			{"62.02.06", "Mentawa Baru Ketapang", 72400, 2300, 3.18, 2000, "hijau", 12},
			{"35.29", "Sumenep", 1, 2},
			{"35.29.01", "Kota Sumenep", 1, 2},
			{"62.01", "entah", 1, 2},
			{nil, "JUMLAH", 122000, 3550},
		})
		fill(t, f, "Bulan lalu", good())
		fill(t, f, "Arsip", good())
		if err := errors.Join(f.SetRowVisible("Angka", 4, false), f.SetColVisible("Angka", "H", false), f.SetSheetVisible("Arsip", false)); err != nil {
			t.Fatal(err)
		}
	})
}

func TestWhatIsLeftOutIsNamed(t *testing.T) {
	c, _ := content(t)
	table, err := read("angka.xlsx", messy(t), options(t))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff("C3 62.02.05 49600 wajib 2026-11-20\nD3 62.02.05 1250 ikd 2026-11-20", shown(table, nil)); diff != "" {
		t.Error(diff)
	}
	for l, wanted := range map[locales.Language]string{
		locales.Indonesian: `
			Yang dibaca: lembar Angka.
			Lembar lain tidak dibaca: Sheet1, Arsip.
			**Lembar berikut juga berisi angka, tetapi tidak dibaca:** Bulan lalu. Bila itu yang dimaksud, mohon kirim sebagai berkas tersendiri.
			Tanggal dari judul tabel, untuk baris yang tidak punya tanggal sendiri: 20 November 2026.
			Kolom persentase dilewati karena persentase selalu dihitung dari jumlah: E.
			Kolom sebagian atau target dilewati: F.
			Kolom yang judulnya belum dikenal dilewati: G.
			Kolom tersembunyi dilewati: H.
			**Berkas ini tampaknya berisi data perorangan** (kolom I, J). Kolom itu tidak dibaca dan tidak disimpan. Mohon lain kali kirim jumlahnya saja.
			Baris jumlah dilewati: 1.
			Baris tersembunyi dilewati (1): 4.
			Baris milik wilayah lain tidak disimpan (3): Kabupaten Sumenep (35.29), Kabupaten Kotawaringin Barat (62.01).`,
		locales.English: `
			Sheet read: Angka.
			Other sheets were not read: Sheet1, Arsip.
			**These sheets hold figures too, but were not read:** Bulan lalu. If one of them is meant, please send it as a file of its own.
			Date taken from the title of the table, for rows without their own: 20 November 2026.
			Columns of percentages were left out, since percentages are always computed from counts: E.
			Columns of parts or targets were left out: F.
			Columns with unfamiliar headings were left out: G.
			Hidden columns were left out: H.
			**This file seems to hold data of single persons** (columns I, J). Those columns were neither read nor saved. Next time, please send the counts only.
			Rows of totals left out: 1.
			Hidden rows left out (1): 4.
			Rows of other areas not saved (3): Kabupaten Sumenep (35.29), Kabupaten Kotawaringin Barat (62.01).`,
	} {
		if diff := cmp.Diff(want(wanted), strings.Join(table.Notes(c, l), "\n")); diff != "" {
			t.Error(diff)
		}
	}
}

// Nothing of a column that is not read is anywhere in the table, nor in a fault.
func TestColumnsThatAreNotReadAreNotKept(t *testing.T) {
	rows := [][]any{{"kode", "nama", "ikd", "NIK", "Fulan bin Fulan"}, {"62.02.05", "Baamang", "sekian 0812", "6202050101900001", "rahasia"}}
	table, err := read("angka.xlsx", workbook(t, rows), options(t))
	if err != nil {
		t.Fatal(err)
	}
	all := fmt.Sprintf("%+v", table)
	for _, secret := range []string{"Fulan", "6202050101900001", "rahasia", "0812", "sekian"} {
		if strings.Contains(all, secret) {
			t.Errorf("%q is kept: %s", secret, all)
		}
	}
}

func TestASheetCanBeAskedFor(t *testing.T) {
	o := options(t)
	o.Sheet = "Bulan lalu"
	table, err := read("angka.xlsx", messy(t), o)
	if got := shown(table, err); got != "C2 62.02.05 1250 ikd" || table.Sheet != o.Sheet {
		t.Errorf("%q: %s", table.Sheet, got)
	}
	for _, missing := range []string{"Bulan depan", "Arsip"} {
		o.Sheet = missing
		var r *Refusal
		if _, err := read("angka.xlsx", messy(t), o); !errors.As(err, &r) || r.Reason != "sheet" {
			t.Errorf("%s: %v", missing, err)
		}
	}
}

func TestMoreFiguresThanARegencyHasAreRefused(t *testing.T) {
	var b strings.Builder
	b.WriteString("kode,ikd,tanggal\n")
	for i := range maxRows + 1 {
		fmt.Fprintf(&b, "62.02.05,%d,2026-11-20\n", i)
	}
	if _, err := read("a.csv", []byte(b.String()), options(t)); err == nil || err.Error() != refuse("too_many_rows").Error() {
		t.Error(err)
	}
}

// Names that several areas have are settled by what the whole column can be.
func TestNamesAreSettledByTheirColumn(t *testing.T) {
	o := options(t)
	o.Finder = twins{o.Finder}
	for file, wanted := range map[string]string{
		"wilayah,ikd\nKembar,1\nBaamang,2\n":                    "B2 62.02.09 1 ikd\nB3 62.02.05 2 ikd",
		"wilayah,ikd\nKembar,1\nTanah Mas,2\n":                  "B2 62.02.05.1008 1 ikd\nB3 62.02.05.1007 2 ikd",
		"wilayah,ikd\nKembar,1\nTanah Mas,2\nBaamang,3\n":       "B3 62.02.05.1007 2 ikd\nB4 62.02.05 3 ikd\n! A2 areas",
		"kecamatan,ikd\nKembar,1\n":                             "B2 62.02.09 1 ikd",
		"kecamatan,kelurahan,ikd\nBaamang,,9\nBaamang,Kembar,1": "C2 62.02.05 9 ikd\nC3 62.02.05.1008 1 ikd",
	} {
		if diff := cmp.Diff(wanted, shown(read("a.csv", []byte(file), o))); diff != "" {
			t.Errorf("%q: %s", file, diff)
		}
	}
}

// twins knows one more name, which a kecamatan and a kelurahan share.
type twins struct{ Finder }

func (w twins) ByName(name, kecamatan string) []string {
	if name == "Kembar" {
		return []string{"62.02.09", "62.02.05.1008"}
	}
	return w.Finder.ByName(name, kecamatan)
}

// In a file of names, the column of regencies tells which rows are ours.
func TestRowsOfOthersAreToldByTheNameOfTheirRegency(t *testing.T) {
	file := "Kabupaten;Kecamatan;IKD\nKab. Kotawaringin Timur;Baamang;1\n;Mentawa Baru Ketapang;2\nKotawaringin Barat;Baamang;3\n;Kumai;4\n"
	table, err := read("a.csv", []byte(file), options(t))
	if got := shown(table, err); got != "C2 62.02.05 1 ikd\nC3 62.02.06 2 ikd" {
		t.Error(got)
	}
	if diff := cmp.Diff(Foreign{2, []string{"Kotawaringin Barat"}}, table.Foreign); diff != "" {
		t.Error(diff)
	}
}
