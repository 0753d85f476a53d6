package locales

import (
	"math"
	"testing"
	"time"
)

func TestNumber(t *testing.T) {
	for _, c := range []struct {
		n      int64
		id, en string
	}{
		{0, "0", "0"},
		{999, "999", "999"},
		{1113, "1.113", "1,113"},
		{308309, "308.309", "308,309"},
		{6332148, "6.332.148", "6,332,148"},
		{-1250, "-1.250", "-1,250"},
		{math.MaxInt64, "9.223.372.036.854.775.807", "9,223,372,036,854,775,807"},
	} {
		if got := Number(Indonesian, c.n); got != c.id {
			t.Errorf("Number(id, %d) = %q, want %q", c.n, got, c.id)
		}
		if got := Number(English, c.n); got != c.en {
			t.Errorf("Number(en, %d) = %q, want %q", c.n, got, c.en)
		}
	}
}

func TestPercent(t *testing.T) {
	for _, c := range []struct {
		part, whole int64
		id, en      string
	}{
		{1113, 308309, "0,36\u00a0%", "0.36%"},
		{300110, 308309, "97,34\u00a0%", "97.34%"},
		{8199, 308309, "2,66\u00a0%", "2.66%"}, // printed as 3,66 in the article the project began with
		{22895, 880335, "2,60\u00a0%", "2.60%"},
		{1, 3, "33,33\u00a0%", "33.33%"},
		{1, 8, "12,50\u00a0%", "12.50%"},
		{1, 20000, "0,01\u00a0%", "0.01%"}, // half a hundredth goes up
		{0, 308309, "0,00\u00a0%", "0.00%"},
		{5, 5, "100,00\u00a0%", "100.00%"},
		{7, 0, "–", "–"},
		{math.MaxInt64, math.MaxInt64, "100,00\u00a0%", "100.00%"},
	} {
		if got := Percent(Indonesian, c.part, c.whole); got != c.id {
			t.Errorf("Percent(id, %d, %d) = %q, want %q", c.part, c.whole, got, c.id)
		}
		if got := Percent(English, c.part, c.whole); got != c.en {
			t.Errorf("Percent(en, %d, %d) = %q, want %q", c.part, c.whole, got, c.en)
		}
	}
}

func TestDecimal(t *testing.T) {
	for _, c := range []struct {
		x      float64
		digits int
		id, en string
	}{
		{12.345, 1, "12,3", "12.3"},
		{4, 0, "4", "4"},
		{4, 2, "4,00", "4.00"},
		{1234.5, 1, "1.234,5", "1,234.5"},
	} {
		if got := Decimal(Indonesian, c.x, c.digits); got != c.id {
			t.Errorf("Decimal(id, %v, %d) = %q, want %q", c.x, c.digits, got, c.id)
		}
		if got := Decimal(English, c.x, c.digits); got != c.en {
			t.Errorf("Decimal(en, %v, %d) = %q, want %q", c.x, c.digits, got, c.en)
		}
	}
}

func TestDay(t *testing.T) {
	for _, c := range []struct{ date, id, en string }{
		{"2023-03-20", "20 Maret 2023", "20 March 2023"},
		{"2026-08-01", "1 Agustus 2026", "1 August 2026"},
		{"kemarin", "kemarin", "kemarin"},
		{"", "", ""},
	} {
		if got := Day(Indonesian, c.date); got != c.id {
			t.Errorf("Day(id, %q) = %q, want %q", c.date, got, c.id)
		}
		if got := Day(English, c.date); got != c.en {
			t.Errorf("Day(en, %q) = %q, want %q", c.date, got, c.en)
		}
	}
}

func TestMoment(t *testing.T) {
	instant := time.Date(2026, 4, 6, 1, 0, 0, 0, time.UTC)
	for _, c := range []struct{ zone, id, en string }{
		{"Asia/Jakarta", "Senin, 6 April 2026 08.00 WIB", "Monday, 6 April 2026 08:00 WIB"},
		{"Asia/Pontianak", "Senin, 6 April 2026 08.00 WIB", "Monday, 6 April 2026 08:00 WIB"},
		{"Asia/Makassar", "Senin, 6 April 2026 09.00 WITA", "Monday, 6 April 2026 09:00 WITA"},
		{"Asia/Jayapura", "Senin, 6 April 2026 10.00 WIT", "Monday, 6 April 2026 10:00 WIT"},
	} {
		zone, err := time.LoadLocation(c.zone)
		if err != nil {
			t.Fatal(err)
		}
		if got := Moment(Indonesian, instant.In(zone)); got != c.id {
			t.Errorf("Moment(id) in %s = %q, want %q", c.zone, got, c.id)
		}
		if got := "Senin, 6 April 2026 " + Clock(Indonesian, instant.In(zone)); got != c.id {
			t.Errorf("with Clock(id) in %s: %q, want %q", c.zone, got, c.id)
		}
		if got := Moment(English, instant.In(zone)); got != c.en {
			t.Errorf("Moment(en) in %s = %q, want %q", c.zone, got, c.en)
		}
	}
}
