package written

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/width"

	"ikdbot/locales"
)

// Gazetteer maps the exact names of a regency's areas, and their codes, to codes. A figure is stored without asking back only
// under an exact name; what merely looks like one is for understand.Mind.Find, and asked about.
type Gazetteer map[string][]string

// GazetteerOf are the names of a regency: those of its areas, with their kind and without, and what else people call them.
func GazetteerOf(r *locales.Regency) Gazetteer {
	g := Gazetteer{}
	for _, a := range r.Areas() {
		g.add(a.Name, a.Code)
		g.add(r.Label(a.Code), a.Code)
		g.add(a.Code, a.Code)
	}
	for _, a := range r.Aliases() {
		g.add(a.Name, a.Code)
	}
	return g
}

func (g Gazetteer) add(name, code string) {
	name = PlainName(name)
	if !slices.Contains(g[name], code) {
		g[name] = append(g[name], code)
	}
}

// Has reports whether words are a name exactly.
func (g Gazetteer) Has(words []string) bool { return len(g.Find(strings.Join(words, " "))) > 0 }

// Find lists the areas of exactly that name or code.
func (g Gazetteer) Find(name string) []string { return g[PlainName(name)] }

// areaCode is what the code of an area looks like, whether or not there is such an area here.
var areaCode = regexp.MustCompile(`^[0-9]{2}\.[0-9]{2}(\.[0-9]{2}(\.[0-9]{4})?)?$`)

// PlainName is a name without the differences that do not matter: capitals, punctuation, abbreviated kinds.
func PlainName(name string) string {
	words := strings.FieldsFunc(strings.ToLower(width.Fold.String(name)), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsNumber(r)
	})
	for i, w := range words[:max(0, len(words)-1)] {
		switch w {
		case "kec":
			words[i] = "kecamatan"
		case "kel":
			words[i] = "kelurahan"
		case "ds":
			words[i] = "desa"
		case "kab":
			words[i] = "kabupaten"
		}
	}
	return strings.Join(words, " ")
}
