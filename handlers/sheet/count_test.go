package sheet

import "testing"

// A count is read as Indonesians write it; what might mean two things is asked about, never guessed.
func TestCountsAreReadByIndonesianRules(t *testing.T) {
	for _, c := range []struct {
		cell  cell
		want  int64
		none  bool
		wrong string
	}{
		{cell: cell{kind: text, text: "1113"}, want: 1113},
		{cell: cell{kind: text, text: "1.113"}, want: 1113},
		{cell: cell{kind: text, text: "1.113.250"}, want: 1113250},
		{cell: cell{kind: text, text: " 429 703 "}, want: 429703},
		{cell: cell{kind: text, text: "429\u00a0703"}, want: 429703},
		{cell: cell{kind: text, text: "1.113 jiwa"}, want: 1113},
		{cell: cell{kind: text, text: "1113orang"}, want: 1113},
		{cell: cell{kind: text, text: "1,113,250"}, want: 1113250}, // two commas can only be thousands
		{cell: cell{kind: text, text: "0"}, want: 0},
		{cell: cell{kind: text, text: "-"}, none: true},
		{cell: cell{kind: text, text: " – "}, none: true},
		{cell: cell{}, none: true},
		{cell: cell{kind: text, text: "1,113"}, wrong: "ambiguous"},
		{cell: cell{kind: text, text: "0,36"}, wrong: "decimal"},
		{cell: cell{kind: text, text: "1.113,5"}, wrong: "decimal"},
		{cell: cell{kind: text, text: "1113.5"}, wrong: "decimal"},
		{cell: cell{kind: text, text: "0.360"}, wrong: "decimal"},
		{cell: cell{kind: text, text: "12.34"}, wrong: "decimal"},
		{cell: cell{kind: text, text: "97,34%"}, wrong: "percent"},
		{cell: cell{kind: text, text: "-5"}, wrong: "negative"},
		{cell: cell{kind: text, text: "(1.113)"}, wrong: "negative"},
		{cell: cell{kind: text, text: "6202051234560001"}, wrong: "too_large"},
		{cell: cell{kind: text, text: "±1.000"}, wrong: "no_number"},
		{cell: cell{kind: text, text: "1113 (sementara)"}, wrong: "no_number"},
		{cell: cell{kind: text, text: "#N/A"}, wrong: "failed"},
		{cell: cell{kind: text, text: "=B2+B3"}, wrong: "formula"},
		{cell: cell{kind: number, text: "1113"}, want: 1113},
		{cell: cell{kind: number, text: "4.29703E5"}, want: 429703},
		{cell: cell{kind: number, text: "1112.9999999999998"}, want: 1113},
		{cell: cell{kind: number, text: "1.113"}, wrong: "decimal"}, // Excel itself took the dot for a comma
		{cell: cell{kind: number, text: "1", form: percent}, wrong: "percent"},
		{cell: cell{kind: number, text: "45962", form: dated}, wrong: "dated"},
		{cell: cell{kind: number, text: "-1"}, wrong: "negative"},
		{cell: cell{kind: number, text: "1e300"}, wrong: "too_large"},
		{cell: cell{kind: number, text: "NaN"}, wrong: "no_number"},
		{cell: cell{kind: boolean, text: "1"}, wrong: "no_number"},
		{cell: cell{kind: failed, text: "#REF!"}, wrong: "failed"},
		{cell: cell{kind: pending}, wrong: "formula"},
	} {
		n, none, wrong := c.cell.count()
		if n != c.want || none != c.none || wrong != c.wrong {
			t.Errorf("%+v: got %d %v %q, want %d %v %q", c.cell, n, none, wrong, c.want, c.none, c.wrong)
		}
	}
}

func TestCodesAreReadInAllTheirForms(t *testing.T) {
	for _, c := range []struct {
		cell cell
		want string
	}{
		{cell{kind: text, text: "62.02.05.1001"}, "62.02.05.1001"},
		{cell{kind: text, text: " 6202051001 "}, "62.02.05.1001"},
		{cell{kind: text, text: "62-02-05"}, "62.02.05"},
		{cell{kind: number, text: "620205"}, "62.02.05"},
		{cell{kind: number, text: "6202051001"}, "62.02.05.1001"},
		{cell{kind: number, text: "62.02"}, "62.02"},
		{cell{kind: number, text: "62.1"}, "62.10"},
		{cell{kind: number, text: "62"}, "62"},
		{cell{kind: number, text: "62.123"}, ""},
		{cell{kind: text, text: "2001"}, ""}, // the last part of a code: no province has 20
		{cell{kind: text, text: "05"}, ""},
		{cell{kind: text, text: "6202"}, "62.02"},
		{cell{kind: text, text: "62020"}, ""},
		{cell{kind: text, text: "6202051234560001"}, ""},
		{cell{kind: text, text: "Baamang"}, ""},
		{cell{}, ""},
	} {
		if got, ok := c.cell.code(); got != c.want || ok != (c.want != "") {
			t.Errorf("%+v: got %q %v, want %q", c.cell, got, ok, c.want)
		}
	}
}
