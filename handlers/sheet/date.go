package sheet

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"

	"ikdbot/store"
)

// The ways people write a date. A month may be a word.
var (
	yearFirst = regexp.MustCompile(`^([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})([t ][0-9]{1,2}[:.][0-9]{2}([:.][0-9]{2}(\.[0-9]+)?)?z?)?$`)
	dayFirst  = regexp.MustCompile(`^([0-9]{1,2})[-/. ]+([a-z]+|[0-9]{1,2})[-/. ,]+([0-9]{4})( [0-9]{1,2}[:.][0-9]{2}([:.][0-9]{2})?)?$`)
	weekday   = regexp.MustCompile(`^(senin|selasa|rabu|kamis|jumat|jum'at|sabtu|minggu|ahad|monday|tuesday|wednesday|thursday|friday|saturday|sunday),? `)
	asOf      = regexp.MustCompile(`\b(per|tanggal|tgl|posisi|keadaan|sampai( dengan)?|s ?[./] ?d)\b[\s.:,]*((per|tanggal|tgl)\b[\s.:]*)?([0-9]{1,2}[-/. ]+([a-z]+|[0-9]{1,2})[-/. ]+[0-9]{4})\b`)
	printed   = regexp.MustCompile(`cetak|unduh|print|dibuat`)
)

// The years a figure can be of: from the Republic's first to one that only a slip of the finger reaches.
const (
	firstYear = 1945
	lastYear  = 2100
)

// date reads a day. none: the cell is empty. ok is false where something stands there that is no date.
func (c cell) date() (d store.Date, none, ok bool) {
	switch c.kind {
	case blank:
		return "", true, true
	case number:
		x, err := strconv.ParseFloat(c.text, 64)
		if err != nil || c.form == percent || math.IsNaN(x) || math.Abs(x) > 1e6 {
			return "", false, false
		}
		start := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
		if c.old {
			start = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
		}
		d, ok = sane(start.AddDate(0, 0, int(math.Floor(x))))
		return d, false, ok
	case text:
		if s := strings.TrimSpace(c.text); strings.Trim(s, "-–—") == "" {
			return "", true, true
		}
		d, ok = dateText(c.text)
		return d, false, ok
	}
	return "", false, false
}

// dateText reads a date in one of the usual forms; the day stands before the month.
func dateText(s string) (store.Date, bool) {
	s = strings.Join(strings.Fields(strings.ToLower(narrow.Replace(s))), " ")
	s = weekday.ReplaceAllString(s, "")
	for _, word := range []string{"per ", "tanggal ", "tgl ", "tgl. "} {
		s = strings.TrimPrefix(s, word)
	}
	if m := yearFirst.FindStringSubmatch(s); m != nil {
		return civil(m[1], m[2], m[3])
	}
	if m := dayFirst.FindStringSubmatch(s); m != nil {
		return civil(m[3], m[2], m[1])
	}
	return "", false
}

// civil puts a date together and checks that it exists.
func civil(year, month, day string) (store.Date, bool) {
	y, _ := strconv.Atoi(year)
	d, _ := strconv.Atoi(day)
	m, err := strconv.Atoi(month)
	if err != nil {
		m = monthOf(month)
	}
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	if t.Year() != y || int(t.Month()) != m || t.Day() != d {
		return "", false
	}
	return sane(t)
}

// sane is the day of an instant, if figures can be of that year.
func sane(t time.Time) (store.Date, bool) {
	if t.Year() < firstYear || t.Year() > lastYear {
		return "", false
	}
	return store.Date(t.Format(time.DateOnly)), true
}

// monthOf is the number of a month by its name or short name, Indonesian or English; 0 for another word.
func monthOf(name string) int {
	for i, names := range [...]string{
		"januari january jan", "februari february pebruari feb peb", "maret march mar", "april apr", "mei may", "juni june jun",
		"juli july jul", "agustus august agu ags agt agust aug", "september sep sept", "oktober october okt oct",
		"november nopember nov nop", "desember december des dec",
	} {
		for n := range strings.FieldsSeq(names) {
			if n == name {
				return i + 1
			}
		}
	}
	return 0
}

// dateWithin finds the date a title or header speaks of: "Keadaan per 20 November 2026". It gives the words without it too.
func dateWithin(s string) (d store.Date, rest string) {
	s = strings.Join(strings.Fields(strings.ToLower(narrow.Replace(s))), " ")
	m := asOf.FindStringSubmatchIndex(s)
	if m == nil || printed.MatchString(s) {
		return "", s
	}
	d, ok := dateText(s[m[10]:m[11]])
	if !ok {
		return "", s
	}
	return d, s[:m[0]] + " " + s[m[1]:]
}

// titleDate finds the date a row above the table speaks of, in one cell or in two: "Per tanggal:" and the date.
func titleDate(l line) store.Date {
	asked := false
	for _, c := range l.cells {
		if c.kind == blank {
			continue
		}
		if asked {
			d, _, _ := c.date()
			return d
		}
		if c.kind != text {
			continue
		}
		if d, _ := dateWithin(c.text); d != "" {
			return d
		}
		switch plainLabel(c.text) {
		case "per", "tanggal", "per tanggal", "tgl", "per tgl", "posisi", "keadaan", "keadaan per":
			asked = true
		}
	}
	return ""
}
