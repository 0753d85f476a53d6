package report

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ikdbot/locales"
)

// The next jemput bola in an area, or for all of an area it lies in, stands in the text, the caption and the picture; days gone by do
// not, and without an announcement nothing is said.
func TestVisit(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "places", kotim, "jemput_bola.csv")
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	rows := "kode,tanggal,jam,tempat\n62.02.05,2026-04-05,,\n62.02.05.1002,2026-04-06,09.00-12.00,Balai kelurahan\n62.02.01,2026-04-20,,\n62.02,2026-05-04,,Car free day\n"
	if err := os.WriteFile(file, []byte(rows), 0o644); err != nil {
		t.Fatal(err)
	}
	c, err := locales.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	r, err := c.Regency(kotim)
	if err != nil {
		t.Fatal(err)
	}
	for area, want := range map[string]string{
		kotim:           "6 April 2026, 09.00-12.00, Balai kelurahan, Kelurahan Baamang Tengah",
		baamang:         "6 April 2026, 09.00-12.00, Balai kelurahan, Kelurahan Baamang Tengah",
		"62.02.01.1009": "20 April 2026, Kecamatan Kota Besi",
		"62.02.12":      "4 Mei 2026, Car free day, Kabupaten Kotawaringin Timur",
	} {
		v := seen(r, area, founding())
		want = "Jemput bola berikutnya: " + want + "."
		for form, text := range map[string]string{
			"text":    Text(c, locales.Indonesian, r, v.f),
			"caption": Caption(c, locales.Indonesian, r, v.f),
			"picture": posterOf(c, locales.Indonesian, r, v.f, v.p).Visit,
		} {
			if !strings.Contains(bare(locales.Markup(text)), want) {
				t.Errorf("the %s of %s does not say %q:\n%s", form, area, want, text)
			}
		}
	}
	_, plain := load(t)
	if f := seen(plain, kotim, founding()).f; f.Visit != nil {
		t.Errorf("a visit nobody announced: %v", f.Visit)
	}
}
