package bot

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"ikdbot/bot/sandbox"
	"ikdbot/handlers"
)

// workbook is a real .xlsx with these rows.
func workbook(t testing.TB, rows ...[]any) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for i, row := range rows {
		if err := f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &row); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// An admin drops a workbook, confirms, downloads everything and sends it back; all through the Bot API.
func TestWorkbookThroughTelegram(t *testing.T) {
	o := newOffice(t)
	admin := o.User(1, "Admin").Private()
	o.answers(1, admin, func() { admin.Start() })
	file := workbook(t, []any{"Kecamatan", "IKD", "Tanggal"}, []any{"Baamang", 1250, "20-11-2026"}, []any{"Seranau", "1.095", "20-11-2026"})

	got := o.answers(1, admin, func() { admin.SendDocument("Data IKD.xlsx", file, "Laporan kecamatan") })
	o.expect(got, "Kecamatan Seranau, IKD aktif: belum ada data → 1.095")
	shown := got[0]
	o.expect(o.answers(1, admin, func() {
		if _, err := admin.TapButton(shown.ID, "Simpan"); err != nil {
			t.Fatal(err)
		}
	}), "tersimpan sebagai #2")

	got = o.answers(1, admin, func() { admin.Say("/ekspor") })
	if got[0].Document == nil || !strings.HasSuffix(got[0].Document.Name, ".xlsx") {
		t.Fatalf("exported: %+v", got[0])
	}
	exported, err := o.channel.Open(t.Context(), handlers.File{ID: got[0].Document.FileID})
	if err != nil {
		t.Fatal(err)
	}
	o.expect(o.answers(1, admin, func() { admin.SendDocument("kembali.xlsx", exported, "") }), "Tidak ada yang berubah")
	discreet(t, "log", o.log.String())
}

// A citizen's file is not even asked for.
//
// Fault: A citizen sends a file.
// Outcome: it is not fetched, not even asked for.
func TestCitizensFilesAreNotFetched(t *testing.T) {
	o := newOffice(t)
	who, phone := o.person("Budi")
	o.expect(o.answers(who.ID(), phone, func() { phone.SendDocument("a.csv", []byte("kode,ikd\n62.02.05,7\n"), "") }), "Berkas belum bisa kami baca")
	if n := o.Calls("getFile"); n != 0 {
		t.Errorf("%d files were asked for", n)
	}
}

// What is fetched, and what is not.
//
// Fault: A file is larger than Telegram gives out.
// Outcome: it is refused before anything is fetched, by the size that the message states.
// Fault: The line breaks while a file is fetched.
// Outcome: it is tried three times.
func TestOpen(t *testing.T) {
	for _, c := range []struct {
		name  string
		bytes int // of what was sent
		fault sandbox.Fault
		file  handlers.File
		want  error // nil: the file is there
		calls int
	}{
		{name: "there", calls: 1},
		{name: "too big, as it says itself", file: handlers.File{Bytes: largestFile + 1}, want: handlers.ErrTooBig},
		{name: "too big, as Telegram says", bytes: largestFile + 1, want: handlers.ErrTooBig, calls: 1},
		{name: "gone", file: handlers.File{ID: "nothing"}, want: errAny, calls: 1},
		{name: "a moment's trouble", fault: sandbox.Fault{Method: "file", Do: sandbox.BadGateway, Times: 1}, calls: 2},
		{name: "lasting trouble", fault: sandbox.Fault{Method: "file", Do: sandbox.BadGateway}, want: errAny, calls: downloadings},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			sent := w.User(1, "Admin").Private().SendDocument("a.csv", append([]byte("kode"), make([]byte, c.bytes)...), "")
			if c.file.ID == "" {
				c.file.ID = sent.Document.FileID
			}
			if c.fault.Method != "" {
				w.Fault(c.fault)
			}
			content, err := w.telegram.Open(t.Context(), c.file)
			switch {
			case c.want == nil && (err != nil || string(content) != "kode"):
				t.Errorf("%q, %v", content, err)
			case c.want == errAny && err == nil, c.want != nil && c.want != errAny && !errors.Is(err, c.want):
				t.Errorf("error %v, want %v", err, c.want)
			}
			if err != nil {
				discreet(t, "error", err.Error())
			}
			if n := w.Calls("getFile"); n != c.calls {
				t.Errorf("asked %d times, want %d", n, c.calls)
			}
		})
	}
}

// errAny stands for any error.
var errAny = errors.New("any")

// A file server that is none of Telegram's gets us neither to read without end nor to fetch anything else.
//
// Fault: A file never ends.
// Outcome: reading stops at 20 megabytes.
// Fault: The path of a file leads elsewhere.
// Outcome: it is not fetched.
func TestHostileFiles(t *testing.T) {
	fetched := ""
	path := "documents/a.csv"
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/getFile") {
			fmt.Fprintf(w, `{"ok":true,"result":{"file_id":"x","file_path":%q}}`, path)
			return
		}
		fetched = r.URL.Path
		for block := make([]byte, 1<<20); ; {
			if _, err := w.Write(block); err != nil {
				return
			}
		}
	}))
	t.Cleanup(server.Close)
	channel := NewTelegram(TelegramOptions{Token: testToken, Base: server.URL, Sleep: hurry})
	if content, err := channel.Open(t.Context(), handlers.File{ID: "x"}); !errors.Is(err, handlers.ErrTooBig) || content != nil {
		t.Errorf("%d bytes, %v", len(content), err)
	}
	fetched = ""
	for _, path = range []string{"../../bot" + testToken + "/logOut", "documents/../../x", "./x"} {
		if _, err := channel.Open(t.Context(), handlers.File{ID: "x"}); err == nil || fetched != "" {
			t.Errorf("%s: %v, fetched %q", path, err, fetched)
		} else {
			discreet(t, path, err.Error())
		}
	}
}
