package locales

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// Every phrase the code asks for is there with all its values, and every phrase there is is asked for. A key counts as used
// where it stands as a whole, "family.key", anywhere in the code, or where its beginning is put together with something:
// "family." + x.
func TestCodeAndPhrasesAgree(t *testing.T) {
	c, err := Load("")
	if err != nil {
		t.Fatal(err)
	}
	used := map[string]bool{}
	var beginnings []string
	files := token.NewFileSet()
	for _, name := range sourceFiles(t) {
		file, err := parser.ParseFile(files, name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.BasicLit:
				if key, ok := literal(n); ok {
					used[key] = true
				}
			case *ast.BinaryExpr:
				if key, ok := literal(n.X); ok && n.Op == token.ADD && beginning.MatchString(key) {
					beginnings = append(beginnings, key)
				}
			case *ast.CallExpr:
				for _, fault := range sayFaults(c, n) {
					t.Errorf("%s: %s", files.Position(n.Pos()), fault)
				}
			}
			return true
		})
	}
	for _, key := range slices.Sorted(maps.Keys(c.phrases[Indonesian])) {
		p := c.phrases[Indonesian][key]
		if !used[key] && !slices.ContainsFunc(beginnings, func(b string) bool { return strings.HasPrefix(key, b) }) {
			t.Errorf("locales/%s:%d: no code says %s", p.file, p.line, key)
		}
	}
}

// beginning is the first part of a key: its family, the dot and perhaps more.
var beginning = regexp.MustCompile(`^[a-z][a-z_]*\.[a-z0-9_]*$`)

// sourceFiles lists the module's Go files that are no tests.
func sourceFiles(t *testing.T) []string {
	t.Helper()
	var all []string
	err := filepath.WalkDir("..", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && name != ".." && (d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".")) {
			return filepath.SkipDir
		}
		if strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go") {
			all = append(all, name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// sayFaults looks at a call of Say or say, wherever it is defined: a key written out must exist, and the names written out
// behind it must be the phrase's placeholders.
func sayFaults(c *Content, call *ast.CallExpr) []string {
	name := ""
	switch f := call.Fun.(type) {
	case *ast.Ident:
		name = f.Name
	case *ast.SelectorExpr:
		name = f.Sel.Name
	}
	if name != "Say" && name != "say" {
		return nil
	}
	i := slices.IndexFunc(call.Args, func(e ast.Expr) bool { key, ok := literal(e); return ok && strings.Contains(key, ".") })
	if i < 0 {
		return nil
	}
	key, _ := literal(call.Args[i])
	p, ok := c.phrases[Indonesian][key]
	if !ok {
		return []string{"there is no phrase " + key}
	}
	pairs := call.Args[i+1:]
	if call.Ellipsis.IsValid() {
		return nil
	}
	if len(pairs)%2 != 0 {
		return []string{key + " is given names and values that do not pair"}
	}
	var given, faults []string
	for j := 0; j < len(pairs); j += 2 {
		name, ok := literal(pairs[j])
		if !ok {
			return nil
		}
		given = append(given, name)
		if !slices.Contains(placeholders(p.text), name) {
			faults = append(faults, fmt.Sprintf("%s has no placeholder {%s}", key, name))
		}
	}
	for _, missing := range placeholders(p.text) {
		if name == "say" && missing == "example" {
			continue // say of the desk gives it to every phrase
		}
		if !slices.Contains(given, missing) {
			faults = append(faults, fmt.Sprintf("%s gets no value for {%s}", key, missing))
		}
	}
	return faults
}

// literal is the value of a string written out in the code.
func literal(e ast.Expr) (string, bool) {
	l, ok := e.(*ast.BasicLit)
	if !ok || l.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(l.Value)
	return s, err == nil
}
