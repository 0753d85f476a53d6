package handlers

import (
	"math"
	"strings"

	"ikdbot/handlers/remark"
	"ikdbot/locales"
)

// findingLines tells problems as a list; keys begin with the family and the weight, "guard.odd_".
func (t *turn) findingLines(keys string, found []remark.Remark) string {
	var lines []string
	for _, p := range found {
		lines = append(lines, "- "+t.tell(keys+p.Key, p))
	}
	return strings.Join(lines, "\n")
}

// findingText tells one finding of the guard.
func (t *turn) findingText(f finding) string {
	return t.tell("guard."+string(f.weight)+"_"+f.Key, f.Remark)
}

// within is the area a number is of, among the pairs of a problem about another; said only where it is another.
type within struct{ up, area string }

func (t *turn) withinText(w within) string {
	if w.up == w.area {
		return ""
	}
	return " " + t.say("guard.within", "area", t.regency.Label(w.up))
}

// basisText is what a percentage may be of, with its number: "wajib KTP 308.309", "target 25 % = 77.077".
func (t *turn) basisText(b basis) string {
	if b.name == "target" {
		return t.say("guard.base_target", "share", locales.Markup(shareText(t.lang, b.share)), "people", b.people)
	}
	return t.say("guard.base_"+b.name, "people", b.people)
}

// workedText is a number of people in percent of several bases, "0,36 % dari wajib KTP 308.309; ...".
func (t *turn) workedText(w worked) string {
	var parts []string
	for _, b := range w.bases {
		parts = append(parts, t.say("guard.of_base", "percent", locales.Markup(locales.Percent(t.lang, w.people, b.people)),
			"base", locales.Markup(t.basisText(b))))
	}
	return strings.Join(parts, "; ")
}

// shareText is a share of 1 in percent without needless digits: "25 %", "12,5 %".
func shareText(l locales.Language, share float64) string {
	s := stated{value: share * 100}
	for _, digits := range []float64{1, 10} {
		if x := s.value * digits; math.Abs(x-math.Round(x)) > 1e-6 {
			s.decimals++
		}
	}
	return s.text(l)
}
