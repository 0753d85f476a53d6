package written

import (
	"math"
	"regexp"
	"strconv"
	"strings"

	"ikdbot/locales"
)

// Percent is a percentage as somebody wrote it: 3,66 is 3.66 with two decimals.
type Percent struct {
	Value    float64
	Decimals int
}

// Text is the percentage as it was written.
func (p Percent) Text(l locales.Language) string {
	if l == locales.English {
		return locales.Decimal(l, p.Value, p.Decimals) + "%"
	}
	return locales.Decimal(l, p.Value, p.Decimals) + "\u00a0%"
}

// half is half a unit of the last digit.
func (p Percent) half() float64 { return 0.5 * math.Pow(10, -float64(p.Decimals)) }

// Fit is how well a percentage as written agrees with one worked out.
type Fit int

// The fits, the best first: a rounded percentage may be off by half its last digit.
const (
	FitsRounded Fit = iota // it is that percentage, rounded
	FitsCut                // its last digits were cut off
	FitsNear               // within five hundredths of a point, which is not worth a question
	FitsNot
)

// Fits compares a percentage as written with the one worked out.
func (p Percent) Fits(worked float64) Fit {
	const dust = 1e-9
	unit := 2 * p.half()
	switch {
	case math.Abs(p.Value-worked) <= p.half()+dust:
		return FitsRounded
	case math.Floor(worked/unit+dust)*unit-p.Value < dust && p.Value <= worked && worked < p.Value+unit:
		return FitsCut
	case math.Abs(p.Value-worked) <= 0.05+dust:
		return FitsNear
	}
	return FitsNot
}

// writtenPercent is a percentage in a text: 14,91 %, 3.66 persen, 25%.
var writtenPercent = regexp.MustCompile(`(?i)(?:^|[^0-9.,])([0-9]{1,3}(?:[.,][0-9]{1,3})?)\s?(?:%|persen|percent|prosen)`)

// Percents lists the percentages of a text.
func Percents(text string) (all []Percent) {
	for _, m := range writtenPercent.FindAllStringSubmatch(text, -1) {
		if p, ok := ReadPercent(m[1]); ok {
			all = append(all, p)
		}
	}
	return all
}

// ReadPercent reads the number of a percentage: "3,66" or "3.66".
func ReadPercent(number string) (Percent, bool) {
	number = strings.Replace(number, ",", ".", 1)
	_, digits, _ := strings.Cut(number, ".")
	value, err := strconv.ParseFloat(number, 64)
	return Percent{value, len(digits)}, err == nil
}
