package service

import (
	"bytes"
	"context"
	"fmt"

	"ikdbot/handlers"
	"ikdbot/locales"
	"ikdbot/scheduler"
	"ikdbot/store"
)

// mostSent is the largest file a bot may send.
const mostSent = 50 << 20

// weeklyBackup makes the message with everything the store remembers, locked; nil without a key: it never leaves this machine readable.
func (h *House) weeklyBackup(st *store.Store) scheduler.Backup {
	if h.BackupKey == nil {
		return nil
	}
	return func(ctx context.Context) (handlers.Reply, error) {
		backup, err := st.Backup(ctx)
		if err != nil {
			return handlers.Reply{}, err
		}
		var file bytes.Buffer
		if err := backup.Write(&file, h.BackupKey); err != nil {
			return handlers.Reply{}, err
		}
		say := func(key string, pairs ...any) string { return h.Content.Say(locales.Indonesian, key, pairs...) }
		if file.Len() > mostSent {
			return handlers.Reply{Text: say("backup.too_large", "size", file.Len()>>20)}, nil
		}
		at, c := backup.At.In(h.Place.Zone), backup.Contents()
		return handlers.Reply{
			Text: say("backup.weekly", "kantor", h.Place.Office(), "time", locales.Moment(locales.Indonesian, at),
				"changes", c.Changes, "groups", c.Groups, "admins", c.Admins, "reports", c.Reports),
			File: &handlers.Attachment{
				Name: fmt.Sprintf("ikdbot-%s-%s.backup.age", h.Place.Root(), at.Format("20060102-1504")),
				MIME: "application/octet-stream", Content: file.Bytes(),
			},
		}, nil
	}
}
