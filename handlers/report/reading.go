package report

import (
	"time"

	"ikdbot/locales"
	"ikdbot/store"
)

// Read is what has changed since the report that the group of this summary read last.
type Read struct {
	At     time.Time `json:"at"` // the slot of that report
	Change *Delta    `json:"change,omitempty"`
	Rank   *Rank     `json:"rank,omitempty"` // the rank it told
}

// Reading tells the office which groups said that they read their last report.
type Reading struct {
	Groups int      `json:"groups"`           // that had one
	Unread []string `json:"unread,omitempty"` // their areas, where nobody said so yet
}

// since compares the area's IKD figure with that of the report read last.
func (in Input) since() *Read {
	last := in.LastRead
	if last == nil || last.Area != in.Area || !last.At.Before(in.At) {
		return nil
	}
	read := &Read{At: last.At, Rank: last.Rank}
	if now, ok := in.Now.Areas[in.Area][store.Active]; ok {
		before, known := last.Standing.Counts[store.Active]
		d := compareFigures(now, before, known)
		read.Change = &d
	}
	return read
}

// opening is what a group reads first: what has changed since it last read.
func (v voice) opening(f Facts) locales.Markup {
	if f.Read == nil {
		return ""
	}
	since := v.say("readback.since", "date", v.dayOf(f, f.Read.At))
	line := v.changeSince(f, f.Read.Change, since)
	if now, was := f.Rank, f.Read.Rank; now != nil && was != nil && *now != *was {
		line += " " + v.say("readback.rank", "place", now.Place, "was", was.Place)
	}
	return line
}

// opened reports whether the opening has said already what changed since the previous slot.
func (f Facts) opened() bool {
	return f.Read != nil && f.Read.At.Equal(f.BeforeAt)
}

// readers is the line for the office on who has read.
func (v voice) readers(f Facts, names int) locales.Markup {
	switch {
	case f.Reading == nil || f.Reading.Groups == 0:
		return ""
	case len(f.Reading.Unread) == 0:
		return v.say("readback.all", "n", f.Reading.Groups)
	case names == 0:
		return v.say("readback.count", "n", len(f.Reading.Unread), "of", f.Reading.Groups)
	}
	return v.say("readback.unread", "n", len(f.Reading.Unread), "of", f.Reading.Groups, "names", v.names(f.Reading.Unread, names))
}

// Headline is the main figure of a summary in a sentence, with its denominator, its date, and a warning where it is sample data.
func Headline(c *locales.Content, l locales.Language, r *locales.Regency, f Facts) string {
	v := voice{c, l, r}
	var p page
	p.add(v.banner(f.Sample))
	v.body(&p, f.Standing)
	return p.String()
}
