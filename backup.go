package main

import (
	"context"
	"fmt"
	"os"
	"time"

	"ikdbot/bot/terminal"
	"ikdbot/locales"
	"ikdbot/store"
)

type backup struct {
	File string `arg:"" type:"path" help:"The file to write."`
}

// Run writes everything the bot remembers to a file, while the bot goes on.
func (b *backup) Run(ctx context.Context, s *settings) error {
	files, done, err := s.backups(ctx)
	if err != nil {
		return err
	}
	defer done()
	return files.Write(ctx, b.File)
}

type restore struct {
	File    string `arg:"" type:"existingfile" help:"A file that backup wrote or the bot sent."`
	Replace bool   `help:"Put it in the place of what the store holds."`
}

// Run puts a backup into an empty store, or in the place of what it holds.
func (r *restore) Run(ctx context.Context, s *settings) error {
	files, done, err := s.backups(ctx)
	if err != nil {
		return err
	}
	defer done()
	return files.Restore(ctx, r.File, r.Replace)
}

// backups are the files of a store, and what to do when nothing more is wanted of it.
func (s *settings) backups(ctx context.Context) (terminal.Backups, func(), error) {
	key, err := backupKey()
	if err != nil {
		return terminal.Backups{}, nil, err
	}
	h, st, err := s.figures(ctx)
	if err != nil {
		return terminal.Backups{}, nil, err
	}
	return terminal.Backups{
		Store: st, Key: key, Out: os.Stdout,
		Say:    func(key string, pairs ...any) string { return h.Content.Say(locales.Indonesian, key, pairs...) },
		Moment: func(t time.Time) string { return locales.Moment(locales.Indonesian, t.In(h.Place.Zone)) },
	}, func() { _ = st.Close() }, nil
}

// backupKey is BACKUP_KEY; nil where it is not set.
func backupKey() (*store.BackupKey, error) {
	text, err := secret("BACKUP_KEY")
	if err != nil {
		return nil, err
	}
	key, err := store.ParseBackupKey(text)
	if err != nil {
		return nil, fmt.Errorf("check configuration: %w", err)
	}
	return key, nil
}
