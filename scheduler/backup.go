package scheduler

import (
	"context"
	"fmt"
	"strings"
	"time"

	"ikdbot/handlers"
	"ikdbot/scheduler/slot"
	"ikdbot/store"
)

// The weekly backup comes on Sunday night, when nobody works on the figures, before Monday's reports.
const (
	backupSchedule = "0 21 * * SUN"
	backupNotice   = "notice/backup/" // begins the ids of the messages that bring it
)

// Backup makes the message that brings a backup, as late as possible: when it is taken up.
type Backup func(ctx context.Context) (handlers.Reply, error)

// oweBackup owes the admins the weekly backup, once each. One that is two days late waits for the next Sunday.
func (s *Scheduler) oweBackup(ctx context.Context) error {
	if s.Backup == nil {
		return nil
	}
	schedule, err := slot.Parse(backupSchedule, s.Zone)
	if err != nil {
		return fmt.Errorf("schedule of backups: %w", err)
	}
	now := s.Now()
	if due, ok := schedule.Last(now.Add(-late), now); ok {
		s.Desk.Tell(ctx, "backup/"+due.UTC().Format(time.RFC3339), "backup.weekly_notice", "time", s.Desk.Moment(due))
	}
	return nil
}

// isBackup reports whether an entry brings a backup.
func isBackup(e store.Entry) bool { return strings.HasPrefix(e.ID, backupNotice) }

// backup is the message of an entry that brings a backup; its words alone where backups were switched off since.
func (s *Scheduler) backup(ctx context.Context, e store.Entry) (handlers.Reply, error) {
	if s.Backup == nil {
		return handlers.Notice(e), nil
	}
	reply, err := s.Backup(ctx)
	if err != nil {
		return handlers.Reply{}, fmt.Errorf("make backup: %w", err)
	}
	return reply, nil
}

// tellCopies lets the authors of changes know what became of copies that were late.
func (s *Scheduler) tellCopies(ctx context.Context) {
	if s.Copies == nil {
		return
	}
	if err := s.Copies(ctx); err != nil {
		s.failed(ctx, "authors not told of copies", err)
	}
}
