package bot

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ikdbot/handlers"
)

func TestSplit(t *testing.T) {
	for _, c := range []struct {
		name  string
		md    string
		limit int
		want  []string
	}{
		{"fits", "satu\n\ndua", 20, []string{"satu\n\ndua"}},
		{"at blocks", "satu dua\n\ntiga empat\n\nlima", 18, []string{"satu dua", "tiga empat\n\nlima"}},
		{"at lines where a block is too long", "satu dua\ntiga empat\nlima", 15, []string{"satu dua", "tiga empat\nlima"}},
		{"at words where a line is too long", "satu dua tiga empat", 10, []string{"satu dua", "tiga empat"}},
		{"anywhere where a word is too long", "abcdefghij klm", 4, []string{"abcd", "efgh", "ij", "klm"}},
		{"marks do not count", "**satu** **dua**", 8, []string{"**satu** **dua**"}},
		{"addresses do not count", "[peta](https://example.org/panjang) sini", 9, []string{"[peta](https://example.org/panjang) sini"}},
		{"an emoji is two units", "😀😀😀", 4, []string{"😀😀", "😀"}},
		{"each part of a table keeps its fence", "```\naaaa\nbbbb\ncccc\n```", 9, []string{"```\naaaa\nbbbb\n```", "```\ncccc\n```"}},
		{"an empty line in a fence is no border", "```\na\n\nb\n```\n\nsatu dua", 9, []string{"```\na\n\nb\n```", "satu dua"}},
		{"blank parts are not sent", "abcdefgh" + strings.Repeat(" ", 30) + "ijkl", 8, []string{"abcdefgh", "ijkl"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := Split(c.md, c.limit)
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func FuzzSplit(f *testing.F) {
	f.Add("satu **dua**\n\n- a\n- b\n\n```\nx\n```", uint8(5))
	f.Add("1. a\n1. b\n1. c\n1. d\n1. e\n1. f\n1. g\n1. h\n1. i\n1. j\n1. k", uint8(20))
	f.Add("- - - - - a\n😀😀😀\xff", uint8(4))
	f.Fuzz(func(t *testing.T, md string, size uint8) {
		limit := max(int(size), 4)
		for _, part := range Split(md, limit) {
			if n := units(render(part, visibleText)); n > limit {
				t.Errorf("part %q of %q shows %d units, limit %d", part, md, n, limit)
			}
		}
	})
}

// Nothing but white space is lost between the parts.
func TestSplitLosesNothing(t *testing.T) {
	md := strings.Repeat("Satu kalimat tentang IKD. ", 300) + "\n\n" + strings.Repeat("- butir\n", 800) + "\n" + strings.Repeat("x", 9000)
	parts := Split(md, longestText)
	squeeze := strings.NewReplacer(" ", "", "\n", "")
	if squeeze.Replace(strings.Join(parts, "")) != squeeze.Replace(md) {
		t.Error("text changed")
	}
	for i, p := range parts {
		if n := units(render(p, visibleText)); n > longestText {
			t.Errorf("part %d shows %d units", i, n)
		}
	}
}

func TestSplitReply(t *testing.T) {
	long, button := strings.Repeat("kata ", 1000), [][]handlers.Button{{{Label: "Menu", Command: "/menu"}}}
	picture := &handlers.Attachment{Name: "laporan.png", MIME: "image/png"}

	t.Run("buttons stand under the last part, an edit is the first", func(t *testing.T) {
		parts := splitReply(handlers.Reply{Text: long, Edit: "7", Buttons: button})
		if len(parts) != 2 || parts[0].Edit != "7" || parts[0].Buttons != nil || parts[1].Edit != "" || parts[1].Buttons == nil {
			t.Errorf("%d parts: %+v", len(parts), parts)
		}
	})
	t.Run("a file comes first, with as much text as a caption takes", func(t *testing.T) {
		parts := splitReply(handlers.Reply{Text: long, File: picture})
		if len(parts) != 2 || parts[0].File == nil || units(parts[0].Text) > longestCaption || parts[1].File != nil || units(parts[1].Text) < 3900 {
			t.Errorf("%d parts", len(parts))
		}
	})
	t.Run("two keyboards are two messages", func(t *testing.T) {
		parts := splitReply(handlers.Reply{Text: "Di mana?", Buttons: button, AskLocation: "Bagikan lokasi"})
		want := []handlers.Reply{{Text: "Di mana?", Buttons: button}, {Text: "Bagikan lokasi", AskLocation: "Bagikan lokasi"}}
		if diff := cmp.Diff(want, parts); diff != "" {
			t.Error(diff)
		}
	})
}
