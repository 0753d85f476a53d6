// Package understand turns what a citizen wrote into topics, areas and personal data; it is pure and does no I/O.
package understand

import "ikdbot/locales"

// Kind is a kind of personal data.
type Kind string

// The kinds of personal data that Mask takes out of a text.
const (
	NIK   Kind = "nik"
	KK    Kind = "kk"
	Phone Kind = "telepon"
	Email Kind = "email"
	Code  Kind = "kode"
)

// Guess is a topic with the calibrated probability, 0 to 1, that the text is about it.
type Guess struct {
	Topic      string
	Confidence float64
}

// Reading is all that was understood of one text.
type Reading struct {
	Masked   string           // the text without personal data; the only form to keep or log
	Personal []Kind           // what was masked, each kind once
	Guesses  []Guess          // best first, at most five
	Answer   []string         // topics to answer now, at most two; empty: ask back
	Areas    []string         // codes of the areas named, all candidates where a name is ambiguous
	Language locales.Language // "" when unsure
}
