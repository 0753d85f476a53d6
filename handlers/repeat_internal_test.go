package handlers

import "testing"

// A number that could be somebody's is not repeated, and nothing that is repeated becomes a link, a mention or a command.
func TestWhatIsRepeated(t *testing.T) {
	for word, want := range map[string]string{
		"12rb":                             "12rb",
		"6202051708900001":                 "…",
		"0812-3456-7890":                   "…",
		"1.250,5":                          "1.250,5",
		"bit.ly/x":                         "bit.\u2060ly/\u2060x",
		"@seseorang":                       "@\u2060seseorang",
		"sebuah_kata_yang_terlalu_panjang": "sebuah_kata_yang_terlal…",
	} {
		if got := short(word); got != want {
			t.Errorf("%q: %q, want %q", word, got, want)
		}
	}
}
