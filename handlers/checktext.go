package handlers

import (
	"strings"

	"ikdbot/handlers/claims"
	"ikdbot/handlers/remark"
	"ikdbot/locales"
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
	found, periods := claims.Check(text, k), claims.Early(text, t.today())
	if len(found) == 0 && len(periods) == 0 {
		return t.plain("checktext.nothing")
	}
	return Reply{Text: t.checkedText(found, periods, k)}
}

// checkedText puts what was found into words: the doubtful in full, the right in a line, as much as one message holds.
func (t *turn) checkedText(found []claims.Checked, periods []remark.Remark, k claims.Known) string {
	blocks := []string{t.say("checktext.title")}
	var right []string
	var rows []string
	for _, c := range found {
		if c.Verdict == claims.Right && len(c.Causes) == 0 {
			right = append(right, t.rightText(c))
			continue
		}
		rows = append(rows, t.checkedRow(c))
	}
	for _, p := range periods {
		rows = append(rows, t.tell("checktext."+p.Key, p))
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
func (t *turn) checkedEnd(right []string, rows int, k claims.Known) (end []string) {
	if len(right) > 0 {
		end = append(end, t.say("checktext.right", "list", locales.Markup(strings.Join(right[:min(len(right), mostRows)], "; "))))
	}
	if rows == 0 {
		end = append(end, t.say("checktext.all_right"))
	}
	for _, of := range append([]claims.Known{k}, k.Within...) {
		if dated := t.knownText(of); dated != "" {
			end = append(end, t.say("checktext.compared", "area", of.Area, "figures", locales.Markup(dated)))
		}
	}
	return append(end, t.say("checktext.end"))
}
