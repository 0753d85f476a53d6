package handlers

import (
	"time"

	"ikdbot/handlers/written"
	"ikdbot/store"
)

// isMark, relativeDate and readDate are what files still being edited call until they ask package written themselves.
func isMark(word, marks string) bool { return written.Among(word, marks) }

func relativeDate(words []string, today time.Time) (store.Date, int) {
	date, used, wrong := written.Date(words, today)
	if wrong != "" {
		return "", 0
	}
	return date, used
}

func readDate(words []string, latest time.Time) (store.Date, int, string) {
	return written.DateUntil(words, latest, latest)
}
