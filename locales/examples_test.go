package locales

import (
	"slices"
	"strings"
	"testing"
)

// The quick way reads every topic's examples as the YAML parser does, with the same lines.
func TestExamplesAreReadAsYAMLReadsThem(t *testing.T) {
	heads := map[string]string{
		"odd words":   "title: x\nexamples:\n  - null\n  - 17 tahun: boleh\n  - 12\n  - \"dua: kata\"\n  - 'satu ''dua'''\n  - \"a \\\"b\\\" c\"\n  - jam #1 buka\n  - jam # bukan\n  -   spasi  dua  \n",
		"comments":    "title: x\nexamples:\n  # satu\n  - ktp hilang\n\n  - jam buka\n",
		"two lines":   "title: x\nexamples:\n  - ktp\n    hilang\n  - jam buka\n",
		"key behind":  "examples:\n  - ktp hilang\ntitle: x\n",
		"without any": "title: x\n",
	}
	f, err := open("")
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range []Language{Indonesian, English} {
		for _, name := range f.list(string(l)+"/topics", ".md") {
			text, err := f.read(name)
			if err != nil {
				t.Fatal(err)
			}
			head, _, _ := strings.Cut(strings.TrimPrefix(string(text), "---\n"), "\n---\n")
			heads[name] = head
		}
	}
	quick := 0
	for name, head := range heads {
		_, got, ok, err := cutExamples(name, []byte(head), 2)
		if err == nil && !ok {
			continue // left to YAML
		}
		quick++
		d, yamlErr := parse(name, []byte("\n"+head))
		var want front
		if yamlErr == nil {
			yamlErr = d.into(name, &want)
		}
		if (err == nil) != (yamlErr == nil) {
			t.Errorf("%s: error %v, YAML gives %v", name, err, yamlErr)
		} else if err == nil && (!slices.Equal(got.texts, want.Examples) || !slices.Equal(got.lines, d.items("examples"))) {
			t.Errorf("%s: got %q at %v, YAML gives %q at %v", name, got.texts, got.lines, want.Examples, d.items("examples"))
		}
	}
	if quick < 2*len(heads)/3 {
		t.Errorf("only %d of %d were read the quick way", quick, len(heads))
	}
}
