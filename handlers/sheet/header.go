package sheet

import (
	"slices"

	"ikdbot/store"
)

// columns says what stands where in a table.
type columns struct {
	codes                          []int
	regency, name, kecamatan, desa int // -1 where there is none
	date, source                   int
	counts                         map[store.Count]int
	dates                          map[int]store.Date // of a count's column, where its header tells one
	ignored                        []Ignored
	twice                          store.Count // a count that two columns claim: both stand in clash
	clash                          [2]int
	width                          int // columns with a header
}

func (c columns) area() bool {
	return len(c.codes) > 0 || c.name >= 0 || c.kecamatan >= 0 || c.desa >= 0
}

func (c columns) fits() bool { return c.area() && len(c.counts) > 0 }

// found is how many columns have a use.
func (c columns) found() int {
	n := len(c.codes) + len(c.counts)
	for _, col := range []int{c.regency, c.name, c.kecamatan, c.desa, c.date, c.source} {
		if col >= 0 {
			n++
		}
	}
	return n
}

// firstCount is the column where figures begin.
func (c columns) firstCount() int {
	first := c.width
	for _, col := range c.counts {
		first = min(first, col)
	}
	return first
}

// deepest is how many rows a header may have.
const deepest = 3

// header is a table's columns, and where in the rows seen its figures begin.
type header struct {
	columns
	start int // rows seen before it: titles
	body  int
}

// findHeader looks for the first rows that name an area and a count. Where there are none, it says what is missing.
func findHeader(rows []line, known map[string]role, hidden func(int) bool) (header, *Refusal) {
	missing := refuse("no_header")
	for i := range rows {
		h, ok := headerAt(rows, i, known, hidden)
		switch {
		case ok && h.twice != "":
			return header{}, refuse("twice", "count", h.twice, "first", letters(h.clash[0]), "second", letters(h.clash[1]))
		case ok:
			return h, nil
		case h.area() && h.found()+len(h.ignored) > 1:
			missing = refuse("no_count")
		case len(h.counts) > 1 && missing.Reason == "no_header":
			missing = refuse("no_area")
		}
	}
	return header{}, missing
}

// headerAt tries the header that begins at a row: as many rows as belong together.
func headerAt(rows []line, i int, known map[string]role, hidden func(int) bool) (header, bool) {
	one := match(rows[i:i+1], known, hidden)
	end := i + 1
	if one.area() {
		for end < len(rows) && end-i < deepest && goesOn(one, rows[end]) {
			end++
		}
		all := match(rows[i:end], known, hidden)
		return header{all, i, end}, all.fits()
	}
	if end == len(rows) || !wordy(rows[end]) {
		return header{one, i, end}, false
	}
	below, both := match(rows[end:end+1], known, hidden), match(rows[i:end+1], known, hidden)
	if both.fits() && both.found() > below.found() {
		return header{both, i, end + 1}, true
	}
	return header{one, i, end}, false
}

// goesOn reports whether a row below a header belongs to it: words, and none of them in a column of areas.
func goesOn(c columns, l line) bool {
	for _, col := range append([]int{c.name, c.kecamatan, c.desa}, c.codes...) {
		if l.at(col).kind != blank {
			return false
		}
	}
	return wordy(l)
}

// wordy reports whether a row holds words and no figures.
func wordy(l line) bool {
	words := 0
	for _, c := range l.cells {
		switch c.kind {
		case blank:
		case text:
			if _, _, wrong := c.count(); wrong != "no_number" && plainLabel(c.text) != "%" {
				return false
			}
			words++
		default:
			return false
		}
	}
	return words > 0
}

// match reads the rows of a header, top down, as one.
func match(rows []line, known map[string]role, hidden func(int) bool) columns {
	c := columns{regency: -1, name: -1, kecamatan: -1, desa: -1, date: -1, source: -1, counts: map[store.Count]int{}, dates: map[int]store.Date{}}
	for _, l := range rows {
		c.width = max(c.width, len(l.cells))
	}
	for col := range c.width {
		labels := stack(rows, col)
		if len(labels) == 0 {
			continue
		}
		r, why, day := roleOf(labels, known)
		if why == "" && r != plainRole && hidden(col) {
			why = Unseen
		}
		if why != "" {
			c.ignored = append(c.ignored, Ignored{letters(col), why})
			continue
		}
		c.take(r, col, day)
	}
	return c
}

// take gives a column its role. The first column of a role keeps it; a second of the same count is a clash.
func (c *columns) take(r role, col int, day store.Date) {
	place := map[role]*int{
		regencyRole: &c.regency, nameRole: &c.name, kecamatanRole: &c.kecamatan, desaRole: &c.desa, dateRole: &c.date, sourceRole: &c.source,
	}[r]
	switch {
	case r == plainRole:
	case r == codeRole:
		c.codes = append(c.codes, col)
	case place != nil && *place < 0:
		*place = col
	case place != nil:
		c.ignored = append(c.ignored, Ignored{letters(col), Unknown})
	default:
		count := store.Count(r)
		if first, there := c.counts[count]; there {
			c.twice, c.clash = count, [2]int{first, col}
			return
		}
		c.counts[count] = col
		if day != "" {
			c.dates[col] = day
		}
	}
}

// stack gives the labels above a column, top down. A group's label stands in the first of its columns only, as merged cells do,
// and holds for those right of it too, up to where a label above begins another group.
func stack(rows []line, col int) []string {
	var labels []string
	border := 0
	for i, l := range rows {
		from := col
		if i < len(rows)-1 && !alone(l) && below(rows[i+1:], col) {
			for from > border && l.at(from).kind == blank {
				from--
			}
		}
		if label := l.at(from); label.kind == text {
			labels = append(labels, label.text)
			border = from
		}
	}
	return labels
}

// alone reports whether a row has no more than one cell with something in it: a title, which is no group's label.
func alone(l line) bool {
	n := 0
	for _, c := range l.cells {
		if c.kind != blank {
			n++
		}
	}
	return n < 2
}

// below reports whether a column has a label of its own in the rows below a group's.
func below(rows []line, col int) bool {
	return slices.ContainsFunc(rows, func(l line) bool { return l.at(col).kind == text })
}
