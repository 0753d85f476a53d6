package main

import (
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// mayImport says, for each folder, which of our folders its code may import: main -> scheduler -> bot -> handlers ->
// {locales, store}, and the leaves beside them, which anyone to their left may use. "." is main.
var mayImport = map[string][]string{
	".":                       {"scheduler", "scheduler/slot", "bot", "bot/sandbox", "handlers", "handlers/report", "handlers/sheet", "handlers/understand", "locales", "store"},
	"scheduler":               {"scheduler/slot", "bot", "handlers", "handlers/report", "handlers/understand", "locales", "store"},
	"scheduler/slot":          {},
	"bot":                     {"handlers", "handlers/report", "handlers/understand", "locales", "store"},
	"bot/sandbox":             {"handlers", "locales", "store"},
	"bot/sandbox/browsertest": {},
	"handlers":                {"handlers/report", "handlers/sheet", "handlers/understand", "scheduler/slot", "locales", "store"},
	"handlers/report":         {"locales", "store"},
	"handlers/sheet":          {"locales", "store"},
	"handlers/understand":     {"locales", "store"},
	"locales":                 {},
	"store":                   {},
	"store/storetest":         {"store"},
}

// testsMay lists what tests may import beyond their folder's code: a real Redis, and a Telegram on this machine.
var testsMay = map[string][]string{
	".":           {"store/storetest"},
	"scheduler":   {"store/storetest", "bot/sandbox", "bot/sandbox/browsertest"},
	"bot":         {"store/storetest", "bot/sandbox"},
	"bot/sandbox": {"bot/sandbox/browsertest"},
	"handlers":    {"store/storetest"},
	"store":       {"store/storetest"},
}

// kept names the files that alone may import a library, so that the rest of the house does not know it.
var kept = []struct{ library, files string }{
	{"github.com/go-telegram-bot-api/", "bot/telegram*.go"},
	{"github.com/redis/", "store/*.go"},
	{"github.com/alicebob/miniredis/", "store/*.go"},
	{"github.com/robfig/cron/", "scheduler/*.go"},
	{"github.com/robfig/cron/", "scheduler/slot/*.go"},
	{"github.com/alecthomas/kong", "main.go"},
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
		{"bot/bot.go", "github.com/go-telegram-bot-api/telegram-bot-api/v5", "bot/telegram*.go alone"},
		{"scheduler/send.go", "github.com/redis/go-redis/v9", "store/*.go alone"},
		{"utils/strings.go", "strings", "folder utils has no place in the house"},
	} {
		got := breach(c.file, c.imported)
		if (c.want == "") != (got == "") || !strings.Contains(got, c.want) {
			t.Errorf("%s importing %s: got %q, want %q", c.file, c.imported, got, c.want)
		}
	}
}
