package handlers

import (
	"strings"

	"ikdbot/handlers/claims"
	"ikdbot/handlers/guard"
	"ikdbot/handlers/written"
	"ikdbot/store"
)

// knownOf is what is known of the regency that a text names, of ours where it names none.
func (t *turn) knownOf(text string) claims.Known {
	code, named := t.regencyNamed(text)
	if code == t.regency.Root() {
		return t.knownHere(text, named)
	}
	r, err := t.content.Regency(code)
	if err != nil {
		t.log.Error("regency not readable", "regency", code, "error", err)
		return claims.Known{Shares: guard.Shares(t.regency.Targets)}
	}
	k := claims.Known{Area: r.Label(code), Named: named, Figures: map[claims.Kind]store.Figure{}, Shares: guard.Shares(r.Targets)}
	for _, f := range r.FirstFigures() {
		for name, people := range f.Counts {
			if last := k.Figures[claims.Kind(name)]; f.Area == code && store.Date(f.AsOf) >= last.AsOf {
				k.Figures[claims.Kind(name)] = store.Figure{Value: people, AsOf: store.Date(f.AsOf), Source: f.Source}
			}
		}
	}
	return k
}

// knownHere is what is stored of our regency and of the areas inside it that a text names. A text that names one of these and not the
// regency is about that one.
func (t *turn) knownHere(text string, named bool) claims.Known {
	now, _ := t.aggregates() // none while Redis is away: then the text has to do
	of := func(area string) claims.Known {
		k := claims.Known{Area: t.regency.Label(area), Named: true, Figures: map[claims.Kind]store.Figure{}, Shares: guard.Shares(t.regency.Targets)}
		for count, shown := range now.Areas[area] {
			k.Figures[claims.Kind(count)] = shown.Figure
		}
		return k
	}
	root := t.regency.Root()
	k := of(root)
	k.Named = named
	for _, area := range t.mind.Areas(text) {
		if part := of(area); area != root && len(part.Figures) > 0 && len(k.Within) < mostParts {
			k.Within = append(k.Within, part)
		}
	}
	if !named && len(k.Within) == 1 {
		return k.Within[0]
	}
	return k
}

// mostParts is how many areas inside the regency a text is compared with.
const mostParts = 5

// regencyNamed finds the regency a text is about: ours where it is named at all, else the first other one that is called by its kind
// and name; ours where none is named.
func (t *turn) regencyNamed(text string) (code string, named bool) {
	plain := " " + written.PlainName(strings.ReplaceAll(text, "\n", " ")) + " "
	has := func(name string) bool { return strings.Contains(plain, " "+written.PlainName(name)+" ") }
	root := t.regency.Root()
	own, _ := t.regency.Area(root)
	if has(own.Name) {
		return root, true
	}
	for _, a := range t.regency.Aliases() {
		if a.Code == root && has(a.Name) {
			return root, true
		}
	}
	all, err := t.content.Regencies()
	if err != nil {
		t.log.Error("regencies not readable", "error", err)
		return root, false
	}
	best := len(plain)
	code = root
	for _, a := range all {
		for _, name := range []string{a.Kind + " " + a.Name, "Disdukcapil " + a.Name, "Dukcapil " + a.Name} {
			if at := strings.Index(plain, " "+written.PlainName(name)+" "); at >= 0 && at < best {
				best, code, named = at, a.Code, true
			}
		}
	}
	return code, named
}

// knownText lists what the bot knows of a regency, with its dates.
func (t *turn) knownText(k claims.Known) string {
	var parts []string
	for _, count := range []store.Count{store.Population, store.Obligated, store.Recorded} {
		if g, ok := k.Ground(claims.Kind(count)); ok {
			parts = append(parts, t.groundText(g))
		}
	}
	return strings.Join(parts, "; ")
}
