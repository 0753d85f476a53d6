package understand

import (
	"cmp"
	"slices"
	"strings"
)

// Areas returns the codes of the areas named in free text: the finest level named, all candidates of an ambiguous name.
func (m *Mind) Areas(text string) []string {
	return codes(m.atlas.find(text, split(text)))
}

// Find returns the areas that the whole string may mean, best first: a code, a name or alias with or without its level
// ("kec baamang"), the beginning of a name, a name with slips, or a village together with its kecamatan. A link names none.
func (m *Mind) Find(text string) []string {
	ws := slices.DeleteFunc(split(text), func(w word) bool { return isLink(text[w.from:w.to]) })
	if len(ws) == 0 {
		return nil
	}
	if h, ok := m.atlas.code(text, ws, 0); ok && h.to == len(ws) {
		return h.codes
	}
	level, span := leadingSign(texts(ws))
	for _, look := range []func([]string) []int32{m.atlas.whole, m.atlas.begins, m.atlas.slipped} {
		if ids := look(span); len(ids) > 0 {
			return m.atlas.ranked(ids, level)
		}
	}
	return m.Areas(text)
}

// leadingSign takes level and place words off the front, as long as a name is left.
func leadingSign(ws []string) (int, []string) {
	level := anyLevel
	for len(ws) > 1 && (signs[ws[0]] != anyLevel || ws[0] == "di" || ws[0] == "ke") {
		if level == anyLevel {
			level = signs[ws[0]]
		}
		ws = ws[1:]
	}
	return level, ws
}

// whole gives the names with exactly these letters, short forms written out or not.
func (a *atlas) whole(span []string) []int32 {
	ids := slices.Clone(a.exact[strings.Join(span, "")])
	for _, id := range a.exact[strings.Join(expand(span), "")] {
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

// begins gives the names that begin with these words.
func (a *atlas) begins(span []string) []int32 {
	var ids []int32
	full := expand(span)
	for id, n := range a.names {
		if len(n.words) > len(full) && slices.Equal(n.words[:len(full)], full) {
			ids = append(ids, int32(id))
		}
	}
	return ids
}

// slipped gives the names with the fewest slips; in a command a slip more is forgiven than in a story.
func (a *atlas) slipped(span []string) []int32 {
	key, full := strings.Join(span, ""), strings.Join(expand(span), "")
	limit := slips(len(key)+2) + 1
	if len(key) < 4 {
		return nil
	}
	var best []int32
	for id, n := range a.names {
		d := min(distance(key, n.key, limit), distance(full, n.key, limit))
		if d > limit || d*3 > len(n.key) {
			continue
		}
		if d < limit {
			best, limit = best[:0], d
		}
		best = append(best, int32(id))
	}
	return best
}

// ranked turns names into codes: those of the level asked for, if any; official names and higher levels first; at most eight.
func (a *atlas) ranked(ids []int32, level int) []string {
	if slices.ContainsFunc(ids, func(id int32) bool { return a.names[id].level == level }) {
		ids = slices.DeleteFunc(ids, func(id int32) bool { return a.names[id].level != level })
	}
	slices.SortStableFunc(ids, func(x, y int32) int {
		nx, ny := a.names[x], a.names[y]
		return cmp.Or(cmp.Compare(nx.level, ny.level), cmp.Compare(nx.code, ny.code))
	})
	var out []string
	for _, id := range ids {
		if c := a.names[id].code; !slices.Contains(out, c) && len(out) < 8 {
			out = append(out, c)
		}
	}
	return out
}
