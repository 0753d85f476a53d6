package handlers

import (
	"math"
	"strings"

	"ikdbot/handlers/guard"
	"ikdbot/handlers/remark"
	"ikdbot/handlers/written"
	"ikdbot/locales"
)

// findingLines tells remarks as a list; keys begin with the family and the weight, "guard.odd_".
func (t *turn) findingLines(keys string, found []remark.Remark) string {
	var lines []string
	for _, p := range found {
		lines = append(lines, "- "+t.tell(keys+p.Key, p))
	}
	return strings.Join(lines, "\n")
}

// findingText tells one finding of the guard.
func (t *turn) findingText(f guard.Finding) string {
	return t.tell("guard."+string(f.Weight)+"_"+f.Key, f.Remark)
}

// withinText is the area a number is of, said only where it is another than the one a remark is about.
func (t *turn) withinText(w guard.Within) string {
	if w.Up == w.Area {
		return ""
	}
	return " " + t.say("guard.within", "area", t.regency.Label(w.Up))
}

// basisText is what a percentage may be of, with its number: "wajib KTP 308.309", "target 25 % = 77.077".
func (t *turn) basisText(b guard.Base) string {
	if b.Name == "target" {
		return t.say("guard.base_target", "share", locales.Markup(shareText(t.lang, b.Share)), "people", b.People)
	}
	return t.say("guard.base_"+b.Name, "people", b.People)
}

// workedText is a number of people in percent of several bases, "0,36 % dari wajib KTP 308.309; ...".
func (t *turn) workedText(w guard.Worked) string {
	var parts []string
	for _, b := range w.Bases {
		parts = append(parts, t.say("guard.of_base", "percent", locales.Markup(locales.Percent(t.lang, w.People, b.People)),
			"base", locales.Markup(t.basisText(b))))
	}
	return strings.Join(parts, "; ")
}

// shareText is a share of 1 in percent without needless digits: "25 %", "12,5 %".
func shareText(l locales.Language, share float64) string {
	s := written.Percent{Value: share * 100}
	for _, digits := range []float64{1, 10} {
		if x := s.Value * digits; math.Abs(x-math.Round(x)) > 1e-6 {
			s.Decimals++
		}
	}
	return s.Text(l)
}
