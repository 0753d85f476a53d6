package sheet

import (
	"cmp"
	"encoding/csv"
	"fmt"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"ikdbot/locales"
	"ikdbot/store"
)

// Columns are those of every file we write; Read takes more names for each.
func Columns() []string {
	columns := []string{"kode", "nama"}
	for _, c := range store.Counts() {
		columns = append(columns, string(c))
	}
	return append(columns, "tanggal", "sumber")
}

// Line is a row of a file we write: the figures of an area that share a date and a source.
type Line struct {
	Area   locales.Area
	Counts map[store.Count]int64
	AsOf   store.Date
	Source string
}

// Lines puts areas' own figures into rows, one for each date and source an area has, newest first. Sums of children are left
// out: they come back by themselves. An area without figures keeps an empty row, to be filled in.
func Lines(a store.Aggregates, areas []locales.Area) []Line {
	var all []Line
	for _, area := range areas {
		var own []Line
		for _, count := range store.Counts() {
			f, ok := ownFigure(a.Areas[area.Code], count)
			if !ok {
				continue
			}
			f.Source = clean(f.Source)
			i := slices.IndexFunc(own, func(l Line) bool { return l.AsOf == f.AsOf && l.Source == f.Source })
			if i < 0 {
				i = len(own)
				own = append(own, Line{area, map[store.Count]int64{}, f.AsOf, f.Source})
			}
			own[i].Counts[count] = f.Value
		}
		if len(own) == 0 {
			own = []Line{{Area: area}}
		}
		slices.SortStableFunc(own, func(x, y Line) int { return cmp.Compare(y.AsOf, x.AsOf) })
		all = append(all, own...)
	}
	return all
}

// ownFigure is what was reported for the area itself. Behind a sum it is known only where it differs.
func ownFigure(a store.Aggregate, count store.Count) (store.Figure, bool) {
	shown, ok := a[count]
	switch {
	case !ok:
		return store.Figure{}, false
	case !shown.Sum:
		return shown.Figure, true
	case shown.Other != nil:
		return *shown.Other, true
	}
	return store.Figure{}, false
}

// Write writes lines as a workbook or as CSV, by the end of the file's name: .xlsx or .csv.
func Write(name string, w io.Writer, all []Line) error {
	switch strings.ToLower(path.Ext(name)) {
	case ".xlsx":
		return writeXLSX(w, all)
	case ".csv":
		return writeCSV(w, all)
	}
	return fmt.Errorf("write %q: figures are written to .xlsx or .csv", path.Base(name))
}

// writeCSV writes UTF-8 with commas, without a mark before it: a form that every script reads.
func writeCSV(w io.Writer, all []Line) error {
	out := csv.NewWriter(w)
	if err := out.Write(Columns()); err != nil {
		return err
	}
	for _, l := range all {
		cells := []string{l.Area.Code, l.Area.Name}
		for _, count := range store.Counts() {
			cell := ""
			if n, ok := l.Counts[count]; ok {
				cell = strconv.FormatInt(n, 10)
			}
			cells = append(cells, cell)
		}
		cells = append(cells, string(l.AsOf), l.Source)
		for i, c := range cells {
			cells[i] = guarded(c)
		}
		if err := out.Write(cells); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// tab is the name of the sheet in a workbook we write.
const tab = "Angka"

// writeXLSX writes a workbook for people: real numbers and dates, codes as text, the header in sight while scrolling.
func writeXLSX(w io.Writer, all []Line) (err error) {
	f := excelize.NewFile()
	defer func() {
		if closing := f.Close(); err == nil {
			err = closing
		}
	}()
	if err := f.SetSheetName("Sheet1", tab); err != nil {
		return err
	}
	look, err := looks(f)
	if err != nil {
		return err
	}
	out, err := f.NewStreamWriter(tab)
	if err != nil {
		return err
	}
	for i, width := range []float64{15, 28, 12, 12, 12, 12, 12, 13, 44} {
		if err := out.SetColWidth(i+1, i+1, width); err != nil {
			return err
		}
	}
	if err := out.SetPanes(&excelize.Panes{Freeze: true, XSplit: 2, YSplit: 1, TopLeftCell: "C2", ActivePane: "bottomRight"}); err != nil {
		return err
	}
	var head []any
	for _, c := range Columns() {
		head = append(head, excelize.Cell{StyleID: look.head, Value: c})
	}
	if err := out.SetRow("A1", head); err != nil {
		return err
	}
	for i, l := range all {
		cells, err := look.row(l)
		if err != nil {
			return err
		}
		if err := out.SetRow(address(0, i+2), cells); err != nil {
			return err
		}
	}
	if err := out.Flush(); err != nil {
		return err
	}
	return f.Write(w)
}

// look holds the styles of a workbook's cells.
type look struct{ head, word, number, date int }

func looks(f *excelize.File) (l look, err error) {
	const asText, grouped = 49, 3 // formats every program knows: "@" and "#,##0"
	day := "dd-mm-yyyy"
	for _, s := range []struct {
		id    *int
		style excelize.Style
	}{
		{&l.head, excelize.Style{Font: &excelize.Font{Bold: true}, NumFmt: asText}},
		{&l.word, excelize.Style{NumFmt: asText}},
		{&l.number, excelize.Style{NumFmt: grouped}},
		{&l.date, excelize.Style{CustomNumFmt: &day}},
	} {
		if *s.id, err = f.NewStyle(&s.style); err != nil {
			return l, err
		}
	}
	return l, nil
}

// row gives the cells of a line.
func (s look) row(l Line) ([]any, error) {
	cells := []any{excelize.Cell{StyleID: s.word, Value: l.Area.Code}, excelize.Cell{StyleID: s.word, Value: l.Area.Name}}
	for _, count := range store.Counts() {
		c := excelize.Cell{StyleID: s.number}
		if n, ok := l.Counts[count]; ok {
			c.Value = n
		}
		cells = append(cells, c)
	}
	day := excelize.Cell{StyleID: s.date}
	if l.AsOf != "" {
		t, err := time.Parse(time.DateOnly, string(l.AsOf))
		if err != nil {
			return nil, fmt.Errorf("write date of %s: %w", l.Area.Code, err)
		}
		day.Value = t
	}
	return append(cells, day, excelize.Cell{StyleID: s.word, Value: l.Source}), nil
}
