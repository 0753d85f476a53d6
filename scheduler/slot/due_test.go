package slot

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// Due instants are computed on the wall clock of the zone and told in UTC.
func TestNext(t *testing.T) {
	for _, test := range []struct{ line, zone, after, want string }{
		{"0 8 * * MON", "Asia/Pontianak", "2026-04-05T12:00:00Z", "2026-04-06T01:00:00Z"},
		{"0 8 * * MON", "Asia/Makassar", "2026-04-05T12:00:00Z", "2026-04-06T00:00:00Z"},
		{"0 8 * * MON", "Asia/Jayapura", "2026-04-05T12:00:00Z", "2026-04-05T23:00:00Z"},
		{"0 8 * * MON", "Asia/Pontianak", "2026-04-06T01:00:00Z", "2026-04-13T01:00:00Z"},
		{"0 8 * * MON", "Asia/Pontianak", "2026-04-06T00:59:59.9Z", "2026-04-06T01:00:00Z"},
		{"0 0 * * *", "Asia/Jayapura", "2026-04-05T12:00:00Z", "2026-04-05T15:00:00Z"},
		{"0 7 31 * *", "Asia/Jakarta", "2026-04-01T00:00:00Z", "2026-05-31T00:00:00Z"},
		{"0 7 29 2 *", "Asia/Jakarta", "2026-04-01T00:00:00Z", "2028-02-29T00:00:00Z"},
		{"30 6 1 * *", "Asia/Jakarta", "2026-12-31T00:00:00Z", "2026-12-31T23:30:00Z"},
	} {
		s, err := Parse(test.line, zone(t, test.zone))
		if err != nil {
			t.Errorf("%s: %v", test.line, err)
			continue
		}
		next := s.Next(instant(t, test.after))
		if got := next.Format(time.RFC3339); got != test.want || next.Location() != time.UTC {
			t.Errorf("%s in %s after %s: next is %s, want %s", test.line, test.zone, test.after, got, test.want)
		}
	}
	if next := (Schedule{}).Next(time.Unix(0, 0)); !next.IsZero() {
		t.Errorf("the zero schedule is due at %s", next)
	}
}

// An interval is open at its start and closed at its end: a slot at the very instant of looking is due.
func TestBetweenAndLast(t *testing.T) {
	s, err := Parse("Senin 08.00", zone(t, "Asia/Pontianak"))
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		after, until string
		want         []string
	}{
		{"2026-04-06T01:00:00Z", "2026-04-13T00:59:59Z", nil},
		{"2026-04-06T01:00:00Z", "2026-04-13T01:00:00Z", []string{"2026-04-13T01:00:00Z"}},
		{"2026-04-06T00:59:59Z", "2026-04-13T01:00:00Z", []string{"2026-04-06T01:00:00Z", "2026-04-13T01:00:00Z"}},
		{"2026-04-13T01:00:00Z", "2026-04-06T01:00:00Z", nil},
	} {
		var got []string
		for _, due := range s.Between(instant(t, test.after), instant(t, test.until)) {
			got = append(got, due.Format(time.RFC3339))
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("from %s until %s: %s", test.after, test.until, diff)
		}
		last, ok := s.Last(instant(t, test.after), instant(t, test.until))
		if ok != (len(got) > 0) || ok && last.Format(time.RFC3339) != got[len(got)-1] {
			t.Errorf("from %s until %s: last is %s, %t", test.after, test.until, last, ok)
		}
	}
	yearly, err := Parse("0 8 29 2 *", time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	if last, ok := yearly.Last(time.Time{}, instant(t, "2027-06-01T00:00:00Z")); !ok || last.Year() != 2024 {
		t.Errorf("the last leap day before June 2027 is %s, %t", last, ok)
	}
}

// However the line and the interval fall, Between is Next taken again and again, and Last its end.
func TestBetweenIsNextRepeated(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	lines := []string{"0 8 * * MON", "59 23 * * *", "0 0 31 * *", "15 7 * * 1-5", "30 6 */3 * *", "0 12 28 2 *", "0 8 * * MON WIT", "30 23 * * * WITA", "15 0 1 * * WIB"}
	zones := []string{"Asia/Pontianak", "Asia/Makassar", "Asia/Jayapura", "UTC"}
	for range 400 {
		s, err := Parse(lines[random.IntN(len(lines))], zone(t, zones[random.IntN(len(zones))]))
		if err != nil {
			t.Fatal(err)
		}
		after := time.Unix(1_700_000_000+random.Int64N(200_000_000), 0)
		until := after.Add(time.Duration(random.Int64N(int64(400 * 24 * time.Hour))))
		var want []time.Time
		for at := s.Next(after); !at.After(until); at = s.Next(at) {
			want = append(want, at)
		}
		got := s.Between(after, until)
		if !slices.Equal(got, want) {
			t.Fatalf("%s, %s to %s: Between gives %v, Next repeated %v", s.Line(), after, until, got, want)
		}
		last, ok := s.Last(after, until)
		if ok != (len(want) > 0) || ok && !last.Equal(want[len(want)-1]) {
			t.Fatalf("%s, %s to %s: Last gives %s, want the end of %v", s.Line(), after, until, last, want)
		}
		for i := 1; i < len(got); i++ {
			if gap := got[i].Sub(got[i-1]); gap < 24*time.Hour {
				t.Fatalf("%s is due twice within %s", s.Line(), gap)
			}
		}
	}
}

func TestDescribe(t *testing.T) {
	for _, test := range []struct {
		line string
		want Description
	}{
		{"0 8 * * MON", Description{Weekdays: []time.Weekday{time.Monday}, Hour: 8}},
		{"30 14 * * SUN,FRI", Description{Weekdays: []time.Weekday{time.Friday, time.Sunday}, Hour: 14, Minute: 30}},
		{"0 7 * * *", Description{Hour: 7}},
		{"0 7 * * 0-6", Description{Hour: 7}},
		{"5 9 1,15 * *", Description{MonthDays: []int{1, 15}, Hour: 9, Minute: 5}},
		{"0 8 28 FEB *", Description{MonthDays: []int{28}, Months: []time.Month{time.February}, Hour: 8}},
	} {
		s, err := Parse(test.line, time.UTC)
		if err != nil {
			t.Fatal(err)
		}
		got := s.Describe()
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s: %s", test.line, diff)
		}
		if got.Daily() != (test.line == "0 7 * * *" || test.line == "0 7 * * 0-6") {
			t.Errorf("%s: daily is %t", test.line, got.Daily())
		}
	}
}

// Nothing anyone types may crash, and what is accepted reads back as itself and is due at most once a day.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{"0 8 * * MON", "TZ=UTC", "senin jam 8", "0 8 1 * 1", "0/0 8 * * *", "-", "senin-", "senin 8 WIT", "0 8 * * MON WITA", "zona wib wita 8", "0 8 */99999999999999999999 * *", "tgl tgl 1"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, line string) {
		s, err := Parse(line, time.UTC)
		if err != nil {
			return
		}
		if again, err := Parse(s.Line(), time.UTC); err != nil || again.Describe().Hour != s.Describe().Hour || ZoneName(again.Zone()) != ZoneName(s.zone) {
			t.Errorf("%q is stored as %q, which reads as %v, %v", line, s.Line(), again, err)
		}
		first := s.Next(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC))
		if gap := s.Next(first).Sub(first); gap < 24*time.Hour && !s.Next(first).IsZero() {
			t.Errorf("%q is due twice within %s", line, gap)
		}
	})
}

func instant(t *testing.T, text string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		t.Fatal(err)
	}
	return at
}
