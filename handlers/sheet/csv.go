package sheet

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// readCSV reads a file whose columns are parted by commas, semicolons or tabs, whichever shows a header.
func readCSV(r io.ReaderAt, size int64, o Options) (Table, error) {
	decoder, err := decoderOf(r, size)
	if err != nil {
		return Table{}, err
	}
	known := roles()
	var missing *Refusal
	for _, mark := range marks(r, size, decoder) {
		top, err := newRecords(r, size, decoder, mark, nil).top()
		var unread *Refusal
		if err != nil && !errors.As(err, &unread) {
			return Table{}, err
		}
		if err == nil {
			h, no := findHeader(top, known, func(int) bool { return false })
			if no == nil {
				return body(o, h, newRecords(r, size, decoder, mark, o.Progress), known, true)
			}
			unread = no
		}
		if missing == nil || weight(unread) > weight(missing) {
			missing = unread
		}
	}
	return Table{}, missing
}

// weight orders refusals: the one that understood most of the file is told.
func weight(r *Refusal) int {
	switch r.Reason {
	case "twice":
		return 4
	case "no_count":
		return 3
	case "no_area":
		return 2
	case "quote":
		return 1
	}
	return 0
}

// decoding makes UTF-8 of a file's bytes.
type decoding func(io.Reader) io.Reader

// decoderOf tells how the letters of a file are written: UTF-8 if all of it is, else the code page of Western Windows.
func decoderOf(r io.ReaderAt, size int64) (decoding, error) {
	head := make([]byte, min(size, 2))
	if _, err := r.ReadAt(head, 0); err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	if utf16Mark(head) != "" {
		wide := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
		return func(r io.Reader) io.Reader { return transform.NewReader(r, wide.NewDecoder()) }, nil
	}
	text := bufio.NewReaderSize(io.NewSectionReader(r, 0, size), 1<<16)
	valid := true
	for {
		c, n, err := text.ReadRune()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		if c == 0 {
			return nil, refuse("no_sheet")
		}
		valid = valid && !(c == utf8.RuneError && n == 1)
	}
	if valid {
		return func(r io.Reader) io.Reader { return r }, nil
	}
	return func(r io.Reader) io.Reader { return transform.NewReader(r, charmap.Windows1252.NewDecoder()) }, nil
}

// marks are the marks that may part columns: the one that a first line "sep=;" names, or all.
func marks(r io.ReaderAt, size int64, decoder decoding) []rune {
	first, _ := bufio.NewReader(io.LimitReader(decoder(io.NewSectionReader(r, 0, size)), 16)).ReadString('\n') // shorter files end it
	if mark, ok := strings.CutPrefix(strings.TrimPrefix(first, "\ufeff"), "sep="); ok && len(mark) > 0 && strings.Contains(",;\t", mark[:1]) {
		return []rune{rune(mark[0])}
	}
	return []rune{',', ';', '\t'}
}

// records are the rows of a CSV file.
type records struct {
	csv      *csv.Reader
	read     *counter
	size     int
	progress func(done, total int)
	inside   int // line breaks inside cells so far: a row may take several lines
	cells    []cell
}

// counter counts the bytes read.
type counter struct {
	r io.Reader
	n int
}

func (c *counter) Read(b []byte) (int, error) {
	n, err := c.r.Read(b)
	c.n += n
	return n, err
}

func newRecords(r io.ReaderAt, size int64, decoder decoding, mark rune, progress func(done, total int)) *records {
	if progress == nil {
		progress = func(int, int) {}
	}
	read := &counter{r: io.NewSectionReader(r, 0, size)}
	text := bufio.NewReader(decoder(read))
	if bom, _ := text.Peek(3); bytes.Equal(bom, []byte("\ufeff")) {
		_, _ = text.Discard(3) // they were just seen
	}
	c := csv.NewReader(text)
	c.Comma, c.FieldsPerRecord, c.ReuseRecord = mark, -1, true
	return &records{csv: c, read: read, size: int(size), progress: progress}
}

// next gives the next row that has anything.
func (s *records) next() (line, error) {
	fields, err := s.csv.Read()
	var bad *csv.ParseError
	switch {
	case errors.Is(err, io.EOF):
		s.progress(s.size, s.size)
		return line{}, io.EOF
	case errors.As(err, &bad):
		return line{}, refuse("quote", "line", bad.Line)
	case err != nil:
		return line{}, err
	}
	s.progress(s.read.n, s.size)
	at, _ := s.csv.FieldPos(0)
	s.cells = s.cells[:0]
	l := line{row: at - s.inside}
	for _, f := range fields {
		s.inside += strings.Count(f, "\n")
		c := cell{kind: text, text: unguarded(clip(f))}
		if strings.TrimSpace(f) == "" {
			c = cell{}
		}
		s.cells = append(s.cells, c)
	}
	for len(s.cells) > 0 && s.cells[len(s.cells)-1].kind == blank {
		s.cells = s.cells[:len(s.cells)-1]
	}
	if len(s.cells) > mostColumns {
		return line{}, refuse("wide", "row", l.row)
	}
	l.cells = s.cells
	return l, nil
}

// top gives the first rows, copied.
func (s *records) top() ([]line, error) { return topOf(s) }

// Signs that make a formula of a text where a program opens a CSV file.
const formulaSigns = "=+-@\t\r"

// guarded is a text as it is written to a CSV file: one that a program would take for a formula begins with an apostrophe.
func guarded(s string) string {
	if s != "" && (strings.IndexByte(formulaSigns, s[0]) >= 0 || s[0] == '\'' && len(s) > 1 && strings.IndexByte(formulaSigns+"'", s[1]) >= 0) {
		return "'" + s
	}
	return s
}

// unguarded is the text that guarded wrote.
func unguarded(s string) string {
	if len(s) > 1 && s[0] == '\'' && strings.IndexByte(formulaSigns+"'", s[1]) >= 0 {
		return s[1:]
	}
	return s
}
