package bot

import (
	"fmt"
	"html"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestHTML(t *testing.T) {
	for _, c := range []struct{ name, md, want string }{
		{"plain words", "Silakan datang.", "Silakan datang."},
		{"bold and italic", "**Gratis**, _selalu_.", "<b>Gratis</b>, <i>selalu</i>."},
		{"stars are italic too", "*selalu*", "<i>selalu</i>"},
		{"nested", "**Gratis _selalu_**", "<b>Gratis <i>selalu</i></b>"},
		{"bold in bold once", "# Sudah **tebal**", "<b>Sudah tebal</b>"},
		{"code", "Ketik `/lokasi baamang`", "Ketik <code>/lokasi baamang</code>"},
		{"marks in code stay", "`**x** <b>`", "<code>**x** &lt;b&gt;</code>"},
		{"link", "[Dukcapil](https://dukcapil.kemendagri.go.id/a?b=1&c=2)", `<a href="https://dukcapil.kemendagri.go.id/a?b=1&amp;c=2">Dukcapil</a>`},
		{"bold link", "**[peta](https://example.org)**", `<b><a href="https://example.org">peta</a></b>`},
		{"a quote cannot leave the address", `[x](https://example.org/")`, `<a href="https://example.org/&#34;">x</a>`},
		{"dangerous link is words", "[klik](javascript:alert(1))", "klik"},
		{"relative link is words", "[klik](/lokasi)", "klik"},
		{"underscore inside a word", "/kode_email dan /lupa_pin", "/kode_email dan /lupa_pin"},
		{"raw HTML never passes", "<b>tebal</b> <script>", "&lt;b&gt;tebal&lt;/b&gt; &lt;script&gt;"},
		{"an HTML block neither", "<div>\n**x**\n</div>", "&lt;div&gt;\n<b>x</b>\n&lt;/div&gt;"},
		{"entities are characters", "&lt;b&gt; &amp; &#60;", "&amp;lt;b&amp;gt; &amp;amp; &amp;#60;"},
		{"escaped marks", `\*\*bukan tebal\*\* \_x\_ \[y\]\(z\) \<b\>`, "**bukan tebal** _x_ [y](z) &lt;b&gt;"},
		{"lines stay lines", "Baamang: 1.113\nKetapang: 90", "Baamang: 1.113\nKetapang: 90"},
		{"paragraphs", "satu\n\n\n\ndua", "satu\n\ndua"},
		{"list under its line", "Bawa:\n- HP\n- e-mail", "Bawa:\n• HP\n• e-mail"},
		{"list apart", "Bawa:\n\n- HP\n- e-mail\n\nLalu datang.", "Bawa:\n\n• HP\n• e-mail\n\nLalu datang."},
		{"loose list", "- satu\n\n- dua", "• satu\n\n• dua"},
		{"numbers", "1. unduh\n2. isi\n3. datang", "1. unduh\n2. isi\n3. datang"},
		{"numbers from the third", "3. datang\n4. pulang", "3. datang\n4. pulang"},
		{"list in list", "1. unduh\n   - Android\n   - iPhone\n2. isi", "1. unduh\n  • Android\n  • iPhone\n2. isi"},
		{"paragraph in item", "- satu\n\n  lanjut\n- dua", "• satu\n\n  lanjut\n• dua"},
		{"list opens an item", "- - dalam\n  - lagi", "• • dalam\n  • lagi"},
		{"heading", "## Hasil\nisi", "<b>Hasil</b>\nisi"},
		{"table in a fence", "```\na  b\n1  <2\n```", "<pre>a  b\n1  &lt;2</pre>"},
		{"quote sign stays", "> kata mereka", "&gt; kata mereka"},
		{"lone marks stay", "2 * 3 ** 4 _ 5 ` 6 [7] (8)", "2 * 3 ** 4 _ 5 ` 6 [7] (8)"},
		{"unclosed marks stay", "**belum selesai", "**belum selesai"},
		{"picture is its words", "![peta](https://example.org/a.png)", "peta"},
		{"reference is words", "[x]\n\n[x]: https://example.org", "[x]\n\n[x]: https://example.org"},
		{"control characters go", "a\x00b\x1b[31mc\u0085d", "ab[31mcd"},
		{"broken UTF-8 is marked", "a\xffb", "a\uFFFDb"},
		{"windows line ends", "a\r\n\r\nb", "a\n\nb"},
		{"empty", "", ""},
		{"spaces", " \n\t ", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := HTML(c.md)
			if got != c.want {
				t.Errorf("HTML(%q)\n got %q\nwant %q", c.md, got, c.want)
			}
			if err := telegramAccepts(got); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestPlain(t *testing.T) {
	for _, c := range []struct{ md, want string }{
		{"**Gratis**, _selalu_ & `x`", "Gratis, selalu & x"},
		{"[Dukcapil](https://example.org/a_b)", "Dukcapil (https://example.org/a_b)"},
		{"[https://example.org](https://example.org)", "https://example.org"},
		{"# Judul\n\n- a\n- b\n\n1. c", "Judul\n\n• a\n• b\n\n1. c"},
		{"```\nx  y\n```", "x  y"},
		{`1\.113 \<b\>`, "1.113 <b>"},
	} {
		if got := Plain(c.md); got != c.want {
			t.Errorf("Plain(%q) = %q, want %q", c.md, got, c.want)
		}
	}
}

func FuzzHTML(f *testing.F) {
	for _, seed := range []string{
		"**a _b_** `c` [d](https://e.f)", "- a\n  - b\n    1. c\n\n   d", "```\n**\n", "<b>&amp;\\<", "[a](b \"c\")", "****a****", "_*_*",
		"1. a\n1. b\n9999999999. c", "# #\n##", "[[[[](((", "\u202e**rtl**", "\x00\xff", "![a](https://b) <https://c>", "- - - - -\n\n  - x",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, md string) {
		if err := telegramAccepts(HTML(md)); err != nil {
			t.Errorf("HTML(%q): %v", md, err)
		}
		shown := tag.ReplaceAllString(HTML(md), "")
		if got, want := units(render(md, visibleText)), units(strings.TrimSpace(html.UnescapeString(shown))); got != want {
			t.Errorf("%q measures %d units, Telegram counts %d", md, got, want)
		}
		Plain(md)
	})
}

var tag = regexp.MustCompile(`<(/?)([a-z]+)((?: [a-z]+="[^"<>]*")?)>`)

// telegramAccepts parses as strictly as Telegram does: known tags, closed in order, and no bare sign beside them.
func telegramAccepts(s string) error {
	if !utf8.ValidString(s) {
		return fmt.Errorf("broken UTF-8 in %q", s)
	}
	var open []string
	for _, m := range tag.FindAllStringSubmatch(s, -1) {
		closing, name, attributes := m[1] == "/", m[2], m[3]
		switch {
		case !slices.Contains([]string{"b", "i", "code", "pre", "a"}, name):
			return fmt.Errorf("unknown tag %s", m[0])
		case (name == "a" && !closing) != strings.HasPrefix(attributes, " href="):
			return fmt.Errorf("attributes of %s", m[0])
		case !closing:
			open = append(open, name)
		case len(open) == 0 || open[len(open)-1] != name:
			return fmt.Errorf("%s closes nothing in %q", m[0], s)
		default:
			open = open[:len(open)-1]
		}
	}
	if len(open) > 0 {
		return fmt.Errorf("%v left open in %q", open, s)
	}
	rest := tag.ReplaceAllString(s, "")
	if strings.ContainsAny(rest, "<>") {
		return fmt.Errorf("bare < or > in %q", s)
	}
	for i := range len(rest) {
		if rest[i] == '&' && !entity.MatchString(rest[i:]) {
			return fmt.Errorf("bare & in %q", s)
		}
	}
	return nil
}

var entity = regexp.MustCompile(`^&(amp|lt|gt|quot|#[0-9]+);`)
