// Package service puts the parts together: a regency's content, its store, the desk, a channel and the scheduler, as one bot
// at work, for Telegram (Serve) or with everything on this machine (Demo).
package service

import (
	"fmt"
	"log/slog"
	"time"

	"ikdbot/bot/metrics"
	"ikdbot/handlers"
	"ikdbot/handlers/understand"
	"ikdbot/locales"
	"ikdbot/scheduler/slot"
	"ikdbot/store"
)

// Settings say which regency is served, and how.
type Settings struct {
	Regency    string // code, such as 62.02
	Locales    string // directory of content laid over the built-in one; may be empty
	Schedule   string // when groups get their report, a cron line in the regency's zone
	Founders   []string
	Replicas   int                    // that must have a change before it counts as stored; 0: none is waited for
	BackupKey  *store.BackupKey       // locks backups; nil: none are sent
	ReviewFrom int                    // areas from which on an imported file needs a second admin; 0: never
	Draw       handlers.Draw          // draws the pictures of reports; nil: as they are to be
	Before     func(handlers.Request) // is called before a request is answered, at once with others; may be nil
	Log        *slog.Logger
}

// House is what every command builds on: the content, the regency, the understanding of questions.
type House struct {
	Settings
	Content *locales.Content
	Place   *locales.Regency
	Mind    *understand.Mind
	Meters  *metrics.Metrics
}

// Open reads the content and trains the Mind. A wrong regency, schedule or content file is an error that says what to write.
func Open(s Settings) (*House, error) {
	store.LogTo(s.Log)
	content, err := locales.Load(s.Locales)
	if err != nil {
		return nil, err
	}
	place, err := content.Regency(s.Regency)
	if err != nil {
		return nil, err
	}
	schedule, err := slot.Parse(s.Schedule, place.Zone)
	if err != nil {
		return nil, fmt.Errorf("REPORT_SCHEDULE %q, which looks like \"0 8 * * MON\": %w", s.Schedule, err)
	}
	if schedule.Elsewhere() != "" {
		return nil, fmt.Errorf("REPORT_SCHEDULE %q names another zone than the regency's, whose clock it goes by: leave it out; groups have theirs by /jadwal",
			s.Schedule)
	}
	s.Schedule = schedule.Line()
	topics := append(content.Topics(locales.Indonesian), content.Topics(locales.English)...)
	meters := metrics.New(Version(), handlers.Abouts(content))
	return &House{s, content, place, understand.New(place, topics), meters}, nil
}

// StoreOptions are those of the regency's store.
func (h *House) StoreOptions(now func() time.Time) store.Options {
	return store.Options{Regency: h.Place.Root(), Tree: h.Place, Now: now, Failed: h.Meters.RedisFailed, MinReplicas: h.Replicas, Log: h.Log}
}

// Desk answers at a command line: it fetches no files; that of a Service does.
func (h *House) Desk(st *store.Store, now func() time.Time, log *slog.Logger) *handlers.Desk {
	return handlers.New(h.deskOptions(st, now, log))
}

func (h *House) deskOptions(st *store.Store, now func() time.Time, log *slog.Logger) handlers.Options {
	return handlers.Options{
		Content: h.Content, Regency: h.Place, Store: st, Mind: h.Mind, Now: now,
		Founders: h.Founders, Schedule: h.Schedule, ReviewFrom: h.ReviewFrom, Draw: h.Draw, Log: log,
	}
}
