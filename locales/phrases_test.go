package locales

import (
	"bytes"
	"html"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/yuin/goldmark"
)

func TestSay(t *testing.T) {
	c := overlaid(t, map[string]string{
		"id/phrases/coba.yaml": "salam: Halo {nama}, ada {n} pesan.\npolos: Selamat pagi.\nhanya_id: Hanya {n}.\npanjang: |\n  Satu.\n\n  Dua.\n",
		"en/phrases/coba.yaml": "salam: Hello {nama}, there are {n} messages.\npolos: Good morning.\npanjang: One.\n",
	})
	for _, s := range []struct {
		about string
		l     Language
		key   string
		pairs []any
		want  string
	}{
		{"numbers are written as the language does", Indonesian, "coba.salam", []any{"nama", "Ani", "n", 1113}, "Halo Ani, ada 1.113 pesan."},
		{"in English too", English, "coba.salam", []any{"nama", "Ani", "n", int64(1113)}, "Hello Ani, there are 1,113 messages."},
		{"a name is never markup", Indonesian, "coba.salam", []any{"nama", "**Ani** {n}", "n", 2}, `Halo \*\*Ani\*\* {n}, ada 2 pesan.`},
		{"markup goes in as it is", Indonesian, "coba.salam", []any{"nama", Markup("**Ani**"), "n", "_2_"}, `Halo **Ani**, ada \_2\_ pesan.`},
		{"other values are printed", Indonesian, "coba.salam", []any{"nama", true, "n", 1.5}, "Halo true, ada 1.5 pesan."},
		{"no placeholder, nothing to fill", English, "coba.polos", nil, "Good morning."},
		{"several lines", Indonesian, "coba.panjang", nil, "Satu.\n\nDua."},
		{"what English lacks is said in Indonesian", English, "coba.hanya_id", []any{"n", 2000}, "Hanya 2,000."},
		{"an unknown language is Indonesian", "jv", "coba.polos", nil, "Selamat pagi."},
		{"an unknown key is said itself", Indonesian, "coba.tidak_ada", nil, "coba.tidak_ada"},
		{"a placeholder without a value is dropped", Indonesian, "coba.salam", []any{"n", 3}, "Halo , ada 3 pesan."},
	} {
		if got := c.Say(s.l, s.key, s.pairs...); got != s.want {
			t.Errorf("%s: %q, want %q", s.about, got, s.want)
		}
	}
}

func TestEscape(t *testing.T) {
	for in, want := range map[string]string{
		"Baamang":             "Baamang",
		"Ra'as":               "Ra'as",
		"1.250 orang (2,5)":   "1.250 orang (2,5)",
		"a*b_c`d":             "a\\*b\\_c\\`d",
		"[klik](http://x)":    `\[klik\](http://x)`,
		"<b>&amp;":            `\<b\>\&amp;`,
		"- satu":              `\- satu`,
		"+62":                 `\+62`,
		"1. satu":             `1\. satu`,
		"12) dua":             `12\) dua`,
		"# judul":             `\# judul`,
		"satu\n\n- dua\ttiga": "satu - dua tiga",
		"":                    "",
	} {
		if got := Escape(in); got != want {
			t.Errorf("Escape(%q) = %q, want %q", in, got, want)
		}
	}
}

// Whatever somebody is called, it reads as typed and is one paragraph.
func FuzzEscape(f *testing.F) {
	for _, s := range []string{"Ani", "**", "1. x", "- x", "> x", "[a](b)", "<b>", "&lt;", "\\", "`", "a\nb", "===", "~~~", "|a|b|", "![x](y)", "https://x.id"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) || strings.ContainsRune(s, 0) {
			return // nobody is called so
		}
		var out bytes.Buffer
		if err := goldmark.Convert([]byte(Escape(s)), &out); err != nil {
			t.Fatal(err)
		}
		want := strings.Join(strings.Fields(s), " ")
		if want != "" {
			want = "<p>" + want + "</p>\n"
		}
		if got := html.UnescapeString(out.String()); got != want {
			t.Errorf("%q reads as %q", s, got)
		}
	})
}
