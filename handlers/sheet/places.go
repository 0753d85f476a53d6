package sheet

import (
	"slices"
	"strings"

	"ikdbot/locales"
)

// levelWords are the words before a name that tell its level.
var levelWords = map[string]int{
	"kabupaten": regencyLevel, "kab": regencyLevel, "kota": regencyLevel,
	"kecamatan": kecamatanLevel, "kec": kecamatanLevel, "distrik": kecamatanLevel,
	"desa": desaLevel, "ds": desaLevel, "kelurahan": desaLevel, "kel": desaLevel,
}

// places finds the areas of a regency by exactly their names and aliases: a figure is not stored under a guess.
type places struct {
	r     *locales.Regency
	names map[string][]string
}

// Places is the Finder of a regency. Capitals, spaces, signs and words such as "Kec." before a name do not matter; slips do.
func Places(r *locales.Regency) Finder {
	p := places{r, map[string][]string{}}
	for _, a := range r.Areas() {
		p.add(a.Name, a.Code)
	}
	for _, a := range r.Aliases() {
		p.add(a.Name, a.Code)
	}
	return p
}

func (p places) add(name, code string) {
	key := strings.ReplaceAll(plainLabel(name), " ", "")
	if !slices.Contains(p.names[key], code) {
		p.names[key] = append(p.names[key], code)
	}
}

// ByCode gives the area of a code.
func (p places) ByCode(code string) (string, bool) {
	a, ok := p.r.Area(code)
	return code, ok && a.Level != "provinsi"
}

// ByName gives the areas with exactly this name.
func (p places) ByName(name, kecamatan string) []string {
	found := p.exact(name)
	if kecamatan == "" {
		return found
	}
	within := ofLevel(p.exact(kecamatan), kecamatanLevel)
	return slices.DeleteFunc(found, func(code string) bool {
		return !slices.ContainsFunc(within, func(w string) bool { return code == w || strings.HasPrefix(code, w+".") })
	})
}

// exact gives the areas of a name as it stands, else without the words of its level.
func (p places) exact(name string) []string {
	words := strings.Fields(plainLabel(name))
	if found := p.names[strings.Join(words, "")]; len(found) > 0 {
		return slices.Clone(found)
	}
	rest, level := strip(words)
	found := p.names[strings.Join(rest, "")]
	if level > 0 {
		return ofLevel(found, level)
	}
	return slices.Clone(found)
}
