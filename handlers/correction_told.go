package handlers

import (
	"context"
	"fmt"

	"ikdbot/locales"
	"ikdbot/store"
)

// correctionText is what stands above a corrected report: that it is one, what was told and what is right, and why.
func (d *Desk) correctionText(l locales.Language, r touched, c store.Change) string {
	return d.content.Say(l, "correction.message", "changes", locales.Markup(d.differences(l, r)), "why", locales.Markup(d.why(l, c)))
}

// why is the reason of a change.
func (d *Desk) why(l locales.Language, c store.Change) string {
	switch {
	case c.Reason != "":
		return d.content.Say(l, "correction.reason", "reason", clip(c.Reason, shownSource))
	case c.Undoes != 0:
		return d.content.Say(l, "correction.undone")
	}
	return d.content.Say(l, "correction.source", "source", clip(c.Source, shownSource))
}

// fullTextOf is a report that was issued, in words. Above one that was corrected stands what its readers were told of that; where Redis
// has lost what it was made from, that it was corrected.
func (d *Desk) fullTextOf(ctx context.Context, l locales.Language, e store.Entry, s Summary) (string, error) {
	full := d.FullText(l, s, e.Code)
	if e.Revision == 0 {
		return full, nil
	}
	history, err := d.store.History(ctx)
	if err != nil {
		return "", fmt.Errorf("read history for correction: %w", err)
	}
	before, ok, err := d.store.Revision(ctx, e.ID, e.Revision-1)
	if err != nil {
		return "", fmt.Errorf("read report before its correction: %w", err)
	}
	because := e.Because
	if because == 0 { // it was corrected by a program that did not note this
		because = e.Corrected
	}
	if !ok || because < 1 || max(because, e.Corrected) > int64(len(history)) {
		return d.content.Say(l, "proof.revision", "n", e.Revision) + "\n\n" + full, nil
	}
	was, err := d.issued(ctx, before)
	if err != nil {
		return "", err
	}
	return d.correctionText(l, touched{Entry: e, was: was, is: s}, history[because-1]) + "\n\n" + full, nil
}
