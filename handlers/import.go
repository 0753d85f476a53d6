package handlers

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"ikdbot/handlers/remark"
	"ikdbot/handlers/sheet"
	"ikdbot/handlers/understand"
	"ikdbot/handlers/written"
	"ikdbot/store"
)

// Files fetches what people send, by reference, from the platform it was sent on.
type Files interface {
	// Open gives the bytes of a file. ErrTooBig says that the platform does not hand out files of that size.
	Open(ctx context.Context, f File) ([]byte, error)
}

// ErrTooBig means that a file is larger than a channel can fetch.
var ErrTooBig = errors.New("file is too big to be fetched")

// takeFile reads a file of figures that an admin dropped into the private chat, and shows what it would change. Nothing is fetched for
// anybody else. file is as it was sent: its name is shown to its sender and kept nowhere.
func (t *turn) takeFile(file File) Reply {
	if !t.Private || t.files == nil || !t.isAdmin() {
		if t.wasAdmin {
			return t.plain("desk.away")
		}
		return t.plain("desk.file")
	}
	t.once = true
	t.reachable()
	switch {
	case file.Bytes > sheet.MaxSize:
		return t.plain("sheet.refuse_too_big", "most", sheet.MaxSize>>20)
	case !tabular(file):
		return t.plain("sheet.refuse_no_sheet")
	}
	caption, wrong := t.caption()
	if wrong != nil {
		return Reply{Text: t.tell("update.wrong_"+wrong.Key, *wrong) + "\n\n" + t.say("import.caption_usage")}
	}
	table, err := t.fetch(file)
	if err != nil {
		return t.unread(err)
	}
	if fault := t.faults(table); fault != "" {
		return Reply{Text: fault}
	}
	rows, kinds := told(table, caption)
	t.sensitive(kinds)
	return t.proposeRows(rows, arrival{name: shownName(file), form: formName(file), notes: t.readNotes(table, caption), request: t.ID})
}

// fetch gets a file and reads it, one at a time in this process: a workbook of the whole nation takes its share of the memory.
func (t *turn) fetch(file File) (sheet.Table, error) {
	select {
	case t.reading <- struct{}{}:
		defer func() { <-t.reading }()
	case <-t.ctx.Done():
		return sheet.Table{}, t.ctx.Err()
	}
	content, err := t.files.Open(t.ctx, file)
	if err != nil {
		return sheet.Table{}, fmt.Errorf("fetch file: %w", err)
	}
	return t.readTable(file.Name, bytes.NewReader(content), int64(len(content)), func(done, total int) {
		if t.Progress != nil {
			t.Progress(t.plain("import.reading", "percent", done*100/total))
		}
	})
}

// readTable reads figures of this regency.
func (d *Desk) readTable(name string, r io.ReaderAt, size int64, progress func(done, total int)) (sheet.Table, error) {
	return sheet.Read(name, r, size, sheet.Options{Regency: d.regency.Root(), Finder: sheet.Places(d.regency), Progress: progress})
}

// unread says why a file was not read.
func (t *turn) unread(err error) Reply {
	if text := t.refusal(err); text != "" {
		return Reply{Text: text}
	}
	t.log.Error("file not read", "request", t.ID, "error", err)
	return t.plain("import.not_fetched")
}

// refusal is the sentence about a file that is itself the reason; else empty.
func (t *turn) refusal(err error) string {
	var refusal *sheet.Refusal
	switch {
	case errors.As(err, &refusal):
		return refusal.Text(t.content, t.lang)
	case errors.Is(err, ErrTooBig):
		return t.say("sheet.refuse_too_big", "most", sheet.MaxSize>>20)
	}
	return ""
}

// under is what is taken for figures whose file leaves it open.
type under struct {
	asOf   store.Date
	source string
	dated  bool // the day was named, not just today's
}

// caption is what was written under a file, completed: today's figures, told by the admin.
func (t *turn) caption() (under, *remark.Remark) {
	u := under{asOf: store.Day(t.today()), source: t.defaultSource()}
	asOf, source, wrong := written.Caption(t.Text, t.today())
	if asOf != "" {
		u.asOf, u.dated = asOf, true
	}
	if isReason(source) {
		u.source = clip(t.withoutPersonal(source), written.LongestSource)
	}
	return u, wrong
}

// carriesTable reports whether an admin sent a file that may hold figures: it is read, whatever words came with it.
func (t *turn) carriesTable() bool {
	return t.File != nil && t.Private && tabular(*t.File) && t.isAdmin()
}

// tabular reports whether a file may be a table, by what is said of it; its bytes decide later. What is none is not even fetched: it
// may be a picture of somebody's card.
func tabular(f File) bool {
	const names = ".xlsx .xlsm .xlsb .xls .xltx .csv .tsv .txt .ods"
	if end := strings.ToLower(path.Ext(f.Name)); end != "" {
		return slices.Contains(strings.Fields(names), end)
	}
	return f.MIME == "" || strings.HasPrefix(f.MIME, "text/") || f.MIME == "application/octet-stream" ||
		strings.Contains(f.MIME, "sheet") || strings.Contains(f.MIME, "excel")
}

// formName is "csv" or "xlsx", for the record.
func formName(f File) string {
	if strings.EqualFold(path.Ext(f.Name), ".csv") {
		return "csv"
	}
	return "xlsx"
}

// shownName is a file's name as it may be repeated to its sender.
func shownName(f File) string {
	name, _ := understand.Mask(f.Name)
	return inert(clip(oneLine(name), 60))
}

// sensitive has the sender of a file warned about personal data in it.
func (t *turn) sensitive(kinds []understand.Kind) {
	for _, k := range kinds {
		if !slices.Contains(t.Personal, string(k)) {
			t.Personal = append(t.Personal, string(k))
		}
	}
}
