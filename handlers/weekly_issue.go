package handlers

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"ikdbot/locales"
	"ikdbot/store"
)

// Issue takes up an owed report for sending: it returns the entry with what it says, its facts and its code, and the message. An entry
// that has facts already may have reached its readers with them, so it says the same again. Entry.Plain asks for text alone, and is set
// where no picture could be made.
func (d *Desk) Issue(ctx context.Context, e store.Entry, previous time.Time) (store.Entry, Reply, error) {
	s, err := d.taken(ctx, e, previous)
	if err != nil {
		return e, Reply{}, err
	}
	return d.compose(ctx, e, s, locales.Indonesian)
}

// taken is the summary an entry was taken up with, or a new one.
func (d *Desk) taken(ctx context.Context, e store.Entry, previous time.Time) (Summary, error) {
	if len(e.Facts) > 0 {
		return d.issued(ctx, e)
	}
	return d.summary(ctx, e, previous)
}

// compose puts a summary into an entry, with a code if it has none, and makes the message of it. Whatever the language of the message,
// the ledger keeps it in Indonesian: who asks for the same report in another one gets the same code.
func (d *Desk) compose(ctx context.Context, e store.Entry, s Summary, l locales.Language) (_ store.Entry, r Reply, err error) {
	if e.Facts, err = json.Marshal(s.Facts); err != nil {
		return e, r, fmt.Errorf("write facts of report: %w", err)
	}
	e.Known = s.Known
	if e.Code == "" {
		if e.Code, err = d.store.GiveCode(ctx, e.ID, e.Revision); err != nil {
			return e, r, err
		}
	}
	if !e.Plain {
		picture, err := d.Picture(l, s)
		if err != nil {
			d.log.Error("report goes without its picture", "entry", e.ID, "error", err)
			e.Plain = true
		}
		r.File = &Attachment{Name: s.fileName(".png"), MIME: "image/png", Content: picture}
	}
	summed := d.Caption
	if e.Plain {
		r.File, summed = nil, d.FullText
	} else {
		r.Instead = d.FullText(l, s, e.Code)
	}
	e.Text, r.Text = summed(locales.Indonesian, s, e.Code), summed(l, s, e.Code)
	r.Buttons = d.reportButtons(l, e)
	return e, r, nil
}

// reportButtons stand under a report. They carry its code, so that they fetch what was issued, however the figures go on.
func (d *Desk) reportButtons(l locales.Language, e store.Entry) [][]Button {
	button := func(phrase, verb string) Button {
		return Button{Label: d.content.Say(l, "readback."+phrase), Command: "/laporan " + verb + " " + e.Code}
	}
	rows := [][]Button{{button("text_button", "teks"), button("sheet_button", "lembar")}}
	if e.Plain {
		rows = [][]Button{{button("sheet_button", "lembar")}}
	}
	if e.Binding != "" {
		rows = append(rows, []Button{button("read_button", "dibaca")})
	}
	return rows
}
