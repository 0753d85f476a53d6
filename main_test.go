package main

import (
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"ikdbot/handlers"
	"ikdbot/store"
	"ikdbot/store/storetest"
)

// mayImport says, for each folder, which of our folders its code may import: main -> scheduler -> bot -> handlers ->
// {locales, store}, and the leaves beside them, which anyone to their left may use. "." is main.
var mayImport = map[string][]string{
	".":                       {"bot/terminal", "scheduler/service", "bot", "handlers", "locales", "store"},
	"scheduler/service":       {"scheduler", "scheduler/slot", "bot", "bot/metrics", "bot/pace", "bot/sandbox", "handlers", "handlers/understand", "locales", "store"},
	"scheduler":               {"scheduler/slot", "bot", "bot/pace", "handlers", "handlers/report", "handlers/understand", "locales", "store"},
	"scheduler/simulate":      {}, // tests alone
	"scheduler/slot":          {},
	"bot":                     {"bot/pace", "handlers", "handlers/report", "handlers/understand", "locales", "store"},
	"bot/pace":                {}, // shared by answers and unasked messages, which take what answers leave
	"bot/metrics":             {"store"},
	"bot/terminal":            {"bot", "handlers", "store"},
	"bot/sandbox":             {"handlers", "locales", "store"},
	"bot/sandbox/browsertest": {},
	"bot/sandbox/load":        {},
	"docs":                    {},
	"handlers":                {"handlers/claims", "handlers/guard", "handlers/remark", "handlers/report", "handlers/sheet", "handlers/understand", "handlers/written", "scheduler/slot", "locales", "store"},
	"handlers/claims":         {"handlers/guard", "handlers/remark", "handlers/written", "store"}, // the figures of a press release, worked out again
	"handlers/guard":          {"handlers/remark", "handlers/written", "locales", "store"},        // what is odd about a change of figures
	"handlers/remark":         {"store"},                                                          // what checks have to say, before the desk puts it into words
	"handlers/report":         {"locales", "store"},
	"handlers/sheet":          {"locales", "store"},
	"handlers/understand":     {"locales", "store"},
	"handlers/written":        {"handlers/remark", "locales", "store"}, // reads figures, dates and orders as people write them
	"locales":                 {},
	"store":                   {},
	"store/storetest":         {"store"},
}

// testsMay lists what tests may import beyond their folder's code: a real Redis, and a Telegram on this machine.
var testsMay = map[string][]string{
	"docs":               {"bot/metrics", "store"},
	".":                  {"store/storetest"},
	"scheduler":          {"store/storetest", "bot/sandbox", "bot/sandbox/browsertest", "bot/sandbox/load"},
	"scheduler/simulate": {"scheduler", "scheduler/service", "scheduler/slot", "bot", "bot/sandbox", "handlers", "handlers/report", "locales", "store"},
	"bot/terminal":       {"handlers/understand", "locales", "store", "store/storetest"},
	"bot":                {"store/storetest", "bot/sandbox", "bot/sandbox/load"},
	"bot/sandbox":        {"bot/sandbox/browsertest"},
	"handlers":           {"store/storetest"},
	"store":              {"store/storetest"},
}

// kept names the files that alone may import a library, so that the rest of the house does not know it.
var kept = []struct{ library, files string }{
	{"github.com/go-telegram-bot-api/", "bot/telegram*.go"},
	{"github.com/go-telegram-bot-api/", "scheduler/answers_bench_test.go"}, // the bare bot that ours is measured beside
	{"github.com/redis/", "store/*.go"},
	{"filippo.io/age", "store/*.go"},
	{"filippo.io/age", "scheduler/drill_test.go"},
	{"filippo.io/age", "scheduler/spy_test.go"},
	{"github.com/alicebob/miniredis/", "store/*.go"},
	{"github.com/alicebob/miniredis/", "scheduler/simulate/*_test.go"}, // which stops, restarts and looks into the Redis of the simulated weeks
	{"github.com/robfig/cron/", "scheduler/*.go"},
	{"github.com/robfig/cron/", "scheduler/slot/*.go"},
	{"github.com/alecthomas/kong", "main.go"},
	{"github.com/prometheus/", "bot/metrics/*.go"},
}

func TestImportsPointOneWay(t *testing.T) {
	err := filepath.WalkDir(".", func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && file != "." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata") {
			return fs.SkipDir
		}
		if d.IsDir() || path.Ext(file) != ".go" {
			return nil
		}
		fset := token.NewFileSet()
		source, err := parser.ParseFile(fset, file, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range source.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			if why := breach(filepath.ToSlash(file), imported); why != "" {
				t.Errorf("%s: %s", fset.Position(spec.Pos()), why)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// breach says why a file may not import a package; empty if it may.
func breach(file, imported string) string {
	folder := path.Dir(file)
	may, known := mayImport[folder]
	if !known {
		return fmt.Sprintf("folder %s has no place in the house yet: decide what it may import, and write it down in main_test.go", folder)
	}
	if own, ours := strings.CutPrefix(imported, "ikdbot"); ours {
		wanted := strings.TrimPrefix(own, "/")
		if strings.HasSuffix(file, "_test.go") {
			may = append(slices.Clone(may), append(testsMay[folder], folder)...)
		}
		if slices.Contains(may, wanted) {
			return ""
		}
		return fmt.Sprintf("%s may not import %s; imports point one way: main -> scheduler -> bot -> handlers -> {locales, store}", folder, wanted)
	}
	var allowed []string
	for _, k := range kept {
		if !strings.HasPrefix(imported, k.library) {
			continue
		}
		if ok, _ := path.Match(k.files, file); ok {
			return ""
		}
		allowed = append(allowed, k.files)
	}
	if len(allowed) > 0 {
		return fmt.Sprintf("%s is imported by %s alone", imported, strings.Join(allowed, " and "))
	}
	return ""
}

func TestABreachOfTheHouseIsNamed(t *testing.T) {
	for _, c := range []struct{ file, imported, want string }{
		{"handlers/desk.go", "ikdbot/store", ""},
		{"handlers/groups.go", "ikdbot/scheduler/slot", ""},
		{"handlers/desk.go", "ikdbot/bot", "handlers may not import bot"},
		{"handlers/desk_test.go", "ikdbot/bot", "handlers may not import bot"},
		{"bot/bot.go", "ikdbot/scheduler", "bot may not import scheduler"},
		{"bot/bot.go", "ikdbot/bot/sandbox", "bot may not import bot/sandbox"},
		{"bot/bot_test.go", "ikdbot/bot/sandbox", ""},
		{"store/figures.go", "ikdbot/locales", "store may not import locales"},
		{"store/figures_test.go", "ikdbot/store/storetest", ""},
		{"store/figures.go", "ikdbot/store/storetest", "store may not import store/storetest"},
		{"locales/content.go", "ikdbot/store", "locales may not import store"},
		{"bot/telegram_send.go", "github.com/go-telegram-bot-api/telegram-bot-api/v5", ""},
		{"bot/bot.go", "github.com/go-telegram-bot-api/telegram-bot-api/v5", "imported by bot/telegram*.go"},
		{"scheduler/send.go", "github.com/redis/go-redis/v9", "store/*.go alone"},
		{"scheduler/send.go", "github.com/prometheus/client_golang/prometheus", "bot/metrics/*.go alone"},
		{"utils/strings.go", "strings", "folder utils has no place in the house"},
	} {
		got := breach(c.file, c.imported)
		if (c.want == "") != (got == "") || !strings.Contains(got, c.want) {
			t.Errorf("%s importing %s: got %q, want %q", c.file, c.imported, got, c.want)
		}
	}
}

// The commands on a real Redis: a file goes in, everything comes out and goes in again without a difference, in both forms.
func TestFiguresGoRound(t *testing.T) {
	url := storetest.Redis(t)
	t.Setenv("REDIS_URL", url)
	s := &settings{Regency: "62.02", ReportSchedule: "0 8 * * MON", LogLevel: "error"}
	dir := t.TempDir()
	in := func(content string) string {
		file := filepath.Join(dir, "masuk.csv")
		if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return file
	}
	first := in("kecamatan;wajib;ikd;tanggal\nBaamang;40.211;1.250;20-11-2023\nSeranau;8.950;95;20-11-2023\n")
	if err := (&importing{File: first, Yes: true}).Run(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	lower := in("kode,ikd,tanggal,sumber\n62.02.05,1200,2023-11-21,Laporan\n")
	if err := (&importing{File: lower, Yes: true, Reason: "data ganda dihapus"}).Run(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"keluar.xlsx", "keluar.csv"} {
		out := filepath.Join(dir, name)
		if err := (&exporting{File: out}).Run(t.Context(), s); err != nil {
			t.Fatal(err)
		}
		if err := (&importing{File: out, Yes: true}).Run(t.Context(), s); err != nil {
			t.Errorf("%s, sent back: %v", name, err)
		}
	}
	h, st, err := s.figures(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	changes, err := st.History(t.Context())
	if err != nil || len(changes) != 3 {
		t.Fatalf("%d changes, %v", len(changes), err)
	}
	if c := changes[2]; c.Author != handlers.CommandLine || c.Reason != "data ganda dihapus" || c.Source != "Laporan" || *c.Rows[0].Old != 1250 {
		t.Errorf("stored %+v", c)
	}
	if err := store.Verify(changes); err != nil {
		t.Error(err)
	}
	if a, err := st.Aggregates(t.Context()); err != nil || a.Areas["62.02.05"][store.Active].Value != 1200 {
		t.Errorf("shown in %s: %+v, %v", h.Place.Root(), a.Areas["62.02.05"], err)
	}
}

func TestFilesAtFaultAreNotImported(t *testing.T) {
	t.Setenv("REDIS_URL", storetest.Redis(t))
	s := &settings{Regency: "62.02", ReportSchedule: "0 8 * * MON", LogLevel: "error"}
	for content, want := range map[string]string{
		"kode,ikd\n62.02.05,\"1,5\"\n":                     "Sel B2",
		"kode,ikd,tanggal\n62.02.05,5,2099-01-01\n":        "belum tiba",
		"kode,ikd\n35.29.01,5\n":                           "wilayah lain",
		"kode,nama\n62.02.05,Baamang\n":                    "kolom angkanya",
		"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1EncryptedPackage": "bukan tabel",
		"kode,ikd\n62.02.05,5\n":                           "Tidak ada yang disimpan", // nobody agrees: there is no terminal
	} {
		file := filepath.Join(t.TempDir(), "x.csv")
		if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		err := (&importing{File: file}).Run(t.Context(), s)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", content, err, want)
		}
	}
	t.Setenv("REDIS_URL", "")
	if err := (&exporting{File: "x.csv"}).Run(t.Context(), s); err == nil || !strings.Contains(err.Error(), "REDIS_URL is missing") {
		t.Errorf("without Redis: %v", err)
	}
}

// files runs `report` and returns what it wrote.
func files(t *testing.T, w weekly, s *settings) map[string]string {
	t.Helper()
	w.Out = t.TempDir()
	if err := w.Run(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, name := range []string{"report.txt", "caption.txt", "report.png", "report.xlsx"} {
		content, err := os.ReadFile(filepath.Join(w.Out, name))
		if err != nil {
			t.Fatal(err)
		}
		got[name] = string(content)
	}
	return got
}

func TestReportOfTheFolderIsAPreview(t *testing.T) {
	t.Setenv("REDIS_URL", "")
	s := &settings{Regency: "62.02", ReportSchedule: "0 8 * * MON", LogLevel: "error"}
	for _, area := range []string{"62.02", "62.02.05"} {
		got := files(t, weekly{Area: area, At: "2026-11-23T08:00"}, s)
		if !strings.HasPrefix(got["report.png"], "\x89PNG") || !strings.HasPrefix(got["report.xlsx"], "PK") {
			t.Errorf("%s: not a picture and a workbook", area)
		}
		if strings.Contains(got["report.txt"]+got["caption.txt"], "/cek") {
			t.Errorf("%s: a preview with a code:\n%s", area, got["report.txt"])
		}
	}
	if err := (&weekly{Area: "35.29", Out: t.TempDir()}).Run(t.Context(), s); err == nil {
		t.Error("an area of another regency is reported")
	}
}

func TestReportAtGivesBackWhatWasIssued(t *testing.T) {
	url := storetest.Redis(t)
	t.Setenv("REDIS_URL", url)
	s := &settings{Regency: "62.02", ReportSchedule: "0 8 * * MON", LogLevel: "error"}
	h, err := s.open()
	if err != nil {
		t.Fatal(err)
	}
	monday := time.Date(2026, 11, 23, 8, 0, 0, 0, h.Place.Zone)
	st := storetest.Open(t, url, h.StoreOptions(func() time.Time { return monday }))
	if _, err := st.Found(t.Context(), handlers.FirstRows(h.Place)); err != nil {
		t.Fatal(err)
	}
	desk := h.Desk(st, func() time.Time { return monday }, s.logger())
	e := store.Entry{ID: store.ReportID("b1", monday), Chat: "telegram:-1", Binding: "b1", Area: "62.02.05", Due: monday}
	if _, err := st.Owe(t.Context(), e); err != nil {
		t.Fatal(err)
	}
	e, reply, err := desk.Issue(t.Context(), e, monday.AddDate(0, 0, -7))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := st.Claim(t.Context(), "me", e); err != nil {
		t.Fatal(err)
	}
	e.State = store.Sent
	if err := st.Settle(t.Context(), "me", e); err != nil {
		t.Fatal(err)
	}
	// A figure that comes afterwards changes nothing in what was issued.
	n, base := int64(1250), int64(50000)
	if _, err := st.Commit(t.Context(), store.Change{Author: "telegram:1", AsOf: "2026-11-23", Source: "Disdukcapil", Rows: []store.Row{
		{Area: "62.02.05", Count: store.Active, New: &n}, {Area: "62.02.05", Count: store.Obligated, New: &base},
	}}); err != nil {
		t.Fatal(err)
	}
	got := files(t, weekly{Area: "62.02.05", At: "2026-11-23T08:00"}, s)
	shown := "/cek " + e.Code[:4] + "-" + e.Code[4:]
	if !strings.Contains(got["caption.txt"], shown) || !strings.Contains(got["report.txt"], shown) || strings.Contains(got["report.txt"], "1.250") {
		t.Errorf("want what was issued with %s:\n%s", shown, got["report.txt"])
	}
	if got["report.png"] != string(reply.File.Content) {
		t.Error("the picture is another than the one issued")
	}
	later := files(t, weekly{Area: "62.02.05", At: "2026-11-30T08:00"}, s)
	if strings.Contains(later["report.txt"], "/cek") || !strings.Contains(later["report.txt"], "1.250") {
		t.Errorf("want a preview:\n%s", later["report.txt"])
	}
}
