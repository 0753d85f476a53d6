package report

import (
	"fmt"
	"time"

	"github.com/xuri/excelize/v2"

	"ikdbot/locales"
	"ikdbot/store"
)

// Book is what a workbook is made from.
type Book struct {
	At      time.Time
	Now     store.Aggregates // as known At
	Changes []store.Change   // the history; what was stored after At is left out
	Exact   bool             // for the office itself: small village counts as they are, instead of "< 5"
}

// Workbook writes the figures of a whole regency as .xlsx. The first sheet holds the areas' own figures in the columns of an
// import, so that it can be filled in and sent back; then come every area with all it shows, findings, the weeks, and what the
// columns mean. Percentages are formulas with their value beside, so that they show in programs that do not calculate, and move
// in those that do.
func Workbook(c *locales.Content, l locales.Language, r *locales.Regency, b Book) ([]byte, error) {
	w, err := newBinder(c, l, r, b)
	if err != nil {
		return nil, fmt.Errorf("begin workbook: %w", err)
	}
	for _, sheet := range []struct {
		key   string
		write func(*sheet) error
	}{
		{"workbook.figures", w.figures},
		{"workbook.areas", w.areas},
		{"workbook.findings", w.findings},
		{"workbook.weeks", w.weeks},
		{"workbook.notes", w.notes},
	} {
		if err := w.add(w.say(sheet.key), sheet.write); err != nil {
			return nil, fmt.Errorf("write sheet %s: %w", sheet.key, err)
		}
	}
	return w.bytes()
}

// binder puts a workbook together.
type binder struct {
	artist
	book  Book
	known []store.Change // the history until book.At
	day   store.Date
	file  *excelize.File
	looks map[look]int
}

// look is how a cell looks.
type look int

// The looks there are.
const (
	lookPlain look = iota
	lookHead
	lookNumber
	lookPercent
	lookDate
	lookTitle
	lookWarning
)

func newBinder(c *locales.Content, l locales.Language, r *locales.Regency, b Book) (*binder, error) {
	w := &binder{artist: artist{v: voice{c, l, r}}, book: b, day: dayIn(r, b.At), file: excelize.NewFile(), looks: map[look]int{}}
	for _, change := range b.Changes {
		if !change.At.After(b.At) {
			w.known = append(w.known, change)
		}
	}
	wrap := &excelize.Alignment{Vertical: "top", WrapText: true}
	day := "yyyy-mm-dd"
	for kind, style := range map[look]*excelize.Style{
		lookHead:    {Font: &excelize.Font{Bold: true}, Fill: fill("D7E6F5"), Alignment: wrap},
		lookNumber:  {NumFmt: 3},  // #,##0
		lookPercent: {NumFmt: 10}, // 0.00%
		lookDate:    {CustomNumFmt: &day},
		lookTitle:   {Font: &excelize.Font{Bold: true, Size: 13}},
		lookWarning: {Font: &excelize.Font{Bold: true, Size: 13}, Fill: fill("FFD54A")},
	} {
		id, err := w.file.NewStyle(style)
		if err != nil {
			return nil, err
		}
		w.looks[kind] = id
	}
	at := b.At.UTC().Format(time.RFC3339)
	return w, w.file.SetDocProps(&excelize.DocProperties{
		Title:   w.say("workbook.title", "area", r.Label(r.Root()), "moment", locales.Moment(l, b.At.In(r.Zone))),
		Creator: r.Office(), LastModifiedBy: r.Office(), Created: at, Modified: at, Language: string(l),
	})
}

func fill(color string) excelize.Fill {
	return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{color}}
}

// bytes is the finished workbook.
func (w *binder) bytes() ([]byte, error) {
	if err := w.file.DeleteSheet("Sheet1"); err != nil {
		return nil, fmt.Errorf("finish workbook: %w", err)
	}
	w.file.SetActiveSheet(0)
	out, err := w.file.WriteToBuffer()
	if err != nil {
		return nil, fmt.Errorf("finish workbook: %w", err)
	}
	return out.Bytes(), w.file.Close()
}

// sheet is written row by row.
type sheet struct {
	*excelize.StreamWriter
	looks map[look]int
	row   int // the last one written
}

// add writes one sheet.
func (w *binder) add(name string, write func(*sheet) error) error {
	if _, err := w.file.NewSheet(name); err != nil {
		return err
	}
	if err := w.printed(name); err != nil {
		return err
	}
	stream, err := w.file.NewStreamWriter(name)
	if err != nil {
		return err
	}
	if err := write(&sheet{StreamWriter: stream, looks: w.looks}); err != nil {
		return err
	}
	return stream.Flush()
}

// printed sets how a sheet comes out on paper: across, and as wide as the page, however many columns it has.
func (w *binder) printed(name string) error {
	across, a4, wide, high, fit := "landscape", 9, 1, 0, true
	if err := w.file.SetSheetProps(name, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	return w.file.SetPageLayout(name, &excelize.PageLayoutOptions{Orientation: &across, Size: &a4, FitToWidth: &wide, FitToHeight: &high})
}

// widths sets how wide columns are, from the first on; they come before the rows.
func (s *sheet) widths(widths ...float64) error {
	for i, width := range widths {
		if err := s.SetColWidth(i+1, i+1, width); err != nil {
			return err
		}
	}
	return nil
}

// freeze keeps so many rows and columns in sight; it comes before the rows.
func (s *sheet) freeze(rows, columns int) error {
	corner, err := excelize.CoordinatesToCellName(columns+1, rows+1)
	if err != nil {
		return err
	}
	pane := "bottomLeft"
	if columns > 0 {
		pane = "bottomRight"
	}
	return s.SetPanes(&excelize.Panes{Freeze: true, XSplit: columns, YSplit: rows, TopLeftCell: corner, ActivePane: pane})
}

// write adds a row.
func (s *sheet) write(cells ...excelize.Cell) error {
	s.row++
	values := make([]any, len(cells))
	for i, cell := range cells {
		values[i] = cell
	}
	corner, err := excelize.CoordinatesToCellName(1, s.row)
	if err != nil {
		return err
	}
	return s.SetRow(corner, values)
}

// heads adds the row that names the columns.
func (s *sheet) heads(names ...string) error {
	cells := make([]excelize.Cell, len(names))
	for i, name := range names {
		cells[i] = s.cell(lookHead, name)
	}
	return s.write(cells...)
}

// cell is a value with its look; an empty text is no value.
func (s *sheet) cell(l look, value any) excelize.Cell {
	if value == "" {
		value = nil
	}
	return excelize.Cell{StyleID: s.looks[l], Value: value}
}

// formula is a cell that calculates what value says.
func (s *sheet) formula(l look, value any, format string, args ...any) excelize.Cell {
	return excelize.Cell{StyleID: s.looks[l], Value: value, Formula: fmt.Sprintf(format, args...)}
}

// at is the address of a column in the row that is written next.
func (s *sheet) at(column int) string {
	name, err := excelize.CoordinatesToCellName(column, s.row+1)
	if err != nil {
		return "A1"
	}
	return name
}
