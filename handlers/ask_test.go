package handlers_test

import (
	"slices"
	"testing"
)

// TestAskTellsWhatWasAnswered checks the contract of `ask --json`: the topics told are those the reply answers, whoever
// decided it: the classifier, or the scam desk.
func TestAskTellsWhatWasAnswered(t *testing.T) {
	s := newHouse(t, "").stage(t, "62.02")
	defer s.close()
	desk := s.desk
	cases := []struct {
		question string
		topics   []string
		areas    []string
		personal []string
	}{
		{"gmn cara aktivasi ikd?", []string{"cara"}, nil, nil},
		{"hp sy jadul ga ada kamera", []string{"hp_jadul"}, nil, nil},
		{"aktivasi di parenggean di mana", []string{"lokasi"}, []string{"62.02.04"}, nil},
		{"Akun IKD anda akan diblokir hari ini, segera kirim OTP ke http://dukcapil-go.id.top", []string{"penipuan"}, nil, nil},
		{"NIK saya 6202051234560001 kok tidak ditemukan", []string{"data_salah"}, nil, []string{"nik"}},
	}
	for n, c := range cases {
		asked, reply := desk.Ask(t.Context(), n, c.question, func(s string) string { return s })
		if !slices.Equal(asked.Topics, c.topics) || asked.Topic != c.topics[0] || asked.Confidence < 0.4 {
			t.Errorf("%q: topic %s (%.2f), topics %v, want %v", c.question, asked.Topic, asked.Confidence, asked.Topics, c.topics)
		}
		if !slices.Equal(asked.Areas, c.areas) && len(asked.Areas)+len(c.areas) > 0 {
			t.Errorf("%q: areas %v, want %v", c.question, asked.Areas, c.areas)
		}
		if !slices.Equal(asked.PersonalData, c.personal) && len(asked.PersonalData)+len(c.personal) > 0 {
			t.Errorf("%q: personal data %v, want %v", c.question, asked.PersonalData, c.personal)
		}
		if asked.Reply == "" || reply.Silent() {
			t.Errorf("%q: no reply", c.question)
		}
	}
}
