// Package understand turns what a citizen wrote into topics, areas and personal data; it is pure and does no I/O.
//
// Mask comes first: whatever is kept, logged or classified is what it leaves. Then areas are found and taken out, spelling is
// righted (plain.txt and common.txt hold words that are right as they stand), and lexicon.txt merges spellings, slang and local
// words. Two linear models score the topics: a logistic regression over words and pairs, and a complement naive Bayes over
// these and pieces of words; added up they are one model, trained at start. This was the best of what was tried, in percent of
// best guesses right:
//
//	                                  examples   questions  fresh questions
//	                                  left out   for development
//	nearest examples by BM25            70.7       87.6       89.0
//	naive Bayes, words and pieces       77.8       93.1       95.2
//	regression, words                   76.7       92.4       93.2
//	regression, words and pieces        78.8       91.0       93.5
//	regression with pieces + Bayes      82.5       93.1       95.2
//	regression + Bayes (in use)         81.5       95.9       95.8
//	regression + Bayes + BM25           81.8       95.2       95.2
//
// The examples left out are harder than questions are: each was written to differ from the others. The regression with pieces
// takes longer to train and gives no more right answers to questions. To measure again, with areas, personal data, calibration and times:
//
//	make eval
package understand

import (
	"slices"

	"ikdbot/locales"
)

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

// Settle has the text be about a topic alone, for whoever knows better than the classifier. What it shares with other readings stays.
func (r *Reading) Settle(topic string) {
	r.Answer = []string{topic}
	others := slices.DeleteFunc(slices.Clone(r.Guesses), func(g Guess) bool { return g.Topic == topic })
	r.Guesses = slices.Insert(others, 0, Guess{Topic: topic, Confidence: 1})
}
