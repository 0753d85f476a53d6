package locales

import (
	"strings"
	"testing"
)

// The days of jemput bola come in order; a day or an area that does not exist stops the start, with its line.
func TestVisits(t *testing.T) {
	const head = "kode,tanggal,jam,tempat\n"
	read := func(rows string) ([]Visit, error) {
		r, err := overlaid(t, map[string]string{"places/62.02/jemput_bola.csv": head + rows}).Regency("62.02")
		if err != nil {
			return nil, err
		}
		return r.Visits(), nil
	}
	got, err := read("62.02.05,2026-12-08,,Balai desa\n62.02.01,2026-12-01,09.00-12.00,\n")
	if err != nil || len(got) != 2 || got[0] != (Visit{"62.02.01", "2026-12-01", "09.00-12.00", ""}) {
		t.Errorf("%v %v", got, err)
	}
	for rows, want := range map[string]string{
		"62.02.05,besok,,\n":      `jemput_bola.csv:2: tanggal: "besok"`,
		"35.29.01,2026-12-01,,\n": `jemput_bola.csv:2: kode: "35.29.01"`,
	} {
		if _, err := read(rows); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", rows, err)
		}
	}
}
