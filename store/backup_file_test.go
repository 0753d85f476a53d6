package store_test

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"testing"
)

// reworded is a backup file with one text put in place of another and its sum made right again, as only somebody who means it would.
func reworded(t *testing.T, file []byte, old, now string) []byte {
	t.Helper()
	text := must[[]byte](t)(io.ReadAll(must[*gzip.Reader](t)(gzip.NewReader(bytes.NewReader(file)))))
	changed := bytes.ReplaceAll(text, []byte(old), []byte(now))
	if quoted := must[[]byte](t)(json.Marshal(old)); bytes.Equal(changed, text) { // JSON within JSON
		within := must[[]byte](t)(json.Marshal(now))
		changed = bytes.ReplaceAll(text, quoted[1:len(quoted)-1], within[1:len(within)-1])
	}
	if bytes.Equal(changed, text) {
		t.Fatalf("the file does not say %s", old)
	}
	lines := bytes.SplitAfter(changed, []byte("\n"))
	body := bytes.Join(lines[:len(lines)-2], nil)
	sum := sha256.Sum256(body)
	last := must[[]byte](t)(json.Marshal(map[string]any{"lines": len(lines) - 2, "sha256": hex.EncodeToString(sum[:])}))
	var zipped bytes.Buffer
	w := gzip.NewWriter(&zipped)
	if _, err := w.Write(append(append(body, last...), '\n')); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return zipped.Bytes()
}
