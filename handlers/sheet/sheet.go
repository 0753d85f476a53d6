// Package sheet reads and writes figures as offices keep them: Excel workbooks and CSV files.
package sheet

import (
	"io"

	"ikdbot/store"
)

// The limits of what is read. A file of all villages of Indonesia is under 5 MB packed and 40 MB unpacked.
const (
	MaxSize   = 20 << 20 // bytes of the file
	MaxFaults = 20       // cells named; more are only counted, and the file is refused
	maxRows   = 50_000   // figures of one regency: more than ten for every area of the largest
)

// Finder knows the areas of the regency.
type Finder interface {
	// ByCode gives the area of an official code such as "62.02.05.1001", and whether it is there.
	ByCode(code string) (string, bool)
	// ByName gives all areas a name may mean, inside a kecamatan where one is named; none if it is not known.
	ByName(name, kecamatan string) []string
}

// Options say for whom a file is read.
type Options struct {
	Regency  string // code of the kabupaten or kota; rows with the codes of others are counted only
	Finder   Finder
	Sheet    string                // the sheet to read; empty takes the first that fits
	Progress func(done, total int) // told now and then, in bytes; may be nil
}

// Row is one figure of a file, and the cell it stands in. AsOf and Source are empty where the file says nothing.
type Row struct {
	Area   string
	Count  store.Count
	Value  int64
	AsOf   store.Date
	Source string
	Cell   string
}

// Table is what a file says. With Faults it is not fit to be applied: a cell that cannot be read may be the one that matters.
type Table struct {
	Rows    []Row
	Faults  []Fault
	Sheet   string     // the sheet read; empty for CSV
	Others  []Other    // the sheets not read
	AsOf    store.Date // the date above the table, "Keadaan per 20 November 2026": Rows without their own have taken it
	Foreign Foreign
	Ignored []Ignored // columns that were not read; what stands in them is nowhere
	Totals  int       // rows of totals, left out
	Hidden  []int     // numbers of hidden rows, left out: what nobody sees is not applied
}

// Foreign tells of the rows that belong to other regencies.
type Foreign struct {
	Rows  int
	Names []string // codes of their kabupaten or kota, or names where the file gives no codes; sorted
}

// Other is a sheet that was not read. Fits: it has a table of figures too.
type Other struct {
	Name string
	Fits bool
}

// Why says why a column is not read.
type Why string

// The reasons a column is not read.
const (
	Unknown  Why = "unknown"  // its header is none of the usual names
	Percent  Why = "percent"  // percentages are computed, never taken over
	Part     Why = "part"     // a part or a plan of a count: "belum rekam", "target", "laki-laki"
	Personal Why = "personal" // data of single persons, which does not belong here
	Unseen   Why = "hidden"   // the column is hidden
)

// Ignored is a column that was not read, named by its letter: its header might be somebody's name.
type Ignored struct {
	Column string
	Why    Why
}

// Read reads a workbook (.xlsx) or a CSV file of figures. What it is, is seen from its bytes; name only helps to say what is
// wrong. The error is a *Refusal where the file is at fault.
func Read(name string, r io.ReaderAt, size int64, o Options) (Table, error) {
	if size > MaxSize {
		return Table{}, refuse("too_big", "most", MaxSize>>20)
	}
	form, err := formOf(name, r, size)
	if err != nil {
		return Table{}, err
	}
	o.Progress = steady(o.Progress)
	if form == csvForm {
		return readCSV(r, size, o)
	}
	return readXLSX(r, size, o)
}

// lines are the rows of a table from the top; io.EOF ends them. A line holds until the next.
type lines interface {
	next() (line, error)
}

// line is one row of a sheet; its cells by column, A first. Columns behind the last cell are blank.
type line struct {
	row    int // from 1
	hidden bool
	cells  []cell
}

// at is the cell of a column; blank where there is none.
func (l line) at(col int) cell {
	if col < 0 || col >= len(l.cells) {
		return cell{}
	}
	return l.cells[col]
}

// blank reports whether the row has nothing in it.
func (l line) blank() bool {
	for _, c := range l.cells {
		if c.kind != blank {
			return false
		}
	}
	return true
}

// kind is what a cell holds.
type kind uint8

const (
	blank   kind = iota
	text         // characters, which may look like a number
	number       // a real number, in the notation of the file
	boolean      // true or false
	failed       // a formula's error: #REF!
	pending      // a formula nobody has computed yet
)

// form of a number, as its cell shows it.
type form uint8

const (
	plain form = iota
	dated
	percent
)

// cell is one cell. Dates count days from 1900, or from 1904 where the workbook is old.
type cell struct {
	kind kind
	form form
	old  bool // counts from 1904
	text string
}

// steady passes progress on at most once in a hundredth.
func steady(progress func(done, total int)) func(done, total int) {
	told := -1
	return func(done, total int) {
		if progress == nil || total <= 0 {
			return
		}
		done = min(done, total)
		if step := done * 100 / total; step > told {
			told = step
			progress(done, total)
		}
	}
}
