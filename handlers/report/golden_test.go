package report

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"ikdbot/locales"
	"ikdbot/store"
)

var update = flag.Bool("update", false, "rewrite the golden texts in testdata")

// The Monday of all golden reports and the one before, 08.00 in Sampit.
var (
	monday     = time.Date(2026, 4, 6, 1, 0, 0, 0, time.UTC)
	lastMonday = monday.AddDate(0, 0, -7)
)

const (
	kotim   = "62.02"
	baamang = "62.02.05"
)

// told is one figure somebody reported.
type told struct {
	area   string
	count  store.Count
	value  int64
	asOf   store.Date
	source string
}

// known rolls up what was told, in that order.
func known(r *locales.Regency, all ...told) store.Aggregates {
	var changes []store.Change
	for i, t := range all {
		changes = append(changes, store.Change{
			N: int64(i + 1), At: lastMonday, AsOf: t.asOf, Source: t.source,
			Rows: []store.Row{{Area: t.area, Count: t.count, New: &t.value}},
		})
	}
	return store.Aggregates{N: int64(len(all)), Areas: store.RollUp(r, store.Choose(changes))}
}

// The regency's own figures of March 2023, as the founding article tells them.
func founding() []told {
	const source = "ANTARA Kalteng, 20 Maret 2023"
	return []told{
		{kotim, store.Population, 429703, "2023-03-20", source},
		{kotim, store.Obligated, 308309, "2023-03-20", source},
		{kotim, store.Recorded, 300110, "2023-03-20", source},
		{kotim, store.ChildCards, 39348, "2023-03-20", source},
		{kotim, store.Active, 1113, "2023-03-20", source},
	}
}

// kecamatan reports wajib KTP and IKD of a kecamatan.
func kecamatan(area string, obligated, active int64, asOf store.Date, source string) []told {
	return []told{{area, store.Obligated, obligated, "2025-12-31", source}, {area, store.Active, active, asOf, source}}
}

// usual is a week as it happens: most kecamatan report, two never did, one long ago, one without wajib KTP.
func usual(source string) (before, now []told) {
	before = founding()
	sizes := []int64{13800, 16600, 13200, 20700, 49600, 72400, 11700, 17600, 12500, 9300, 8100, 8500, 14200, 11500}
	for i, size := range sizes {
		area := kotim + "." + []string{"01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12", "13", "14"}[i]
		before = append(before, kecamatan(area, size, size*int64(3+i)/100, "2026-03-27", source)...)
	}
	before[8].asOf, before[20].asOf = "2026-02-06", "2026-02-13"
	before = append(before, told{kotim + ".15", store.Active, 310, "2026-03-27", source})
	now = append(now, before...)
	for i, size := range sizes {
		if i == 1 || i == 2 || i == 7 {
			continue
		}
		area := before[5+2*i].area
		now = append(now, told{area, store.Active, size*int64(3+i)/100 + 25 + int64(i*i), "2026-04-03", source})
	}
	return before, now
}

// full is a regency all of whose kecamatan report.
func full() (before, now []told) {
	before, now = usual("angka uji")
	for _, area := range []string{".15", ".16", ".17"} {
		now = append(now, kecamatan(kotim+area, 6000, 420, "2026-04-02", "angka uji")...)
	}
	for _, area := range []string{".02", ".03", ".08"} {
		now = append(now, told{kotim + area, store.Active, 900, "2026-04-01", "angka uji"})
	}
	return before, now
}

// villages are reports of some villages of Baamang, one of them very small.
func villages() (before, now []told) {
	for i, v := range []string{"1001", "1002", "1003", "2005"} {
		before = append(before, kecamatan(baamang+"."+v, 4000+100*int64(i), 60*int64(i)+3, "2026-03-28", "angka uji desa")...)
		now = append(now, told{baamang + "." + v, store.Active, 61*int64(i) + 4, "2026-04-04", "angka uji desa"})
	}
	return before, append(append([]told{}, before...), now...)
}

// The texts as people read them, in both languages; -update rewrites them and the difference is the review.
func TestGolden(t *testing.T) {
	c, err := locales.Load("")
	if err != nil {
		t.Fatal(err)
	}
	r, err := c.Regency(kotim)
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range goldens(c, r) {
		t.Run(name, func(t *testing.T) {
			got := ""
			for _, l := range []locales.Language{locales.Indonesian, locales.English} {
				one := text(l)
				if units := len(utf16.Encode([]rune(one))); units > 4096 {
					t.Errorf("%s: %d UTF-16 units do not fit one message", l, units)
				}
				got += "-- " + string(l) + " --\n" + one + "\n"
			}
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
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Error(diff)
			}
			if missing := regexp.MustCompile(`report\.[a-z_]+|[{}]|\(\)|\*\*\*\*|  `).FindString(got); missing != "" {
				t.Errorf("a phrase is missing or has an empty place at %q", missing)
			}
		})
	}
}

// goldens are the cases, by the name of their file.
func goldens(c *locales.Content, r *locales.Regency) map[string]func(locales.Language) string {
	usualBefore, usualNow := usual("angka uji")
	_, sampleNow := usual("CONTOH, bukan data resmi")
	fullBefore, fullNow := full()
	villageBefore, villageNow := villages()
	villageBefore, villageNow = append(villageBefore, usualBefore...), append(villageNow, usualNow...)
	apart := append(kecamatan(baamang, 49600, 3513, "2026-04-03", "angka uji"), told{baamang, store.Active, 3600, "2026-04-05", "angka uji"})
	apart[0].asOf = "2025-06-30"
	_, parts := full()
	parts = append(parts, told{kotim + ".03", store.Active, 890, "2026-01-01", "angka uji"})
	for i := range parts {
		if parts[i].area == kotim+".08" && parts[i].count == store.Active {
			parts[i].asOf = "2026-02-06"
		}
	}
	weekly := func(area string, before, now []told, beforeAt time.Time) func(locales.Language) string {
		f := Gather(Input{Regency: r, Area: area, Now: known(r, now...), Before: known(r, before...), BeforeAt: beforeAt, At: monday})
		return func(l locales.Language) string { return Text(c, l, r, f) }
	}
	standing := func(area string, now []told) func(locales.Language) string {
		s := Stand(r, known(r, now...), area, monday)
		return func(l locales.Language) string {
			return StandingText(c, l, r, s) + "\n\n----\n\n" + TargetText(c, l, r, s)
		}
	}
	ranking := func(area string, now []told) func(locales.Language) string {
		places := Ranking(r, known(r, now...), area, monday)
		return func(l locales.Language) string { return RankingText(c, l, r, area, places) }
	}
	return map[string]func(locales.Language) string{
		"weekly-regency":             weekly(kotim, usualBefore, usualNow, lastMonday),
		"weekly-regency-founding":    weekly(kotim, founding(), founding(), lastMonday),
		"weekly-regency-sum":         weekly(kotim, fullBefore, fullNow, lastMonday),
		"weekly-kecamatan":           weekly(baamang, usualBefore, usualNow, lastMonday),
		"weekly-kecamatan-villages":  weekly(baamang, villageBefore, villageNow, lastMonday),
		"weekly-kecamatan-first":     weekly(baamang, nil, usualNow, time.Time{}),
		"weekly-kecamatan-sample":    weekly(baamang, sampleNow, sampleNow, lastMonday),
		"weekly-kecamatan-stale":     weekly(kotim+".02", usualBefore, usualNow, lastMonday),
		"weekly-kecamatan-no-data":   weekly(kotim+".16", usualBefore, usualNow, lastMonday),
		"weekly-kecamatan-no-base":   weekly(kotim+".15", usualBefore, usualNow, lastMonday),
		"weekly-desa":                weekly(baamang+".1002", villageBefore, villageNow, lastMonday),
		"weekly-desa-few":            weekly(baamang+".1001", villageBefore, villageNow, lastMonday),
		"standing-regency":           standing(kotim, founding()),
		"standing-regency-coverage":  standing(kotim, usualNow),
		"standing-regency-sum":       standing(kotim, fullNow),
		"standing-kecamatan":         standing(baamang, usualNow),
		"standing-kecamatan-sample":  standing(baamang, sampleNow),
		"standing-kecamatan-no-data": standing(kotim+".16", usualNow),
		"standing-kecamatan-no-base": standing(kotim+".15", usualNow),
		"standing-kecamatan-apart":   standing(baamang, apart),
		"standing-regency-old-parts": standing(kotim, parts),
		"standing-kecamatan-reached": standing(baamang, append(usualNow, told{baamang, store.Active, 20000, "2026-04-05", "angka uji"})),
		"standing-desa-few":          standing(baamang+".1001", villageNow),
		"standing-nothing-at-all":    standing(kotim, nil),
		"ranking-regency":            ranking(kotim, usualNow),
		"ranking-regency-sample":     ranking(kotim, sampleNow),
		"ranking-regency-no-data":    ranking(kotim, founding()),
		"ranking-kecamatan":          ranking(baamang, villageNow),
		"ranking-desa":               ranking(baamang+".1001", villageNow),
	}
}
