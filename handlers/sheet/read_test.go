package sheet

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

// Tables as offices make them, and what is read of them: cell, area, number, count, date, source; "!" is a fault.
func TestOfficesTables(t *testing.T) {
	o := options(t)
	for name, c := range map[string]struct {
		rows   [][]any
		change func(f *excelize.File)
		want   string
	}{
		"our own columns": {rows: [][]any{
			{"kode", "nama", "penduduk", "wajib", "rekam", "kia", "ikd", "tanggal", "sumber"},
			{"62.02", "Kotawaringin Timur", 429703, 308309, 300110, 39348, 1113, "2023-03-20", "ANTARA Kalteng, 20 Maret 2023"},
		}, want: `
			C2 62.02 429703 penduduk 2023-03-20 ANTARA Kalteng, 20 Maret 2023
			D2 62.02 308309 wajib 2023-03-20 ANTARA Kalteng, 20 Maret 2023
			E2 62.02 300110 rekam 2023-03-20 ANTARA Kalteng, 20 Maret 2023
			F2 62.02 39348 kia 2023-03-20 ANTARA Kalteng, 20 Maret 2023
			G2 62.02 1113 ikd 2023-03-20 ANTARA Kalteng, 20 Maret 2023`},
		"titles, a date in the title, other order, text numbers, a total and signatures": {rows: [][]any{
			{"DINAS KEPENDUDUKAN DAN PENCATATAN SIPIL"},
			{"Rekapitulasi Aktivasi IKD per 20 November 2026"},
			{},
			{"No", "IKD Aktif", "Wajib KTP-el (jiwa)", "Kecamatan"},
			{1, "1.250", "49.600", "Baamang"},
			{2, "2.300 jiwa", "-", "Kec. Mentawa Baru Ketapang"},
			{nil, "3.550", "49.600", "JUMLAH"},
			{},
			{nil, nil, nil, "Sampit, 20 November 2026"},
			{nil, nil, "Kepala Dinas,", "Mengetahui"},
			{nil, nil, "NIP. 19700101 199003 1 001"},
		}, want: `
			C5 62.02.05 49600 wajib 2026-11-20
			B5 62.02.05 1250 ikd 2026-11-20
			B6 62.02.06 2300 ikd 2026-11-20`},
		"a header of two rows with merged cells, and a row that numbers the columns": {rows: [][]any{
			{"Kode", "Kecamatan", "Penduduk", nil, nil, "Perekaman", nil, "Tanggal"},
			{nil, nil, "L", "P", "Jumlah", "Sudah Rekam", "%", nil},
			{"(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)"},
			{"62.02.05", "Baamang", 31000, 30500, 61500, 48000, 97.1, "20/11/2026"},
		}, change: func(f *excelize.File) {
			for _, m := range [][2]string{{"A1", "A2"}, {"B1", "B2"}, {"C1", "E1"}, {"F1", "G1"}, {"H1", "H2"}} {
				_ = f.MergeCell("Sheet1", m[0], m[1])
			}
		}, want: `
			E4 62.02.05 61500 penduduk 2026-11-20
			F4 62.02.05 48000 rekam 2026-11-20`},
		"a header of three rows": {rows: [][]any{
			{"No", "Wilayah", "KTP-el", nil, nil, "IKD"},
			{nil, nil, "Wajib KTP", "Perekaman", nil, nil},
			{nil, nil, nil, "Jumlah", "Belum", "(orang)"},
			{1, "Baamang", 49600, 48000, 1600, 1250},
		}, want: `
			C4 62.02.05 49600 wajib
			D4 62.02.05 48000 rekam
			F4 62.02.05 1250 ikd`},
		"groups of columns above the whole header": {rows: [][]any{
			{nil, nil, "Kependudukan", nil, "Digital", nil},
			{"Kode Wilayah", "Nama Wilayah", "Penduduk", "Wajib KTP", "IKD", "Persentase"},
			{"6202051001", "Baamang Hilir", 9000, 7000, 310, 4.4},
		}, want: `
			C3 62.02.05.1001 9000 penduduk
			D3 62.02.05.1001 7000 wajib
			E3 62.02.05.1001 310 ikd`},
		"desa below their kecamatan, merged downwards, with merged dates": {rows: [][]any{
			{"Kecamatan", "Desa/Kelurahan", "Aktivasi IKD", "Per Tanggal", "Keterangan"},
			{"Baamang", "Tanah Mas", 88, styled{46346, "dd-mm-yyyy"}, "SIAK"},
			{nil, "Tinduk", 41},
			{"Mentawa Baru Ketapang", "Ketapang", 120, "20 November 2026"},
			{nil, "Pasir Putih", 97},
		}, change: func(f *excelize.File) {
			for _, m := range [][2]string{{"A2", "A3"}, {"A4", "A5"}, {"D2", "D3"}, {"E2", "E5"}} {
				_ = f.MergeCell("Sheet1", m[0], m[1])
			}
		}, want: `
			C2 62.02.05.1007 88 ikd 2026-11-20 SIAK
			C3 62.02.05.2006 41 ikd 2026-11-20 SIAK
			C4 62.02.06.1003 120 ikd 2026-11-20 SIAK
			C5 62.02.06.1009 97 ikd  SIAK`},
		"formulas with values": {rows: [][]any{
			{"kode", "ikd"},
			{"62.02.05", formula{"=600+650", 1250}},
		}, want: `B2 62.02.05 1250 ikd`},
		"formulas that nobody has computed": {rows: [][]any{
			{"kode", "wajib", "ikd", "tanggal"},
			{"62.02.05", 49600, formula{"=600+650", nil}, formula{"=TODAY()", nil}},
		}, want: `
			B2 62.02.05 49600 wajib
			! D2 date
			! C2 formula`},
		"numbers that Excel changed": {rows: [][]any{
			{"kode", "penduduk", "wajib", "ikd"},
			{"62.02.05", 61.5, styled{45962, "d-mmm"}, styled{0.36, "0.00%"}},
		}, want: `
			! B2 decimal
			! C2 dated
			! D2 percent`},
		"codes that are numbers": {rows: [][]any{
			{"Kode", "IKD"},
			{620205, 1250},
			{6202051001, 310},
			{62.02, 5000},
		}, want: `
			B2 62.02.05 1250 ikd
			B3 62.02.05.1001 310 ikd
			B4 62.02 5000 ikd`},
		"the date in the header of the figures": {rows: [][]any{
			{"Kecamatan", "Wajib KTP", "IKD per 20 November 2026"},
			{"Baamang", 49600, 1250},
		}, want: `
			B2 62.02.05 49600 wajib
			C2 62.02.05 1250 ikd 2026-11-20`},
		"several dates of one area": {rows: [][]any{
			{"kode", "ikd", "tanggal"},
			{"62.02.05", 1250, "20-11-2026"},
			{"62.02.05", 1200, "13-11-2026"},
			{"62.02.05", 1250, "20-11-2026"},
		}, want: `
			B2 62.02.05 1250 ikd 2026-11-20
			B3 62.02.05 1200 ikd 2026-11-13`},
		"one date told twice": {rows: [][]any{
			{"kode", "ikd", "tanggal"},
			{"62.02.05", 1250, "20-11-2026"},
			{"62.02.05", 1205, "20-11-2026"},
		}, want: `
			B2 62.02.05 1250 ikd 2026-11-20
			! B3 twice`},
		"areas nobody knows, and names next to the wrong code": {rows: [][]any{
			{"kode", "nama", "ikd"},
			{"62.02.99", "Baamang", 1},
			{"62.02.05", "Mentawa Baru Ketapang", 2},
			{nil, "Baamangg", 3},
			{nil, nil, 4},
			{"62.02.05", "Kecamatan Baamang", 5},
			{nil, "Baamangg", nil},
		}, want: `
			C6 62.02.05 5 ikd
			! A2 code
			! A3 mismatch
			! B4 area
			! B5 no_area`},
		"the header printed again on the next page": {rows: [][]any{
			{"Kecamatan", "IKD"},
			{"Baamang", 1250},
			{"Kecamatan", "IKD"},
			{"Mentawa Baru Ketapang", 2300},
		}, want: `
			B2 62.02.05 1250 ikd
			B4 62.02.06 2300 ikd`},
		"running numbers under kode": {rows: [][]any{
			{"Kode", "Kecamatan", "IKD"},
			{11, "Baamang", 1250},
			{12, "Mentawa Baru Ketapang", 2300},
		}, want: `
			C2 62.02.05 1250 ikd
			C3 62.02.06 2300 ikd`},
		"dates from 1904": {rows: [][]any{
			{"kode", "ikd", "tanggal"},
			{"62.02.05", 1250, styled{44884, "dd/mm/yyyy"}},
		}, change: func(f *excelize.File) {
			old := true
			_ = f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &old})
		}, want: `B2 62.02.05 1250 ikd 2026-11-20`},
	} {
		t.Run(name, func(t *testing.T) {
			var change []func(*excelize.File)
			if c.change != nil {
				change = append(change, c.change)
			}
			got := shown(read("angka.xlsx", workbook(t, c.rows, change...), o))
			if diff := cmp.Diff(want(c.want), got); diff != "" {
				t.Error(diff)
			}
		})
	}
}
