package sheet

import (
	"slices"
	"strings"

	"ikdbot/store"
)

// roleOf tells what the labels above a column say together: the longest that is one of the usual names.
func roleOf(labels []string, known map[string]role) (r role, why Why, day store.Date) {
	var bare []string
	for _, label := range labels {
		d, rest := dateWithin(label)
		if d != "" {
			day = d
		} else {
			rest = label
		}
		if words := bareLabel(rest); words != "" {
			bare = append(bare, words)
		}
	}
	for i := range bare {
		if r, ok := known[strings.Join(bare[i:], " ")]; ok {
			return settle(r, bare, day)
		}
	}
	if len(bare) == 0 {
		return plainRole, "", ""
	}
	return "", unusual(bare), ""
}

// settle refuses a count of which another label makes a part, and the columns with data of persons.
func settle(r role, labels []string, day store.Date) (role, Why, store.Date) {
	if r == personalRole {
		return "", Personal, ""
	}
	if slices.Contains(store.Counts(), store.Count(r)) {
		if why := unusual(labels); why != Unknown {
			return "", why, ""
		}
	}
	return r, "", day
}

// unusual says why labels that are none of the usual names are not taken.
func unusual(labels []string) Why {
	for w := range strings.FieldsSeq(strings.Join(labels, " ")) {
		if why := partial(w); why != "" {
			return why
		}
	}
	return Unknown
}
