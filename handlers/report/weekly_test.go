package report

import (
	"encoding/json"
	"math/rand/v2"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"ikdbot/locales"
	"ikdbot/store"
)

// Who keeps the pace is done by 31 December: weeks count whole, people round up, the last days are one week.
func TestPace(t *testing.T) {
	for _, test := range []struct {
		day  store.Date
		want Pace
	}{
		{"2026-01-01", Pace{Weeks: 52, PerWeek: 18}},
		{"2026-04-06", Pace{Weeks: 38, PerWeek: 24}},
		{"2026-12-20", Pace{Weeks: 1, PerWeek: 900}},
		{"2026-12-31", Pace{Weeks: 1, PerWeek: 900}},
	} {
		s := Standing{Day: test.day, Target: &Target{People: 1000}, Counts: store.Aggregate{
			store.Active:    {Figure: store.Figure{Value: 100}},
			store.Obligated: {Figure: store.Figure{Value: 4000}},
		}}
		if got, ok := PaceOf(s); !ok || got != test.want {
			t.Errorf("%s: %+v, want %+v", test.day, got, test.want)
		}
	}
	if pace, ok := PaceOf(Standing{Day: "2026-04-06"}); ok {
		t.Errorf("nothing known, and yet a pace of %+v", pace)
	}
}

// Nothing new is never +0, a correction is no movement, and what is counted otherwise is not compared.
func TestCompareFigures(t *testing.T) {
	figure := func(value int64, asOf store.Date, change int64) store.Shown {
		return store.Shown{Figure: store.Figure{Value: value, AsOf: asOf, Change: change}, Oldest: asOf}
	}
	sum := func(s store.Shown) store.Shown { s.Sum = true; return s }
	sample := func(s store.Shown) store.Shown { s.Sample = true; return s }
	before := figure(100, "2026-03-27", 5)
	for _, test := range []struct {
		name        string
		now, before store.Shown
		news        News
		by          int64
	}{
		{"nothing new", before, before, Unchanged, 0},
		{"a newer figure", figure(137, "2026-04-03", 9), before, Moved, 37},
		{"a newer, lower figure", figure(90, "2026-04-03", 9), before, Moved, -10},
		{"reported again, the same number", figure(100, "2026-04-03", 9), before, Moved, 0},
		{"another number for the same date", figure(90, "2026-03-27", 9), before, Corrected, -10},
		{"an undo brings back an older date", figure(80, "2026-03-20", 2), before, Corrected, -20},
		{"the same number stored again for the same date", figure(100, "2026-03-27", 9), before, Unchanged, 0},
		{"a sum for an own figure", sum(figure(500, "2026-04-03", 9)), before, Switched, 0},
		{"a real figure for a sample", figure(137, "2026-04-03", 9), sample(before), Switched, 0},
		{"a sum whose part of the same date came in", sum(figure(130, "2026-03-27", 9)), sum(before), Moved, 30},
	} {
		if got := compareFigures(test.now, test.before, true); got.News != test.news || got.By != test.by {
			t.Errorf("%s: %s by %d, want %s by %d", test.name, got.News, got.By, test.news, test.by)
		}
	}
	if got := compareFigures(before, store.Shown{}, false); got.News != First {
		t.Errorf("the first figure there is: %s", got.News)
	}
}

// Each kind of news has its sentence.
func TestChangeSentences(t *testing.T) {
	c, r := load(t)
	v := voice{c, locales.Indonesian, r}
	now := store.Shown{Figure: store.Figure{Value: 120, AsOf: "2026-04-03"}}
	from := &store.Shown{Figure: store.Figure{Value: 100, AsOf: "2026-03-27"}}
	for _, test := range []struct {
		delta *Delta
		want  string
	}{
		{nil, "belum ada pembaruan angka Kecamatan Baamang."},
		{&Delta{News: Unchanged, From: from}, "belum ada pembaruan angka Kecamatan Baamang."},
		{&Delta{News: First}, "angka pertama sudah masuk."},
		{&Delta{News: Moved, By: 20, From: from}, "naik **20 orang**, dari 100 orang (27 Maret 2026)."},
		{&Delta{News: Moved, By: -20, From: from}, "turun **20 orang**, dari 100 orang (27 Maret 2026)."},
		{&Delta{News: Moved, From: from}, "angka baru sudah masuk, jumlahnya tetap."},
		{&Delta{News: Corrected, By: 20, From: from}, "angka diperbaiki, dari 100 menjadi 120 orang."},
		{&Delta{News: Switched, From: from}, "asal angka berganti, jadi belum dapat dibandingkan."},
	} {
		f := Facts{Area: baamang, At: monday, BeforeAt: lastMonday, Change: test.delta, Standing: Standing{Counts: store.Aggregate{store.Active: now}}}
		if got, want := string(v.change(f)), "**Sejak laporan 30 Maret 2026:** "+test.want; got != want {
			t.Errorf("got %s\nwant %s", got, want)
		}
	}
}

// Percentages are compared exactly, ties share a rank, and who cannot be ranked comes after who can.
func TestRanking(t *testing.T) {
	_, r := load(t)
	at := func(n string, obligated, active int64) []told {
		return kecamatan(kotim+"."+n, obligated, active, "2026-04-01", "x")
	}
	all := append(at("01", 3000, 100), at("02", 6000, 200)...)
	all = append(all, at("03", 3001, 100)...)
	all = append(all, at("04", 1000, 500)...)
	all = append(all, told{kotim + ".05", store.Active, 9000, "2026-04-01", "x"}, told{kotim + ".06", store.Obligated, 50, "2026-04-01", "x"})
	all = append(all, at("07", 0, 7)...)
	places := Ranking(r, known(r, all...), kotim, monday)
	var got []string
	for _, p := range places {
		got = append(got, p.Area[len(kotim)+1:]+map[bool]string{true: "*"}[p.Rank > 0])
	}
	want := []string{"04*", "01*", "02*", "03*", "05", "07", "06", "08", "09", "10", "11", "12", "13", "14", "15", "16", "17"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for _, test := range []struct {
		area string
		want Rank
		ok   bool
	}{
		{kotim + ".04", Rank{1, 4}, true},
		{kotim + ".01", Rank{2, 4}, true},
		{kotim + ".02", Rank{2, 4}, true},
		{kotim + ".03", Rank{4, 4}, true},
		{kotim + ".05", Rank{0, 4}, false},
		{kotim + ".06", Rank{0, 4}, false},
	} {
		if rank, ok := RankOf(places, test.area); rank != test.want || ok != test.ok {
			t.Errorf("%s: %+v, %t", test.area, rank, ok)
		}
	}
	alone := Ranking(r, known(r, at("01", 3000, 100)...), kotim, monday)
	if rank, ok := RankOf(alone, kotim+".01"); ok {
		t.Errorf("first of one is no rank: %+v", rank)
	}
}

// What the ledger keeps reads back as the same text.
func TestFactsSurviveTheLedger(t *testing.T) {
	c, r := load(t)
	before, now := usual("angka uji")
	for _, area := range []string{kotim, baamang, kotim + ".16"} {
		f := Gather(Input{Regency: r, Area: area, Now: known(r, now...), Before: known(r, before...), BeforeAt: lastMonday, At: monday})
		kept, err := json.Marshal(f)
		if err != nil {
			t.Fatal(err)
		}
		var back Facts
		if err := json.Unmarshal(kept, &back); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(Text(c, locales.Indonesian, r, f), Text(c, locales.Indonesian, r, back)); diff != "" {
			t.Errorf("%s: %s", area, diff)
		}
	}
}

// Whatever the figures, a report is one message, and no text breaks.
func TestAnyFigures(t *testing.T) {
	c, r := load(t)
	random := rand.New(rand.NewPCG(3, 4))
	areas := r.Areas()
	long := ""
	for range 2000 {
		long += "🙂*_"
	}
	for range 60 {
		var all []told
		for range random.IntN(400) {
			all = append(all, told{
				areas[random.IntN(len(areas))].Code, store.Counts()[random.IntN(5)], random.Int64N(1 << random.IntN(40)),
				store.Date(monday.AddDate(0, 0, -random.IntN(900)).Format(time.DateOnly)), []string{"", "CONTOH", long, "x"}[random.IntN(4)],
			})
		}
		area := areas[random.IntN(len(areas))].Code
		f := Gather(Input{Regency: r, Area: area, Now: known(r, all...), Before: known(r, all[:len(all)/2]...), BeforeAt: lastMonday, At: monday})
		for _, l := range []locales.Language{locales.Indonesian, locales.English} {
			if units := len(utf16.Encode([]rune(Text(c, l, r, f)))); units > 4096 {
				t.Errorf("%s: %d UTF-16 units", area, units)
			}
			StandingText(c, l, r, f.Standing)
			TargetText(c, l, r, f.Standing)
			RankingText(c, l, r, area, Ranking(r, known(r, all...), area, monday))
		}
	}
}
