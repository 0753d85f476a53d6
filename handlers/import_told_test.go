package handlers_test

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"ikdbot/handlers"
	"ikdbot/store"
)

// Another admin gets one notice, however often the author taps; the author hears what became of it.
func othersAreTold(t *testing.T, h *house) {
	s := fileStage(t, h, "62.02", 1, hand{"a.csv": []byte("kode,ikd\n62.02.05,700\n")})
	s.say(t, "admin", "/start")
	s.say(t, "admin2", "/start")
	_, shown := s.drop(t, "admin", "a.csv")
	for range 3 {
		s.desk.Answer(t.Context(), s.press(t, "admin", shown, "Simpan"))
	}
	notices := func() map[string]string {
		owed, err := s.store.InState(t.Context(), store.Owed, 100)
		if err != nil {
			t.Fatal(err)
		}
		told := map[string]string{}
		for _, e := range owed {
			told[e.Chat+" "+fmt.Sprint(len(told))] = e.Text + fmt.Sprint(e.Buttons)
		}
		return told
	}
	if got := notices(); len(got) != 1 || !strings.Contains(got["telegram:2 0"], "[{Periksa /setujui}]") {
		t.Fatalf("told %v", got)
	}
	asked := s.say(t, "admin2", "/setujui")
	s.desk.Answer(t.Context(), s.press(t, "admin2", asked, "Setujui"))
	texts := strings.Join(slices.Collect(maps.Values(notices())), "\n")
	if !strings.Contains(texts, "Admin 2 menyetujui") || !strings.Contains(texts, "#2") {
		t.Errorf("told %s", texts)
	}
}

// The workbook beside a long difference has a row for every figure.
func everyFigureListed(t *testing.T, h *house) {
	file := strings.Builder{}
	file.WriteString("kode,wajib,ikd,sumber\n")
	s := fileStage(t, h, "62.02", 0, nil)
	for _, code := range s.regency.Children(s.regency.Root()) {
		fmt.Fprintf(&file, "%s,900,1000,=1+1\n", code)
	}
	s = fileStage(t, h, "62.02", 0, hand{"a.csv": []byte(file.String())})
	_, shown := s.drop(t, "admin", "a.csv")
	if shown.File == nil || len([]rune(shown.Text)) > 1024 {
		t.Fatalf("%d characters, file %v", len([]rune(shown.Text)), shown.File)
	}
	f, err := excelize.OpenReader(bytes.NewReader(shown.File.Content))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows("perubahan")
	if err != nil || len(rows) < 1+2*17 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	if got := rows[2]; got[1] != "Kecamatan Kota Besi" || got[5] != "1,000" || got[8] != "=1+1" || !strings.Contains(got[9], "lebih besar daripada") {
		t.Errorf("row %q", got)
	}
}

// A source is kept for good and shown to everybody: what looks like somebody's number is not kept, and the sender is told.
func personalSource(t *testing.T, h *house) {
	s := fileStage(t, h, "62.02", 0, hand{"a.csv": []byte("kode,ikd,sumber\n62.02.05,700,Ibu S 081253214477\n")})
	_, shown := s.drop(t, "admin", "a.csv")
	s.desk.Answer(t.Context(), s.press(t, "admin", shown, "Simpan"))
	changes := s.changes(t)
	if got := changes[len(changes)-1].Source; got != "Ibu S [telepon]" || !strings.Contains(shown.Text, "hapus") {
		t.Errorf("kept %q, told:\n%s", got, shown.Text)
	}
}

// An office decides from how many areas on; 0 is never.
func reviewFrom(t *testing.T, h *house) {
	for from, want := range map[int]string{0: "tersimpan", 1: "menunggu persetujuan", 2: "tersimpan"} {
		s := fileStage(t, h, "62.02", from, hand{"a.csv": []byte("kode,ikd\n62.02.05,700\n")})
		_, shown := s.drop(t, "admin", "a.csv")
		if got := s.desk.Answer(t.Context(), s.press(t, "admin", shown, "Simpan")); !strings.Contains(got.Text, want) {
			t.Errorf("from %d: %s", from, got.Text)
		}
	}
}

// A large file tells how far its reading has come.
func stepsShown(t *testing.T, h *house) {
	file := "kode,ikd,nama\n62.02.05,700,x\n" + strings.Repeat("35.29.01,700,Kota Sumenep\n", 20_000)
	file = strings.Replace(file, "700,x", "700,Baamang", 1)
	s := fileStage(t, h, "62.02", 0, hand{"a.csv": []byte(file)})
	r, err := s.as("admin")
	if err != nil {
		t.Fatal(err)
	}
	steps := 0
	r.File = &handlers.File{ID: "a.csv", Name: "a.csv"}
	r.Progress = func(step handlers.Reply) {
		if steps++; !strings.Contains(step.Text, "Membaca berkas") {
			t.Errorf("step %q", step.Text)
		}
	}
	if got := s.desk.Answer(t.Context(), r); steps < 5 || !strings.Contains(got.Text, "(20.000): Kabupaten Sumenep") {
		t.Errorf("%d steps, then:\n%s", steps, got.Text)
	}
}

// Files reach an office passed on from a kecamatan. They lead to a question, not to a change, so they are read too.
func forwardedFile(t *testing.T, h *house) {
	s := fileStage(t, h, "62.02", 0, hand{"a.csv": []byte("kode,ikd\n62.02.05,700\n")})
	r, err := s.as("admin")
	if err != nil {
		t.Fatal(err)
	}
	r.Forwarded, r.Text, r.File = true, "/simpan", &handlers.File{ID: "a.csv", Name: "a.csv"}
	if got := s.desk.Answer(t.Context(), r); !strings.Contains(got.Text, "belum ada data → **700**") || len(s.changes(t)) != 1 {
		t.Errorf("answer: %s", got.Text)
	}
}
