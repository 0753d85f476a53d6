package understand

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"testing"
)

// asked is a text with the topic a person gave it.
type asked struct{ topic, text string }

// score counts how a Mind does on texts whose topic is known.
type score struct {
	all, right, wrong, back int // wrong: answered with another topic; back: asked back
	bins                    [10]bin
	confused                map[string]int
	topics                  map[string]*score
	confidences             []float64 // of the best guess of every text, below zero where it is not the right one
}

// bin is what came of the guesses of about the same confidence.
type bin struct {
	all, right int
	confidence float64
}

func newScore() *score { return &score{confused: map[string]int{}, topics: map[string]*score{}} }

func (s *score) add(q asked, r Reading) {
	if s.topics != nil {
		if s.topics[q.topic] == nil {
			s.topics[q.topic] = &score{confused: map[string]int{}}
		}
		s.topics[q.topic].add(q, r)
	}
	s.all++
	best := Guess{Topic: "nothing"}
	if len(r.Guesses) > 0 {
		best = r.Guesses[0]
	}
	b := &s.bins[min(9, int(10*best.Confidence))]
	b.all++
	b.confidence += best.Confidence
	if best.Topic == q.topic {
		s.right++
		b.right++
		s.confidences = append(s.confidences, best.Confidence)
	} else {
		s.confused[q.topic+" as "+best.Topic]++
		s.confidences = append(s.confidences, -best.Confidence)
	}
	switch {
	case len(r.Answer) == 0:
		s.back++
	case !slices.Contains(r.Answer, q.topic):
		s.wrong++
	}
}

func (s *score) share(n int) float64 { return 100 * float64(n) / float64(max(1, s.all)) }

// off is the expected calibration error: how far confidence and the share that is right are apart, in percent.
func (s *score) off() float64 {
	var sum float64
	for _, b := range s.bins {
		sum += math.Abs(b.confidence - float64(b.right))
	}
	return 100 * sum / float64(max(1, s.all))
}

func (s *score) String() string {
	return fmt.Sprintf("%d texts: topic right %.1f %%, surely wrong %.1f %%, asked back %.1f %%, calibration off by %.1f %%",
		s.all, s.share(s.right), s.share(s.wrong), s.share(s.back), s.off())
}

// worst are the confusions that happen most.
func (s *score) worst() string {
	order := slices.SortedFunc(maps.Keys(s.confused), func(a, b string) int {
		return cmp.Or(cmp.Compare(s.confused[b], s.confused[a]), cmp.Compare(a, b))
	})
	var out strings.Builder
	for _, w := range order[:min(10, len(order))] {
		fmt.Fprintf(&out, "\n  %4d  %s", s.confused[w], w)
	}
	return out.String()
}

// perTopic is a line for every topic, the weakest first.
func (s *score) perTopic() string {
	order := slices.SortedFunc(maps.Keys(s.topics), func(a, b string) int {
		x, y := s.topics[a], s.topics[b]
		return cmp.Or(cmp.Compare(x.share(x.right), y.share(y.right)), cmp.Compare(a, b))
	})
	var out strings.Builder
	for _, t := range order {
		x := s.topics[t]
		fmt.Fprintf(&out, "\n  %-15s %4d texts  right %5.1f  surely wrong %5.1f  asked back %5.1f", t, x.all, x.share(x.right), x.share(x.wrong), x.share(x.back))
	}
	return out.String()
}

// reliability tells for every tenth of confidence how many guesses were right.
func (s *score) reliability() string {
	var out strings.Builder
	for i, b := range s.bins {
		if b.all > 0 {
			n := float64(b.all)
			fmt.Fprintf(&out, "\n  %.1f to %.1f  %4d guesses  mean confidence %5.1f %%  right %5.1f %%", float64(i)/10, float64(i+1)/10, b.all,
				100*b.confidence/n, 100*float64(b.right)/n)
		}
	}
	return out.String()
}

// bars tells what other bars of confidence would do.
func (s *score) bars() string {
	var out strings.Builder
	for _, bar := range []float64{0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7} {
		wrong, back := 0, 0
		for _, c := range s.confidences {
			switch {
			case math.Abs(c) < bar:
				back++
			case c < 0:
				wrong++
			}
		}
		fmt.Fprintf(&out, "\n  answering from %.2f on: surely wrong %4.1f %%, asked back %4.1f %%", bar, s.share(wrong), s.share(back))
	}
	return out.String()
}

// hold fails a test below the bars a set of questions has to keep.
func (s *score) hold(t *testing.T, right, wrong, back float64) {
	t.Helper()
	if s.share(s.right) < right || s.share(s.wrong) > wrong || s.share(s.back) > back {
		t.Errorf("%v; want at least %.1f, at most %.1f, at most %.1f", s, right, wrong, back)
	}
}
