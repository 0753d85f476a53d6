package locales

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// directory writes files below a new directory.
func directory(t testing.TB, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// overlaid is the embedded content with files laid over it.
func overlaid(t testing.TB, files map[string]string) *Content {
	t.Helper()
	c, err := Load(directory(t, files))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// topic is a small topic's file with more lines of front matter.
func topic(more string) string {
	if more != "" {
		more += "\n"
	}
	return "---\ntitle: Coba\nsms: Coba.\nsources: []\nreviewed: 2026-01-31\n" + more + "examples:\n  - coba\n---\nJawaban.\n"
}

func TestOverlay(t *testing.T) {
	c := overlaid(t, map[string]string{
		"id/topics/cara.md":             topic(""),
		"id/topics/cara.md~":            "what an editor left behind",
		"id/topics/.cara.md":            "what an editor left behind",
		"id/phrases/coba.yaml":          "halo: Halo {nama}",
		"places/62.02/regency.yaml":     "kantor: Kantor Kami\ntarget:\n  dasar: rekam\n  persen:\n    2025: 35\n    2026: 40",
		"places/62.02/id/cara.md":       "Datang ke {kantor}.\n",
		"places/73.71/regency.yaml":     "tempat: []",
		"rahasia/id/topics/rahasia.md":  "not content",
		"id/topics/deep/er/than/any.md": "not content",
	})
	if got, _ := c.Topic(Indonesian, "cara"); got.Answer != "Jawaban." {
		t.Errorf("the embedded answer stands: %q", got.Answer)
	}
	if got := c.Say(Indonesian, "coba.halo", "nama", "Ani"); got != "Halo Ani" {
		t.Errorf("phrase of the directory: %q", got)
	}
	r, err := c.Regency("62.02")
	if err != nil {
		t.Fatal(err)
	}
	if r.Office() != "Kantor Kami" || r.TargetBase != "rekam" || r.Note(Indonesian, "cara") != "Datang ke Kantor Kami." {
		t.Errorf("office %q, base %s, note %q", r.Office(), r.TargetBase, r.Note(Indonesian, "cara"))
	}
	if last := r.Targets[len(r.Targets)-1]; len(r.Targets) != 4 || last != (Target{2026, 0.4}) || r.Targets[2].Share != 0.35 {
		t.Errorf("targets %v", r.Targets)
	}
	if len(r.FirstFigures()) != 1 {
		t.Error("figures.csv is not laid over and must be the embedded one")
	}
	if m, err := c.Regency("73.71"); err != nil || !m.Founded() {
		t.Errorf("a folder makes a regency founded: %v", err)
	}
}

// Content of an office must not be a way to read other files of the machine.
//
// Fault: A file or folder in LOCALES_DIR is a link to somewhere else on the machine, straight or by "..".
// Outcome: the program does not start, and reads nothing of it.
func TestOverlayCannotReachOutside(t *testing.T) {
	secret := filepath.Join(directory(t, map[string]string{"secret.md": topic("")}), "secret.md")
	for name, target := range map[string]string{
		"id/topics/cara.md": secret,
		"id/topics":         filepath.Dir(secret),
		"id/topics/up.md":   "../../../../../../../../etc/passwd",
	} {
		dir := t.TempDir()
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(target, path); err != nil {
			t.Fatal(err)
		}
		if _, err := Load(dir); err == nil {
			t.Errorf("%s -> %s was read", name, target)
		}
	}
	if _, err := Load(filepath.Join(t.TempDir(), "missing")); err == nil {
		t.Error("a directory that is not there was read")
	}
}

func TestLoadSaysWhereItWentWrong(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"id/topics/x.md", "Jawaban.\n", "id/topics/x.md:1: must begin with a line of three hyphens"},
		{"id/topics/x.md", "---\ntitle: X\n", "id/topics/x.md:1: the line of three hyphens that ends"},
		{"id/topics/x.md", "---\ntitle: X\ntitel: Y\n---\nJawaban.\n", "id/topics/x.md:3: unknown field"},
		{"id/topics/x.md", "---\ntitle: X\nexamples:\n  - satu\n  - dua: tiga\n---\nJawaban.\n", "id/topics/x.md:5: is no plain text"},
		{"id/topics/x.md", "---\r\ntitle: X\r\nreviewed: 31-01-2026\r\n---\r\nJawaban.\r\n", `id/topics/x.md:3: reviewed: "31-01-2026" is no date`},
		{"id/phrases/x.yaml", "a: A\nb: 5\n", "id/phrases/x.yaml:2: b must be a text"},
		{"id/phrases/x.yaml", "a: A\nb:\n  c: C\n", "id/phrases/x.yaml:2: b must be a text"},
		{"id/phrases/x.yaml", "a: A\na: B\n", `id/phrases/x.yaml:2: mapping key "a" already defined`},
		{"id/phrases/x.yaml", "- a\n", "id/phrases/x.yaml:1: must be lines of"},
	} {
		_, err := Load(directory(t, map[string]string{c.name: c.text}))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v\nwant %q", c.text, err, c.want)
		}
	}
}

func TestFolderSaysWhereItWentWrong(t *testing.T) {
	figures := "kode,nama,penduduk,wajib,rekam,kia,ikd,tanggal,sumber\n"
	for _, c := range []struct{ name, text, want string }{
		{"regency.yaml", "kantor: K\nalamat: A\n", "places/62.02/regency.yaml:2: unknown field"},
		{"regency.yaml", "tempat:\n  - id: a\n    sejak: kemarin\n", `places/62.02/regency.yaml:1: tempat a: sejak: "kemarin" is no date`},
		{"figures.csv", "kode,ikd\n62.02,5\n", "places/62.02/figures.csv:1: wrong number of fields"},
		{"figures.csv", "kode,name,penduduk,wajib,rekam,kia,ikd,tanggal,sumber\n", "figures.csv:1: the columns must be kode,nama,"},
		{"figures.csv", figures + "62.02,,,,,,1.113,2023-03-20,S\n", `figures.csv:2: ikd: "1.113" is no count`},
		{"figures.csv", figures + "62.02,,,,,,-1,2023-03-20,S\n", `figures.csv:2: ikd: "-1" is no count`},
		{"figures.csv", figures + "62.02,,,,,,1113,20/3/2023,S\n", `figures.csv:2: tanggal: "20/3/2023" is no date`},
		{"contoh.csv", figures + "62.02,,,,,,1113,2023-03-20,CONTOH\n", `contoh.csv:2: tanggal: "2023-03-20" is no number of days`},
		{"seats.csv", "code,seat,lat,lng,precision_km,source\n62.02.05,B,x,1,2,S\n", `seats.csv:2: latitude "x" is no number`},
		{"aliases.csv", "code;alias\n", "places/62.02/aliases.csv:1: wrong number of fields"},
	} {
		_, err := with(t, &Content{}, "places/62.02/"+c.name, c.text).Regency("62.02")
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s %q: %v\nwant %q", c.name, c.text, err, c.want)
		}
	}
}
