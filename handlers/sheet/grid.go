package sheet

import (
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"
)

// mostColumns are read of a row; what stands further right is no table of figures.
const mostColumns = 256

// grid reads the rows of one sheet as they come, so that a sheet of any length takes the memory of a row.
//
// It is ours because the row iterator of excelize tells neither texts from numbers ("1.113" is 1113 in a text cell and a fault in
// a real one), nor formulas without a value from empty cells, and takes a damaged sheet for a short one.
type grid struct {
	book     *book
	r        io.ReadCloser
	d        *xml.Decoder
	size     int
	progress func(done, total int)
	row      int
	whole    bool // the end of the rows was seen
	cells    []cell
	unseen   [mostColumns]bool
	merged   []span
}

// span is a merged stretch of one column or more, of at least two rows.
type span struct{ from, to, first, last int }

func (b *book) grid(s sheetPart, progress func(done, total int)) (*grid, error) {
	r, size, err := b.open(s.part)
	if err != nil {
		return nil, err
	}
	return &grid{book: b, r: r, d: xml.NewDecoder(r), size: int(size), progress: progress}, nil
}

// next gives the next row that the file has.
func (g *grid) next() (line, error) {
	for {
		token, err := g.d.RawToken()
		if errors.Is(err, io.EOF) {
			if !g.whole {
				return line{}, refuse("broken")
			}
			g.progress(g.size, g.size)
			return line{}, io.EOF
		}
		if err != nil {
			return line{}, broken(err)
		}
		if end, ok := token.(xml.EndElement); ok && end.Name.Local == "sheetData" {
			g.whole = true
		}
		e, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		switch e.Name.Local {
		case "col":
			g.column(e)
		case "mergeCell":
			g.merge(attr(e, "ref"))
		case "row":
			return g.read(e)
		}
	}
}

// read reads a row up to its end.
func (g *grid) read(start xml.StartElement) (line, error) {
	g.row++
	if n, err := strconv.Atoi(attr(start, "r")); err == nil && n > 0 {
		g.row = n
	}
	g.progress(int(g.d.InputOffset()), g.size)
	clear(g.cells)
	g.cells = g.cells[:0]
	l := line{row: g.row, hidden: yes(start, "hidden")}
	for col := 0; ; {
		token, err := g.d.RawToken()
		if err != nil {
			return line{}, broken(err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			if t.Name.Local != "c" {
				continue
			}
			if at, ok := columnOf(attr(t, "r")); ok {
				col = at
			}
			c, err := g.cell(t)
			if err != nil {
				return line{}, err
			}
			g.put(col, c)
			col++
		case xml.EndElement:
			if t.Name.Local == "row" {
				l.cells = g.cells
				return l, nil
			}
		}
	}
}

func (g *grid) put(col int, c cell) {
	if c.kind == blank || col >= mostColumns {
		return
	}
	for len(g.cells) <= col {
		g.cells = append(g.cells, cell{})
	}
	g.cells[col] = c
}

// cell reads a cell up to its end.
func (g *grid) cell(start xml.StartElement) (cell, error) {
	c := cell{old: g.book.old}
	if n, err := strconv.Atoi(attr(start, "s")); err == nil && n >= 0 && n < len(g.book.forms) {
		c.form = g.book.forms[n]
	}
	formula, in, value := false, "", ""
	for {
		token, err := g.d.RawToken()
		if err != nil {
			return c, broken(err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			in = t.Name.Local
			formula = formula || in == "f"
			if in == "is" {
				if value, err = richText(g.d, "is"); err != nil {
					return c, err
				}
			}
		case xml.CharData:
			if in == "v" && len(value) <= longest {
				value += string(t)
			}
		case xml.EndElement:
			in = ""
			if t.Name.Local == "c" {
				c.fill(attr(start, "t"), clip(value), &g.book.strings)
				if formula && c.kind == blank {
					c.kind = pending
				}
				return c, nil
			}
		}
	}
}

// fill makes a cell of what the file says: its type and its value.
func (c *cell) fill(kind, value string, shared *arena) {
	c.text = value
	switch kind {
	case "", "n":
		c.kind = number
	case "s":
		n, err := strconv.Atoi(strings.TrimSpace(value))
		if err != nil {
			c.text = ""
			break
		}
		c.kind = text
		if c.text, _ = shared.get(n); c.text == "" {
			c.kind = blank
		}
	case "b":
		c.kind = boolean
	case "e":
		c.kind = failed
	case "str":
		c.text = unescape(value)
		c.kind = text
	default: // inlineStr; d, a date as ISO writes it
		c.kind = text
	}
	if strings.TrimSpace(c.text) == "" {
		c.kind, c.text = blank, ""
	}
}

// column notes hidden columns.
func (g *grid) column(e xml.StartElement) {
	from, _ := strconv.Atoi(attr(e, "min"))
	to, _ := strconv.Atoi(attr(e, "max"))
	if from < 1 || !yes(e, "hidden") {
		return
	}
	for col := from - 1; col < min(to, mostColumns); col++ {
		g.unseen[col] = true
	}
}

// hidden reports whether a column is hidden; known once the first row was read.
func (g *grid) hidden(col int) bool { return col < mostColumns && g.unseen[col] }

// merge notes a merged stretch "H5:H21". They stand behind the rows.
func (g *grid) merge(ref string) {
	a, b, ok := strings.Cut(ref, ":")
	from, ok1 := columnOf(a)
	to, ok2 := columnOf(b)
	first, _ := strconv.Atoi(strings.TrimLeft(a, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
	last, _ := strconv.Atoi(strings.TrimLeft(b, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
	if ok && ok1 && ok2 && first > 0 && last > first && len(g.merged) < 10_000 {
		g.merged = append(g.merged, span{from, to, first, last})
	}
}

// columnOf is the column of a cell's address, the first being 0.
func columnOf(address string) (int, bool) {
	n := 0
	for i := 0; i < len(address) && i < 4; i++ {
		if address[i] < 'A' || address[i] > 'Z' {
			break
		}
		n = n*26 + int(address[i]-'A'+1)
	}
	return n - 1, n > 0
}
