package claims

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"ikdbot/store"
)

// inShort is what was found in a text, in few words: "wrong 3.66 belum 8199: fits nothing; digit, complement".
func inShort(found []Checked) string {
	var lines []string
	for _, c := range found {
		var line strings.Builder
		line.WriteString(c.Verdict.String())
		switch {
		case c.Count != nil:
			fmt.Fprintf(&line, " %d %s", c.Count.People, c.Count.Kind)
		case c.Claim.Part != nil:
			fmt.Fprintf(&line, " %s%% %s %d", plainDigits(c.Claim.Percent), c.Claim.Kind, c.Claim.Part.People)
		default:
			fmt.Fprintf(&line, " %s%% %s", plainDigits(c.Claim.Percent), c.Claim.Kind)
		}
		for _, g := range c.Fitting {
			fmt.Fprintf(&line, " = %s %d", g.Kind, g.People)
		}
		for _, p := range c.Causes {
			line.WriteString(", " + p.Key)
		}
		lines = append(lines, line.String())
	}
	return strings.Join(lines, "\n")
}

func TestCheckText(t *testing.T) {
	sumenep := Known{Area: "Kabupaten Sumenep", Named: true, Shares: []float64{0.3, 0.25}, Figures: map[Kind]store.Figure{
		Population: {Value: 1143002, AsOf: "2024-12-31"}, Obligated: {Value: 880335, AsOf: "2024-12-09"},
		Recorded: {Value: 845639, AsOf: "2024-10-31"},
	}}
	nothing := Known{Shares: []float64{0.3, 0.25}}
	for _, s := range []struct {
		about string
		known Known
		text  string
		want  string
	}{
		{"right", nothing, "Perekaman 300.110 jiwa atau 97,34 persen dari wajib KTP 308.309 jiwa.", "right 97.34% rekam 300110 = wajib 308309"},
		{"the base first", nothing, "Dari 308.309 wajib KTP, 300.110 sudah direkam (97,34%).", "right 97.34% rekam 300110 = wajib 308309"},
		{"people of people", nothing, "IKD aktif 1.113 dari 308.309 wajib KTP atau 0,36 persen.", "right 0.36% ikd 1113 = wajib 308309"},
		{"the percentage first", nothing, "Aktivasi IKD baru 0,36 persen atau 1.113 orang dari wajib KTP 308.309.", "right 0.36% ikd 1113 = wajib 308309"},
		{"a decimal point", nothing, "Perekaman 300.110 dari 308.309 wajib KTP = 97.34%", "right 97.34% rekam 300110 = wajib 308309"},
		{"a chat", nothing, "ikd baamang 1250 org (3,11%) wktp 40211", "right 3.11% ikd 1250 = wajib 40211"},
		{"cut off", nothing, "IKD 1.113 jiwa, 0,3 persen dari wajib KTP 308.309", "right 0.3% ikd 1113 = wajib 308309, cut"},
		{"one digit is a slip", nothing, "Belum melakukan perekaman 8.199 jiwa atau 3,66 persen dari wajib KTP 308.309.",
			"wrong 3.66% belum 8199, digit"},
		{"two digits changed places", nothing, "Perekaman 300.110 jiwa atau 79,34 persen dari wajib KTP 308.309.", "wrong 79.34% rekam 300110, swapped"},
		{"the two do not make a hundred", nothing,
			"Wajib KTP 308.309. Sudah direkam 300.110 atau 97,34 persen. Belum direkam 8.199 atau 3,66 persen.",
			"wrong 3.66% belum 8199, digit, complement\nright 97.34% rekam 300110 = wajib 308309"},
		{"nor do the people", nothing, "Wajib KTP 308.309, sudah direkam 300.110, belum direkam 18.199.", "wrong 18199 belum, sum"},
		{"a target as wajib KTP", nothing, "Wajib KTP 308.309 jiwa. IKD 1.113 jiwa dari wajib KTP 77.000.", "wrong 77000 wajib = target 77077, is_target"},
		{"the same, known to the bot alone", sumenep, "IKD Sumenep 22.895 dari wajib KTP 264.100", "wrong 264100 wajib = target 264101, is_target"},
		{"residents as wajib KTP", sumenep, "Wajib KTP Sumenep 1.125.841 jiwa", "wrong 1125841 wajib = penduduk 1143002, is_population"},
		{"the same within the text", nothing, "Penduduk 1.143.002 jiwa, wajib KTP 1.125.841 jiwa", "wrong 1125841 wajib = penduduk 1143002, is_population"},
		{"a share of the target", sumenep, "IKD di Sumenep sudah lebih dari 4000 orang, jadi 1,87 persen, dari target 25 persen wajib KTP.",
			"elsewhere 1.87% ikd 4000 = target 220084, of_target"},
		{"a share of the recorded", sumenep, "IKD Sumenep 15.453 orang atau 1,83 persen.", "elsewhere 1.83% ikd 15453 = rekam 845639, no_base_told"},
		{"both printed", nothing, "Wajib KTP 511.000. IKD 21.053 orang atau 13,73 persen dari target 30 persen.",
			"elsewhere 13.73% ikd 21053 = target 153300, of_target"},
		{"children", nothing, "Penduduk 429.703, wajib KTP 308.309, KIA 39.348 atau 32,41 persen anak.", "right 32.41% kia 39348 = kia 121394"},
		{"nobody knows of what", nothing, "Capaian IKD kita sudah 14,91 persen!", "unclear 14.91% ikd, no_people"},
		{"people, yet of nothing", nothing, "Capaian IKD 4.000 orang atau 14,91 persen", "unclear 14.91% ikd 4000, no_base"},
		{"more with IKD than recorded", nothing, "IKD aktif 5.000 orang, perekaman 4.000 orang.", "wrong 5000 ikd, exceeds"},
		{"the target as people", nothing, "Wajib KTP 308.309. Target 25 persen, jadi harus ada 77.078 orang yang aktivasi IKD.", "right 25%  77078 = target 77077"},
		{"a number far from what is on record", sumenep, "Wajib KTP Sumenep 640.000 jiwa", "unclear 640000 wajib, differs"},
		{"dates, prices, numbers of other things", nothing,
			"Senin (13/02) pukul 09.30, 20 Maret 2023, Rp 5.000, 17 kecamatan, 0812-3456-7890, No. 470, tahun 2024, usia 17 tahun, 5G, semester I tahun 2023", ""},
		{"nothing at all", nothing, "", ""},
	} {
		if got := inShort(Check(s.text, s.known)); got != s.want {
			t.Errorf("%s: %s\ngot\n%s\nwant\n%s", s.about, s.text, got, s.want)
		}
	}
}

// saturday is the day of these tests.
var saturday = time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC)

// A half-year is quoted only after its end; where a text is not dated, that remains an if.
func TestEarlyHalfYears(t *testing.T) {
	for text, want := range map[string]string{
		"(agregat semester I tahun 2023), (DKB semester II tahun 2022)": "period_two I 2023",
		"Sampit, 20 Maret 2023: agregat semester I tahun 2023":          "period_early I 2023",
		"Sampit, 20 Juli 2023: agregat semester I 2023":                 "",
		"data semester 1 2023":                                          "period_if I 2023",
		"data semester II 2026":                                         "period_to_come II 2026",
		"semester depan":                                                "",
	} {
		var got []string
		for _, p := range Early(text, saturday) {
			got = append(got, fmt.Sprint(p.Key, " ", p.Pairs[1]))
		}
		if found := strings.Join(got, "; "); found != want {
			t.Errorf("%q: %q, want %q", text, found, want)
		}
	}
}

// Whatever is pasted, reading it ends, and well within the time of an answer.
func FuzzCheckText(f *testing.F) {
	for _, s := range []string{"1.113 jiwa atau 0,3 persen dari wajib KTP 77.000", "100%% dari 0", "999.999.999.999 ribu persen", "Ⅳ ½ ％１２"} {
		f.Add(s)
	}
	k := Known{Shares: []float64{0.25}, Figures: map[Kind]store.Figure{Obligated: {Value: 308309}}}
	f.Fuzz(func(t *testing.T, text string) {
		for _, c := range Check(text, k) {
			if c.Claim == nil && c.Count == nil {
				t.Errorf("%q: %+v is about nothing", text, c)
			}
		}
		Early(text, time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC))
	})
}
