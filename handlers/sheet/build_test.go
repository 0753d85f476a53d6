package sheet

import (
	"archive/zip"
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"

	"github.com/xuri/excelize/v2"

	"ikdbot/locales"
)

var update = flag.Bool("update", false, "rewrite testdata/zoo.txt")

const kotim = "62.02"

// loaded is read once: nothing changes it.
var loaded = sync.OnceValues(func() (*locales.Content, error) { return locales.Load("") })

func content(t testing.TB) (*locales.Content, *locales.Regency) {
	t.Helper()
	c, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	r, err := c.Regency(kotim)
	if err != nil {
		t.Fatal(err)
	}
	return c, r
}

// options are those of an admin of Kotawaringin Timur.
func options(t testing.TB) Options {
	_, r := content(t)
	return Options{Regency: kotim, Finder: Places(r)}
}

// formula is a cell with a formula. Without a value nobody has computed it yet.
type formula struct {
	text  string
	value any
}

// styled is a cell with a number format.
type styled struct {
	value  any
	format string
}

// workbook makes a workbook of one sheet; change may do more to it.
func workbook(t testing.TB, rows [][]any, change ...func(f *excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	fill(t, f, "Sheet1", rows)
	for _, do := range change {
		do(f)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// fill writes rows into a sheet.
func fill(t testing.TB, f *excelize.File, sheet string, rows [][]any) {
	t.Helper()
	for i, row := range rows {
		for j, v := range row {
			var err error
			at := address(j, i+1)
			switch v := v.(type) {
			case nil:
			case formula:
				if v.value != nil {
					err = f.SetCellValue(sheet, at, v.value)
				}
				err = errors.Join(err, f.SetCellFormula(sheet, at, v.text))
			case styled:
				id, wrong := f.NewStyle(&excelize.Style{CustomNumFmt: &v.format})
				err = errors.Join(wrong, f.SetCellValue(sheet, at, v.value), f.SetCellStyle(sheet, at, at, id))
			default:
				err = f.SetCellValue(sheet, at, v)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
}

// repack changes the parts of a workbook: each by name, nil to leave it out; names that are not there yet are added.
func repack(t testing.TB, file []byte, change map[string]func([]byte) []byte) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	put := func(name string, data []byte) {
		part, err := w.Create(name)
		if err == nil {
			_, err = part.Write(data)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		do, ok := change[f.Name]
		delete(change, f.Name)
		switch {
		case !ok:
			put(f.Name, data)
		case do != nil:
			put(f.Name, do(data))
		}
	}
	for name, do := range change {
		put(name, do(nil))
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func read(name string, data []byte, o Options) (Table, error) {
	return Read(name, bytes.NewReader(data), int64(len(data)), o)
}

// shown writes a table down for comparing: a line for each figure, then each fault.
func shown(table Table, err error) string {
	var b strings.Builder
	if err != nil {
		fmt.Fprintln(&b, err)
	}
	for _, r := range table.Rows {
		fmt.Fprintln(&b, strings.TrimRight(fmt.Sprintf("%s %s %d %s %s %s", r.Cell, r.Area, r.Value, r.Count, r.AsOf, r.Source), " "))
	}
	for _, f := range table.Faults {
		fmt.Fprintln(&b, "!", f.Cell, f.Kind)
	}
	return strings.TrimSpace(b.String())
}

// want is an expected listing, without the indentation it has in a test.
func want(s string) string {
	var all []string
	for line := range strings.Lines(s) {
		if line = strings.TrimSpace(line); line != "" {
			all = append(all, line)
		}
	}
	return strings.Join(all, "\n")
}
