package report

import (
	"testing"

	"ikdbot/locales"
)

// A picture, the points it is made from, and the workbook of a regency with eight weeks of figures.
func BenchmarkReport(b *testing.B) {
	c, err := locales.Load("")
	if err != nil {
		b.Fatal(err)
	}
	r, err := c.Regency(kotim)
	if err != nil {
		b.Fatal(err)
	}
	all := course(r.Children(kotim), 9000, 700, 40)
	changes := stored(all)
	v := seen(r, kotim, all)
	in := Input{Regency: r, Area: kotim, At: monday, BeforeAt: lastMonday, Now: known(r, all...)}
	b.Run("points", func(b *testing.B) {
		for b.Loop() {
			PointsOf(in, changes)
		}
	})
	b.Run("picture", func(b *testing.B) {
		for b.Loop() {
			if _, err := Picture(c, locales.Indonesian, r, v.f, v.p); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("workbook", func(b *testing.B) {
		for b.Loop() {
			if _, err := Workbook(c, locales.Indonesian, r, Book{At: monday, Now: in.Now, Changes: changes}); err != nil {
				b.Fatal(err)
			}
		}
	})
}
