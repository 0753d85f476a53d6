package sheet

import (
	"slices"
	"strings"
)

// named is a row that tells its area by a name, which may mean several.
type named struct {
	areas []string
	col   int
	row   int
	from  int // its figures in table.rows
	to    int
}

// uncoded reads a row without a code: a total, a repeated header, a signature, or an area by its name.
func (t *table) uncoded(l line) {
	h := t.header
	if t.total(l) {
		t.Totals++
		t.ended = true
		return
	}
	if len(h.codes) > 0 && said(l.at(h.codes[0])) != "" && t.known[bareLabel(l.at(h.codes[0]).text)] == codeRole {
		return
	}
	if t.elsewhere() {
		t.stranger(t.regency)
		return
	}
	if !t.figures(l) {
		return
	}
	col, name := t.nameCell(l)
	areas := t.byName(l)
	switch {
	case len(areas) > 0:
		from := len(t.rows)
		t.keep(l, "")
		t.named = append(t.named, named{areas, col, l.row, from, len(t.rows)})
	case t.known[bareLabel(name)] != "" || !t.valid(l) && (t.ended || name == ""):
		// a header printed again on the next page, or words below the table
	case name == "":
		t.fault(col, l.row, "no_area")
	default:
		t.fault(col, l.row, "area")
	}
}

// total reports whether a row is one of totals: it says so before the first column of figures.
func (t *table) total(l line) bool {
	for col := range min(len(l.cells), t.header.firstCount()) {
		if c := l.at(col); c.kind == text && totalLabel(c.text) {
			return true
		}
	}
	return col0total(l, t.header.columns)
}

// col0total looks at the columns of names where they stand behind figures.
func col0total(l line, c columns) bool {
	for _, col := range []int{c.name, c.kecamatan, c.desa} {
		if s := said(l.at(col)); s != "" && totalLabel(s) {
			return true
		}
	}
	return false
}

// elsewhere reports whether the column of regencies names another one.
func (t *table) elsewhere() bool {
	if t.header.regency < 0 || t.regency == "" {
		return false
	}
	return !slices.Contains(t.o.Finder.ByName(t.regency, ""), t.o.Regency)
}

// nameCell gives the cell that names a row's area: the finest.
func (t *table) nameCell(l line) (col int, name string) {
	h := t.header
	col = -1
	for _, at := range []int{h.desa, h.name, h.kecamatan} {
		if at < 0 {
			continue
		}
		if s := said(l.at(at)); s != "" {
			return at, s
		}
		if col < 0 {
			col = at
		}
	}
	if col < 0 && len(h.codes) > 0 {
		col = h.codes[0]
	}
	return max(col, 0), ""
}

// byName gives the areas that a row's names may mean.
func (t *table) byName(l line) []string {
	h := t.header
	col, name := t.nameCell(l)
	if name == "" {
		return nil
	}
	switch col {
	case h.desa:
		return ofLevel(t.o.Finder.ByName(name, t.kecamatan), desaLevel)
	case h.kecamatan:
		return ofLevel(t.o.Finder.ByName(name, ""), kecamatanLevel)
	}
	within := ""
	if h.kecamatan >= 0 {
		within = t.kecamatan
	}
	return t.o.Finder.ByName(name, within)
}

// ofLevel leaves the areas of a level.
func ofLevel(areas []string, level int) []string {
	return slices.DeleteFunc(slices.Clone(areas), func(a string) bool { return levelOf(a) != level })
}

// settle decides what names mean that several areas have. Where every row can be a kecamatan, all are; else where every row
// can be a desa; what then still means several is a fault.
func (t *table) settle() {
	wanted := 0
	for _, level := range []int{desaLevel, kecamatanLevel} {
		if !slices.ContainsFunc(t.named, func(n named) bool {
			return len(ofLevel(n.areas, level)) == 0 && !slices.Contains(n.areas, t.o.Regency)
		}) {
			wanted = level
		}
	}
	for _, n := range t.named {
		areas := n.areas
		if at := ofLevel(areas, wanted); len(areas) > 1 && len(at) > 0 {
			areas = at
		}
		if len(areas) > 1 {
			t.fault(n.col, n.row, "areas", "areas", areaCodes(areas))
			continue
		}
		for i := n.from; i < n.to; i++ {
			t.rows[i].Area = areas[0]
		}
	}
	t.rows = slices.DeleteFunc(t.rows, func(p placed) bool { return p.Area == "" })
}

// strip is a name without the words of its level.
func strip(words []string) (rest []string, level int) {
	for len(words) > 1 {
		l, ok := levelWords[strings.TrimSuffix(words[0], ".")]
		if !ok {
			break
		}
		words, level = words[1:], l
	}
	return words, level
}
