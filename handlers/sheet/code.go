package sheet

import (
	"strconv"
	"strings"
)

// code reads an official area code in any of its forms, 62.02.05.1001 or 6202051001, and gives it with its dots. Excel makes
// a number of "62.02", and of "62.10" even 62.1.
func (c cell) code() (string, bool) {
	s := strings.TrimSpace(narrow.Replace(c.text))
	switch c.kind {
	case number:
		x, err := strconv.ParseFloat(s, 64)
		if err != nil || x < 11 || x >= 1e10 {
			return "", false
		}
		s = strconv.FormatFloat(x, 'f', -1, 64)
		if strings.Contains(s, ".") {
			s = strconv.FormatFloat(x, 'f', 2, 64)
			if back, _ := strconv.ParseFloat(s, 64); back != x {
				return "", false
			}
		}
	case text:
	default:
		return "", false
	}
	digits := make([]byte, 0, 10)
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] >= '0' && s[i] <= '9':
			if len(digits) == 10 {
				return "", false
			}
			digits = append(digits, s[i])
		case strings.IndexByte(".-/ ", s[i]) < 0:
			return "", false
		}
	}
	return dotted(string(digits))
}

// dotted puts the dots into the digits of a code.
func dotted(d string) (string, bool) {
	if len(d) < 2 || !province(d[:2]) {
		return "", false
	}
	switch len(d) {
	case 2:
		return d, true
	case 4:
		return d[:2] + "." + d[2:], true
	case 6:
		return d[:2] + "." + d[2:4] + "." + d[4:], true
	case 10:
		return d[:2] + "." + d[2:4] + "." + d[4:6] + "." + d[6:], true
	}
	return "", false
}

// province reports whether a code can begin so: the islands have their tens, with gaps, which tells codes from other numbers.
func province(d string) bool {
	switch tens, ones := d[0], d[1]; tens {
	case '1', '3', '5', '6', '7', '8', '9':
		return ones != '0'
	case '2':
		return ones == '1'
	default:
		return false
	}
}

// level of an area, by its code: the number of dots.
const (
	regencyLevel   = 1
	kecamatanLevel = 2
	desaLevel      = 3
)

func levelOf(code string) int { return strings.Count(code, ".") }

// kin reports whether one of two areas lies in the other, or is the other.
func kin(a, b string) bool {
	return a == b || strings.HasPrefix(a, b+".") || strings.HasPrefix(b, a+".")
}
