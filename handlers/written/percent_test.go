package written

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestPercents(t *testing.T) {
	for text, want := range map[string][]Percent{
		"":                                      nil,
		"1.113 orang":                           nil,
		"rilis: 0,36 persen":                    {{0.36, 2}},
		"97.34% sudah, 3,66 % belum":            {{97.34, 2}, {3.66, 2}},
		"target 25 persen, tercapai 1,4 Persen": {{25, 0}, {1.4, 1}},
		"1.113,5 %":                             nil,
	} {
		if diff := cmp.Diff(want, Percents(text)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
}

// 1,113 of 308,309 are 0.361 %: offices print that rounded, cut off, or a little beside.
func TestPercentsFit(t *testing.T) {
	worked := 100 * 1113.0 / 308309
	for _, c := range []struct {
		stated Percent
		want   Fit
	}{
		{Percent{0.36, 2}, FitsRounded},
		{Percent{0.361, 3}, FitsRounded},
		{Percent{0.4, 1}, FitsRounded},
		{Percent{0, 0}, FitsRounded},
		{Percent{0.3, 1}, FitsCut},
		{Percent{0.40, 2}, FitsNear},
		{Percent{0.35, 2}, FitsNear},
		{Percent{0.42, 2}, FitsNot},
		{Percent{3.66, 2}, FitsNot},
	} {
		if got := c.stated.Fits(worked); got != c.want {
			t.Errorf("%v of %.4f: %d, want %d", c.stated, worked, got, c.want)
		}
	}
}
