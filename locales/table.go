package locales

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"time"
)

// row is one line of a table, its cells by the words of the header.
type row struct {
	file  string
	line  int
	cells map[string]string
}

// rows reads a table whose first line names its columns. A table that is not there has no rows.
func (f *files) rows(file string, columns ...string) ([]row, error) {
	text, err := f.read(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(text, []byte("\ufeff"))))
	r.Comment = '#'
	r.FieldsPerRecord = len(columns)
	var all []row
	for header := true; ; header = false {
		cells, err := r.Read()
		if err == io.EOF {
			return all, nil
		}
		var bad *csv.ParseError
		if errors.As(err, &bad) {
			return nil, at(file, bad.StartLine, bad.Err)
		}
		if err != nil {
			return nil, at(file, 0, err)
		}
		line, _ := r.FieldPos(0)
		if header {
			if !slices.Equal(cells, columns) {
				return nil, at(file, line, fmt.Errorf("the columns must be %s", strings.Join(columns, ",")))
			}
			continue
		}
		w := row{file, line, make(map[string]string, len(columns))}
		for i, name := range columns {
			w.cells[name] = strings.TrimSpace(cells[i])
		}
		all = append(all, w)
	}
}

// fault is an error at this row.
func (w row) fault(format string, args ...any) error {
	return at(w.file, w.line, fmt.Errorf(format, args...))
}

// counts are the columns of a table of figures that hold numbers of persons.
var counts = [...]string{"penduduk", "wajib", "rekam", "kia", "ikd"}

// figure reads a row of a table of figures. The date is left to the caller: the two tables write it differently.
func (w row) figure() (FirstFigure, error) {
	fig := FirstFigure{Area: w.cells["kode"], Source: w.cells["sumber"], Counts: map[string]int64{}}
	for _, name := range counts {
		cell := w.cells[name]
		if cell == "" {
			continue
		}
		n, err := strconv.ParseInt(cell, 10, 64)
		if err != nil || n < 0 {
			return fig, w.fault("%s: %q is no count; write digits only, or nothing where it is unknown", name, cell)
		}
		fig.Counts[name] = n
	}
	return fig, nil
}

// figureColumns are those of figures.csv and contoh.csv, and of the files people import.
var figureColumns = []string{"kode", "nama", "penduduk", "wajib", "rekam", "kia", "ikd", "tanggal", "sumber"}

// firstFigures reads figures.csv, where a date is a date.
func (f *files) firstFigures(file string) ([]FirstFigure, error) {
	rows, err := f.rows(file, figureColumns...)
	if err != nil {
		return nil, err
	}
	var all []FirstFigure
	for _, w := range rows {
		fig, err := w.figure()
		if err != nil {
			return nil, err
		}
		fig.AsOf = w.cells["tanggal"]
		if _, err := time.Parse(time.DateOnly, fig.AsOf); err != nil {
			return nil, w.fault("tanggal: %q is no date like 2026-11-21", fig.AsOf)
		}
		all = append(all, fig)
	}
	return all, nil
}

// sample is a made-up figure, dated so many days before or after the day it is asked for.
type sample struct {
	FirstFigure
	days int
}

// sampleFigures reads contoh.csv, where a date is a number of days such as -7.
func (f *files) sampleFigures(file string) ([]sample, error) {
	rows, err := f.rows(file, figureColumns...)
	if err != nil {
		return nil, err
	}
	var all []sample
	for _, w := range rows {
		fig, err := w.figure()
		if err != nil {
			return nil, err
		}
		days, err := strconv.Atoi(w.cells["tanggal"])
		if err != nil {
			return nil, w.fault("tanggal: %q is no number of days such as -7", w.cells["tanggal"])
		}
		all = append(all, sample{fig, days})
	}
	return all, nil
}
