package docs

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// logRow is a row of the table of keys.
var logRow = regexp.MustCompile("(?m)^\\| `([a-z]+)` \\| ")

// The log's keys are those of the table in monitoring/README.md: whoever searches logs can rely on them.
func TestTheLogsKeysAreThoseOfTheTable(t *testing.T) {
	used, err := logKeys("..")
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile("monitoring/README.md")
	if err != nil {
		t.Fatal(err)
	}
	var listed []string
	_, table, _ := strings.Cut(string(text), "\n## Log\n")
	for _, row := range logRow.FindAllStringSubmatch(table, -1) {
		listed = append(listed, row[1])
	}
	for _, key := range slices.Sorted(maps.Keys(used)) {
		if !slices.Contains(listed, key) {
			t.Errorf("%s: key %q is not in the table", used[key], key)
		}
	}
	for _, key := range listed {
		if used[key] == "" {
			t.Errorf("nothing logs the key %q of the table", key)
		}
	}
	if !slices.IsSorted(listed) {
		t.Error("the table is not in order")
	}
}

// logKeys are the keys of all log calls below root, each with a place where it is used.
func logKeys(root string) (map[string]string, error) {
	keys := map[string]string{}
	files := token.NewFileSet()
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") || strings.Contains(name, "storetest") {
			return err
		}
		source, err := parser.ParseFile(files, name, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(source, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok {
				for _, key := range keysOf(call) {
					keys[key] = files.Position(call.Pos()).String()
				}
			}
			return true
		})
		return nil
	})
	return keys, err
}

// levels are the methods of a log, with where their message stands among the arguments.
var levels = map[string]int{
	"Debug": 0, "Info": 0, "Warn": 0, "Error": 0, "DebugContext": 1, "InfoContext": 1, "WarnContext": 1, "ErrorContext": 1,
}

// keysOf are the keys of a call, if it is one of a log: "log", "Log" or a field of these names.
func keysOf(call *ast.CallExpr) (keys []string) {
	method, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return nil
	}
	name := ""
	switch x := method.X.(type) {
	case *ast.Ident:
		name = x.Name
	case *ast.SelectorExpr:
		name = x.Sel.Name
	}
	message, ok := levels[method.Sel.Name]
	if !ok || !strings.EqualFold(name, "log") {
		return nil
	}
	for i := message + 1; i < len(call.Args); i += 2 {
		if l, ok := call.Args[i].(*ast.BasicLit); ok {
			if key, err := strconv.Unquote(l.Value); err == nil {
				keys = append(keys, key)
			}
		}
	}
	return keys
}
