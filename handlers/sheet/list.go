package sheet

import (
	"io"
	"strings"

	"github.com/xuri/excelize/v2"
)

// WriteList writes a plain workbook of one sheet, to be read by people: a head that stays in sight, and rows of texts and whole
// numbers. Texts stay texts, whatever they begin with.
func WriteList(w io.Writer, name string, head []string, rows [][]any) (err error) {
	f := excelize.NewFile()
	defer func() {
		if closing := f.Close(); err == nil {
			err = closing
		}
	}()
	if err := f.SetSheetName("Sheet1", name); err != nil {
		return err
	}
	look, err := looks(f)
	if err != nil {
		return err
	}
	out, err := f.NewStreamWriter(name)
	if err != nil {
		return err
	}
	for i, column := range head {
		if err := out.SetColWidth(i+1, i+1, listWidth(column, rows, i)); err != nil {
			return err
		}
	}
	if err := out.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	var top []any
	for _, column := range head {
		top = append(top, excelize.Cell{StyleID: look.head, Value: column})
	}
	if err := out.SetRow("A1", top); err != nil {
		return err
	}
	for i, row := range rows {
		cells := make([]any, len(row))
		for j, value := range row {
			style := look.number
			if text, is := value.(string); is {
				style, value = look.word, clean(text)
			}
			cells[j] = excelize.Cell{StyleID: style, Value: value}
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

// listWidth is wide enough for most of what stands in a column.
func listWidth(head string, rows [][]any, column int) float64 {
	widest := len(head)
	for _, row := range rows {
		if text, is := row[column].(string); is {
			widest = max(widest, len(strings.TrimSpace(text)))
		}
	}
	return float64(min(max(widest+2, 12), 60))
}
