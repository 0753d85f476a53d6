package handlers

import (
	"context"
	"errors"
	"fmt"
	"io"

	"ikdbot/handlers/guard"
	"ikdbot/locales"
	"ikdbot/store"
)

// CommandLine is the author of what is imported on the command line.
const CommandLine = "cli"

// Import is what a file would change, for the command line. Texts are small Markdown, in Indonesian.
type Import struct {
	Text string // what it would change, with what is odd about it; or why there is nothing to do
	Same bool   // it tells nothing that is not stored already
	d    delta
	desk *Desk
}

// ErrFile says, in words for the one who gave it, why a file is not taken over.
type ErrFile struct{ Text string }

// Error is those words.
func (e *ErrFile) Error() string { return e.Text }

// ReadImport reads a file of figures and compares it with what is stored. progress is told in bytes; it may be nil. The error is an
// *ErrFile where the file is at fault.
func (d *Desk) ReadImport(ctx context.Context, name string, r io.ReaderAt, size int64, progress func(done, total int)) (Import, error) {
	t := d.atTerminal(ctx)
	table, err := d.readTable(name, r, size, progress)
	if err != nil {
		if text := t.refusal(err); text != "" {
			return Import{}, &ErrFile{text}
		}
		return Import{}, fmt.Errorf("read file: %w", err)
	}
	if fault := t.faults(table); fault != "" {
		return Import{}, &ErrFile{fault}
	}
	now, history, err := d.store.Figures(ctx)
	if err != nil {
		return Import{}, fmt.Errorf("read figures: %w", err)
	}
	today := store.Day(d.today())
	open := under{asOf: today, source: t.say("import.line_source")}
	rows, _ := told(table, open)
	found := compare(d.regency, now, history, rows, today)
	from := arrival{notes: t.readNotes(table, open)}
	switch {
	case len(found.change.Rows) == 0:
		return Import{Text: t.unchanged(from, found), Same: true}, nil
	case len(found.Of(guard.Refused)) > 0:
		return Import{}, &ErrFile{t.refusedRows(found)}
	}
	return Import{Text: t.deltaText(from, found, len(found.change.Rows), len(found.Findings), ""), d: found, desk: d}, nil
}

// Odd reports whether the import needs a reason.
func (i Import) Odd() bool { return len(i.d.Of(guard.Odd)) > 0 }

// Store stores the import as one change and tells its number. An odd one without a reason gets one that says how it was stored.
func (i Import) Store(ctx context.Context, reason string) (string, error) {
	t := i.desk.atTerminal(ctx)
	c := i.d.change
	c.Author, c.Reason = CommandLine, reason
	if i.Odd() && !isReason(reason) {
		c.Reason = t.say("import.line_reason")
	}
	c, err := i.desk.store.Commit(ctx, c)
	var stale *store.Stale
	if errors.As(err, &stale) {
		return "", &ErrFile{t.say("import.line_moved")}
	}
	if err != nil {
		return "", fmt.Errorf("store change: %w", err)
	}
	return t.savedRows(c).Text, nil
}

// atTerminal is a turn without a chat: nothing is remembered of it.
func (d *Desk) atTerminal(ctx context.Context) *turn {
	return &turn{Desk: d, Request: Request{User: CommandLine, Private: true}, ctx: ctx, lang: locales.Indonesian}
}
