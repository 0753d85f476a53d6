package handlers

import (
	"context"
	"fmt"
	"sync"
	"time"

	"ikdbot/handlers/report"
	"ikdbot/locales"
	"ikdbot/store"
)

// Draw draws the picture of a report, as PNG.
type Draw func(c *locales.Content, l locales.Language, r *locales.Regency, f report.Facts, p report.Points) ([]byte, error)

// mostPictures bounds the pictures kept, of at most report.MaxPicture bytes each: as many as a large regency has areas.
const mostPictures = 256

// pictures keeps what was drawn last. A push draws an area once, for however many groups: drawing takes far longer than sending.
type pictures struct {
	mu    sync.Mutex
	drawn map[string]func() ([]byte, error)
}

// Picture is the picture of a summary, PNG. It is never stored: it follows from the facts and the history they were made from.
func (d *Desk) Picture(l locales.Language, s Summary) ([]byte, error) {
	if int64(len(s.changes)) < s.Known {
		return nil, fmt.Errorf("draw report of %s: the history it was made from is gone", s.Facts.Area)
	}
	f := s.Facts
	key := fmt.Sprint(l, f.Area, f.At.Unix(), f.BeforeAt.Unix(), f.Zone, s.Known, s.Corrected)
	return d.pictures.once(key, func() ([]byte, error) {
		in := report.Input{Regency: d.regency, Area: f.Area, Now: s.now, At: f.At.In(d.regency.Zone), Zone: f.Zone}
		return d.draw(d.content, l, d.regency, f, report.PointsOf(in, s.changes))
	})
}

// Prepare draws the picture of a report that is going to be owed, so that a push begins with sending. Should a figure change until
// then it is drawn again.
func (d *Desk) Prepare(ctx context.Context, e store.Entry, previous time.Time) error {
	s, err := d.summary(ctx, e, previous)
	if err == nil {
		_, err = d.Picture(locales.Indonesian, s)
	}
	if err != nil {
		return fmt.Errorf("prepare report of %s: %w", e.Area, err)
	}
	return nil
}

func (p *pictures) once(key string, draw func() ([]byte, error)) ([]byte, error) {
	p.mu.Lock()
	picture, ok := p.drawn[key]
	if !ok {
		if p.drawn == nil || len(p.drawn) >= mostPictures {
			p.drawn = map[string]func() ([]byte, error){}
		}
		picture = sync.OnceValues(draw)
		p.drawn[key] = picture
	}
	p.mu.Unlock()
	return picture()
}
