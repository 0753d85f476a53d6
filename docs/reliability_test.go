// Package docs keeps the documents true: what can be read from the code is compared with what they say.
package docs

import (
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the tables of the documents anew")

const reliability = "reliability.md"

// fault is something that goes wrong in a test, and what the test proves to come of it.
type fault struct{ fault, outcome, test, file string }

// The table of reliability.md stands above the tests that prove it, in their comments:
//
//	// Fault: Telegram answers 429 to one chat.
//	// Outcome: that chat waits as long as it is asked to; the others go on.
//
// `go test ./docs -update` copies it into the document.
func TestTheFaultTableIsWhatTheTestsProve(t *testing.T) {
	faults, err := collect("..")
	if err != nil {
		t.Fatal(err)
	}
	old, err := os.ReadFile(reliability)
	if err != nil {
		t.Fatal(err)
	}
	head, _, found := strings.Cut(string(old), mark)
	if !found {
		t.Fatalf("%s has lost the line %q, below which the table stands", reliability, mark)
	}
	fresh := head + mark + table(faults)
	if fresh == string(old) {
		return
	}
	if !*update {
		t.Fatalf("%s says other things than the tests: go test ./docs -update", reliability)
	}
	if err := os.WriteFile(reliability, []byte(fresh), 0o644); err != nil {
		t.Fatal(err)
	}
}

const mark = "<!-- Below: written by `go test ./docs -update` from the comments of the tests. -->\n"

// collect reads the faults of all tests below root, in the order of files and lines.
func collect(root string) (faults []fault, err error) {
	err = filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && strings.HasPrefix(d.Name(), ".") && d.Name() != ".." {
			return fs.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(file, "_test.go") {
			return nil
		}
		source, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		for _, decl := range source.Decls {
			f, ok := decl.(*ast.FuncDecl)
			if !ok || f.Doc == nil {
				continue
			}
			pairs, err := read(f.Doc.Text())
			if err != nil {
				return fmt.Errorf("%s: %s: %w", file, f.Name.Name, err)
			}
			for _, p := range pairs {
				p.test, p.file = f.Name.Name, filepath.ToSlash(file)
				faults = append(faults, p)
			}
		}
		return nil
	})
	return faults, err
}

// read finds the pairs of a comment; a fault without an outcome, or the reverse, is an error.
func read(comment string) (pairs []fault, err error) {
	open := ""
	for line := range strings.Lines(comment) {
		line = strings.TrimSpace(line)
		if text, ok := strings.CutPrefix(line, "Fault: "); ok {
			if open != "" {
				return nil, fmt.Errorf("no outcome of %q", open)
			}
			open = text
		}
		if text, ok := strings.CutPrefix(line, "Outcome: "); ok {
			if open == "" {
				return nil, fmt.Errorf("no fault before %q", text)
			}
			pairs = append(pairs, fault{fault: open, outcome: text})
			open = ""
		}
	}
	if open != "" {
		return nil, fmt.Errorf("no outcome of %q", open)
	}
	return pairs, nil
}

// table is the faults as Markdown, one table for each folder of the program.
func table(faults []fault) string {
	home := func(f fault) string { return path.Dir(strings.TrimPrefix(f.file, "../")) }
	slices.SortStableFunc(faults, func(a, b fault) int { return strings.Compare(home(a), home(b)) })
	var b strings.Builder
	folder := ""
	for _, f := range faults {
		if home(f) != folder {
			folder = home(f)
			fmt.Fprintf(&b, "\n### `%s`\n\n| what goes wrong | what happens | proven by |\n| --- | --- | --- |\n", folder)
		}
		fmt.Fprintf(&b, "| %s | %s | [%s](%s) |\n", cell(f.fault), cell(f.outcome), f.test, f.file)
	}
	return b.String()
}

// cell is a sentence as it stands in a table.
func cell(s string) string {
	return strings.ToUpper(s[:1]) + strings.ReplaceAll(s[1:], "|", `\|`)
}

func TestAFaultNeedsAnOutcome(t *testing.T) {
	for comment, want := range map[string]string{
		"Fault: a\nOutcome: b\nFault: c\nOutcome: d": "",
		"Fault: a":                        `no outcome of "a"`,
		"Fault: a\nFault: b\nOutcome: c":  `no outcome of "a"`,
		"Outcome: b":                      `no fault before "b"`,
		"Prose about a fault: no table.":  "",
		"Fault: a\n\nprose\n\nOutcome: b": "",
	} {
		got := ""
		if _, err := read(comment); err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("%q: %q, want %q", comment, got, want)
		}
	}
}
