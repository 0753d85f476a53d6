package handlers

import (
	"strings"

	"ikdbot/handlers/claims"
	"ikdbot/handlers/guard"
	"ikdbot/handlers/remark"
	"ikdbot/locales"
)

const mostGrounds = 5 // a percentage is shown of so many bases

// checkedRow is a row of the table: what is written, what comes out, of what it would be right, why it may be wrong.
func (t *turn) checkedRow(c claims.Checked) string {
	lines := []string{t.say("checktext.mark_" + c.Verdict.String())}
	if c.Count != nil {
		lines[0] += " **" + t.countText(*c.Count) + "**"
		if len(c.Grounds) > 0 {
			lines = append(lines, "- "+t.say("checktext.recorded_here", "list", locales.Markup(t.groundTexts(c.Grounds))))
		}
		return strings.Join(append(lines, t.causeLines(c)...), "\n")
	}
	lines[0] += " **" + t.claimTitle(*c.Claim) + "**"
	if c.Claim.Part != nil {
		lines = append(lines, "- "+t.writtenText(*c.Claim))
	}
	if len(c.Grounds) > 0 && c.Claim.Part == nil {
		lines = append(lines, "- "+t.say("checktext.would_be", "list", locales.Markup(t.peopleOf(c))))
	}
	if len(c.Grounds) > 0 && c.Claim.Part != nil {
		lines = append(lines, "- "+t.say("checktext.worked", "list", locales.Markup(t.workedOut(c))))
		fitting := t.say("checktext.fits_none")
		if len(c.Fitting) > 0 {
			fitting = t.say("checktext.fits", "list", locales.Markup(t.groundTexts(c.Fitting[:min(len(c.Fitting), 3)])))
		}
		lines = append(lines, "- "+fitting)
	}
	return strings.Join(append(lines, t.causeLines(c)...), "\n")
}

// causeLines say what is likely behind it.
func (t *turn) causeLines(c claims.Checked) (lines []string) {
	for _, p := range c.Causes {
		lines = append(lines, "- "+t.tell("checktext.cause_"+p.Key, p))
	}
	return lines
}

// claimTitle is a percentage and what it is a share of people with: "3,66 % (belum rekam)".
func (t *turn) claimTitle(c claims.Claim) string {
	title := c.Text(t.lang)
	switch {
	case c.Goal:
		title += " (" + t.say("checktext.kind_target") + ")"
	case c.Kind != claims.None:
		title += " (" + t.say("checktext.kind_"+string(c.Kind)) + ")"
	}
	return title
}

// writtenText is what the text says: so many people are so many percent of this.
func (t *turn) writtenText(c claims.Claim) string {
	people := locales.Markup(t.roughText(*c.Part))
	percent := locales.Markup(c.Text(t.lang))
	switch {
	case c.Base != nil:
		return t.say("checktext.written_of", "people", people, "percent", percent,
			"base", locales.Markup(t.groundText(claims.Ground{Kind: c.Base.Kind, People: c.Base.People})))
	case c.Of != claims.None:
		return t.say("checktext.written_kind", "people", people, "percent", percent, "kind", t.say("checktext.kind_"+string(c.Of)))
	}
	return t.say("checktext.written", "people", people, "percent", percent)
}

// roughText is a number of people as exactly as it was told.
func (t *turn) roughText(n claims.Number) string {
	return t.say("checktext.people_"+n.Rough.String(), "people", n.People)
}

// countText is a count of the text: "77.000 (wajib KTP)".
func (t *turn) countText(n claims.Number) string {
	return locales.Number(t.lang, n.People) + " (" + t.say("checktext.kind_"+string(n.Kind)) + ")"
}

// workedOut lists what comes out, of each base.
func (t *turn) workedOut(c claims.Checked) string {
	var parts []string
	for _, g := range c.Grounds[:min(len(c.Grounds), mostGrounds)] {
		if c.Claim.Goal {
			parts = append(parts, t.groundText(g))
			continue
		}
		parts = append(parts, t.say("checktext.of", "percent", locales.Markup(locales.Percent(t.lang, c.Claim.Part.People, g.People)),
			"base", locales.Markup(t.groundText(g))))
	}
	return strings.Join(parts, "; ")
}

// peopleOf lists how many people a percentage would be, of each base.
func (t *turn) peopleOf(c claims.Checked) string {
	var parts []string
	for _, g := range c.Grounds[:min(len(c.Grounds), mostGrounds)] {
		parts = append(parts, t.say("checktext.would_be_of", "people", guard.Portion(c.Claim.Value/100, g.People), "base", locales.Markup(t.groundText(g))))
	}
	return strings.Join(parts, "; ")
}

// rightText is a percentage that is right, in few words.
func (t *turn) rightText(c claims.Checked) string {
	percent := locales.Markup(c.Claim.Text(t.lang))
	if c.Claim.Part == nil || len(c.Fitting) == 0 {
		return t.claimTitle(*c.Claim)
	}
	if c.Claim.Goal {
		return t.groundText(c.Fitting[0])
	}
	return t.say("checktext.right_one", "percent", percent, "people", c.Claim.Part.People, "base", locales.Markup(t.groundText(c.Fitting[0])))
}

func (t *turn) groundTexts(all []claims.Ground) string {
	var parts []string
	for _, g := range all {
		parts = append(parts, t.groundText(g))
	}
	return strings.Join(parts, "; ")
}

// groundText is what a percentage may be of: "wajib KTP 880.335 (9 Desember 2024)", "target 25 % dari wajib KTP 308.309 = 77.077".
func (t *turn) groundText(g claims.Ground) string {
	text := ""
	switch {
	case g.Kind == claims.Target && g.Share > 0:
		text = t.say("checktext.ground_share", "share", locales.Markup(shareText(t.lang, g.Share)),
			"of", t.say("checktext.kind_"+string(g.Of)), "whole", g.Whole, "people", g.People)
	case g.Kind == claims.Cards:
		text = t.say("checktext.ground_children", "people", g.People)
	case g.Kind == claims.None:
		text = t.say("checktext.people_exact", "people", g.People)
	default:
		text = t.say("checktext.kind_"+string(g.Kind)) + " " + locales.Number(t.lang, g.People)
	}
	if g.Date == "" {
		return text
	}
	date := string(t.when(remark.When{Date: g.Date, Sample: g.Sample}))
	if g.Area != "" {
		date = locales.Escape(g.Area) + ", " + date
	}
	return text + " (" + date + ")"
}
