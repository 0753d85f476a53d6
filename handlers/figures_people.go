package handlers

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

// mostDigits is the longest number of people there can be. Longer ones are a NIK, a phone number or a slip, and are not repeated.
const mostDigits = 9

// people reads a count of people. What it will not take is told by the last part of a phrase key.
func people(word string) (n int64, wrong string) {
	digits := strings.ReplaceAll(word, ".", "")
	switch {
	case strings.ContainsAny(word, "%٪‰"):
		return 0, "percent"
	case signed.MatchString(word):
		if strings.HasPrefix(word, "+") || strings.HasPrefix(word, "±") {
			return 0, "plus"
		}
		return 0, "negative"
	case countDigits(word) > mostDigits:
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

func countDigits(word string) (n int) {
	for _, r := range word {
		if r >= '0' && r <= '9' {
			n++
		}
	}
	return n
}
