package store

import (
	"context"
	"fmt"
	"time"
)

// backedUpKey holds a STRING, when the last backup was written or sent, in RFC 3339.
func (s *Store) backedUpKey() string { return s.key("backed-up") }

// NoteBackup notes that a backup has been written or sent.
func (s *Store) NoteBackup(ctx context.Context, b *Backup) error {
	return s.ask(ctx, "note backup", func(ctx context.Context) error {
		return s.redis.Set(ctx, s.backedUpKey(), b.At.Format(time.RFC3339), 0).Err()
	})
}

// LastBackup is when the last backup was made; zero if there was none.
func (s *Store) LastBackup(ctx context.Context) (at time.Time, err error) {
	var text []byte
	err = s.ask(ctx, "look up last backup", func(ctx context.Context) (err error) {
		text, err = optional(s.redis.Get(ctx, s.backedUpKey()).Bytes())
		return err
	})
	if err != nil || text == nil {
		return time.Time{}, err
	}
	if at, err = time.Parse(time.RFC3339, string(text)); err != nil {
		return time.Time{}, fmt.Errorf("look up last backup: %w", err)
	}
	return at, nil
}
