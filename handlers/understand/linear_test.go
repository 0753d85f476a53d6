package understand

import (
	"math"
	"testing"
)

// The quick exponential function is right to five digits wherever softmax uses it.
func TestExp(t *testing.T) {
	for x := float32(0); x > -hopeless; x -= 0.01 {
		if want := math.Exp(float64(x)); math.Abs(float64(exp(x))/want-1) > 1e-5 {
			t.Errorf("exp(%v) = %v, want %v", x, exp(x), want)
		}
	}
}
