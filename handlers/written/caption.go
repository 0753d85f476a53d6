package written

import (
	"strings"
	"time"

	"ikdbot/handlers/remark"
	"ikdbot/store"
)

// Caption reads what was written under a file of figures: a date, a source, both or neither. A command before them is passed over.
// A date that cannot be taken is told as a remark.
func Caption(text string, today time.Time) (asOf store.Date, source string, wrong *remark.Remark) {
	words := strings.Fields(Visible(text))
	if len(words) > 0 && strings.HasPrefix(words[0], "/") {
		words = words[1:] // no command that we have, or it would have been obeyed
	}
	if len(words) == 0 {
		return "", "", nil
	}
	if Among(words[0], dateMarks) {
		words = words[1:]
	}
	asOf, used, fault := Date(words, today)
	if fault != "" {
		r := remark.New(fault, "word", remark.Word(strings.Join(words[:used], " ")))
		return "", "", &r
	}
	words = words[used:]
	if len(words) > 1 && Among(words[0], sourceMarks) {
		words = words[1:]
	}
	return asOf, strings.Join(words, " "), nil
}
