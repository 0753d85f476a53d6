package handlers_test

import (
	"os"
	"strings"
	"testing"
	"unicode/utf16"
)

// The founding articles, as they were printed, and what the bot says of them: testdata/articles/*.md. `go test ./handlers -update`
// rewrites that.
func TestFoundingArticles(t *testing.T) {
	h := newHouse(t, "")
	for _, a := range []struct {
		file, regency string
		points        []string
	}{
		{"kotim", "62.02", []string{
			"seharusnya 2,66\u00a0%", "= 101,00\u00a0%", "ini **target 25\u00a0%**, bukan jumlah wajib KTP", "32,41\u00a0% dari anak",
			"0,36\u00a0% dari wajib KTP 308.309", "1,45\u00a0% dari wajib KTP 77.000", "Semester I 2023", "Cocok: 97,34\u00a0%",
		}},
		{"kotim", "35.29", []string{"seharusnya 2,66\u00a0%", "ini **target 25\u00a0%**, bukan jumlah wajib KTP"}},
		{"sumenep", "35.29", []string{
			"**1.125.841 (wajib KTP)**", "ini **jumlah penduduk**, bukan wajib KTP", "ini persen terhadap **target**",
			"1,82\u00a0% dari target 25\u00a0% dari wajib KTP 880.335 = 220.084", "dari wajib KTP 1.125.841 = 281.460",
		}},
		{"sumenep", "62.02", []string{"ini **jumlah penduduk**, bukan wajib KTP", "ini persen terhadap **target**"}},
	} {
		text, err := os.ReadFile("testdata/articles/" + a.file + ".txt")
		if err != nil {
			t.Fatal(err)
		}
		got := h.stage(t, a.regency).say(t, "citizen", "/cekangka\n"+string(text)).Text + "\n"
		for _, point := range a.points {
			if !strings.Contains(got, point) {
				t.Errorf("%s, asked in %s: does not say %q\n%s", a.file, a.regency, point, got)
			}
		}
		if n := len(utf16.Encode([]rune(got))); n > 4096 {
			t.Errorf("%s: %d units", a.file, n)
		}
		golden := "testdata/articles/" + a.file + "-" + a.regency + ".md"
		if *update {
			if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if want, err := os.ReadFile(golden); err != nil || string(want) != got {
			t.Errorf("%s is not what is said (%v):\n%s", golden, err, got)
		}
	}
}
