package sheet

import (
	"testing"

	"ikdbot/store"
)

func TestDatesAreReadInTheUsualForms(t *testing.T) {
	for _, c := range []struct {
		cell cell
		want store.Date // empty: no date
	}{
		{cell{kind: text, text: "20-11-2026"}, "2026-11-20"},
		{cell{kind: text, text: "20/11/2026"}, "2026-11-20"},
		{cell{kind: text, text: "20.11.2026"}, "2026-11-20"},
		{cell{kind: text, text: "5/1/2026"}, "2026-01-05"},
		{cell{kind: text, text: "20 November 2026"}, "2026-11-20"},
		{cell{kind: text, text: "20 Nopember 2026"}, "2026-11-20"},
		{cell{kind: text, text: "Jumat, 20 Nov 2026"}, "2026-11-20"},
		{cell{kind: text, text: "per 1 Agt 2026"}, "2026-08-01"},
		{cell{kind: text, text: "2026-11-20"}, "2026-11-20"},
		{cell{kind: text, text: "2026-11-20 00:00:00"}, "2026-11-20"},
		{cell{kind: text, text: "2026-11-20T08:30:00Z"}, "2026-11-20"},
		{cell{kind: number, text: "46346", form: dated}, "2026-11-20"},
		{cell{kind: number, text: "46346.75"}, "2026-11-20"},
		{cell{kind: number, text: "44884", form: dated, old: true}, "2026-11-20"},
		{cell{kind: text, text: "20-11-26"}, ""},
		{cell{kind: text, text: "November 2026"}, ""},
		{cell{kind: text, text: "11/20/2026"}, ""}, // the day stands first
		{cell{kind: text, text: "31-02-2026"}, ""},
		{cell{kind: text, text: "20-11-1900"}, ""},
		{cell{kind: number, text: "2026"}, ""},
		{cell{kind: number, text: "20112026"}, ""},
		{cell{kind: failed, text: "#VALUE!"}, ""},
	} {
		got, none, ok := c.cell.date()
		if got != c.want || none || ok != (c.want != "") {
			t.Errorf("%+v: got %q none=%v ok=%v, want %q", c.cell, got, none, ok, c.want)
		}
	}
	for _, empty := range []cell{{}, {kind: text, text: " - "}} {
		if d, none, ok := empty.date(); d != "" || !none || !ok {
			t.Errorf("%+v is not empty", empty)
		}
	}
}

func TestTitlesTellTheDateOfATable(t *testing.T) {
	for title, want := range map[string]store.Date{
		"Rekapitulasi IKD per 20 November 2026":      "2026-11-20",
		"KEADAAN TANGGAL 20 NOPEMBER 2026":           "2026-11-20",
		"Posisi: 20-11-2026":                         "2026-11-20",
		"Data s.d. tanggal 20/11/2026":               "2026-11-20",
		"Dicetak tanggal 21 November 2026":           "",
		"Rekapitulasi IKD tahun 2026":                "",
		"Laporan per kecamatan":                      "",
		"Sampit, 20 November 2026":                   "",
		"Data per 31 Februari 2026 (belum lengkap)":  "",
		"Jumlah per kecamatan per 20 November 2026 ": "2026-11-20",
	} {
		if got := titleDate(line{row: 1, cells: []cell{{kind: text, text: title}}}); got != want {
			t.Errorf("%q: got %q, want %q", title, got, want)
		}
	}
	two := line{row: 1, cells: []cell{{kind: text, text: "Per tanggal:"}, {}, {kind: number, text: "46346", form: dated}}}
	if got := titleDate(two); got != "2026-11-20" {
		t.Errorf("date in the next cell: got %q", got)
	}
}
