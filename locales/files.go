package locales

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
)

//go:embed id en places topics.tsv sources.md
var embedded embed.FS

// A directory laid over the content holds texts of an office: anything bigger is a mistake, and must not fill the memory.
const (
	overlayFiles = 4000
	overlayBytes = 4 << 20
)

// files are the content's files: the embedded ones with those of a directory laid over them, read once.
type files struct {
	over map[string][]byte
}

// open reads the directory laid over the content. Nothing outside of it can be reached, not even by a symbolic link.
func open(overlay string) (*files, error) {
	f := &files{over: map[string][]byte{}}
	if overlay == "" {
		return f, nil
	}
	root, err := os.OpenRoot(overlay)
	if err != nil {
		return nil, fmt.Errorf("open content directory: %w", err)
	}
	defer root.Close()
	for _, top := range []string{"id", "en", "places", "topics.tsv", "sources.md"} {
		if err := f.take(root, top); err != nil {
			return nil, fmt.Errorf("read content directory %s: %w", overlay, err)
		}
	}
	return f, nil
}

// take reads a file, or all files below a directory, into the overlay. What an editor leaves behind is passed over.
func (f *files) take(root *os.Root, name string) error {
	info, err := root.Stat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist) && !strings.Contains(name, "/"):
		return nil
	case err != nil:
		return err
	case info.IsDir():
		entries, err := fs.ReadDir(root.FS(), name)
		if err != nil {
			return err
		}
		for _, e := range entries {
			if strings.HasPrefix(e.Name(), ".") || strings.Count(name, "/") > 2 {
				continue
			}
			if err := f.take(root, path.Join(name, e.Name())); err != nil {
				return err
			}
		}
		return nil
	case !slices.Contains([]string{".md", ".yaml", ".csv", ".tsv", ".gz"}, path.Ext(name)):
		return nil
	case !info.Mode().IsRegular():
		return fmt.Errorf("%s is not a plain file", name)
	case info.Size() > overlayBytes || len(f.over) == overlayFiles:
		return fmt.Errorf("%s: more than %d files, or larger than %d bytes", name, overlayFiles, overlayBytes)
	}
	f.over[name], err = root.ReadFile(name)
	return err
}

// read gives the content of a file; a file that is not there is an error that is fs.ErrNotExist.
func (f *files) read(name string) ([]byte, error) {
	if b, ok := f.over[name]; ok {
		return b, nil
	}
	return embedded.ReadFile(name)
}

// list names the files of a directory that end in suffix, sorted.
func (f *files) list(dir, suffix string) []string {
	var names []string
	entries, _ := embedded.ReadDir(dir) // a directory that is not there holds no files
	for _, e := range entries {
		names = append(names, path.Join(dir, e.Name()))
	}
	for name := range f.over {
		if path.Dir(name) == dir {
			names = append(names, name)
		}
	}
	names = slices.DeleteFunc(names, func(n string) bool { return !strings.HasSuffix(n, suffix) })
	slices.Sort(names)
	return slices.Compact(names)
}

// folders names the directories in a directory, sorted.
func (f *files) folders(dir string) []string {
	var names []string
	entries, _ := embedded.ReadDir(dir)
	for _, e := range entries {
		if e.IsDir() {
			names = append(names, e.Name())
		}
	}
	for name := range f.over {
		if rest, ok := strings.CutPrefix(name, dir+"/"); ok && strings.Contains(rest, "/") {
			names = append(names, rest[:strings.Index(rest, "/")])
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// holds reports whether there is any file below a directory.
func (f *files) holds(dir string) bool {
	if _, err := embedded.ReadDir(dir); err == nil {
		return true
	}
	for name := range f.over {
		if strings.HasPrefix(name, dir+"/") {
			return true
		}
	}
	return false
}

// at says in which file, and at which line where that is known, something went wrong.
func at(file string, line int, err error) error {
	if line == 0 {
		return fmt.Errorf("%s: %w", file, err)
	}
	return fmt.Errorf("%s:%d: %w", file, line, err)
}
