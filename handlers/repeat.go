package handlers

import (
	"regexp"

	"ikdbot/handlers/written"
)

// short is a word as it may be repeated: not too long, and without a number that could be somebody's.
func short(word string) string {
	if written.Digits(word) > written.MostDigits {
		return "…"
	}
	return inert(clip(word, 24))
}

// linkable is where a platform would see a web address, a mention or a command in a text.
var linkable = regexp.MustCompile(`([./@])([\pL/])`)

// inert is what somebody typed as it may be repeated: an invisible joint keeps platforms from making links of it, which others would
// take for ours.
func inert(text string) string { return linkable.ReplaceAllString(text, "$1\u2060$2") }

// clip shortens a text to so many characters.
func clip(text string, most int) string {
	if letters := []rune(text); len(letters) > most {
		return string(letters[:most-1]) + "…"
	}
	return text
}
