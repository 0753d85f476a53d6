package written

import (
	"regexp"
	"strconv"
	"strings"
)

// How numbers of people are written, and the ways in which they are not. Indonesian rules: a dot between groups of three marks
// thousands, a comma begins a fraction.
var (
	plainPeople = regexp.MustCompile(`^(0|[1-9][0-9]*)$`)
	dotPeople   = regexp.MustCompile(`^[1-9][0-9]{0,2}(\.[0-9]{3})+$`)
	commaPeople = regexp.MustCompile(`^[1-9][0-9]{0,2}(,[0-9]{3})+$`)
	fraction    = regexp.MustCompile(`^[0-9.]*[.,][0-9]+$`)
	signed      = regexp.MustCompile(`^[-−–+±][0-9]`)
	numeric     = regexp.MustCompile(`^[-−–+±]?[.,]?[0-9]`)
)

// MostDigits is the longest number of people there can be. Longer ones are a NIK, a phone number or a slip, and are not repeated.
const MostDigits = 9

// People reads a count of people by Indonesian rules: "1.250" is a thousand and more, "1,25" is none. What it will not take, wrong
// tells as the key of a remark: percent, plus, negative, too_long, comma, fraction, unreadable.
func People(word string) (n int64, wrong string) {
	digits := strings.ReplaceAll(word, ".", "")
	switch {
	case strings.ContainsAny(word, "%٪‰"):
		return 0, "percent"
	case signed.MatchString(word):
		if strings.HasPrefix(word, "+") || strings.HasPrefix(word, "±") {
			return 0, "plus"
		}
		return 0, "negative"
	case Digits(word) > MostDigits:
		return 0, "too_long"
	case plainPeople.MatchString(word), dotPeople.MatchString(word):
		n, err := strconv.ParseInt(digits, 10, 64)
		if err != nil {
			return 0, "unreadable"
		}
		return n, ""
	case commaPeople.MatchString(word):
		return 0, "comma"
	case fraction.MatchString(word):
		return 0, "fraction"
	}
	return 0, "unreadable"
}

// Digits counts the digits of a word.
func Digits(word string) (n int) {
	for _, r := range word {
		if r >= '0' && r <= '9' {
			n++
		}
	}
	return n
}

// Decimal reads a number that may have a fraction: "1,1", "1.1", and "1.250", which is a thousand and more.
func Decimal(word string) (float64, bool) {
	if dotPeople.MatchString(word) {
		word = strings.ReplaceAll(word, ".", "")
	}
	x, err := strconv.ParseFloat(strings.Replace(word, ",", ".", 1), 64)
	return x, err == nil
}
