package sheet

import (
	"math"
	"regexp"
	"strconv"
	"strings"
)

// largest is more people than Indonesia has. A larger number is a NIK or a code in the wrong column.
const largest = 400_000_000

// The ways people write a number of persons, and those that may mean two things.
var (
	thousands = regexp.MustCompile(`^[1-9][0-9]{0,2}([. ][0-9]{3})+$`)
	commas    = regexp.MustCompile(`^[1-9][0-9]{0,2}(,[0-9]{3}){2,}$`)
	oneComma  = regexp.MustCompile(`^[1-9][0-9]{0,2},[0-9]{3}$`)
	fraction  = regexp.MustCompile(`^[0-9][0-9. ]*,[0-9]+$|^[0-9][0-9, ]*\.[0-9]+$`)
	negative  = regexp.MustCompile(`^[-−–] ?[0-9]|^\( ?[0-9][0-9., ]*\)$`)
	unit      = regexp.MustCompile(` ?(jiwa|orang|org)\.?$`)
)

// spaces that programs put between digits.
var narrow = strings.NewReplacer("\u00a0", " ", "\u2007", " ", "\u2009", " ", "\u202f", " ")

// count reads a number of persons. none: the cell says that there is no figure. wrong: the kind of fault.
func (c cell) count() (n int64, none bool, wrong string) {
	switch c.kind {
	case blank:
		return 0, true, ""
	case failed:
		return 0, false, "failed"
	case pending:
		return 0, false, "formula"
	case number:
		n, wrong = wholeNumber(c)
		return n, false, wrong
	case text:
		return countText(c.text)
	}
	return 0, false, "no_number"
}

// wholeNumber reads a real number. Sums of a program may be off by the last binary digit.
func wholeNumber(c cell) (int64, string) {
	x, err := strconv.ParseFloat(c.text, 64)
	switch {
	case err != nil || math.IsNaN(x) || math.IsInf(x, 0):
		return 0, "no_number"
	case c.form == percent:
		return 0, "percent"
	case c.form == dated:
		return 0, "dated"
	case x < 0:
		return 0, "negative"
	case math.Abs(x-math.Round(x)) > 1e-6:
		return 0, "decimal"
	case x > largest:
		return 0, "too_large"
	}
	return int64(math.Round(x)), ""
}

// countText reads a number as Indonesians write it: the dot marks thousands, the comma decimals.
func countText(s string) (n int64, none bool, wrong string) {
	if s != "" && len(s) < 10 && strings.Trim(s, "0123456789") == "" { // as most are
		n, _ := strconv.ParseInt(s, 10, 64)
		return within(n)
	}
	s = strings.TrimSpace(strings.ToLower(narrow.Replace(s)))
	s = strings.TrimSpace(unit.ReplaceAllString(s, ""))
	switch {
	case strings.Trim(s, "-–—−") == "":
		return 0, true, ""
	case strings.HasPrefix(s, "#"):
		return 0, false, "failed"
	case strings.HasPrefix(s, "="):
		return 0, false, "formula"
	case strings.HasSuffix(s, "%"):
		return 0, false, "percent"
	case negative.MatchString(s):
		return 0, false, "negative"
	case oneComma.MatchString(s):
		return 0, false, "ambiguous"
	case thousands.MatchString(s), commas.MatchString(s):
		s = strings.NewReplacer(".", "", " ", "", ",", "").Replace(s)
	case fraction.MatchString(s):
		return 0, false, "decimal"
	}
	if strings.Trim(s, "0123456789") != "" {
		return 0, false, "no_number"
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		return 0, false, "too_large"
	}
	return within(n)
}

// within lets a number pass that can count people.
func within(n int64) (int64, bool, string) {
	if n > largest {
		return 0, false, "too_large"
	}
	return n, false, ""
}
