package storetest

import (
	"os"
	"path/filepath"
)

// Written is everything that was ever written to the server, as its append-only file holds it: what was deleted since, too.
func (s *Server) Written() string {
	s.t.Helper()
	files, err := filepath.Glob(filepath.Join(s.dir, "appendonlydir", "*"))
	if err != nil || len(files) == 0 {
		s.t.Fatalf("no append-only file in %s: %v", s.dir, err)
	}
	all := ""
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			s.t.Fatal(err)
		}
		all += string(raw)
	}
	return all
}
