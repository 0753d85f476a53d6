package written

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"ikdbot/store"
)

// The ways a date is written in one word.
var (
	yearFirst = regexp.MustCompile(`^([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})$`)
	dayFirst  = regexp.MustCompile(`^([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})$`)
	named     = regexp.MustCompile(`^([0-9]{1,2})[-/.]?([a-z]{3,})[-/.]?([0-9]{4})$`)
	shortYear = regexp.MustCompile(`^[0-9]{1,2}([-/.])[0-9]{1,2}([-/.])[0-9]{2}$`)
	noYear    = regexp.MustCompile(`^[0-9]{1,2}/[0-9]{1,2}$`)
	oneDay    = regexp.MustCompile(`^[0-9]{1,2}$`)
	oneYear   = regexp.MustCompile(`^[0-9]{4}$`)
)

// firstYear is the Republic's: figures of its residents cannot be older.
const firstYear = 1945

// Date reads the date that words begin with, and how many of them it takes; none where they begin with something else. A date that
// cannot be taken, wrong tells as the key of a remark: date_short, date_no_year, date_future, date_unreal.
func Date(words []string, today time.Time) (date store.Date, used int, wrong string) {
	return DateUntil(words, today, today)
}

// DateUntil is Date for days to come as well, up to the day of an instant.
func DateUntil(words []string, today, latest time.Time) (date store.Date, used int, wrong string) {
	if len(words) == 0 {
		return "", 0, ""
	}
	if d, n := relativeDate(words, today); n > 0 {
		return d, n, ""
	}
	first := bare(words[0])
	if m := yearFirst.FindStringSubmatch(first); m != nil {
		return civil(m[1], m[2], m[3], 1, latest)
	}
	if m := dayFirst.FindStringSubmatch(first); m != nil {
		return civil(m[3], m[2], m[1], 1, latest)
	}
	if m := named.FindStringSubmatch(first); m != nil && monthOf(m[2]) != "" {
		return civil(m[3], monthOf(m[2]), m[1], 1, latest)
	}
	if m := shortYear.FindStringSubmatch(first); m != nil && m[1] == m[2] {
		return "", 1, "date_short"
	}
	if noYear.MatchString(first) {
		return "", 1, "date_no_year"
	}
	if slices.Contains([]string{"besok", "lusa", "tomorrow"}, first) {
		return "", 1, "date_future"
	}
	if !oneDay.MatchString(first) || len(words) < 2 || monthOf(bare(words[1])) == "" {
		return "", 0, ""
	}
	if len(words) < 3 || !oneYear.MatchString(bare(words[2])) {
		return "", 2, "date_no_year"
	}
	return civil(bare(words[2]), monthOf(bare(words[1])), first, 3, latest)
}

func relativeDate(words []string, today time.Time) (store.Date, int) {
	switch first := bare(words[0]); {
	case first == "today":
		return store.Day(today), 1
	case first == "kemarin", first == "yesterday":
		return store.Day(today.AddDate(0, 0, -1)), 1
	case first == "hari" && len(words) > 1 && bare(words[1]) == "ini":
		return store.Day(today), 2
	}
	return "", 0
}

// Civil is the date of a day, a month told by number or name, and a year. One that does not exist or is after the day of an instant
// is told by wrong: date_unreal, date_future.
func Civil(year, month, day string, latest time.Time) (date store.Date, wrong string) {
	if n := monthOf(month); n != "" {
		month = n
	}
	date, _, wrong = civil(year, month, day, 0, latest)
	return date, wrong
}

// civil puts a date together and checks that it exists and is not after the day of an instant.
func civil(year, month, dayOfMonth string, used int, latest time.Time) (store.Date, int, string) {
	y, _ := strconv.Atoi(year)
	m, _ := strconv.Atoi(month)
	d, _ := strconv.Atoi(dayOfMonth)
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	if t.Year() != y || t.Month() != time.Month(m) || t.Day() != d || y < firstYear {
		return "", used, "date_unreal"
	}
	if store.Day(t) > store.Day(latest) {
		return "", used, "date_future"
	}
	return store.Day(t), used, ""
}

// bare is a word in small letters without the punctuation around it.
func bare(word string) string { return strings.Trim(strings.ToLower(word), ",.;:()") }

// monthOf is the number of a month as people write it in Indonesian or English, or "".
func monthOf(name string) string {
	for i, names := range [...]string{
		"januari jan january", "februari feb february pebruari", "maret mar march", "april apr", "mei may", "juni jun june",
		"juli jul july", "agustus agu agt ags aug august", "september sep sept", "oktober okt october oct",
		"november nov nopember", "desember des december dec",
	} {
		for _, n := range strings.Fields(names) {
			if n == name {
				return strconv.Itoa(i + 1)
			}
		}
	}
	return ""
}
