package locales

import (
	"math/big"

	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/number"
)

// printer writes numbers as the language does.
func printer(l Language) *message.Printer {
	if known(l) == English {
		return message.NewPrinter(language.English)
	}
	return message.NewPrinter(language.Indonesian)
}

// Number writes a whole number with its thousands marked: 1.113 in Indonesian, 1,113 in English.
func Number(l Language, n int64) string {
	return printer(l).Sprint(number.Decimal(n))
}

// Decimal writes a number with so many digits after the comma.
func Decimal(l Language, x float64, digits int) string {
	return printer(l).Sprint(number.Decimal(x, number.MinFractionDigits(digits), number.MaxFractionDigits(digits)))
}

// Percent writes part of whole in percent with two digits, half a hundredth rounded up: "0,36 %" in Indonesian, with a space
// that does not break as its spelling rules ask, "0.36%" in English. A share of nothing is a dash.
func Percent(l Language, part, whole int64) string {
	if whole <= 0 {
		return "–"
	}
	// Worked out in whole numbers: a binary fraction would turn some halves down.
	hundredths := new(big.Int).Mul(big.NewInt(part), big.NewInt(2*10_000))
	hundredths.Add(hundredths, big.NewInt(whole)).Div(hundredths, new(big.Int).Mul(big.NewInt(2), big.NewInt(whole)))
	x, _ := new(big.Float).Quo(new(big.Float).SetInt(hundredths), big.NewFloat(100)).Float64()
	if known(l) == English {
		return Decimal(l, x, 2) + "%"
	}
	return Decimal(l, x, 2) + "\u00a0%"
}
