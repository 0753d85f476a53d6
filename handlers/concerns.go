package handlers

import (
	"cmp"
	"context"
	"slices"
	"time"

	"ikdbot/handlers/report"
	"ikdbot/locales"
	"ikdbot/store"
)

const (
	lateReport  = 30 * time.Minute     // from when on a report owed is late
	longUnclear = 12 * time.Hour       // from when on an unclear delivery has waited too long for an admin's word
	reviewEvery = 365 * 24 * time.Hour // how long an answer holds before somebody compares it with its sources again
	backupSpan  = 6 * time.Hour        // within which a backup is made and goes out to all admins, if it does
	backupLate  = 8 * 24 * time.Hour   // from when on the weekly backup is missing
)

// Concern is something the admins should look after.
type Concern struct {
	Kind  string // names the alarm
	Which string // tells one occurrence from the next, where the matter itself does; empty: an occurrence lasts until all is well
	Calm  bool   // it can wait for office hours
	text  func(locales.Language) string
}

// Concerns are what the admins should look after now. While Redis is away they are not known.
func (d *Desk) Concerns(ctx context.Context) ([]Concern, error) {
	c, err := d.condition(ctx)
	if err != nil {
		return nil, err
	}
	return d.concerns(c), nil
}

func (d *Desk) concerns(c condition) []Concern {
	return slices.Concat(d.redisConcerns(c.durability), d.deliveryConcerns(c), d.contentConcerns(c.figures))
}

// Alert owes the admins a notice of a concern, once for each occurrence.
func (d *Desk) Alert(ctx context.Context, occurrence string, c Concern) {
	d.tell(ctx, c.Kind+"/"+occurrence, c.text(locales.Indonesian))
}

// condition is what concerns arise from.
type condition struct {
	durability store.Durability
	ledger     store.LedgerSum
	figures    store.Aggregates
	unclear    time.Time // since when the oldest unclear delivery waits; zero: there is none
}

// condition asks how things stand.
func (d *Desk) condition(ctx context.Context) (c condition, err error) {
	if c.durability, err = d.store.Durability(ctx); err != nil {
		return c, err
	}
	if c.figures, err = d.store.Aggregates(ctx); err != nil {
		return c, err
	}
	if c.ledger, err = d.store.LedgerSum(ctx); err != nil || c.ledger.States[store.Unclear] == 0 {
		return c, err
	}
	waiting, err := d.store.InState(ctx, store.Unclear, int(c.ledger.States[store.Unclear]))
	for _, e := range waiting {
		if c.unclear.IsZero() || e.At.Before(c.unclear) {
			c.unclear = e.At
		}
	}
	return c, err
}

// redisConcerns are what could lose all that is stored.
func (d *Desk) redisConcerns(r store.Durability) (list []Concern) {
	if r.Known && !r.AppendOnly {
		list = append(list, Concern{Kind: "no_aof", text: d.plainly("service.alert_no_aof")})
	}
	if r.Broken {
		list = append(list, Concern{Kind: "disk", text: d.plainly("service.alert_disk")})
	}
	if r.Known && r.Eviction != "noeviction" {
		list = append(list, Concern{Kind: "eviction", text: func(l locales.Language) string {
			return d.content.Say(l, "service.alert_eviction", "policy", r.Eviction)
		}})
	}
	return list
}

func (d *Desk) plainly(key string) func(locales.Language) string {
	return func(l locales.Language) string { return d.content.Say(l, key) }
}

// deliveryConcerns are about what does not arrive.
func (d *Desk) deliveryConcerns(c condition) (list []Concern) {
	now := d.now()
	if due := c.ledger.DueReport; !due.IsZero() && now.Sub(due) > lateReport {
		list = append(list, Concern{Kind: "late", Which: due.UTC().Format(time.RFC3339), text: func(l locales.Language) string {
			return d.content.Say(l, "service.alert_late", "time", locales.Moment(l, due.In(d.regency.Zone)))
		}})
	}
	if !c.unclear.IsZero() && now.Sub(c.unclear) > longUnclear {
		list = append(list, Concern{Kind: "unclear", Calm: true, text: func(l locales.Language) string {
			return d.content.Say(l, "service.alert_unclear", "n", c.ledger.States[store.Unclear])
		}})
	}
	last := c.ledger.LastBackup
	// One admin who blocked the bot is no failed backup, where another got it.
	failed := c.ledger.FailedBackup.After(last.Add(backupSpan))
	// What cannot be made never comes to be sent: it stays owed.
	failed = failed || c.ledger.DueBackup.After(last) && now.Sub(c.ledger.DueBackup) > backupSpan
	if d.vitals().Backups && (failed || !last.IsZero() && now.Sub(last) > backupLate) {
		list = append(list, Concern{Kind: "no_backup", Which: last.UTC().Format(time.DateOnly), Calm: true, text: d.plainly("service.alert_backup")})
	}
	return list
}

// contentConcerns are about what is out of date. Answers that nobody has compared with their sources are told of once a month.
func (d *Desk) contentConcerns(figures store.Aggregates) (list []Concern) {
	root := d.regency.Root()
	if s := report.Stand(d.regency, figures, root, d.now()); s.Stale {
		asOf := string(s.Counts[store.Active].AsOf)
		list = append(list, Concern{Kind: "stale", Which: asOf, Calm: true, text: func(l locales.Language) string {
			return d.content.Say(l, "service.alert_stale", "area", d.Label(root), "date", locales.Day(l, asOf), "days", s.Days)
		}})
	}
	var old []locales.Topic
	for _, topic := range d.byReview() {
		if d.now().Sub(topic.Reviewed) > reviewEvery {
			old = append(old, topic)
		}
	}
	if len(old) > 0 {
		list = append(list, Concern{Kind: "reviewed", Which: d.today().Format("2006-01"), Calm: true, text: func(l locales.Language) string {
			return d.content.Say(l, "service.alert_reviewed", "n", len(old), "topic", old[0].Title,
				"date", locales.Day(l, old[0].Reviewed.Format(time.DateOnly)))
		}})
	}
	return list
}

// byReview are the topics, the one reviewed longest ago first.
func (d *Desk) byReview() []locales.Topic {
	topics := d.content.Topics(locales.Indonesian)
	slices.SortStableFunc(topics, func(a, b locales.Topic) int { return cmp.Or(a.Reviewed.Compare(b.Reviewed), cmp.Compare(a.ID, b.ID)) })
	return topics
}
