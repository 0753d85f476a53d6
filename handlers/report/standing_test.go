package report

import (
	"testing"
	"time"

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
