package report

import (
	"bytes"
	"cmp"
	"flag"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"ikdbot/locales"
	"ikdbot/store"
)

var pictures = flag.String("pictures", "", "directory to write the pictures to, for looking at them")

// view is a report with all that its picture and caption are made from.
type view struct {
	r *locales.Regency
	f Facts
	p Points
}

// stored makes a history of what was told: each figure stored on the day it was counted.
func stored(all []told) []store.Change {
	var changes []store.Change
	all = slices.SortedStableFunc(slices.Values(all), func(x, y told) int { return cmp.Compare(x.asOf, y.asOf) })
	for i, t := range all {
		changes = append(changes, store.Change{
			N: int64(i + 1), At: dateOf(t.asOf).Add(10 * time.Hour), AsOf: t.asOf, Source: t.source,
			Rows: []store.Row{{Area: t.area, Count: t.count, New: &t.value}},
		})
	}
	return changes
}

// seen is the report of an area on a Monday, one week after the one before.
func seen(r *locales.Regency, area string, all []told) view {
	changes := stored(all)
	in := Input{
		Regency: r, Area: area, At: monday, BeforeAt: lastMonday,
		Now: store.AggregatesAt(r, changes, monday), Before: store.AggregatesAt(r, changes, lastMonday),
	}
	return view{r, Gather(in), PointsOf(in, changes)}
}

// folder are the first figures and the samples of a regency's folder.
func folder(r *locales.Regency) []told {
	var all []told
	for _, rows := range [][]locales.FirstFigure{r.FirstFigures(), r.Samples(monday)} {
		for _, row := range rows {
			for _, count := range store.Counts() {
				if n, ok := row.Counts[string(count)]; ok {
					all = append(all, told{row.Area, count, n, store.Date(row.AsOf), row.Source})
				}
			}
		}
	}
	return all
}

// course are weekly figures of the areas given, each a little different, up to the last Sunday.
func course(areas []string, base, start, step int64) []told {
	var all []told
	for i, area := range areas {
		n := int64(i)
		all = append(all, told{area, store.Obligated, base + 137*n, "2025-12-31", "DKB Semester II 2025"})
		for week := range int64(8) {
			day := monday.AddDate(0, 0, -1-7*int(7-week))
			value := start + 29*n + week*(step+n) + (week%3)*step/4
			all = append(all, told{area, store.Active, value, store.Date(day.Format(time.DateOnly)), "Laporan kecamatan"})
		}
	}
	return all
}

// views are the cases, by the name of their golden file.
func views(t *testing.T) (*locales.Content, map[string]view) {
	t.Helper()
	c, kotimur := load(t)
	regency := func(code string) *locales.Regency {
		r, err := c.Regency(code)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	sumenep, large := regency("35.29"), regency("95.03")
	all := large.Children("95.03")
	some := course(kotimur.Children(kotim), 9000, 700, 40)
	villages := append(course(kotimur.Children(baamang)[:4], 3000, 1, 2), some...)
	return c, map[string]view{
		"picture-regency-sample":     seen(kotimur, kotim, folder(kotimur)),
		"picture-regency-sample-27":  seen(sumenep, "35.29", folder(sumenep)),
		"picture-regency-sum":        seen(kotimur, kotim, some),
		"picture-regency-50":         seen(large, "95.03", course(all, 900000, 99000, 400)),
		"picture-regency-50-no-data": seen(large, "95.03", course(all[:1], 3000, 200, 30)),
		"picture-regency-nothing":    seen(kotimur, kotim, nil),
		"picture-regency-founding":   seen(kotimur, kotim, founding()),
		"picture-kecamatan":          seen(kotimur, baamang, some),
		"picture-kecamatan-sample":   seen(kotimur, baamang, folder(kotimur)),
		"picture-kecamatan-villages": seen(kotimur, baamang, villages),
		"picture-kecamatan-no-data":  seen(kotimur, kotim+".16", folder(kotimur)),
		"picture-kecamatan-no-base":  seen(kotimur, baamang, append([]told{{baamang, store.Active, 900, "2026-04-01", "angka uji"}}, founding()...)),
		"picture-desa":               seen(kotimur, baamang+".1002", villages),
		"picture-desa-few":           seen(kotimur, baamang+".1001", append(villages, told{baamang + ".1001", store.Active, 3, "2026-04-05", "angka uji"})),
		"picture-desa-no-data":       seen(kotimur, kotimur.Children(baamang)[5], villages),
	}
}

// What stands in the pictures and below them, in both languages; -update rewrites it and the difference is the review.
func TestPictureGolden(t *testing.T) {
	c, all := views(t)
	for name, v := range all {
		t.Run(name, func(t *testing.T) {
			got := ""
			for _, l := range locales.Languages() {
				got += "== " + string(l) + " ==\n" + read(posterOf(c, l, v.r, v.f, v.p)) + "\n-- caption --\n" + Caption(c, l, v.r, v.f) + "\n\n"
			}
			golden(t, name, got)
		})
	}
}

// golden compares with a file of testdata, or rewrites it.
func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name+".txt")
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := gocmp.Diff(string(want), got); diff != "" {
		t.Error(diff)
	}
}

// read is a poster as text, from top to bottom.
func read(p poster) string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	if p.Sample != "" {
		line("!! %s", p.Sample)
	}
	line("%s\n%s\n[%s] %s", p.Title, p.Under, p.Big, strings.Join(p.Beside, " | "))
	for _, note := range p.Notes {
		line("%s%s", map[bool]string{true: "! ", false: "  "}[note.Loud], note.Text)
	}
	for _, t := range p.Tiles {
		line("* %s: %s (%s)", t.Label, t.Value, t.Note)
	}
	line("# %s %s\n%s", p.Bars.Title, p.Bars.Mark, p.Bars.How)
	for _, r := range p.Bars.Rows {
		line("%5.2f of %5.2f %s: %s%s%s", 100*r.Share, 100*r.Goal, r.Name, r.Label, map[bool]string{true: " (own)"}[r.Own], map[bool]string{true: " (old)"}[r.Old])
	}
	for _, open := range p.Bars.Open {
		line("%s", open)
	}
	line("# %s %s", p.Trend.Title, p.Trend.Mark)
	if !p.Trend.drawn() {
		line("(not drawn)")
	}
	for _, tick := range append(slices.Clone(p.Trend.Dates), p.Trend.Steps...) {
		fmt.Fprintf(&b, "|%s", tick.Label)
	}
	line("|")
	for _, point := range p.Trend.Points {
		line("%s %d", point.AsOf, point.Value)
	}
	for _, text := range append([]string{p.Trend.LastText, p.Trend.PaceText, p.Trend.FanText}, p.Trend.Notes...) {
		if text != "" {
			line("%s", text)
		}
	}
	if p.Visit != "" {
		line("%s", p.Visit)
	}
	line("%s", p.Foot)
	return b.String()
}

// Every picture is a PNG that fits, also when several are drawn at once.
func TestPictureFits(t *testing.T) {
	c, all := views(t)
	var wait sync.WaitGroup
	for name, v := range all {
		wait.Go(func() {
			out, err := Picture(c, locales.Indonesian, v.r, v.f, v.p)
			if err != nil {
				t.Errorf("%s: %v", name, err)
				return
			}
			img, err := png.Decode(bytes.NewReader(out))
			if err != nil {
				t.Errorf("%s: %v", name, err)
				return
			}
			size := img.Bounds().Size()
			if len(out) > MaxPicture || size.X < 720 || size.X > pictureWidth || size.Y > 3*size.X {
				t.Errorf("%s: %d bytes, %v", name, len(out), size)
			}
			t.Logf("%s: %d bytes, %v", name, len(out), size)
			if *pictures != "" {
				if err := os.WriteFile(filepath.Join(*pictures, name+".png"), out, 0o644); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wait.Wait()
}
