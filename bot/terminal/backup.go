package terminal

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"ikdbot/bot"
	"ikdbot/store"
)

// Backups write and read the files of the commands backup and restore.
type Backups struct {
	Store  *store.Store
	Key    *store.BackupKey                      // nil: files are not locked
	Say    func(key string, pairs ...any) string // phrases of the operator's language
	Moment func(t time.Time) string              // an instant as it is told
	Out    io.Writer
}

// Write writes everything the bot remembers to a file that only its owner may read. An earlier file stays until the new one is whole.
func (b Backups) Write(ctx context.Context, path string) error {
	backup, err := b.Store.Backup(ctx)
	if err != nil {
		return err
	}
	file, err := os.CreateTemp(filepath.Dir(path), ".backup-*") // of mode 0600
	if err != nil {
		return fmt.Errorf("write backup: %w", err)
	}
	defer os.Remove(file.Name())
	if err := errors.Join(backup.Write(file, b.Key), file.Sync(), file.Close()); err != nil {
		return fmt.Errorf("write backup: %w", err)
	}
	if err := os.Rename(file.Name(), path); err != nil {
		return fmt.Errorf("write backup: %w", err)
	}
	b.tell("backup.written", append([]any{"file", path}, counted(backup.Contents())...)...)
	if b.Key != nil {
		b.tell("backup.written_locked")
	} else {
		b.tell("backup.written_open")
	}
	return nil
}

// Restore puts what a file holds in the place of what the store holds, which must be nothing unless it is to be replaced.
func (b Backups) Restore(ctx context.Context, path string, replace bool) error {
	file, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("read backup: %w", err)
	}
	defer file.Close()
	backup, err := store.ReadBackup(file, b.Key)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	done, err := b.Store.Restore(ctx, backup, replace)
	if err != nil {
		return err
	}
	b.tell("backup.restored", append([]any{"time", b.Moment(backup.At)}, counted(done.Contents)...)...)
	if done.Unclear > 0 {
		b.tell("backup.restored_unclear", "n", done.Unclear)
	}
	if done.Groups > 0 {
		b.tell("backup.restored_since")
	}
	return nil
}

// counted are contents as phrases take them.
func counted(c store.Contents) []any {
	return []any{"changes", c.Changes, "groups", c.Groups, "admins", c.Admins, "reports", c.Reports}
}

func (b Backups) tell(key string, pairs ...any) {
	fmt.Fprintln(b.Out, bot.Plain(b.Say(key, pairs...)))
}
