package scheduler_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"filippo.io/age"

	"ikdbot/locales"
	"ikdbot/store"
	"ikdbot/store/storetest"
)

// command runs the binary to its end.
func (w *world) command(env []string, args ...string) (string, error) {
	w.Helper()
	path, err := binary()
	if err != nil {
		w.Fatal(err)
	}
	cmd := exec.CommandContext(w.soon(), path, args...)
	cmd.Env = append([]string{"ADMIN_IDS=1", "TELEGRAM_TOKEN=" + token, "TELEGRAM_API_URL=" + w.url, "REDIS_URL=" + w.redis}, env...)
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// admin is somebody who changes figures all the time, until told to stop.
func (w *world) admin(ctx context.Context, st *store.Store) {
	for n := int64(100); ctx.Err() == nil; n++ {
		a, err := st.Aggregates(ctx)
		if err != nil {
			continue
		}
		row := store.Row{Area: "62.02.05", Count: store.Active, New: &n}
		if shown, ok := a.Areas["62.02.05"][store.Active]; ok {
			row.Old = &shown.Value
		}
		_, _ = st.Commit(ctx, store.Change{Author: "telegram:1", AsOf: "2026-11-20", Source: "latihan", Rows: []store.Row{row}}) // stopped, or another was faster
	}
}

// The drill that every office should do: a backup while the bot works, Redis lost, the backup restored, and all is well. The file that
// the bot sent to an admin does as well.
//
// Fault: Redis is lost with everything in it.
// Outcome: `restore` brings back what the last backup held, `check` finds nothing wrong, and the bot that runs goes on without being asked how to begin.
func TestRestoreDrill(t *testing.T) {
	w := newWorld(t)
	server := storetest.Start(t)
	w.redis = server.URL
	identity, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	key := []string{"BACKUP_KEY=" + identity.String()}
	admin := w.phones.User(1, "Admin")
	admin.Private().Start()
	group := w.phones.Group("Grup Baamang", false)
	group.AddBot(admin)
	content, err := locales.Load("")
	if err != nil {
		t.Fatal(err)
	}
	regency, err := content.Regency("62.02")
	if err != nil {
		t.Fatal(err)
	}
	st := storetest.Open(t, w.redis, store.Options{Regency: "62.02", Tree: regency})
	bound := store.Binding{Chat: fmt.Sprintf("telegram:%d", group.ID()), Area: "62.02.05", Schedule: "0 8 * * MON", By: "telegram:1"}
	if _, err := st.Bind(t.Context(), bound); err != nil {
		t.Fatal(err)
	}
	sunday := store.Entry{ID: "notice/backup/x", Chat: "telegram:1", Due: time.Now(), Text: "Cadangan pekanan"}
	if _, err := st.Owe(t.Context(), sunday); err != nil {
		t.Fatal(err)
	}
	w.run("serve", append(key, "TELEGRAM_TOKEN="+token, "TELEGRAM_API_URL="+w.url, "REDIS_URL="+w.redis)...)
	sent := w.sentFile(1)
	working, stop := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { w.admin(working, st); close(done) }()
	w.until("figures change", func() bool { h, err := st.History(t.Context()); return err == nil && len(h) > 20 })

	file := filepath.Join(t.TempDir(), "ingatan.backup")
	if out, err := w.command(key, "backup", file); err != nil || !strings.Contains(out, "1 grup") {
		t.Fatal(err, out)
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", info.Mode(), err)
	}
	if head, _ := os.ReadFile(file); !strings.HasPrefix(string(head), "age-encryption.org/v1") {
		t.Error("the file is not locked")
	}
	stop()
	<-done
	history, err := st.History(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if out, err := w.command(key, "restore", file); err == nil || !strings.Contains(out, "not empty") {
		t.Errorf("restored over what there was: %s", out)
	}
	server.Ask("FLUSHALL")
	if out, err := w.command(nil, "restore", file); err == nil || !strings.Contains(out, "BACKUP_KEY") {
		t.Errorf("restored without the key: %s", out)
	}
	if out, err := w.command(key, "restore", file); err != nil || !strings.Contains(out, "dipulihkan") {
		t.Fatal(err, out)
	}
	w.restored(regency, history)
	w.allWell(key)

	server.Ask("FLUSHALL")
	if out, err := w.command(key, "restore", sent); err != nil || !strings.Contains(out, "1 grup") {
		t.Fatal(err, out)
	}
	w.allWell(key)
}

func (w *world) allWell(env []string) {
	w.Helper()
	if out, err := w.command(env, "check"); err != nil || !strings.Contains(out, "all well") {
		w.Error(err, out)
	}
}

// sentFile waits for a file in a chat and downloads it as a person would.
func (w *world) sentFile(chat int64) (path string) {
	w.Helper()
	var id string
	w.until("the backup is sent", func() bool {
		for _, m := range w.phones.Messages(chat) {
			if m.Document != nil {
				id = m.Document.FileID
			}
		}
		return id != ""
	})
	var answer struct {
		Result struct {
			FilePath string `json:"file_path"`
		}
	}
	if err := json.Unmarshal(w.fetch("/bot"+token+"/getFile?file_id="+id), &answer); err != nil {
		w.Fatal(err)
	}
	path = filepath.Join(w.TempDir(), "terkirim.age")
	if err := os.WriteFile(path, w.fetch("/file/bot"+token+"/"+answer.Result.FilePath), 0o600); err != nil {
		w.Fatal(err)
	}
	return path
}

func (w *world) fetch(path string) []byte {
	w.Helper()
	response, err := http.Get(w.url + path)
	if err != nil {
		w.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK {
		w.Fatal(response.Status, err)
	}
	return body
}

// restored checks what came back against the history as it was last seen, and that the bot asks nobody how to begin.
func (w *world) restored(regency *locales.Regency, history []store.Change) {
	w.Helper()
	again := storetest.Open(w.T, w.redis, store.Options{Regency: "62.02", Tree: regency})
	changes, err := again.History(w.Context())
	if err != nil {
		w.Fatal(err)
	}
	if n := len(changes); n < 20 || n > len(history) || changes[n-1].Hash != history[n-1].Hash {
		w.Errorf("%d changes came back of %d", n, len(history))
	}
	if b, err := again.Beginning(w.Context()); err != nil || !b.Answered || b.Emptied {
		w.Errorf("%+v %v", b, err)
	}
	bindings, err := again.Bindings(w.Context())
	if err != nil || len(bindings) != 1 || time.Since(bindings[0].Since) > time.Minute {
		w.Errorf("bindings %+v %v", bindings, err)
	}
}

// A key of a wrong form is refused at start, with how to make one, and is not repeated.
func TestServeRefusesAWrongBackupKey(t *testing.T) {
	w := newWorld(t)
	out, err := w.command([]string{"BACKUP_KEY=kunci-rahasia-kantor"}, "serve")
	if err == nil || !strings.Contains(out, "age-keygen") || strings.Contains(out, "kunci-rahasia") {
		t.Errorf("%v: %s", err, out)
	}
}
