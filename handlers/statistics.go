package handlers

import (
	"errors"
	"time"

	"ikdbot/handlers/report"
	"ikdbot/store"
)

// statistics answers /statistik [area].
func (t *turn) statistics() Reply {
	return t.aboutArea("/statistik ", t.statisticsText)
}

// target answers /target [area].
func (t *turn) target() Reply {
	return t.aboutArea("/target ", t.targetText)
}

// ranking answers /peringkat [area]: the areas one level below it, or below the parent of one that has none.
func (t *turn) ranking() Reply {
	return t.aboutArea("/peringkat ", t.rankingText)
}

// aboutArea answers a command about one area: the regency where none is named, a question where several could be meant.
func (t *turn) aboutArea(command string, text func(areas []string) string) Reply {
	var areas []string
	if t.args == "" {
		areas = []string{t.ownArea()}
	} else {
		areas = widest(t.mind.Find(t.args))
	}
	switch {
	case len(areas) == 0:
		return t.plain("location.unknown_area", "name", t.asked())
	case len(areas) > 1:
		return t.whichArea(areas, command)
	}
	r := Reply{Text: text(areas)}
	if t.Private {
		r.Buttons = t.figureButtons(command, areas[0])
	}
	return r
}

// ownArea is the area a bound group speaks of when it names none; elsewhere the regency. While Redis is away it is the area the group
// was last known to be bound to.
func (t *turn) ownArea() string {
	if t.Private {
		return t.regency.Root()
	}
	a, b, bound, err := t.store.GroupFigures(t.ctx, t.Chat)
	t.figuresRead(a, err)
	switch {
	case err != nil:
		return t.lastArea(err)
	case !bound:
		return t.regency.Root()
	}
	return b.Area
}

// lastArea is the area this group was bound to when that was last read, for when Redis is away, and the reply says when; the regency
// where no such binding is known.
func (t *turn) lastArea(err error) string {
	b, at, ok := t.store.LastBinding(t.Chat)
	if !ok || !errors.Is(err, store.ErrAway) {
		return t.regency.Root()
	}
	t.lastBound = at
	return b.Area
}

func (t *turn) figureButtons(shown, area string) [][]Button {
	var row []Button
	for _, command := range []string{"statistik", "peringkat", "target"} {
		if "/"+command+" " != shown {
			row = append(row, Button{Label: t.say("commands.button_" + command), Command: "/" + command + " " + area})
		}
	}
	return [][]Button{row}
}

// reportAway stands in for a group's report while Redis is away: where its area stood when that was last read. It has no code, for nothing
// is issued; a group that is not known to be bound gets none.
func (t *turn) reportAway(doing string, err error) Reply {
	area := t.lastArea(err)
	t.figuresRead(store.Aggregates{}, err)
	if t.lastBound.IsZero() || t.figures == nil {
		t.lastRead = time.Time{}
		return t.trouble(doing, err)
	}
	return Reply{Text: t.say("desk.report_away") + "\n\n" + t.statisticsText([]string{area})}
}

// aggregates are the figures to show, those last read while Redis is away; not ok where there are none.
func (t *turn) aggregates() (store.Aggregates, bool) {
	if t.figures == nil {
		t.figuresRead(t.store.Aggregates(t.ctx))
	}
	if t.figures == nil {
		return store.Aggregates{}, false
	}
	return *t.figures, true
}

// figuresRead takes what a reading brought. Where Redis is away that is what this process last read, and the reply says when.
func (t *turn) figuresRead(a store.Aggregates, err error) {
	if err == nil {
		t.figures = &a
		return
	}
	t.log.Error("aggregates not readable", "error", err)
	if last, at, ok := t.store.LastFigures(); ok && errors.Is(err, store.ErrAway) {
		t.figures, t.lastRead = &last, at
	}
}

// asLastRead says above figures that were read before Redis went away when that was.
func (t *turn) asLastRead(text string) string {
	if t.lastRead.IsZero() || text == "" {
		return text
	}
	above := t.say("desk.last_read", "time", t.moment(t.lastRead))
	if !t.lastBound.IsZero() {
		above += " " + t.say("desk.last_bound", "time", t.moment(t.lastBound))
	}
	return above + "\n\n" + text
}

// firstOrRoot is the one area the person named, or the regency.
func (t *turn) firstOrRoot(areas []string) string {
	if len(areas) == 0 {
		return t.regency.Root()
	}
	return areas[0]
}

// statisticsText is where an area stands.
func (t *turn) statisticsText(areas []string) string {
	a, ok := t.aggregates()
	if !ok {
		return t.say("desk.away")
	}
	s := report.Stand(t.regency, a, t.firstOrRoot(areas), t.today())
	return report.StandingText(t.content, t.lang, t.regency, s)
}

// targetText is what the target is for an area and what it still lacks.
func (t *turn) targetText(areas []string) string {
	a, ok := t.aggregates()
	if !ok {
		return t.say("desk.away")
	}
	s := report.Stand(t.regency, a, t.firstOrRoot(areas), t.today())
	return report.TargetText(t.content, t.lang, t.regency, s)
}

// rankingText compares the areas below one; a lowest area is shown among its siblings.
func (t *turn) rankingText(areas []string) string {
	a, ok := t.aggregates()
	if !ok {
		return t.say("desk.away")
	}
	parent := t.firstOrRoot(areas)
	if len(t.regency.Children(parent)) == 0 {
		parent = t.regency.Parent(parent)
	}
	return report.RankingText(t.content, t.lang, t.regency, parent, report.Ranking(t.regency, a, parent, t.today()))
}
