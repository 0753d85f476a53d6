package handlers

import (
	"context"
	"errors"
	"fmt"
	"reflect"

	"ikdbot/store"
)

// Faults are what an operator should mend: storage that would not survive, a history that does not add up, nobody or no
// group to write to. reach reports whether the bot may write to a chat; nil where the platform cannot be asked.
func (d *Desk) Faults(ctx context.Context, reach func(ctx context.Context, chat string) error) []error {
	var faults []error
	if len(d.founders) == 0 {
		faults = append(faults, errors.New("ADMIN_IDS is empty: nobody can change figures or link groups; /bantuan shows a person's number"))
	}
	durability, err := d.store.Durability(ctx)
	if err != nil {
		return append(faults, err)
	}
	if durability.Known && !durability.AppendOnly {
		faults = append(faults, errors.New("Redis keeps no append-only file: a crash loses figures; set appendonly yes"))
	}
	if durability.Broken {
		faults = append(faults, errors.New("Redis could not write its append-only file: is the disk full?"))
	}
	if durability.Known && durability.Eviction != "noeviction" {
		faults = append(faults, fmt.Errorf("Redis may throw keys away (maxmemory-policy %s): set noeviction", durability.Eviction))
	}
	faults = append(faults, d.figureFaults(ctx)...)
	if reach != nil {
		faults = append(faults, d.chatFaults(ctx, reach)...)
	}
	return faults
}

// figureFaults recomputes the stored aggregates from the history and verifies its chain.
func (d *Desk) figureFaults(ctx context.Context) (faults []error) {
	stored, history, err := d.store.Figures(ctx)
	if err != nil {
		return []error{err}
	}
	if err := store.Verify(history); err != nil {
		faults = append(faults, fmt.Errorf("history: %w", err))
	}
	again := store.RollUp(d.regency, store.Choose(history))
	if len(history) > 0 && !reflect.DeepEqual(again, stored.Areas) {
		faults = append(faults, errors.New("the stored aggregates differ from those recomputed from the history"))
	}
	return faults
}

// chatFaults lists the admins and groups that cannot be written to.
func (d *Desk) chatFaults(ctx context.Context, reach func(ctx context.Context, chat string) error) (faults []error) {
	admins, err := d.Admins(ctx)
	if err != nil {
		return []error{err}
	}
	for _, user := range admins {
		if err := reach(ctx, user); err != nil {
			faults = append(faults, fmt.Errorf("admin %s cannot be written to, they have to press Start: %w", number(user), err))
		}
	}
	bindings, err := d.store.Bindings(ctx)
	if err != nil {
		return append(faults, err)
	}
	for _, b := range bindings {
		if err := reach(ctx, b.Chat); err != nil {
			faults = append(faults, fmt.Errorf("group %s (%s) cannot be written to: %w", b.ID, d.regency.Label(b.Area), err))
		}
	}
	return faults
}
