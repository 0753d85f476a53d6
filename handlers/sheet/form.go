package sheet

import (
	"bytes"
	"errors"
	"io"
	"path"
	"strings"
	"unicode/utf16"
)

// fileForm is what kind of file somebody sent.
type fileForm int

const (
	csvForm fileForm = iota
	xlsxForm
)

// formOf tells a file by its first bytes, since names lie; what cannot be read is refused with what to do instead.
func formOf(name string, r io.ReaderAt, size int64) (fileForm, error) {
	head := make([]byte, min(size, 4096))
	if _, err := r.ReadAt(head, 0); err != nil && !errors.Is(err, io.EOF) {
		return 0, err
	}
	lower := bytes.ToLower(bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\ufeff")), " \t\r\n"))
	switch {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return xlsxForm, nil
	case bytes.HasPrefix(head, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
		return 0, compound(r, size)
	case bytes.HasPrefix(lower, []byte("<")):
		return 0, refuse("web_page")
	case len(lower) == 0:
		return 0, refuse("empty")
	case utf16Mark(head) != "", !bytes.ContainsRune(head, 0) && !bytes.HasPrefix(head, []byte("%PDF")):
		switch strings.ToLower(path.Ext(name)) {
		case ".pdf", ".doc", ".docx", ".jpg", ".jpeg", ".png", ".zip", ".rar":
			return 0, refuse("no_sheet")
		}
		return csvForm, nil
	}
	return 0, refuse("no_sheet")
}

// compound tells what is in a container of the old Office: a workbook with a password, one of before 2007, or none.
func compound(r io.ReaderAt, size int64) error {
	whole, err := io.ReadAll(io.NewSectionReader(r, 0, size))
	if err != nil {
		return err
	}
	switch {
	case bytes.Contains(whole, wide("EncryptedPackage")):
		return refuse("password")
	case bytes.Contains(whole, wide("Workbook")), bytes.Contains(whole, wide("Book")):
		return refuse("old_excel")
	}
	return refuse("no_sheet")
}

// wide writes a name as the directory of such a container does.
func wide(name string) []byte {
	var b []byte
	for _, u := range utf16.Encode([]rune(name)) {
		b = append(b, byte(u), byte(u>>8))
	}
	return b
}

// utf16Mark names the order of bytes a text of Excel's "Unicode Text" begins with; empty for any other.
func utf16Mark(head []byte) string {
	switch {
	case bytes.HasPrefix(head, []byte{0xff, 0xfe}):
		return "little"
	case bytes.HasPrefix(head, []byte{0xfe, 0xff}):
		return "big"
	}
	return ""
}
