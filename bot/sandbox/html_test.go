package sandbox

import "testing"

// The parser takes what Telegram takes and refuses what Telegram refuses.
func TestParseHTML(t *testing.T) {
	for _, c := range []struct{ in, text, html, fault string }{
		{in: "a &lt;b&gt; &amp;amp; &#39; &copy;", text: "a <b> &amp; ' &copy;", html: "a &lt;b&gt; &amp;amp; &#39; &amp;copy;"},
		{in: "<b>tebal <i>miring</i></b>", text: "tebal miring", html: "<b>tebal <i>miring</i></b>"},
		{in: "<strong>a</strong><em>b</em><ins>c</ins><del>d</del>", text: "abcd", html: "<b>a</b><i>b</i><u>c</u><s>d</s>"},
		{in: `<a href="https://a.go.id/?x=1&amp;y=2">laman</a>`, text: "laman", html: `<a href="https://a.go.id/?x=1&amp;y=2">laman</a>`},
		{in: `<a href="javascript:x">laman</a>`, text: "laman", html: "laman"},
		{in: "<pre><code class=\"language-go\">x</code></pre>", text: "x", html: "<pre><code>x</code></pre>"},
		{in: "😀<b>😀</b>", text: "😀😀", html: "😀<b>😀</b>"},
		{in: "<b></b>kosong", text: "kosong", html: "kosong"},
		{in: "<b>a</>", text: "a", html: "<b>a</b>"},
		{in: `<a href="https://a.go.id/>">laman</a>`, text: "laman", html: `<a href="https://a.go.id/&gt;">laman</a>`},
		{in: "1 < 2", fault: `Unsupported start tag "" at byte offset 2`},
		{in: "a<b", fault: "Unclosed start tag at byte offset 1"},
		{in: "1 <2>", fault: `Unsupported start tag "2" at byte offset 2`},
		{in: "<div>a</div>", fault: `Unsupported start tag "div" at byte offset 0`},
		{in: "a</b>", fault: "Unexpected end tag at byte offset 1"},
		{in: "<b>a</i>", fault: `Unmatched end tag at byte offset 4, expected "</b>", found "</i>"`},
		{in: "<b>a", fault: `Can't find end tag corresponding to start tag "b"`},
		{in: "<span>a</span>", fault: `Tag "span" must have class "tg-spoiler" at byte offset 0`},
	} {
		text, entities, err := parseHTML(c.in)
		fault := ""
		if err != nil {
			fault = err.Error()
		}
		if fault != c.fault || text != c.text {
			t.Errorf("%q: got %q, fault %q", c.in, text, fault)
		}
		if got := renderEntities(text, entities, telegramTags); err == nil && got != c.html {
			t.Errorf("%q: rendered %q, want %q", c.in, got, c.html)
		}
	}
}

// Commands, mentions and links are found, with their length in UTF-16 units, and not inside code.
func TestDetect(t *testing.T) {
	for in, want := range map[string]string{
		"ketik /lokasi, ya":                "bot_command:/lokasi",
		"(/statistik@ikd_bot)":             "bot_command:/statistik@ikd_bot",
		"😀 @ikd_bot halo":                  "mention:@ikd_bot",
		"lihat dukcapil.kemendagri.go.id.": "url:dukcapil.kemendagri.go.id",
		"https://a.go.id/x?y=1":            "url:https://a.go.id/x?y=1",
		"surat ke a@b.go.id":               "email:a@b.go.id",
		"1.250 dan/atau 3,5.":              "",
	} {
		got := ""
		for _, e := range detect(in, nil) {
			got = e.Type + ":" + renderEntities(in, []Entity{e}, func(Entity, string) (string, string) { return "\x00", "\x00" })
			got = e.Type + ":" + cutOut(got)
		}
		if got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
	if got := detect("/kode", []Entity{{Type: "code", Length: 5}}); len(got) != 1 {
		t.Errorf("inside code: %+v", got)
	}
}

// cutOut gives what stands between the two zero bytes.
func cutOut(s string) string {
	out, inside := "", false
	for _, r := range s {
		if r == 0 {
			inside = !inside
		} else if inside {
			out += string(r)
		}
	}
	return out
}

// Whatever is accepted renders to HTML that reads back as the same text.
func FuzzParseHTML(f *testing.F) {
	for _, seed := range []string{"<b>a<i>b</i></b>", "a &lt; b", `<a href="https://a.id">x</a>`, "<b>", "😀<u>😀</u>", "<pre>a\nb</pre>", "&#0;&#xD800;"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, in string) {
		text, entities, err := parseHTML(in)
		if err != nil {
			return
		}
		text, entities = trim(text, entities)
		again, _, err := parseHTML(renderEntities(text, detect(text, entities), telegramTags))
		if want := string([]rune(text)); err != nil || string([]rune(again)) != want {
			t.Errorf("%q reads %q, then %q (%v)", in, want, again, err)
		}
	})
}
