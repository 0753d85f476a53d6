package written

import "testing"

func TestCaptions(t *testing.T) {
	for text, want := range map[string][3]string{ // date, source, what is wrong
		"":                                 {},
		"/impor":                           {},
		"20 November 2026":                 {"2026-11-20"},
		"Per 20-11-2026":                   {"2026-11-20"},
		"Laporan camat":                    {"", "Laporan camat"},
		"kemarin, sumber: Laporan":         {"2026-11-20", "Laporan"},
		"kemarin sumber Laporan":           {"2026-11-20", "Laporan"},
		"tanggal 2026-11-20 Laporan camat": {"2026-11-20", "Laporan camat"},
		"besok":                            {"", "", "date_future"},
		"30-02-2026 Laporan":               {"", "", "date_unreal"},
	} {
		asOf, source, wrong := Caption(text, saturday)
		got := [3]string{string(asOf), source}
		if wrong != nil {
			got[2] = wrong.Key
		}
		if got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}
