package sheet

import (
	"errors"
	"io"
	"slices"
	"strings"

	"ikdbot/store"
)

// table is a Table while it is read.
type table struct {
	Table
	o         Options
	header    header
	known     map[string]role
	csv       bool
	faulty    int // faults, also those beyond the first MaxFaults
	foreign   map[string]bool
	named     []named            // rows told by a name, until all are read
	rows      []placed           // figures in the order of the file
	dates     map[int]store.Date // what the cells of the column say, by row
	sources   map[int]string
	regency   string // last seen in its column: cells may be merged down
	kecamatan string
	ended     bool // a blank row or a total was seen: signatures may follow
	begun     bool // a row below the header was seen
	torn      bool // the rows above name different dates
	last      int  // number of the row before
}

// placed is a figure with the row it stands in.
type placed struct {
	Row
	line int
}

// body reads the rows below a header. A row above it may tell the date of all.
func body(o Options, h header, s lines, known map[string]role, csv bool) (Table, error) {
	t := &table{o: o, header: h, known: known, csv: csv, foreign: map[string]bool{}, dates: map[int]store.Date{}, sources: map[int]string{}}
	t.Ignored = h.ignored
	for n := 0; ; n++ {
		l, err := s.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return Table{}, err
		}
		if n < h.body {
			t.title(n, l)
			continue
		}
		t.take(l)
		if len(t.rows) > maxRows {
			return Table{}, refuse("too_many_rows", "most", maxRows)
		}
	}
	if g, ok := s.(*grid); ok {
		t.spread(g.merged)
	}
	t.settle()
	t.finish()
	if err := t.verdict(); err != nil {
		return Table{}, err
	}
	return t.Table, nil
}

// title reads a row above the table for the date of all. Where two dates stand there, neither is taken.
func (t *table) title(n int, l line) {
	if n >= t.header.start {
		return
	}
	switch d := titleDate(l); {
	case d == "" || d == t.AsOf:
	case t.AsOf == "" && !t.torn:
		t.AsOf = d
	default:
		t.AsOf, t.torn = "", true
	}
}

// fault notes a cell that cannot be read.
func (t *table) fault(col, row int, kind string, pairs ...any) {
	if t.faulty++; t.faulty <= MaxFaults {
		t.Faults = append(t.Faults, Fault{address(col, row), kind, pairs, row})
	}
}

// take reads one row.
func (t *table) take(l line) {
	first := !t.begun
	t.begun = true
	t.ended = t.ended || !first && (l.blank() || l.row > t.last+1)
	t.last = l.row
	if l.blank() {
		return
	}
	if first && numbered(l) {
		t.begun = false
		return
	}
	h := t.header
	if s := said(l.at(h.regency)); s != "" {
		t.regency = s
	}
	if s := said(l.at(h.kecamatan)); s != "" && !totalLabel(s) {
		t.kecamatan = s
	}
	if l.hidden {
		if t.figures(l) {
			t.Hidden = append(t.Hidden, l.row)
		}
		return
	}
	if code, col := t.code(l); code != "" {
		t.coded(l, code, col)
		return
	}
	t.uncoded(l)
}

// numbered reports whether a row under a header counts the columns: (1), (2), (3).
func numbered(l line) bool {
	n := int64(0)
	for _, c := range l.cells {
		if c.kind == blank {
			continue
		}
		c.text = strings.Trim(c.text, "() ")
		if v, none, wrong := c.count(); none || wrong != "" || v != n+1 {
			return false
		}
		n++
	}
	return n > 2
}

// said is what a cell of words says.
func said(c cell) string {
	if c.kind != text {
		return ""
	}
	return clean(c.text)
}

// clean is a text on one line, without characters that are not written.
func clean(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' || r == '\u007f' || r == '\u00a0' {
			return ' '
		}
		return r
	}, s)
	return strings.Join(strings.Fields(strings.ToValidUTF8(s, "")), " ")
}

// figures reports whether a row has anything to say in a column of counts.
func (t *table) figures(l line) bool {
	for _, col := range t.header.counts {
		if _, none, _ := l.at(col).count(); !none {
			return true
		}
	}
	return false
}

// valid reports whether a row has at least one figure that can be read.
func (t *table) valid(l line) bool {
	for _, col := range t.header.counts {
		if _, none, wrong := l.at(col).count(); !none && wrong == "" {
			return true
		}
	}
	return false
}

// code gives the finest code of a row and where it stands.
func (t *table) code(l line) (code string, col int) {
	for _, at := range t.header.codes {
		if c, ok := l.at(at).code(); ok && len(c) > len(code) {
			code, col = c, at
		}
	}
	if len(code) < len("62.02.05") && code != t.o.Regency && len(t.byName(l)) > 0 { // a running number, or the last part of a code
		return "", 0
	}
	return code, col
}

// coded reads a row that tells its area by code.
func (t *table) coded(l line, code string, col int) {
	if code != t.o.Regency && !strings.HasPrefix(code, t.o.Regency+".") {
		t.stranger(code[:min(len(code), 5)])
		return
	}
	if !t.figures(l) {
		return
	}
	area, ok := t.o.Finder.ByCode(code)
	if !ok {
		t.fault(col, l.row, "code", "code", code)
		return
	}
	if names := t.byName(l); len(names) > 0 && !slices.ContainsFunc(names, func(n string) bool { return kin(n, area) }) {
		t.fault(col, l.row, "mismatch", "code", code)
		return
	}
	t.keep(l, area)
}

// stranger counts a row of another regency.
func (t *table) stranger(name string) {
	t.Foreign.Rows++
	if len(t.foreign) < 600 { // more than there are
		t.foreign[name] = true
	}
}
