package sheet

import (
	"bytes"
	"encoding/binary"
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"ikdbot/locales"
)

// beast is a file that offices or attackers send, and that cannot be taken as it is.
type beast struct {
	name string // of the file
	what string
	file []byte
}

// good is a small table without faults.
func good() [][]any { return [][]any{{"kode", "nama", "ikd"}, {"62.02.05", "Baamang", 1250}} }

// zoo makes all of them anew: none is kept as a file that a virus scanner might take offence at.
func zoo(t *testing.T) []beast {
	table := func(rows ...[]any) []byte { return workbook(t, rows) }
	fine := workbook(t, good())
	locked := workbook(t, good(), func(f *excelize.File) {})
	if f, err := excelize.OpenReader(bytes.NewReader(locked)); err != nil {
		t.Fatal(err)
	} else {
		var b bytes.Buffer
		if err := f.Write(&b, excelize.Options{Password: "rahasia"}); err != nil {
			t.Fatal(err)
		}
		locked = b.Bytes()
	}
	many := [][]any{{"kode", "ikd"}}
	for range 30 {
		many = append(many, []any{"62.02.05", "sekitar 100"})
	}
	add := func(name, text string) []byte {
		return repack(t, fine, map[string]func([]byte) []byte{name: func([]byte) []byte { return []byte(text) }})
	}
	with := func(name string, do func([]byte) []byte) []byte {
		return repack(t, fine, map[string]func([]byte) []byte{name: do})
	}
	const first = "xl/worksheets/sheet1.xml"
	return []beast{
		{"a.xlsx", "larger than 20 MB", make([]byte, MaxSize+1)},
		{"a.xlsx", "nothing in it", nil},
		{"a.xlsx", "a password", locked},
		{"a.xls", "Excel before 2007", old(t, "Workbook")},
		{"a.doc", "Word before 2007", old(t, "WordDocument")},
		{"a.xlsm", "a macro", add("xl/vbaProject.bin", "macro")},
		{"a.xlsm", "a macro of Excel 4", add("xl/macrosheets/sheet1.xml", "<x/>")},
		{"a.xlsb", "a binary workbook", add("xl/workbook.bin", "x")},
		{"a.ods", "OpenDocument", repack(t, add("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
			map[string]func([]byte) []byte{"content.xml": func([]byte) []byte { return []byte("<x/>") }})},
		{"a.docx", "another document in the same container", repack(t, fine, map[string]func([]byte) []byte{"xl/workbook.xml": nil})},
		{"a.zip", "an archive of other things", repack(t, fine, map[string]func([]byte) []byte{"[Content_Types].xml": nil})},
		{"a.xls", "a web page that calls itself Excel", []byte("<html><table><tr><td>kode</td></tr></table></html>")},
		{"a.pdf", "a PDF", []byte("%PDF-1.7\n1 0 obj")},
		{"a.png", "a picture", []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")},
		{"a.csv", "bytes that are no text", []byte("kode,ikd\n" + strings.Repeat("62.02.05,1\n", 500) + "\x00\x01")},
		{"a.xlsx", "a sheet of 24 MB of blanks", with(first, func(s []byte) []byte {
			return append(s, bytes.Repeat([]byte(" "), 24<<20)...)
		})},
		{"a.xlsx", "a sheet that lies about its size", lying(t, with(first, func(s []byte) []byte {
			return append(s, bytes.Repeat([]byte(" "), 3<<20)...)
		}))},
		{"a.xlsx", "one cell of 2 MB", with(first, func(s []byte) []byte {
			noise := strings.Repeat("abcdefghijklmnopqrstuvwxyz0123456789", 60_000)
			return bytes.Replace(s, []byte("<sheetData>"), []byte("<sheetData><row><c t=\"str\"><v>"+noise+"</v></c></row>"), 1)
		})},
		{"a.xlsx", "thousands of parts", crowded(t, fine)},
		{"a.xlsx", "cut off on its way", fine[:len(fine)*2/3]},
		{"a.xlsx", "a sheet cut off inside", with(first, func(s []byte) []byte { return s[:bytes.Index(s, []byte("</sheetData>"))] })},
		{"a.xlsx", "a sheet that is no XML", with(first, func([]byte) []byte { return []byte("<worksheet><sheetData><row></c") })},
		{"a.xlsx", "an entity of its own", with(first, func(s []byte) []byte {
			return bytes.Replace(s, []byte("<sheetData>"), []byte("<sheetData><row><c t=\"str\"><v>&lol;</v></c></row>"), 1)
		})},
		{"a.csv", "a quotation mark without its partner", []byte("kode,ikd\n62.02.05,1\n\"62.02.06,2\n")},
		{"a.csv", "a comma inside a number", []byte("kode,nama,ikd\n62.02.05,Baamang,1,250\n")},
		{"a.csv", "more columns than any table", []byte("kode,ikd" + strings.Repeat(",x", 300) + "\n")},
		{"a.xlsx", "no header", table([]any{"62.02.05", "Baamang", 1250})},
		{"a.xlsx", "only percentages", table([]any{"kode", "nama", "IKD (%)"}, []any{"62.02.05", "Baamang", 2.5})},
		{"a.xlsx", "figures without areas", table([]any{"penduduk", "ikd"}, []any{1, 2})},
		{"a.xlsx", "two columns for one count", table([]any{"kode", "ikd", "Aktivasi IKD"}, []any{"62.02.05", 1, 2})},
		{"a.xlsx", "men and women apart, nobody together", table([]any{"kode", "Penduduk", nil}, []any{nil, "L", "P"}, []any{"62.02.05", 1, 2})},
		{"a.xlsx", "a header and nothing else", table([]any{"kode", "nama", "ikd"}, []any{"62.02.05", "Baamang", nil})},
		{"a.xlsx", "only another regency", table([]any{"kode", "nama", "ikd"}, []any{"35.29.01", "Kota Sumenep", 5}, []any{"35.29", "Sumenep", 9})},
		{"a.xlsx", "only hidden rows", workbook(t, good(), func(f *excelize.File) { _ = f.SetRowVisible("Sheet1", 2, false) })},
		{"a.xlsx", "thirty cells that are no numbers", workbook(t, many)},
		{"a.xlsx", "every fault a cell can have", workbook(t, faulty())},
	}
}

// faulty has one cell of each fault.
func faulty() [][]any {
	rows := [][]any{{"kode", "nama", "ikd", "tanggal"}}
	for _, v := range []any{
		"0,36", "1,113", "-5", "12%", styled{45962, "d-mmm"}, "6202051234560001", "belum", formula{"=1+1", nil}, "#REF!",
	} {
		rows = append(rows, []any{"62.02.05", "Baamang", v})
	}
	return append(rows,
		[]any{"62.02.05", "Baamang", 1, "November 2026"},
		[]any{"62.02.99", "Baamang", 1},
		[]any{"62.02.06", "Baamang", 1},
		[]any{nil, "Baamangg", 1},
		[]any{nil, "Sampit", 1},
		[]any{nil, nil, 1},
		[]any{"62.02.05", "Baamang", 1, "20-11-2026"},
		[]any{"62.02.05", "Baamang", 2, "20-11-2026"},
	)
}

// old is the beginning of a container of the old Office, with a stream of that name.
func old(t *testing.T, stream string) []byte {
	t.Helper()
	b := make([]byte, 1536)
	copy(b, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
	copy(b[1024:], wide("Root Entry"))
	copy(b[1152:], wide(stream))
	return b
}

// lying makes the list of parts say that every part is small.
func lying(t *testing.T, file []byte) []byte {
	t.Helper()
	file = bytes.Clone(file)
	for i := 0; ; {
		at := bytes.Index(file[i:], []byte("PK\x01\x02"))
		if at < 0 {
			return file
		}
		i += at + 4
		if size := binary.LittleEndian.Uint32(file[i+20:]); size > 1<<20 {
			binary.LittleEndian.PutUint32(file[i+20:], 5_000)
		}
	}
}

// crowded adds more parts than any workbook has.
func crowded(t *testing.T, file []byte) []byte {
	more := map[string]func([]byte) []byte{}
	for i := range mostParts {
		more["x/"+strings.Repeat("y", i%9)+letters(i)] = func([]byte) []byte { return nil }
	}
	return repack(t, file, more)
}

// Every file of the zoo has its sentence, in both languages; read testdata/zoo.txt to review them.
func TestZooOfBadFiles(t *testing.T) {
	c, _ := content(t)
	o := options(t)
	var b strings.Builder
	said := map[string]bool{}
	for _, x := range zoo(t) {
		table, err := read(x.name, x.file, o)
		var r *Refusal
		if err != nil && !errors.As(err, &r) {
			t.Errorf("%s: %v", x.what, err)
			continue
		}
		if err == nil && len(table.Faults) == 0 {
			t.Errorf("%s: was read as if nothing were wrong", x.what)
		}
		b.WriteString("# " + x.what + " (" + x.name + ")\n")
		for _, l := range locales.Languages() {
			if r != nil {
				said["refuse_"+r.Reason] = true
				b.WriteString(r.Text(c, l) + "\n")
			}
			for _, f := range table.Faults {
				said["fault_"+f.Kind] = true
				b.WriteString("- " + f.Text(c, l) + "\n")
			}
		}
		b.WriteString("\n")
	}
	golden(t, "testdata/zoo.txt", b.String())
	for _, key := range []string{"refuse_too_many_rows", "refuse_sheet"} { // have tests of their own
		said[key] = true
	}
	for _, key := range sentences(t) {
		if !said[key] {
			t.Errorf("no file of the zoo is answered with sheet.%s", key)
		}
	}
}

// sentences lists the keys of all refusals and faults.
func sentences(t *testing.T) []string {
	t.Helper()
	text, err := os.ReadFile("../../locales/id/phrases/sheet.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var keys []string
	for line := range strings.Lines(string(text)) {
		key, _, _ := strings.Cut(line, ":")
		if strings.HasPrefix(key, "refuse_") || strings.HasPrefix(key, "fault_") {
			keys = append(keys, key)
		}
	}
	return keys
}

// golden compares a text with a file, or rewrites the file.
func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	before, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(before), got); diff != "" {
		t.Errorf("%s differs; go test ./handlers/sheet -update rewrites it\n%s", file, diff)
	}
}
