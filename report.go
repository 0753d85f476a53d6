package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"ikdbot/bot"
	"ikdbot/handlers"
)

type weekly struct {
	Area string `required:"" help:"Area code, such as 62.02 or 62.02.05."`
	At   string `help:"Time of the report, 2026-11-23T08:00, in the regency's zone; now if absent."`
	Out  string `required:"" type:"path" help:"Directory to write report.txt, caption.txt, report.png and report.xlsx to."`
}

// Run writes the weekly summary: what was issued for that time, if the ledger has it, else a preview without code, from Redis if there
// is one, else from the folder's first figures.
func (w *weekly) Run(ctx context.Context, s *settings) error {
	h, err := s.open()
	if err != nil {
		return err
	}
	if _, ok := h.regency.Area(w.Area); !ok {
		return fmt.Errorf("area %q is not in %s", w.Area, h.regency.Label(h.regency.Root()))
	}
	at := time.Now()
	if w.At != "" {
		if at, err = time.ParseInLocation("2006-01-02T15:04", w.At, h.regency.Zone); err != nil {
			return fmt.Errorf("--at wants 2006-01-02T15:04 in the regency's zone: %w", err)
		}
	}
	st, closeStore, err := h.anyStore(ctx)
	if err != nil {
		return err
	}
	defer closeStore()
	desk := h.desk(st, time.Now, s.logger())
	papers, err := desk.Papers(ctx, w.Area, at, handlers.PreviousSlot(h.schedule, h.regency.Zone, at))
	if err != nil {
		return err
	}
	return w.write(papers)
}

// write writes the files; what the ledger can no longer give back is named, and the rest written.
func (w *weekly) write(p handlers.Papers) error {
	if err := os.MkdirAll(w.Out, 0o755); err != nil {
		return fmt.Errorf("write report: %w", err)
	}
	var errs []error
	for _, file := range []struct {
		name    string
		content []byte
	}{
		{"report.txt", []byte(bot.Plain(p.Text) + "\n")},
		{"caption.txt", []byte(bot.Plain(p.Caption) + "\n")},
		{"report.png", p.Picture},
		{"report.xlsx", p.Workbook},
	} {
		if file.content == nil {
			errs = append(errs, fmt.Errorf("%s cannot be made: the history behind this report is gone", file.name))
			continue
		}
		errs = append(errs, os.WriteFile(filepath.Join(w.Out, file.name), file.content, 0o644))
	}
	return errors.Join(errs...)
}
