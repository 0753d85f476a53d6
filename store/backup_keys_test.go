package store_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"ikdbot/store"
)

// Wrong keys are refused without being repeated.
func TestBackupKeys(t *testing.T) {
	for _, text := range []string{"rahasia", "AGE-SECRET-KEY-1SLIP", "age1qqqq"} {
		if _, err := store.ParseBackupKey(text); err == nil || strings.Contains(err.Error(), text) || !strings.Contains(err.Error(), "age-keygen") {
			t.Errorf("%q: %v", text, err)
		}
	}
	if key := must[*store.BackupKey](t)(store.ParseBackupKey(" \n")); key != nil {
		t.Error("an empty text is a key")
	}
	if key := newKey(t); strings.Contains(fmt.Sprintf("%v %+v %#v %s", key, key, key, key), "SECRET") {
		t.Error("the key prints itself")
	}
}

// Every key of Redis has its place: in a backup, or among those that none holds. A new one has to be put here or into volatile.
func TestEveryKeyIsBackedUpOrLeftOut(t *testing.T) {
	inBackup := []string{
		"admins", "started", "bindings", "bound", "last-binding", "ops", "revisions", "history", "head", "held", "issued", "entries",
		"states", "entries:", "lessons", "lessons:version", "missed", "missed:", "proofs", "readers:", "read-by:", "last-read",
		"review:", "reviews", "scams:", "language:", "cleared",
	}
	leftOut := []string{"kept", "speaker", "aggregates", "form", "answered"}
	built := regexp.MustCompile(`\.key\("([^"]*)"`)
	files := must[[]string](t)(filepath.Glob("*.go"))
	found := 0
	for _, file := range files {
		for _, m := range built.FindAllSubmatch(must[[]byte](t)(os.ReadFile(file)), -1) {
			name := string(m[1])
			found++
			switch lasting := store.Lasting(name); {
			case name == "" || strings.HasSuffix(file, "_test.go"):
			case lasting && !slices.Contains(inBackup, name):
				t.Errorf("%s: decide whether the key %q belongs into a backup: list it here, or in volatile of backup.go", file, name)
			case !lasting && slices.Contains(inBackup, name), lasting && slices.Contains(leftOut, name):
				t.Errorf("%s: the key %q is at two places", file, name)
			}
		}
	}
	if found < len(inBackup) {
		t.Errorf("only %d keys found in the source", found)
	}
}
