package handlers_test

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ikdbot/handlers"
	"ikdbot/handlers/sheet"
	"ikdbot/store"
)

// hand is files that are in nobody's testdata: by name, as they would be handed out.
type hand map[string][]byte

func (h hand) Open(_ context.Context, f handlers.File) ([]byte, error) { return h[f.ID], nil }

// drop is what a role gets for a file.
func (s *stage) drop(t testing.TB, role, name string) (handlers.Request, handlers.Reply) {
	t.Helper()
	r, err := s.as(role)
	if err != nil {
		t.Fatal(err)
	}
	r.File = &handlers.File{ID: name, Name: name}
	return r, s.desk.Answer(t.Context(), r)
}

// TestImports is what files do to figures beyond what the transcripts show. Each part has a memory of its own.
func TestImports(t *testing.T) {
	h := newHouse(t, "")
	for name, test := range map[string]func(*testing.T, *house){
		"export and import make no difference":  roundTrip,
		"a file delivered twice":                fileDeliveredTwice,
		"hundreds of areas are one change":      hundredsOfAreas,
		"the others are told once":              othersAreTold,
		"every figure is in the list":           everyFigureListed,
		"personal data in a source is masked":   personalSource,
		"a second admin is asked by the number": reviewFrom,
		"a file passed on":                      forwardedFile,
		"steps are shown":                       stepsShown,
	} {
		t.Run(name, func(t *testing.T) { test(t, h) })
	}
}

// fileStage is a stage on which files can be dropped that are made by the test.
func fileStage(t *testing.T, h *house, code string, from int, files hand) *stage {
	s := h.stage(t, code)
	o := s.options(h)
	o.Files, o.ReviewFrom = files, from
	s.desk = handlers.New(o)
	return s
}

// What was exported and comes back changes nothing, whatever was changed, undone or told in any order before.
func roundTrip(t *testing.T, h *house) {
	files := hand{}
	s := fileStage(t, h, "62.02", 0, files)
	random := rand.New(rand.NewPCG(1, 2))
	areas := s.regency.Areas()[1:]
	for range 40 {
		area := areas[random.IntN(len(areas))].Code
		day := time.Date(2026, 11, 1+random.IntN(20), 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
		count := store.Counts()[random.IntN(5)]
		s.say(t, "admin", fmt.Sprintf(`/update %s %s=%d %s -Laporan; "DKB", %d`, area, count, random.IntN(9000), day, random.IntN(3)))
		s.say(t, "admin", "/simpan alasan uji")
		if undo := s.say(t, "admin", "/urungkan"); len(undo.Buttons) > 0 && random.IntN(5) == 0 {
			s.desk.Answer(t.Context(), s.press(t, "admin", undo, "Simpan"))
		}
	}
	before := len(s.changes(t))
	if before < 20 {
		t.Fatalf("only %d changes were made", before)
	}
	for _, command := range []string{"/ekspor", "/ekspor csv"} {
		out := s.say(t, "admin", command)
		if out.File == nil {
			t.Fatalf("%s: %s", command, out.Text)
		}
		files[out.File.Name] = out.File.Content
		if _, got := s.drop(t, "admin", out.File.Name); !strings.Contains(got.Text, "Tidak ada yang berubah") {
			t.Errorf("%s, sent back:\n%s", out.File.Name, got.Text)
		}
	}
	if after := len(s.changes(t)); after != before {
		t.Errorf("%d changes, then %d", before, after)
	}
}

// The platform delivers the file again: the buttons shown first still work, and stored it is once.
func fileDeliveredTwice(t *testing.T, h *house) {
	s := fileStage(t, h, "62.02", 0, hand{"a.csv": []byte("kode,ikd\n62.02.05,700\n")})
	request, shown := s.drop(t, "admin", "a.csv")
	if again := s.desk.Answer(t.Context(), request); !cmp.Equal(again, shown) {
		t.Errorf("shown again: %s", cmp.Diff(shown, again))
	}
	if stored := s.desk.Answer(t.Context(), s.press(t, "admin", shown, "Simpan")); !strings.Contains(stored.Text, "tersimpan sebagai **#2**") {
		t.Errorf("stored: %s", stored.Text)
	}
	if late := s.desk.Answer(t.Context(), request); !strings.Contains(late.Text, "Tidak ada yang berubah") {
		t.Errorf("delivered after that: %s", late.Text)
	}
	if n := len(s.changes(t)); n != 2 {
		t.Errorf("%d changes", n)
	}
}

// Every area of the largest regency, five figures each, is one change in a moment.
func hundredsOfAreas(t *testing.T, h *house) {
	files := hand{}
	s := fileStage(t, h, "11.08", 0, files)
	areas := s.regency.Areas()[1:]
	if len(areas) < 500 {
		t.Fatalf("only %d areas", len(areas))
	}
	var lines []sheet.Line
	for i, a := range areas {
		n := int64(1000 + i)
		lines = append(lines, sheet.Line{Area: a, AsOf: "2026-11-20", Source: "DKB", Counts: map[store.Count]int64{
			store.Population: 2 * n, store.Obligated: n, store.Recorded: n - 10, store.ChildCards: 300, store.Active: 50,
		}})
	}
	var b bytes.Buffer
	if err := sheet.Write("semua.xlsx", &b, lines); err != nil {
		t.Fatal(err)
	}
	files["semua.xlsx"] = b.Bytes()
	began := time.Now()
	_, shown := s.drop(t, "admin", "semua.xlsx")
	stored := s.desk.Answer(t.Context(), s.press(t, "admin", shown, "Tetap simpan"))
	stored = s.desk.Answer(t.Context(), s.press(t, "admin", stored, "Angka resmi SIAK"))
	if took := time.Since(began); took > time.Minute {
		t.Errorf("took %v", took)
	}
	if !strings.Contains(stored.Text, "tersimpan") {
		t.Fatalf("shown:\n%s\nstored:\n%s", shown.Text, stored.Text)
	}
	changes := s.changes(t)
	if last := changes[len(changes)-1]; len(last.Rows) != 5*len(areas) || last.AsOf != "2026-11-20" || last.Rows[0].AsOf != "" {
		t.Errorf("stored %d rows, as of %s", len(last.Rows), last.AsOf)
	}
}

// BenchmarkImport reads a file of every area of the largest regency and shows the difference.
func BenchmarkImport(b *testing.B) {
	h := newHouse(b, "")
	s := h.stage(b, "11.08")
	var lines []sheet.Line
	for i, a := range s.regency.Areas() {
		lines = append(lines, sheet.Line{Area: a, AsOf: "2026-11-20", Counts: map[store.Count]int64{store.Obligated: int64(900 + i), store.Active: int64(i)}})
	}
	var file bytes.Buffer
	if err := sheet.Write("a.xlsx", &file, lines); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := s.desk.ReadImport(context.Background(), "a.xlsx", bytes.NewReader(file.Bytes()), int64(file.Len()), nil); err != nil {
			b.Fatal(err)
		}
	}
}
