package handlers

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"

	"ikdbot/handlers/sheet"
	"ikdbot/store"
)

// export sends the figures of all areas as a workbook that can be filled in and sent back: /ekspor, /ekspor csv.
func (t *turn) export() Reply {
	end, kind := ".xlsx", workbookType
	switch strings.ToLower(t.args) {
	case "", "xlsx", "excel":
	case "csv":
		end, kind = ".csv", "text/csv"
	default:
		return t.plain("export.usage")
	}
	name := fmt.Sprintf("%s-%s-%s%s", t.say("export.name"), t.regency.Root(), store.Day(t.today()), end)
	var b bytes.Buffer
	if err := t.WriteFigures(t.ctx, name, &b); err != nil {
		return t.trouble("export figures", err)
	}
	return Reply{
		Text: t.say("export.done", "regency", t.regency.Label(t.regency.Root())),
		File: &Attachment{Name: name, MIME: kind, Content: b.Bytes()},
	}
}

// WriteFigures writes what was reported for each area as a file that can be imported again, .xlsx or .csv by its name.
func (d *Desk) WriteFigures(ctx context.Context, name string, w io.Writer) error {
	now, err := d.store.Aggregates(ctx)
	if err != nil {
		return fmt.Errorf("read figures: %w", err)
	}
	return sheet.Write(name, w, sheet.Lines(now, d.regency.Areas()))
}
