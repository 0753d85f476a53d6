package handlers

import (
	"strings"

	"ikdbot/locales"
	"ikdbot/store"
)

// longestChecked is how many characters of a pasted text are read: the longest message there is.
const longestChecked = 20_000

// checkPasted answers /cekangka <text>: every percentage of a press release or a chat worked out again, of everything it may be of.
func (t *turn) checkPasted() Reply {
	text := strings.TrimSpace(t.args)
	if text == "" {
		return t.plain("checktext.usage")
	}
	text = clip(text, longestChecked)
	k := t.knownOf(text)
	found, periods := checkText(text, k), readStatement(text).early(t.today())
	if len(found) == 0 && len(periods) == 0 {
		return t.plain("checktext.nothing")
	}
	return Reply{Text: t.checkedText(found, periods, k)}
}

// knownOf is what is known of the regency that a text names, of ours where it names none.
func (t *turn) knownOf(text string) known {
	code, named := t.regencyNamed(text)
	if code == t.regency.Root() {
		now, ok := t.aggregates()
		k := known{area: t.regency.Label(code), named: named, figures: map[kind]store.Figure{}, shares: targetShares(t.regency.Targets)}
		if ok {
			for count, shown := range now.Areas[code] {
				k.figures[kind(count)] = shown.Figure
			}
		}
		return k
	}
	r, err := t.content.Regency(code)
	if err != nil {
		t.log.Error("regency not readable", "regency", code, "error", err)
		return known{shares: targetShares(t.regency.Targets)}
	}
	k := known{area: r.Label(code), named: named, figures: map[kind]store.Figure{}, shares: targetShares(r.Targets)}
	for _, f := range r.FirstFigures() {
		for name, people := range f.Counts {
			if last := k.figures[kind(name)]; f.Area == code && store.Date(f.AsOf) >= last.AsOf {
				k.figures[kind(name)] = store.Figure{Value: people, AsOf: store.Date(f.AsOf), Source: f.Source}
			}
		}
	}
	return k
}

// regencyNamed finds the regency a text is about: ours where it is named at all, else the first other one that is called by its kind
// and name; ours where none is named.
func (t *turn) regencyNamed(text string) (code string, named bool) {
	plain := " " + plainName(strings.ReplaceAll(text, "\n", " ")) + " "
	has := func(name string) bool { return strings.Contains(plain, " "+plainName(name)+" ") }
	root := t.regency.Root()
	own, _ := t.regency.Area(root)
	if has(own.Name) {
		return root, true
	}
	for _, a := range t.regency.Aliases() {
		if a.Code == root && has(a.Name) {
			return root, true
		}
	}
	all, err := t.content.Regencies()
	if err != nil {
		t.log.Error("regencies not readable", "error", err)
		return root, false
	}
	best := len(plain)
	code = root
	for _, a := range all {
		for _, name := range []string{a.Kind + " " + a.Name, "Disdukcapil " + a.Name, "Dukcapil " + a.Name} {
			if at := strings.Index(plain, " "+plainName(name)+" "); at >= 0 && at < best {
				best, code, named = at, a.Code, true
			}
		}
	}
	return code, named
}

// checkedText puts what was found into words: the doubtful in full, the right in a line, as much as one message holds.
func (t *turn) checkedText(found []checked, periods []problem, k known) string {
	blocks := []string{t.say("checktext.title")}
	var right []string
	var rows []string
	for _, c := range found {
		if c.verdict == isRight && len(c.causes) == 0 {
			right = append(right, t.rightText(c))
			continue
		}
		rows = append(rows, t.checkedRow(c))
	}
	for _, p := range periods {
		rows = append(rows, t.tell("checktext."+p.key, p))
	}
	end := t.checkedEnd(right, len(rows), k)
	size := len(strings.Join(end, "\n\n")) + len(blocks[0])
	for i, row := range rows {
		row = "**" + locales.Number(t.lang, int64(i+1)) + ".** " + row
		if size += len(row) + 2; size > charactersPage {
			blocks = append(blocks, t.say("checktext.more", "n", len(rows)-i))
			break
		}
		blocks = append(blocks, row)
	}
	return strings.Join(append(blocks, end...), "\n\n")
}

// checkedEnd is what stands below the rows.
func (t *turn) checkedEnd(right []string, rows int, k known) (end []string) {
	if len(right) > 0 {
		end = append(end, t.say("checktext.right", "list", locales.Markup(strings.Join(right[:min(len(right), mostRows)], "; "))))
	}
	if rows == 0 {
		end = append(end, t.say("checktext.all_right"))
	}
	if dated := t.knownText(k); dated != "" {
		end = append(end, t.say("checktext.compared", "area", k.area, "figures", locales.Markup(dated)))
	}
	return append(end, t.say("checktext.end"))
}

// knownText lists what the bot knows of a regency, with its dates.
func (t *turn) knownText(k known) string {
	var parts []string
	for _, count := range []store.Count{store.Population, store.Obligated, store.Recorded} {
		if f, ok := k.figures[kind(count)]; ok {
			parts = append(parts, t.groundText(ground{kind: kind(count), people: f.Value, date: f.AsOf}))
		}
	}
	return strings.Join(parts, "; ")
}
