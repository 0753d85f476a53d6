package understand

import (
	"context"
	"errors"
	"slices"
	"testing"

	"ikdbot/locales"
)

// few are some of the topics with some of their examples, since measuring trains five times.
func few(t *testing.T) (*locales.Regency, []locales.Topic) {
	r, all := content(t, "62.02")
	var topics []locales.Topic
	for _, topic := range all {
		if slices.Contains([]string{"lupa_pin", "lokasi", "jam", "jenis_hp", "hp_jadul", "terima_kasih"}, topic.ID) {
			topic.Examples = topic.Examples[:min(20, len(topic.Examples))]
			topics = append(topics, topic)
		}
	}
	return r, topics
}

// Wordings given to the topic they ask about do no harm; given to another one they take its examples away from their own topic,
// which is named.
func TestMeasure(t *testing.T) {
	r, topics := few(t)
	steps := 0
	base, err := Measure(t.Context(), r, topics, nil, func(n, of int) { steps++ })
	if err != nil || steps != folds || base.All < 100 || base.Share() < 0.6 || base.Share() > 1 {
		t.Fatalf("%+v after %d steps, %v", base, steps, err)
	}
	again, err := Measure(t.Context(), r, topics, nil, nil)
	if err != nil || again.Right != base.Right {
		t.Errorf("measured again: %d right, then %d, %v", base.Right, again.Right, err)
	}
	pins := []string{"lupa pin", "pin saya lupa", "pin salah terus", "reset pin gimana", "lupa sandi", "akun keblokir salah pin", "mau ganti pin"}
	spoilt, err := Measure(t.Context(), r, topics, map[string][]string{"jam": pins}, nil)
	if err != nil || spoilt.All != base.All || spoilt.Share() > base.Share()-0.005 || spoilt.Wrong["lupa_pin"] <= base.Wrong["lupa_pin"] {
		t.Errorf("pins given to jam: %+v, before %+v, %v", spoilt, base, err)
	}
}

func TestMeasureEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	r, topics := few(t)
	if _, err := Measure(ctx, r, topics, nil, func(int, int) { cancel() }); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// Extra wordings go to one of the languages of their topic, and leave the topics given as they were.
func TestWith(t *testing.T) {
	topics := []locales.Topic{{ID: "jam", Examples: []string{"buka jam berapa"}}, {ID: "jam", Examples: []string{"opening hours"}}}
	got := With(topics, map[string][]string{"jam": {"tutup kapan"}, "nosuch": {"x"}})
	if !slices.Equal(got[0].Examples, []string{"buka jam berapa", "tutup kapan"}) || len(got[1].Examples) != 1 || len(topics[0].Examples) != 1 {
		t.Errorf("got %v of %v", got, topics)
	}
}
