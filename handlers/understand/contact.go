package understand

import (
	"regexp"
	"strings"
)

// Addresses as typed, and as written by people who put spaces round the signs, spell them out or forget the @ of a well-known provider.
var (
	emailPlain   = regexp.MustCompile(`[a-z0-9x][a-z0-9._%+\-]*@[a-z0-9][a-z0-9\-]*(\.[a-z0-9\-]+)*\.[a-z]{2,}`)
	emailLoose   = regexp.MustCompile(`[a-z0-9][a-z0-9._%+\-]*\s*(@|\(at\)|\[at\]|\sat\s)\s*(gmail|gmai|gmial|yahoo|ymail|outlook|hotmail|icloud|rocketmail|live|proton|protonmail)\s*(\.|,|\(dot\)|\[dot\]|\sdot\s|\stitik\s)\s*(com|co\.id|id|net|me)\b`)
	emailGlued   = regexp.MustCompile(`[a-z0-9][a-z0-9._\-]*[a-z0-9](gmail|yahoo|ymail|hotmail|outlook)\.(com|co\.id)\b`)
	emailNoPoint = regexp.MustCompile(`[a-z0-9][a-z0-9._\-]*@(gmail|yahoo|ymail|hotmail|outlook|icloud)\s?(com)?\b`)
)

// emails finds e-mail addresses. A mention of a bot, "@nama_bot", has nothing before its sign and is none.
func (f folded) emails() []span {
	if !strings.ContainsAny(f.lower, "@") && !strings.Contains(f.lower, "mail") && !strings.Contains(f.lower, "yahoo") &&
		!strings.Contains(f.lower, "outlook") && !strings.Contains(f.lower, "icloud") {
		return nil
	}
	var spans []span
	for _, re := range []*regexp.Regexp{emailPlain, emailLoose, emailNoPoint, emailGlued} {
		for _, m := range re.FindAllStringIndex(f.lower, -1) {
			spans = append(spans, span{m[0], m[1], Email})
		}
	}
	return spans
}

// phones finds mobile numbers (08…, 62 8…, +62…) and landlines with their area code (0531 …), however cut up.
func (f folded) phones(gs []group) []span {
	var spans []span
	for i := 0; i < len(gs); i++ {
		if last := f.phone(gs, i); last >= i {
			from := gs[i].from
			for from > 0 && (f.text[from-1] == '+' || f.text[from-1] == '(') {
				from--
			}
			spans = append(spans, span{from, gs[last].to, Phone})
			i = last
		}
	}
	return spans
}

// phone returns the last group of the phone number that begins with group first, or -1.
func (f folded) phone(gs []group, first int) int {
	need, most := f.dialled(gs, first)
	if need == 0 || gs[first].size() > most {
		return -1
	}
	digits, last, even := gs[first].size(), first, gs[first].size() < 3
	for last+1 < len(gs) && !gs[last+1].fixed {
		sep, more := f.between(gs, last), gs[last+1].size()
		even = even && more == gs[first].size()
		if sep == "" || strings.Contains(sep, "\n") || digits+more > most || digits >= 10 && !even &&
			(more < 3 || strings.TrimSpace(sep) == "" && gs[first].size() > 6) {
			break
		}
		digits, last = digits+more, last+1
	}
	if digits < need {
		return -1
	}
	return last
}

// dialled tells from how a number begins how few and how many digits it has as a phone number; need is 0 if it is none.
func (f folded) dialled(gs []group, first int) (need, most int) {
	g := gs[first]
	if g.fixed {
		return 0, 0
	}
	lead := f.lead(gs, first)
	plus := g.from > 0 && f.text[g.from-1] == '+'
	switch {
	case plus && strings.HasPrefix(lead, "62"):
		return 9, 14
	case plus:
		return 9, 15
	case strings.HasPrefix(lead, "0062"), strings.HasPrefix(lead, "62008"):
		return 11, 16
	case strings.HasPrefix(lead, "628"), strings.HasPrefix(lead, "6208"):
		return 11, 15
	case len(lead) > 1 && lead[0] == '0' && lead[1] >= '2':
		return 9, 13
	case lead[0] == '8' && g.size() >= 3 && f.nearPhoneWord(g.from):
		return 9, 12
	}
	return 0, 0
}

// lead is the beginning of a number, over its first groups.
func (f folded) lead(gs []group, first int) string {
	s := f.lower[gs[first].from:gs[first].to]
	for i := first; len(s) < 5 && i+1 < len(gs) && f.between(gs, i) != "" && !gs[i+1].fixed; i++ {
		s += f.lower[gs[i+1].from:gs[i+1].to]
	}
	return s
}

func (f folded) nearPhoneWord(from int) bool {
	before := words(f.lower[max(0, from-40):from])
	for _, w := range before[max(0, len(before)-4):] {
		switch w {
		case "hp", "wa", "telp", "telpon", "telepon", "tlp", "nomor", "nomer", "no", "hubungi", "call", "phone", "whatsapp", "number", "kontak":
			return true
		}
	}
	return false
}
