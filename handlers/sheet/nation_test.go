package sheet

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

// villages are all areas of the lowest level in Indonesia.
const villages = 83_762

// nation gives a table of every village of Indonesia, with figures that follow from its row.
func nation(t testing.TB, each func(cells []string)) {
	t.Helper()
	f, err := os.Open("../../locales/places/areas.csv.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	areas := csv.NewReader(bufio.NewReader(z))
	each(Columns())
	n := 0
	for {
		a, err := areas.Read()
		if err != nil {
			break // the end, or the count below is wrong
		}
		if a[1] != "desa" {
			continue
		}
		n++
		people := 1000 + n%5000
		each([]string{
			a[0], a[2], strconv.Itoa(people), strconv.Itoa(people * 7 / 10), strconv.Itoa(people * 6 / 10), strconv.Itoa(people / 9), strconv.Itoa(n % 300),
			"2026-11-20", "DKB Semester I 2026",
		})
	}
	if n != villages {
		t.Fatalf("%d villages", n)
	}
}

func nationCSV(t testing.TB) []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	nation(t, func(cells []string) {
		if err := w.Write(cells); err != nil {
			t.Fatal(err)
		}
	})
	w.Flush()
	return b.Bytes()
}

// nationXLSX has its texts shared, as Excel saves them.
func nationXLSX(t testing.TB) []byte {
	var sheet, shared strings.Builder
	known := map[string]int{}
	sheet.WriteString(`<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`)
	row := 0
	nation(t, func(cells []string) {
		row++
		r := strconv.Itoa(row)
		sheet.WriteString(`<row r="` + r + `" spans="1:9">`)
		for i, c := range cells {
			if row > 1 && i >= 2 && i <= 6 {
				sheet.WriteString(`<c r="` + letters(i) + r + `"><v>` + c + `</v></c>`)
				continue
			}
			n, ok := known[c]
			if !ok {
				n = len(known)
				known[c] = n
				shared.WriteString("<si><t>" + strings.ReplaceAll(c, "&", "&amp;") + "</t></si>")
			}
			sheet.WriteString(`<c r="` + letters(i) + r + `" t="s"><v>` + strconv.Itoa(n) + `</v></c>`)
		}
		sheet.WriteString("</row>")
	})
	sheet.WriteString("</sheetData></worksheet>")
	return repack(t, workbook(t, [][]any{{"x"}}), map[string]func([]byte) []byte{
		"xl/worksheets/sheet1.xml": func([]byte) []byte { return []byte(sheet.String()) },
		"xl/sharedStrings.xml": func([]byte) []byte {
			return []byte(`<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` + shared.String() + "</sst>")
		},
	})
}

// A file of the whole nation is read and filtered in seconds, within 64 MB, and tells how far it is.
func TestAFileOfTheNation(t *testing.T) {
	o := options(t)
	for name, file := range map[string][]byte{"bangsa.csv": nationCSV(t), "bangsa.xlsx": nationXLSX(t)} {
		var steps []int
		o.Progress = func(done, total int) { steps = append(steps, done*100/total) }
		before := settled()
		peak := watch(before)
		start := time.Now()
		table, err := read(name, file, o)
		took, most := time.Since(start), peak()
		if err != nil || len(table.Rows) != 185*5 || table.Foreign.Rows != villages-185 || len(table.Foreign.Names) != 513 || len(table.Faults) > 0 {
			t.Errorf("%s: %d rows, %d of others in %d regencies, %v %v", name, len(table.Rows), table.Foreign.Rows, len(table.Foreign.Names), table.Faults, err)
		}
		t.Logf("%s: %.1f MB in %v, heap at most %d MB above", name, float64(len(file))/(1<<20), took.Round(time.Millisecond), most>>20)
		if most > 64<<20 {
			t.Errorf("%s took %d MB", name, most>>20)
		}
		if len(steps) < 20 || steps[len(steps)-1] != 100 {
			t.Errorf("%s: progress %v", name, steps)
		}
	}
}

// settled is the heap in use once nothing is left to collect.
func settled() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// watch measures how far the heap grows, garbage included, until the function it gives is called.
func watch(before uint64) func() uint64 {
	var most atomic.Uint64
	stop, done := make(chan struct{}), make(chan struct{})
	look := func() {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		if m.HeapAlloc > before {
			most.Store(max(most.Load(), m.HeapAlloc-before))
		}
	}
	go func() {
		defer close(done)
		tick := time.NewTicker(5 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-stop:
				return
			case <-tick.C:
				look()
			}
		}
	}()
	return func() uint64 {
		close(stop)
		<-done
		look()
		return most.Load()
	}
}

func BenchmarkNation(b *testing.B) {
	o := options(b)
	for _, c := range []struct {
		name string
		file []byte
	}{{"csv", nationCSV(b)}, {"xlsx", nationXLSX(b)}} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := read("bangsa."+c.name, c.file, o); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(villages)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
		})
	}
	// What the library takes only to go through the same rows, for comparing.
	file := nationXLSX(b)
	b.Run("excelize", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			f, err := excelize.OpenReader(bytes.NewReader(file))
			if err != nil {
				b.Fatal(err)
			}
			rows, err := f.Rows("Sheet1")
			if err != nil {
				b.Fatal(err)
			}
			for rows.Next() {
				if _, err := rows.Columns(); err != nil {
					b.Fatal(err)
				}
			}
			if err := f.Close(); err != nil {
				b.Fatal(err)
			}
		}
	})
}
