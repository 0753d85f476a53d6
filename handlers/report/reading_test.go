package report

import (
	"strings"
	"testing"

	"ikdbot/locales"
)

// However much there is to say, a caption stays within its room, opens with what is new to the group, and the full text is one message.
func TestReadingFits(t *testing.T) {
	c, all := views(t)
	for name, v := range all {
		f := v.f
		f.Read = &Read{At: f.At.AddDate(0, 0, -21), Rank: &Rank{Place: 17, Of: 17}}
		if shown, ok := f.Standing.Counts["ikd"]; ok {
			d := compareFigures(shown, shown, true)
			f.Read.Change = &d
		}
		f.Reading = &Reading{Groups: 203, Unread: v.r.Children(v.r.Root())}
		for _, l := range locales.Languages() {
			caption := Caption(c, l, v.r, f)
			if units(caption) > MaxCaption-captionRoom {
				t.Errorf("%s: a caption of %d bytes", name, len(caption))
			}
			opening := string((voice{c, l, v.r}).opening(f))
			if full := Text(c, l, v.r, f); len([]rune(full)) > 3900 || !strings.Contains(full, opening) || !strings.Contains(caption, opening) {
				t.Errorf("%s: %d characters, opening %q in\n%s", name, len([]rune(full)), opening, caption)
			}
		}
	}
}
