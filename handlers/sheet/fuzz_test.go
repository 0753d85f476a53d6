package sheet

import (
	"bytes"
	"testing"
)

// The reader of workbooks is ours, so it has to stand whatever is put into a sheet.
func FuzzSheet(f *testing.F) {
	for _, seed := range []string{
		`<worksheet><cols><col min="2" max="3" hidden="1"/></cols><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>kode</t></is></c>` +
			`<c r="B1" t="str"><v>ikd</v></c></row><row r="2" hidden="0"><c r="A2" t="str"><v>62.02.05</v></c><c r="B2"><f>1+1</f><v>2</v></c></row>` +
			`</sheetData><mergeCells><mergeCell ref="A1:A9"/></mergeCells></worksheet>`,
		`<sheetData/>`, `<sheetData><row r="-1"><c r="ZZZZ9" s="99999" t="s"><v>-4</v></c></row></sheetData>`, `<!DOCTYPE x [<!ENTITY a "b">]><c>&a;</c>`,
	} {
		f.Add([]byte(seed))
	}
	o := options(f)
	frame := workbook(f, good())
	f.Fuzz(func(t *testing.T, part []byte) {
		file := repack(t, frame, map[string]func([]byte) []byte{"xl/worksheets/sheet1.xml": func([]byte) []byte { return bytes.Clone(part) }})
		table, err := read("x.xlsx", file, o)
		if err != nil && len(table.Rows) > 0 {
			t.Fatal("a refused file has rows")
		}
		for _, r := range table.Rows {
			if _, known := o.Finder.ByCode(r.Area); !known || r.Value < 0 || r.Value > largest || r.Source != clean(r.Source) {
				t.Fatalf("%+v", r)
			}
		}
	})
}
