package handlers

import (
	"context"
	"fmt"
	"slices"
	"time"

	"ikdbot/locales"
	"ikdbot/store"
)

// Preview shows every admin who pressed Start what a slot is going to send: to the groups of which areas, and the summary of the
// regency as its figures are now. It goes through the ledger, once for an admin and a slot, however many groups there are.
func (d *Desk) Preview(ctx context.Context, at time.Time, due []store.Binding) error {
	admins, err := d.Reachable(ctx)
	if err != nil {
		return fmt.Errorf("read admins for preview: %w", err)
	}
	id := "preview/" + d.slotWords(at)
	ids := make([]string, len(admins))
	for i, user := range admins {
		ids[i] = noticeID(id, user)
	}
	known, err := d.store.Known(ctx, ids...)
	if err != nil {
		return fmt.Errorf("look up preview: %w", err)
	}
	admins = slices.DeleteFunc(admins, func(user string) bool { return known[noticeID(id, user)] != "" })
	if len(admins) == 0 {
		return nil
	}
	s, err := d.Weekly(ctx, d.regency.Root(), at, PreviousSlot(d.schedule, d.regency.Zone, at))
	if err != nil {
		return fmt.Errorf("make preview: %w", err)
	}
	text := d.content.Say(locales.Indonesian, "schedule.preview", "time", d.Moment(at), "n", len(due), "areas", d.areaList(due, at),
		"office", d.regency.Label(d.regency.Root()), "summary", locales.Markup(d.Caption(locales.Indonesian, s, "")))
	d.notify(ctx, id, admins, text, store.Button{
		Label: d.content.Say(locales.Indonesian, "schedule.hold_button"), Command: "/jadwal tunda " + d.slotWords(at),
	})
	return nil
}
