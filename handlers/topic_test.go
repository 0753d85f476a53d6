package handlers_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Who asks for jemput bola gets the next days that the office announced for the area, and none that are over.
func TestVisitsInTheAnswer(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "places", "62.02", "jemput_bola.csv")
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	rows := "kode,tanggal,jam,tempat\n62.02.05,2026-11-20,,\n62.02.05,2026-11-28,09.00-12.00,Balai kelurahan\n62.02.01,2026-11-30,,\n"
	if err := os.WriteFile(file, []byte(rows), 0o644); err != nil {
		t.Fatal(err)
	}
	s := newHouse(t, dir).stage(t, "62.02")
	const baamang, kotaBesi = "- 28 November 2026, 09.00-12.00, Balai kelurahan, Kecamatan Baamang", "- 30 November 2026, Kecamatan Kota Besi"
	all := s.say(t, "citizen", "/jemput_bola").Text
	if !strings.Contains(all, baamang+"\n"+kotaBesi) || strings.Contains(all, "20 November") {
		t.Errorf("asked for the regency:\n%s", all)
	}
	if one := s.say(t, "citizen", "kapan jemput bola di baamang?").Text; !strings.Contains(one, baamang) || strings.Contains(one, kotaBesi) {
		t.Errorf("asked for Baamang:\n%s", one)
	}
}
