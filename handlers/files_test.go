package handlers_test

import (
	"context"
	"os"
	"path"

	"ikdbot/handlers"
)

// testFiles are the files of testdata as a platform would hand them out: by a reference, here their path.
type testFiles struct{}

// Open reads a file. One that is not there is one whose sender is out of reach.
func (testFiles) Open(_ context.Context, f handlers.File) ([]byte, error) {
	return os.ReadFile(path.Join("testdata", path.Clean("/"+f.ID)))
}

// testFile is a file of testdata as it comes with a message.
func testFile(name string) *handlers.File {
	f := &handlers.File{ID: name, Name: path.Base(name), MIME: "application/octet-stream"}
	if info, err := os.Stat(path.Join("testdata", name)); err == nil {
		f.Bytes = info.Size()
	}
	return f
}
