package locales

import (
	"maps"
	"strings"
	"testing"
)

// faultCase is a file laid over the embedded content, which is clean, and a fault that it brings.
type faultCase struct{ name, text, want string }

// find checks that every fault is found, at its line.
func find(t *testing.T, look func(*Content, *report), cases []faultCase) {
	t.Helper()
	embedded := overlaid(t, nil)
	for _, c := range cases {
		var all report
		look(with(t, embedded, c.name, c.text), &all)
		var found []string
		for _, f := range all {
			found = append(found, f.String())
		}
		if got := strings.Join(found, "\n"); !strings.Contains(got, c.want) {
			t.Errorf("%s %q\nwant %s\ngot  %s", c.name, c.text, c.want, got)
		}
	}
}

// with is the content with one file more, as Load would read it but without reading all the others again.
func with(t *testing.T, c *Content, name, text string) *Content {
	t.Helper()
	l := Language(name[:2])
	b := &Content{files: &files{over: map[string][]byte{name: []byte(text)}}, topics: maps.Clone(c.topics), phrases: maps.Clone(c.phrases)}
	if strings.Contains(name, "/topics/") {
		p, err := readTopic(name, []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		b.topics[l] = maps.Clone(c.topics[l])
		b.topics[l][p.ID] = p
	}
	if strings.Contains(name, "/phrases/") {
		var err error
		if b.phrases[l], err = readPhrases(b.files, l); err != nil {
			t.Fatal(err)
		}
	}
	return b
}

func TestTopicFaults(t *testing.T) {
	head := "---\ntitle: Coba\nsms: Coba.\nsources: []\nreviewed: 2026-01-31\nexamples:\n  - satu dua\n"
	find(t, (*Content).topicFaults, []faultCase{
		{"id/topics/cara.md", head + "---\n", "id/topics/cara.md:9: there is no answer"},
		{"id/topics/cara.md", head + "---\n" + strings.Repeat("panjang ", 160), "id/topics/cara.md:9: the answer has 1279 bytes"},
		{"id/topics/cara.md", head + "---\nBuka {alamat}.\n", "id/topics/cara.md:9: there is no placeholder {alamat}"},
		{"id/topics/cara.md", head + "---\nIni **tebal.\n", "id/topics/cara.md:9: a ** is not closed"},
		{"id/topics/cara.md", head + "---\nTelepon 0812 3456 7890.\n", `cara.md:9: "0812 3456 7890" looks like a phone number`},
		{"id/topics/cara.md", head + "---\nJawaban.\n", "id/topics/cara.md:6: 1 examples, at least 25"},
		{"id/topics/cara.md", head + "  - Satu, dua!\n---\nJawaban.\n", `cara.md:8: example "Satu, dua!" is in topic cara already`},
		{"id/topics/cara.md", head + "  - NIK saya 6202123456789012\n---\nJawaban.\n", "cara.md:8: \"6202123456789012\" looks like a phone number"},
		{"id/topics/cara.md", "---\ntitle: Coba\n---\nJawaban.\n", "id/topics/cara.md:1: reviewed is missing"},
		{"id/topics/cara.md", "---\ntitle: Coba\n---\nJawaban.\n", "id/topics/cara.md:1: sources is missing"},
		{"id/topics/cara.md", "---\ntitle: Coba\n---\nJawaban.\n", "id/topics/cara.md:1: sms is missing"},
		{"id/topics/cara.md", "---\ntitle: Cara mengaktifkan aplikasi di HP\n---\nJ.\n", "cara.md:2: title has 32 letters"},
		{"id/topics/cara.md", "---\ntitle: Coba\nmenu: depan\n---\nJ.\n", `cara.md:3: menu: there is no group "depan"`},
		{"id/topics/cara.md", "---\ntitle: Coba\nnext: [lokasi, jam, biaya, unduh, syarat]\n---\nJ.\n", "cara.md:3: next: 5 buttons"},
		{"id/topics/cara.md", "---\ntitle: Coba\nnext: [lokasi, jaman, /lokasi]\n---\nJ.\n", `cara.md:3: next: there is no topic "jaman"`},
		{"id/topics/cara.md", "---\ntitle: Coba\nsources: [4, 999]\n---\nJ.\n", "cara.md:3: sources: sources.md has no number 999"},
		{"id/topics/cara.md", "---\ntitle: Coba\nsms: Datang – gratis.\n---\nJ.\n", `cara.md:3: sms takes 15 of 160 places; letters a text message cannot hold: "–"`},
		{"id/topics/cara.md", "---\ntitle: Coba\nsms: '" + strings.Repeat("x", 159) + "€'\n---\nJ.\n", "cara.md:3: sms takes 161 of 160 places"},
		{"id/topics/cara.md", "---\ntitle: Coba\nsms: '" + strings.Repeat("x", 120) + " {kantor}'\n---\nJ.\n", "cara.md:3: sms takes 172 of 160 places"},
		{"id/topics/Baru.md", head + "---\nJ.\n", "id/topics/Baru.md: the file's name must be small letters"},
		{"id/topics/baru.md", head + "---\nJ.\n", "id/topics/baru.md: is missing in English"},
		{"en/topics/baru.md", head + "---\nJ.\n", "en/topics/baru.md: is missing in Indonesian"},
		{"en/topics/cara.md", head + "menu: lain\norder: 7\n---\nJ.\n", "en/topics/cara.md:8: menu and order are lain 7, in Indonesian mulai 5"},
		{"topics.tsv", "# topic\twhat\nbaru\ta new one\n", "id/topics/baru.md: is missing: topics.tsv asks for it"},
	})
}

func TestPhraseFaults(t *testing.T) {
	find(t, (*Content).phraseFaults, []faultCase{
		{"id/phrases/coba.yaml", "a: A\nb: B\n", "id/phrases/coba.yaml:2: coba.b is missing in the other language"},
		{"en/phrases/coba.yaml", "a: ''\n", "en/phrases/coba.yaml:1: coba.a is empty"},
		{"en/phrases/coba.yaml", "a: A {b\n", "en/phrases/coba.yaml:1: coba.a has a brace"},
	})
}

func TestPlaceFaults(t *testing.T) {
	columns := strings.Join(figureColumns, ",") + "\n"
	find(t, func(c *Content, r *report) { c.folderFaults(r, "62.02") }, []faultCase{
		{"places/62.02/regency.yaml", "kantor: Kantor_Kami\n", "regency.yaml:1: kantor: the name may not hold signs"},
		{"places/62.02/regency.yaml", "target:\n  dasar: semua\n", `regency.yaml:1: target: dasar must be wajib or rekam, not "semua"`},
		{"places/62.02/regency.yaml", "tempat:\n  - id: a\n    pasti: true\n", "regency.yaml:1: tempat a: pasti needs a date in sejak"},
		{"places/62.02/regency.yaml", "tempat:\n  - id: a\n", "regency.yaml:1: tempat a: nama is missing"},
		{"places/62.02/regency.yaml", "tempat:\n  - id: a\n    nama:\n      id: A\n", "tempat a: nama must be written in both languages"},
		{"places/62.02/regency.yaml", "tempat:\n  - id: a\n    melayani: ['35.29.01']\n", `tempat a: "35.29.01" is no area of this regency`},
		{"places/62.02/regency.yaml", "tempat:\n  - id: a\n    sumber: [999]\n", "tempat a: sumber: sources.md has no number 999"},
		{"places/62.02/regency.yaml", "tempat:\n  - id: a\n  - id: a\n", "tempat a: id must be small letters, and used once"},
		{"places/62.02/aliases.csv", "code,alias\n62.99,X\n", `aliases.csv:2: "62.99" is no area of this regency`},
		{"places/62.02/seats.csv", "code,seat,lat,lng,precision_km,source\n62.02,B,1,1,2,S\n", "seats.csv:2: only a kecamatan has a seat"},
		{"places/62.02/figures.csv", columns + "62.02.05,Bamang,,,,,5,2026-01-31,S\n", "figures.csv:2: 62.02.05 is called Baamang, not Bamang"},
		{"places/62.02/figures.csv", columns + "62.02.05,,,,,,5,2026-01-31,\n", "figures.csv:2: sumber is missing"},
		{"places/62.02/contoh.csv", columns + "62.02.05,,,,,,5,-7,S\n", "contoh.csv:2: sumber of a sample must begin with CONTOH"},
		{"places/62.02/contoh.csv", "kode\n", "places/62.02: read folder of 62.02: places/62.02/contoh.csv:1: wrong number of fields"},
		{"places/62.02/id/coba.md", "Catatan.\n", `places/62.02/id/coba.md: there is no topic "coba"`},
		{"places/62.02/id/cara.md", strings.Repeat("x", 501), "places/62.02/id/cara.md:1: the note has 501 bytes"},
	})
}

func TestRoomInATextMessage(t *testing.T) {
	for text, want := range map[string]int{
		"":                       0,
		"Gratis.":                7,
		"@£$ àéñ Ø ß ¡¿":         14,
		"[KTP] {a} ~ ^ | \\ €":   28,
		strings.Repeat("x", 160): 160,
	} {
		if n, foreign := septets(text); n != want || foreign != "" {
			t.Errorf("%q takes %d places, want %d; foreign %q", text, n, want, foreign)
		}
	}
	if _, foreign := septets("“Datang” – ya…"); foreign != "“”–…" {
		t.Errorf("a text message cannot hold %q", foreign)
	}
}

func TestPlaceholdersOfTheTwoLanguages(t *testing.T) {
	c := overlaid(t, map[string]string{
		"id/phrases/coba.yaml": "a: Halo {nama}\nb: '{x} dan {y}'\n",
		"en/phrases/coba.yaml": "a: Hello {name}\nb: '{y} and {x}, {x}'\n",
	})
	var found []string
	for _, f := range c.Faults() {
		if strings.Contains(f.File, "coba") {
			found = append(found, f.String())
		}
	}
	if want := "en/phrases/coba.yaml:1: coba.a has placeholders [name], in Indonesian [nama]"; len(found) != 1 || found[0] != want {
		t.Errorf("found %q", found)
	}
}

func TestPhoneNumbersInTexts(t *testing.T) {
	for text, want := range map[string]int{
		"308.309 dari 1.125.841 jiwa":               0,
		"1.012.345 orang":                           0,
		"tahun 2024-2025, per 12 Februari 2024":     0,
		"Rp75.000.000, pukul 07.30-15.00":           0,
		"Permendagri 72/2022 Pasal 13":              0,
		"Halo Dukcapil 1500537, WA 0811-800-5373":   0,
		"+62 811-800-5373":                          0,
		"darurat 112 atau 110":                      0,
		"WA 0852 1234 5678":                         1,
		"+6281234567890":                            1,
		"kantor (0531) 21234":                       1,
		"08123456789 atau 0812.3456.789":            2,
		"NIK 3529010101900001":                      1,
		"kode aktivasi enam angka, misalnya 123456": 0,
	} {
		var r report
		phoneFaults(&r, "f", 1, text)
		if len(r) != want {
			t.Errorf("%q: %v", text, r)
		}
	}
}
