package report

import (
	"encoding/json"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"ikdbot/locales"
	"ikdbot/store"
)

// Whatever the figures and however long their sources, a caption fits with room for the report's code, says CONTOH where the
// facts do, and can be drawn.
func TestCaptionFits(t *testing.T) {
	c, r := load(t)
	random := rand.New(rand.NewPCG(5, 6))
	areas := r.Areas()
	long := strings.Repeat("🙂*_ <", 2000)
	for round := range 30 {
		var all []told
		for range random.IntN(400) {
			all = append(all, told{
				areas[random.IntN(len(areas))].Code, store.Counts()[random.IntN(5)], random.Int64N(1 << random.IntN(60)),
				store.Date(monday.AddDate(0, 0, -random.IntN(900)).Format(time.DateOnly)), []string{"", "CONTOH", long, "x"}[random.IntN(4)],
			})
		}
		v := seen(r, areas[random.IntN(len(areas))].Code, all)
		for _, l := range locales.Languages() {
			caption := Caption(c, l, r, v.f)
			if units := len(utf16.Encode([]rune(caption))); units > MaxCaption-captionRoom || units == 0 {
				t.Errorf("%s: %d UTF-16 units", v.f.Area, units)
			}
			if v.f.Sample != strings.Contains(strings.SplitN(caption, "\n", 2)[0], "CONTOH") {
				t.Errorf("%s: sample %t, and the caption begins %q", v.f.Area, v.f.Sample, caption[:40])
			}
		}
		if round%10 == 0 {
			if _, err := Picture(c, locales.Indonesian, r, v.f, v.p); err != nil {
				t.Error(err)
			}
		}
	}
}

// What does not fit is counted before it is left out, and the main figure stays.
func TestCaptionShortens(t *testing.T) {
	c, r := load(t)
	before, now := usual("angka uji")
	f := Gather(Input{Regency: r, Area: kotim, Now: known(r, now...), Before: known(r, before...), BeforeAt: lastMonday, At: monday})
	f.Gaps = Gaps{NoActive: r.Children(kotim)[:9], NoObligated: r.Children(kotim)[9:]}
	v := voice{c, locales.Indonesian, r}
	for names, want := range map[int]string{
		5: "Belum ada data IKD: Kota Besi, Cempaga, Mentaya Hulu, Parenggean, Baamang, dan 4 lainnya.",
		1: "Belum ada data IKD: Kota Besi, dan 8 lainnya.",
		0: "Belum ada data IKD: 9 kecamatan.",
	} {
		page := v.caption(f, names)
		if got := page.String(); !strings.Contains(got, want) || !strings.Contains(got, "**0,36 %** dari 308.309 wajib KTP") {
			t.Errorf("with %d names:\n%s\nlacks %q", names, got, want)
		}
	}
}

// Facts and points read back from JSON make the same poster: a report can be drawn again later.
func TestPointsSurviveJSON(t *testing.T) {
	c, all := views(t)
	for name, v := range all {
		facts, err := json.Marshal(v.f)
		if err != nil {
			t.Fatal(err)
		}
		points, err := json.Marshal(v.p)
		if err != nil {
			t.Fatal(err)
		}
		var f Facts
		var p Points
		if err := json.Unmarshal(facts, &f); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(points, &p); err != nil {
			t.Fatal(err)
		}
		if got, want := read(posterOf(c, locales.Indonesian, v.r, f, p)), read(posterOf(c, locales.Indonesian, v.r, v.f, v.p)); got != want {
			t.Errorf("%s: %s\nwant %s", name, got, want)
		}
	}
}
