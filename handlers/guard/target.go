package guard

import (
	"math"
	"slices"

	"ikdbot/locales"
)

// Resemblance is how many percent two numbers may differ and still be taken for the same.
const Resemblance = 1

// Resembles reports whether two numbers are the same but for rounding.
func Resembles(a, b int64) bool {
	d := a - b
	return max(d, -d)*100 <= max(a, b)*Resemblance
}

// Shares are the shares of some targets, each once, the newest first: 0.3 and 0.25.
func Shares(targets []locales.Target) (shares []float64) {
	for _, t := range slices.Backward(targets) {
		if !slices.Contains(shares, t.Share) {
			shares = append(shares, t.Share)
		}
	}
	return shares
}

// Portion is a share of some people, rounded: 0.25 of 308,309 are 77,077.
func Portion(share float64, people int64) int64 { return int64(math.Round(share * float64(people))) }
