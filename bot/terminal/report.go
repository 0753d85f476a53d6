package terminal

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"ikdbot/bot"
	"ikdbot/handlers"
)

// WriteReport writes report.txt, caption.txt, report.png and report.xlsx to a directory; what the ledger can no longer give back is named, and the rest written.
func WriteReport(dir string, p handlers.Papers) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
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
		errs = append(errs, os.WriteFile(filepath.Join(dir, file.name), file.content, 0o644))
	}
	return errors.Join(errs...)
}
