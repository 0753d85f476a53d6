package written

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ikdbot/locales"
	"ikdbot/store"
)

// saturday is the day the orders of these tests are typed on.
var saturday = time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC)

// exactly stands in for a regency with three areas, one of whose names ends with a number.
func exactly(words []string) bool {
	switch PlainName(strings.Join(words, " ")) {
	case "baamang", "baamang hilir", "blok 31":
		return true
	}
	return false
}

func TestOrders(t *testing.T) {
	ikd := func(n int64) []Tally { return []Tally{{store.Active, n}} }
	for text, want := range map[string]Order{
		"Baamang 1250":              {"Baamang", ikd(1250), "2026-11-21", ""},
		"Baamang 1.250":             {"Baamang", ikd(1250), "2026-11-21", ""},
		"Baamang 0":                 {"Baamang", ikd(0), "2026-11-21", ""},
		"baamang hilir: 1250 orang": {"baamang hilir", ikd(1250), "2026-11-21", ""},
		"Blok 31 1250":              {"Blok 31", ikd(1250), "2026-11-21", ""},
		"Baamang Tengah 1250":       {"Baamang Tengah", ikd(1250), "2026-11-21", ""},
		"62.02.05 ikd 1.250 2026-11-20 Laporan camat":      {"62.02.05", ikd(1250), "2026-11-20", "Laporan camat"},
		"99.99.99 ikd 1.250":                               {"99.99.99", ikd(1250), "2026-11-21", ""},
		"ikd Baamang 1.250 kemarin":                        {"Baamang", ikd(1250), "2026-11-20", ""},
		"IKD 62.02.05 1.250":                               {"62.02.05", ikd(1250), "2026-11-21", ""},
		"wajib baamang hilir 40.211":                       {"baamang hilir", []Tally{{store.Obligated, 40211}}, "2026-11-21", ""},
		"Baamang 1250 per 17 desa":                         {"Baamang", ikd(1250), "2026-11-21", "per 17 desa"},
		"Baamang ikd = 1.250":                              {"Baamang", ikd(1250), "2026-11-21", ""},
		"Baamang IKD: 1.250":                               {"Baamang", ikd(1250), "2026-11-21", ""},
		"Baamang ikd aktif 1250 jiwa":                      {"Baamang", ikd(1250), "2026-11-21", ""},
		"Baamang 1250 20-11-2026":                          {"Baamang", ikd(1250), "2026-11-20", ""},
		"Baamang 1250 20/11/2026":                          {"Baamang", ikd(1250), "2026-11-20", ""},
		"Baamang 1250 20.11.2026":                          {"Baamang", ikd(1250), "2026-11-20", ""},
		"Baamang 1250 per 20 November 2026":                {"Baamang", ikd(1250), "2026-11-20", ""},
		"Baamang 1250 tanggal: 5-mei-2026":                 {"Baamang", ikd(1250), "2026-05-05", ""},
		"Baamang 1250 kemarin, sumber: Laporan":            {"Baamang", ikd(1250), "2026-11-20", "Laporan"},
		"Baamang 1250 hari ini Laporan 3 Mei 2026":         {"Baamang", ikd(1250), "2026-11-21", "Laporan 3 Mei 2026"},
		"Baamang 1250 per kecamatan":                       {"Baamang", ikd(1250), "2026-11-21", "per kecamatan"},
		"Baamang 1250 Laporan: hasil = baik":               {"Baamang", ikd(1250), "2026-11-21", "Laporan: hasil = baik"},
		"Baamang １２５０":                                     {"Baamang", ikd(1250), "2026-11-21", ""},
		"Baamang 1\u200b250":                               {"Baamang", ikd(1250), "2026-11-21", ""},
		"Baamang ikd=1250 wajib=40211":                     {"Baamang", []Tally{{store.Active, 1250}, {store.Obligated, 40211}}, "2026-11-21", ""},
		"Baamang 1250 wajib ktp 40.211":                    {"Baamang", []Tally{{store.Active, 1250}, {store.Obligated, 40211}}, "2026-11-21", ""},
		"Baamang kia=3 2026-11-20 perekaman=9 penduduk=12": {"Baamang", []Tally{{store.ChildCards, 3}, {store.Recorded, 9}, {store.Population, 12}}, "2026-11-20", ""},
	} {
		got, problems := ReadOrder(text, saturday, exactly)
		if len(problems) > 0 {
			t.Errorf("%q: refused: %v", text, problems)
		} else if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
}

func TestOrdersRefused(t *testing.T) {
	for text, want := range map[string]string{
		"":                                      "no_place",
		"1250":                                  "no_place",
		"ikd=1250":                              "no_place",
		"Baamang":                               "no_count",
		"Baamang kemarin":                       "no_count",
		"Baamang Laporan kecamatan":             "no_count",
		"Baamang ikd":                           "no_number",
		"Baamang 0,36":                          "fraction",
		"Baamang 12.5":                          "fraction",
		"Baamang 1.2500":                        "fraction",
		"Baamang 1.250,5":                       "fraction",
		"Baamang ,5":                            "fraction",
		"Baamang 1,250":                         "comma",
		"Baamang 0,36%":                         "percent",
		"Baamang 12 %":                          "percent",
		"Baamang ikd 3 persen":                  "percent",
		"Baamang -5":                            "negative",
		"Baamang −5":                            "negative",
		"Baamang -0,36 %":                       "negative",
		"Baamang minus 5":                       "negative",
		"Baamang ikd=-5":                        "negative",
		"Baamang +50":                           "plus",
		"Baamang tambah 50":                     "plus",
		"Baamang 5 ribu":                        "in_words",
		"Baamang 1,2 juta":                      "in_words",
		"Baamang 12rb":                          "unreadable",
		"Baamang 1e3":                           "unreadable",
		"Baamang 0012":                          "unreadable",
		"Baamang 1250/40211":                    "unreadable",
		"Baamang 1250²":                         "unreadable",
		"Baamang 6202051708900001":              "too_long",
		"Baamang 1.000.000.000":                 "too_long",
		"Baamang 1 250":                         "second_number",
		"Baamang 1250 2026":                     "second_number",
		"Baamang lahir=12":                      "unknown_count",
		"Baamang ikd=1 ikd=2":                   "twice",
		"Baamang 1250 2026-11-22":               "date_future",
		"Baamang 1250 1 Januari 2027":           "date_future",
		"Baamang 1250 30-02-2026":               "date_unreal",
		"Baamang 1250 2026-13-01":               "date_unreal",
		"Baamang 1250 tanggal=besok":            "date_future",
		"Baamang 1250 20-11-26":                 "date_short",
		"Baamang 1250 20 November":              "date_no_year",
		"Baamang 1250 20/11":                    "date_no_year",
		"Baamang 1250 tgl 20":                   "date_no_month",
		"Baamang 1250 tanggal 20 Laporan camat": "date_no_month",
		"ikd 1250":                              "no_place",
		"ikd Baamang":                           "no_number",
		"Baamang 1250 kemarin hari ini":         "two_dates",
		"Baamang 1250 Laporan 20 November 2026": "date_in_source",
		"Baamang 1250 Laporan wajib=40211":      "misplaced",
		"Baamang 1250\nKota Besi 300":           "one_line",
		"Baamang 1250 " + strings.Repeat("panjang ", 30): "source_long",
	} {
		o, problems := ReadOrder(text, saturday, exactly)
		var keys []string
		for _, p := range problems {
			keys = append(keys, p.Key)
		}
		if got := strings.Join(keys, " "); got != want {
			t.Errorf("%q: got %q (%+v), want %q", text, got, o, want)
		}
	}
}

// Whatever is typed, an order that is taken names a place and counts that can be people, and a long number is told as a word, which
// the desk does not repeat.
func FuzzOrders(f *testing.F) {
	for _, text := range []string{"Baamang 1.250 per 20 Mei 2026 x", "a=b ikd= =5 %", "62.02.05 -,5 = : wajib:", "ikd 1 2 3 juta kemarin"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		o, problems := ReadOrder(text, saturday, exactly)
		for _, p := range problems {
			for _, value := range p.Pairs {
				if word, ok := value.(string); ok && Digits(word) > MostDigits {
					t.Fatalf("%q: %s repeats %q", text, p.Key, word)
				}
			}
		}
		if len(problems) > 0 {
			return
		}
		if o.Place == "" || len(o.Counts) == 0 || o.AsOf == "" || o.AsOf > store.Day(saturday) {
			t.Fatalf("%q: %+v", text, o)
		}
		for _, c := range o.Counts {
			if c.People < 0 || c.People > 999_999_999 {
				t.Fatalf("%q: %+v", text, o)
			}
		}
	})
}

// A name is exact with or without its kind, in any case; namesakes stay apart by their kind.
func TestExactNames(t *testing.T) {
	content, err := locales.Load("")
	if err != nil {
		t.Fatal(err)
	}
	sumenep, err := content.Regency("35.29")
	if err != nil {
		t.Fatal(err)
	}
	names := GazetteerOf(sumenep)
	kecamatan := names.Find("Kecamatan Gayam")
	if len(kecamatan) != 1 || len(names.Find("gayam")) != 2 {
		t.Fatalf("kecamatan %v, all %v", kecamatan, names.Find("gayam"))
	}
	for _, name := range []string{"kec. gayam", "KEC GAYAM", kecamatan[0], "kecamatan  gayam,"} {
		if diff := cmp.Diff(kecamatan, names.Find(name)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", name, diff)
		}
	}
	for _, name := range []string{"gayan", "", "kec", "gayam 2"} {
		if found := names.Find(name); len(found) > 0 {
			t.Errorf("%q found %v", name, found)
		}
	}
}
