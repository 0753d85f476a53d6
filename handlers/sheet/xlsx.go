package sheet

import (
	"errors"
	"io"
	"slices"
)

// top is how many rows are looked at for a header.
const topRows = 60

// topOf gives the first rows of a table, copied.
func topOf(s lines) ([]line, error) {
	var top []line
	for len(top) < topRows {
		l, err := s.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		l.cells = slices.Clone(l.cells)
		top = append(top, l)
	}
	return top, nil
}

// readXLSX reads the first sheet that fits, or the one asked for, and names the others.
func readXLSX(r io.ReaderAt, size int64, o Options) (Table, error) {
	b, err := openBook(r, size)
	if err != nil {
		return Table{}, err
	}
	known := roles()
	var others []Other
	var chosen *sheetPart
	var head header
	missing := refuse("no_header")
	for i, s := range b.sheets {
		if o.Sheet != "" && s.name != o.Sheet || s.hidden {
			others = append(others, Other{Name: s.name})
			continue
		}
		h, no, err := b.head(s, known)
		if err != nil {
			return Table{}, err
		}
		if no == nil && chosen == nil {
			chosen, head = &b.sheets[i], h
			continue
		}
		others = append(others, Other{Name: s.name, Fits: no == nil})
		if no != nil && weight(no) > weight(missing) {
			missing = no
		}
	}
	if chosen == nil {
		return Table{}, unfit(b, o, missing)
	}
	t, err := b.table(*chosen, head, known, o)
	if err != nil {
		return Table{}, err
	}
	t.Sheet, t.Others = chosen.name, others
	return t, nil
}

// unfit is the refusal where no sheet fits.
func unfit(b *book, o Options, missing *Refusal) *Refusal {
	if o.Sheet != "" && !slices.ContainsFunc(b.sheets, func(s sheetPart) bool { return s.name == o.Sheet && !s.hidden }) {
		return refuse("sheet", "name", o.Sheet)
	}
	return missing
}

// head looks for the header of a sheet.
func (b *book) head(s sheetPart, known map[string]role) (header, *Refusal, error) {
	g, err := b.grid(s, func(int, int) {})
	if err != nil {
		return header{}, nil, err
	}
	defer g.r.Close()
	top, err := topOf(g)
	if err != nil {
		return header{}, nil, err
	}
	h, no := findHeader(top, known, g.hidden)
	return h, no, nil
}

// table reads a sheet whose header is known.
func (b *book) table(s sheetPart, h header, known map[string]role, o Options) (Table, error) {
	g, err := b.grid(s, o.Progress)
	if err != nil {
		return Table{}, err
	}
	defer g.r.Close()
	return body(o, h, g, known, false)
}
