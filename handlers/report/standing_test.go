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

// load reads the content and Kotawaringin Timur.
func load(t *testing.T) (*locales.Content, *locales.Regency) {
	t.Helper()
	c, err := locales.Load("")
	if err != nil {
		t.Fatal(err)
	}
	r, err := c.Regency(kotim)
	if err != nil {
		t.Fatal(err)
	}
	return c, r
}

// The example of the domain rules: Sumenep's numbers of December 2024 give 2,60 % of wajib KTP and 8,7 % of the target.
func TestStandSumenep(t *testing.T) {
	_, r := load(t)
	a := known(r, told{kotim, store.Active, 22895, "2024-12-09", "x"}, told{kotim, store.Obligated, 880335, "2024-12-09", "x"})
	s := Stand(r, a, kotim, time.Date(2024, 12, 10, 0, 0, 0, 0, time.UTC))
	active, obligated, ok := s.Share()
	if got := locales.Percent(locales.Indonesian, active, obligated); !ok || got != "2,60\u00a0%" {
		t.Errorf("main percentage is %s", got)
	}
	want := &Target{Year: 2024, Set: 2024, Share: 0.30, Base: store.Obligated, People: 264101}
	if diff := cmp.Diff(want, s.Target); diff != "" {
		t.Error(diff)
	}
	if got := locales.Percent(locales.Indonesian, active, s.Target.People); got != "8,67\u00a0%" {
		t.Errorf("share of the target is %s", got)
	}
	if needed, ok := s.Needed(); !ok || needed != 264101-22895 {
		t.Errorf("%d still needed", needed)
	}
}

// A day decides: 35 days old is not stale, 36 is; six months apart is not apart, a day more is. Dates are the regency's.
func TestStandAges(t *testing.T) {
	_, r := load(t)
	for _, test := range []struct {
		name         string
		active, base store.Date
		now          time.Time
		stale, apart bool
	}{
		{"35 days", "2026-03-02", "2026-03-02", monday, false, false},
		{"36 days", "2026-03-01", "2026-03-01", monday, true, false},
		{"already the next day in Sampit", "2026-03-01", "2026-03-01", time.Date(2026, 4, 5, 17, 0, 0, 0, time.UTC), true, false},
		{"still the day before in Sampit", "2026-03-01", "2026-03-01", time.Date(2026, 4, 5, 16, 59, 0, 0, time.UTC), false, false},
		{"six months apart", "2026-04-01", "2025-10-01", monday, false, false},
		{"six months and a day apart", "2026-04-02", "2025-10-01", monday, false, true},
		{"the base is the newer one", "2025-09-01", "2026-04-01", monday, true, true},
	} {
		a := known(r, told{kotim, store.Active, 10, test.active, "x"}, told{kotim, store.Obligated, 100, test.base, "x"})
		s := Stand(r, a, kotim, test.now)
		if s.Stale != test.stale || s.Apart != test.apart {
			t.Errorf("%s: stale %t, apart %t", test.name, s.Stale, s.Apart)
		}
	}
}

// The target follows the year it is told in: a year without one takes the last, before the first there is none.
func TestTarget(t *testing.T) {
	_, kotimur := load(t)
	r := *kotimur
	r.Targets = []locales.Target{{Year: 2023, Share: 0.25}, {Year: 2025, Share: 0.30}}
	for _, test := range []struct {
		name            string
		year            int
		base            string
		wajib, rekam    int64
		set             int
		people, missing int64
	}{
		{"the year itself", 2023, "", 308309, 0, 2023, 77078, 75965},
		{"a gap", 2024, "wajib", 308309, 0, 2023, 77078, 75965},
		{"after the last", 2026, "", 308309, 0, 2025, 92493, 91380},
		{"before the first", 2022, "", 308309, 0, 0, 0, 0},
		{"another base", 2023, "rekam", 308309, 300110, 2023, 75028, 73915},
		{"the other base is unknown", 2023, "rekam", 308309, 0, 0, 0, 0},
		{"wajib KTP is unknown", 2023, "rekam", 0, 300110, 0, 0, 0},
		{"reached", 2023, "", 4000, 0, 2023, 1000, 0},
		{"a whole number is not rounded up", 2025, "", 10, 0, 2025, 3, 0},
	} {
		r.TargetBase = test.base
		all := []told{{kotim, store.Active, 1113, "2023-03-20", "x"}}
		if test.wajib > 0 {
			all = append(all, told{kotim, store.Obligated, test.wajib, "2023-03-20", "x"})
		}
		if test.rekam > 0 {
			all = append(all, told{kotim, store.Recorded, test.rekam, "2023-03-20", "x"})
		}
		s := Stand(&r, known(&r, all...), kotim, time.Date(test.year, 6, 1, 0, 0, 0, 0, time.UTC))
		if test.set == 0 {
			if s.Target != nil {
				t.Errorf("%s: there is a target %+v", test.name, *s.Target)
			}
			continue
		}
		needed, ok := s.Needed()
		if s.Target == nil || !ok || s.Target.Set != test.set || s.Target.Year != test.year || s.Target.People != test.people || needed != test.missing {
			t.Errorf("%s: target %+v, %d needed", test.name, s.Target, needed)
		}
	}
}

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
