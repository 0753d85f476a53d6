package locales

import (
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"io"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
)

// embeddedOnly is the content without its topics and phrases, for tests of places.
func embeddedOnly(t testing.TB) *Content {
	t.Helper()
	f, err := open("")
	if err != nil {
		t.Fatal(err)
	}
	return &Content{files: f}
}

func regency(t testing.TB, code string) *Regency {
	t.Helper()
	r, err := embeddedOnly(t).Regency(code)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestFoundersRegencies(t *testing.T) {
	for _, c := range []struct {
		code, label, province, zone string
		kecamatan, desa, points     int
	}{
		{"62.02", "Kabupaten Kotawaringin Timur", "Kalimantan Tengah", "Asia/Pontianak", 17, 185, 3},
		{"35.29", "Kabupaten Sumenep", "Jawa Timur", "Asia/Jakarta", 27, 334, 5},
	} {
		r := regency(t, c.code)
		desa := 0
		for _, k := range r.Children(c.code) {
			desa += len(r.Children(k))
		}
		if r.Label(c.code) != c.label || r.Province().Name != c.province || r.Zone.String() != c.zone {
			t.Errorf("%s is %q in %q, zone %s", c.code, r.Label(c.code), r.Province().Name, r.Zone)
		}
		if n := len(r.Children(c.code)); n != c.kecamatan || desa != c.desa || len(r.Areas()) != 1+n+desa {
			t.Errorf("%s has %d kecamatan, %d desa and %d areas in all", c.code, n, desa, len(r.Areas()))
		}
		if !r.Founded() || len(r.Points) != c.points || r.Office() != "Disdukcapil "+c.label {
			t.Errorf("%s: founded %v, %d points, office %q", c.code, r.Founded(), len(r.Points), r.Office())
		}
	}
}

func TestAreasOfARegency(t *testing.T) {
	r := regency(t, "62.02")
	for code, want := range map[string]string{
		"62":            "Provinsi Kalimantan Tengah",
		"62.02":         "Kabupaten Kotawaringin Timur",
		"62.02.05":      "Kecamatan Baamang",
		"62.02.01.1009": "Kelurahan Kota Besi Hulu",
		"62.02.01.2003": "Desa Palangan",
		"35.29":         "35.29", // not of this regency
	} {
		if got := r.Label(code); got != want {
			t.Errorf("Label(%s) = %q, want %q", code, got, want)
		}
	}
	for code, want := range map[string]string{"62": "", "62.02": "", "62.02.05": "62.02", "62.02.01.2003": "62.02.01", "35.29.01": ""} {
		if got := r.Parent(code); got != want {
			t.Errorf("Parent(%s) = %q, want %q", code, got, want)
		}
	}
	codes := make([]string, 0, len(r.Areas()))
	for _, a := range r.Areas() {
		codes = append(codes, a.Code)
	}
	if !slices.IsSorted(codes) || codes[0] != "62.02" || codes[1] != "62.02.01" || codes[2] != "62.02.01.1009" {
		t.Errorf("areas come as %v...", codes[:3])
	}
	if s, ok := r.Seat("62.02.04"); !ok || s.Town != "Parenggean" || s.PrecisionKM != 4 {
		t.Errorf("seat of Parenggean: %v %v", s, ok)
	}
	if s, ok := r.Seat("62.02.16"); ok {
		t.Errorf("nobody knows the seat of Tualan Hulu, but it is given as %v", s)
	}
	if !slices.Contains(r.Aliases(), Alias{"62.02", "Kotim"}) {
		t.Error("Kotim is no alias of 62.02")
	}
}

// The page for those who add a regency shows a file that works.
func TestDocumentedFolder(t *testing.T) {
	text, err := os.ReadFile("../docs/menambah-kabupaten.md")
	if err != nil {
		t.Fatal(err)
	}
	_, example, _ := strings.Cut(string(text), "```yaml\n")
	example, _, _ = strings.Cut(example, "```")
	c := overlaid(t, map[string]string{"places/73.71/regency.yaml": example})
	r, err := c.Regency("73.71")
	if err != nil || len(r.Points) != 1 || !slices.Contains(r.Targets, Target{2026, 0.35}) {
		t.Errorf("%v: %v", r, err)
	}
	for _, f := range c.Faults() {
		if strings.Contains(f.File, "73.71") {
			t.Error(f)
		}
	}
}

func TestUnknownRegency(t *testing.T) {
	for _, code := range []string{"", "62", "6202", "62.99", "99.01", "62.02.05", "../id", "62.02\n"} {
		_, err := embeddedOnly(t).Regency(code)
		if err == nil || !strings.Contains(err.Error(), "such as 62.02") {
			t.Errorf("Regency(%q): %v, which does not say how codes look", code, err)
		}
	}
}

// country unpacks the list of all areas once: its rows, and its lines by province.
func country(t *testing.T, c *Content) (rows [][]string, provinces map[string][]byte) {
	t.Helper()
	packed, err := c.files.read(areasFile)
	if err != nil {
		t.Fatal(err)
	}
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	list, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	provinces = map[string][]byte{}
	for line := range bytes.Lines(list) {
		provinces[string(line[:2])] = append(provinces[string(line[:2])], line...)
	}
	if rows, err = csv.NewReader(bytes.NewReader(list)).ReadAll(); err != nil {
		t.Fatal(err)
	}
	return rows[1:], provinces
}

func TestAllRegencies(t *testing.T) {
	c := embeddedOnly(t)
	rows, provinces := country(t, c)
	children := map[string]int{}
	for _, row := range rows {
		children[row[4]]++
	}
	regencies, longest := 0, ""
	for _, row := range rows {
		if row[1] != "kabupaten" {
			continue
		}
		regencies++
		all, err := pick(bytes.NewReader(provinces[row[0][:2]]), row[0])
		if err != nil {
			t.Fatal(err)
		}
		zone, err := c.files.zone(row[0][:2])
		if err != nil {
			t.Fatal(err)
		}
		r := newRegency(row[0], all, zone)
		if name := r.Label(r.Code); len(name) > len(longest) {
			longest = name
		}
		if a, _ := r.Area(r.Code); a.Name != row[2] || a.Kind != row[3] {
			t.Errorf("%s is %v, want %v", r.Code, a, row)
		}
		for _, code := range append([]string{r.Code}, r.Children(r.Code)...) {
			if got := len(r.Children(code)); got != children[code] || got == 0 {
				t.Errorf("%s has %d areas below it, want %d", code, got, children[code])
			}
		}
	}
	if regencies != 514 || longest != longestRegency {
		t.Errorf("%d regencies; the longest name is %q, but text messages are measured with %q", regencies, longest, longestRegency)
	}
}

func TestRegencyWithoutAFolder(t *testing.T) {
	r := regency(t, "73.71")
	if r.Founded() || len(r.Points) != 0 || len(r.FirstFigures()) != 0 || r.Note(Indonesian, "lokasi") != "" {
		t.Errorf("Makassar has a folder of its own")
	}
	if r.Office() != "Disdukcapil Kota Makassar" || r.Zone.String() != "Asia/Makassar" || len(r.Children("73.71")) == 0 {
		t.Errorf("Makassar: office %q, zone %s", r.Office(), r.Zone)
	}
}

func TestTimeZones(t *testing.T) {
	for code, want := range map[string]string{
		"11": "WIB", "21": "WIB", "31": "WIB", "36": "WIB", "61": "WIB", "62": "WIB",
		"51": "WITA", "53": "WITA", "63": "WITA", "65": "WITA", "71": "WITA", "76": "WITA",
		"81": "WIT", "82": "WIT", "91": "WIT", "96": "WIT",
	} {
		zone := ""
		if z, err := embeddedOnly(t).files.zone(code); err == nil {
			zone, _ = time.Unix(0, 0).In(z).AddDate(50, 0, 0).Zone()
		}
		if zone != want {
			t.Errorf("province %s keeps %q, want %s", code, zone, want)
		}
	}
}

func TestZoneOf(t *testing.T) {
	r := regency(t, "62.02")
	for name, want := range map[string]string{"": "Asia/Pontianak", "Asia/Jayapura": "Asia/Jayapura", "Asia/Nowhere": "Asia/Pontianak"} {
		if got := r.ZoneOf(name).String(); got != want {
			t.Errorf("%q is %s, want %s", name, got, want)
		}
	}
}

func TestTargets(t *testing.T) {
	want := []Target{{2023, 0.25}, {2024, 0.30}, {2025, 0.30}}
	if got := regency(t, "62.02"); !slices.Equal(got.Targets, want) || got.TargetBase != "wajib" {
		t.Errorf("targets %v of %s", got.Targets, got.TargetBase)
	}
}

func TestFirstFigures(t *testing.T) {
	got := regency(t, "62.02").FirstFigures()
	if len(got) != 1 || got[0].AsOf != "2023-03-20" || got[0].Counts["ikd"] != 1113 || got[0].Counts["wajib"] != 308309 {
		t.Errorf("first figures: %v", got)
	}
	if _, told := regency(t, "35.29").FirstFigures()[1].Counts["penduduk"]; told {
		t.Error("a count that the source does not tell must not be there at all")
	}
}

func TestSamplesAreMarkedAndDatedFromToday(t *testing.T) {
	today := time.Date(2026, 4, 5, 18, 0, 0, 0, time.UTC) // the 6th already in Sampit
	for _, code := range []string{"62.02", "35.29"} {
		r := regency(t, code)
		reported := map[string]string{}
		for _, s := range r.Samples(today) {
			if !strings.HasPrefix(s.Source, "CONTOH") || s.AsOf >= "2026-04-06" {
				t.Errorf("sample %v", s)
			}
			if ikd, wajib := s.Counts["ikd"], s.Counts["wajib"]; ikd*100 < 3*wajib || ikd*100 > 18*wajib {
				t.Errorf("%s: %d of %d is no plausible sample", s.Area, ikd, wajib)
			}
			reported[s.Area] = max(reported[s.Area], s.AsOf)
		}
		if missing := len(r.Children(code)) - len(reported); missing != 2 {
			t.Errorf("%s: %d kecamatan have no sample, want 2", code, missing)
		}
	}
	if last := regency(t, "62.02").Samples(today); last[len(last)-1].AsOf != "2026-04-05" {
		t.Errorf("the newest sample is of %s", last[len(last)-1].AsOf)
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := Load(""); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkRegency(b *testing.B) {
	for _, code := range []string{"11.01", "62.02", "96.71"} {
		b.Run(code, func(b *testing.B) {
			c := embeddedOnly(b)
			for b.Loop() {
				if _, err := c.Regency(code); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
