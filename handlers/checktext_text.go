package handlers

import (
	"strings"

	"ikdbot/handlers/guard"
	"ikdbot/handlers/remark"
	"ikdbot/locales"
)

const mostGrounds = 5 // a percentage is shown of so many bases

// checkedRow is a row of the table: what is written, what comes out, of what it would be right, why it may be wrong.
func (t *turn) checkedRow(c checked) string {
	lines := []string{t.say("checktext.mark_" + verdictName(c.verdict))}
	if c.count != nil {
		lines[0] += " **" + t.countText(*c.count) + "**"
		if len(c.grounds) > 0 {
			lines = append(lines, "- "+t.say("checktext.recorded_here", "list", locales.Markup(t.groundTexts(c.grounds))))
		}
		return strings.Join(append(lines, t.causeLines(c)...), "\n")
	}
	lines[0] += " **" + t.claimTitle(*c.claim) + "**"
	if c.claim.part != nil {
		lines = append(lines, "- "+t.writtenText(*c.claim))
	}
	if len(c.grounds) > 0 && c.claim.part == nil {
		lines = append(lines, "- "+t.say("checktext.would_be", "list", locales.Markup(t.peopleOf(c))))
	}
	if len(c.grounds) > 0 && c.claim.part != nil {
		lines = append(lines, "- "+t.say("checktext.worked", "list", locales.Markup(t.workedOut(c))))
		fitting := t.say("checktext.fits_none")
		if len(c.fitting) > 0 {
			fitting = t.say("checktext.fits", "list", locales.Markup(t.groundTexts(c.fitting[:min(len(c.fitting), 3)])))
		}
		lines = append(lines, "- "+fitting)
	}
	return strings.Join(append(lines, t.causeLines(c)...), "\n")
}

func verdictName(v verdict) string {
	return map[verdict]string{isWrong: "wrong", isElsewhere: "elsewhere", isUnclear: "unclear", isRight: "right"}[v]
}

// causeLines say what is likely behind it.
func (t *turn) causeLines(c checked) (lines []string) {
	for _, p := range c.causes {
		lines = append(lines, "- "+t.tell("checktext.cause_"+p.Key, p))
	}
	return lines
}

// claimTitle is a percentage and what it is a share of people with: "3,66 % (belum rekam)".
func (t *turn) claimTitle(c claim) string {
	title := c.Text(t.lang)
	switch {
	case c.goal:
		title += " (" + t.say("checktext.kind_target") + ")"
	case c.kind != kindNone:
		title += " (" + t.say("checktext.kind_"+string(c.kind)) + ")"
	}
	return title
}

// writtenText is what the text says: so many people are so many percent of this.
func (t *turn) writtenText(c claim) string {
	people := locales.Markup(t.roughText(*c.part))
	percent := locales.Markup(c.Text(t.lang))
	switch {
	case c.base != nil:
		return t.say("checktext.written_of", "people", people, "percent", percent,
			"base", locales.Markup(t.groundText(ground{kind: c.base.kind, people: c.base.people})))
	case c.of != kindNone:
		return t.say("checktext.written_kind", "people", people, "percent", percent, "kind", t.say("checktext.kind_"+string(c.of)))
	}
	return t.say("checktext.written", "people", people, "percent", percent)
}

// roughText is a number of people as exactly as it was told.
func (t *turn) roughText(n said) string {
	key := map[rough]string{exact: "exact", atLeast: "at_least", circa: "circa"}[n.rough]
	return t.say("checktext.people_"+key, "people", n.people)
}

// countText is a count of the text: "77.000 (wajib KTP)".
func (t *turn) countText(n said) string {
	return locales.Number(t.lang, n.people) + " (" + t.say("checktext.kind_"+string(n.kind)) + ")"
}

// workedOut lists what comes out, of each base.
func (t *turn) workedOut(c checked) string {
	var parts []string
	for _, g := range c.grounds[:min(len(c.grounds), mostGrounds)] {
		if c.claim.goal {
			parts = append(parts, t.groundText(g))
			continue
		}
		parts = append(parts, t.say("checktext.of", "percent", locales.Markup(locales.Percent(t.lang, c.claim.part.people, g.people)),
			"base", locales.Markup(t.groundText(g))))
	}
	return strings.Join(parts, "; ")
}

// peopleOf lists how many people a percentage would be, of each base.
func (t *turn) peopleOf(c checked) string {
	var parts []string
	for _, g := range c.grounds[:min(len(c.grounds), mostGrounds)] {
		parts = append(parts, t.say("checktext.would_be_of", "people", guard.Portion(c.claim.Value/100, g.people), "base", locales.Markup(t.groundText(g))))
	}
	return strings.Join(parts, "; ")
}

// rightText is a percentage that is right, in few words.
func (t *turn) rightText(c checked) string {
	percent := locales.Markup(c.claim.Text(t.lang))
	if c.claim.part == nil || len(c.fitting) == 0 {
		return t.claimTitle(*c.claim)
	}
	if c.claim.goal {
		return t.groundText(c.fitting[0])
	}
	return t.say("checktext.right_one", "percent", percent, "people", c.claim.part.people, "base", locales.Markup(t.groundText(c.fitting[0])))
}

func (t *turn) groundTexts(all []ground) string {
	var parts []string
	for _, g := range all {
		parts = append(parts, t.groundText(g))
	}
	return strings.Join(parts, "; ")
}

// groundText is what a percentage may be of: "wajib KTP 880.335 (9 Desember 2024)", "target 25 % dari wajib KTP 308.309 = 77.077".
func (t *turn) groundText(g ground) string {
	text := ""
	switch {
	case g.kind == kindGoal && g.share > 0:
		text = t.say("checktext.ground_share", "share", locales.Markup(shareText(t.lang, g.share)),
			"of", t.say("checktext.kind_"+string(g.of)), "whole", g.whole, "people", g.people)
	case g.kind == kindCards:
		text = t.say("checktext.ground_children", "people", g.people)
	case g.kind == kindNone:
		text = t.say("checktext.people_exact", "people", g.people)
	default:
		text = t.say("checktext.kind_"+string(g.kind)) + " " + locales.Number(t.lang, g.people)
	}
	if g.date == "" {
		return text
	}
	date := string(t.when(remark.When{Date: g.date, Sample: g.sample}))
	if g.area != "" {
		date = locales.Escape(g.area) + ", " + date
	}
	return text + " (" + date + ")"
}
