package handlers

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"ikdbot/handlers/report"
	"ikdbot/locales"
	"ikdbot/store"
)

// shownCode is a code as people read it aloud: "7KQ2-M9XA".
func shownCode(code string) string {
	half := len(code) / 2
	return code[:half] + "-" + code[half:]
}

// reportCode finds the code in what follows a command. People also copy the word before it.
func reportCode(args string) (string, bool) {
	if word, rest, ok := strings.Cut(args, " "); ok && slices.Contains([]string{"kode", "code", "/cek", "teks", "text", "lembar", "sheet", "dibaca", "read"}, strings.ToLower(strings.TrimRight(word, ":"))) {
		args = rest
	}
	return store.ReadCode(args)
}

// holdsReportCode reports whether a message is nothing but a command with the code of a report, which is no secret.
func holdsReportCode(text string) bool {
	name, args, ok := splitCommand(text)
	if !ok || !slices.Contains([]string{"cek", "check", "laporan", "report"}, name) {
		return false
	}
	_, ok = reportCode(args)
	return ok
}

// prove answers /cek: whether the office issued a report with this code, for what, with which figures, and whether a newer or
// corrected one exists.
func (t *turn) prove() Reply {
	if t.args == "" {
		return t.plain("proof.usage", "office", t.regency.Office())
	}
	code, ok := reportCode(t.args)
	if !ok {
		return t.plain("proof.misread", "office", t.regency.Office())
	}
	e, revision, ok, err := t.store.Proved(t.ctx, code)
	if err != nil {
		return t.trouble("look up code", err)
	}
	if !ok {
		t.log.Info("unknown report code asked for")
		return t.plain("proof.unknown", "office", t.regency.Office())
	}
	figures, err := t.provenFigures(e, revision)
	if err != nil {
		return t.trouble("read report", err)
	}
	newest, err := t.store.Newest(t.ctx, e.Area)
	if err != nil {
		return t.trouble("look up newest report", err)
	}
	zone := t.regency.ZoneOf(e.Zone) // so that it reads as in the report
	area, moment := t.regency.Label(e.Area), locales.Moment(t.lang, e.Due.In(zone))
	lines := []string{t.say("proof.issued", "office", t.regency.Office()), t.say("proof.about", "area", area, "moment", moment)}
	if e.State != store.Sent {
		lines = append(lines, t.say("proof.unsure"))
	}
	if revision > 0 && revision == e.Revision {
		lines = append(lines, t.say("proof.revision", "n", revision))
	}
	lines = append(lines, figures...)
	if newest.After(e.Due) {
		lines = append(lines, t.say("proof.newer", "area", area, "moment", locales.Moment(t.lang, newest.In(zone))))
	} else {
		lines = append(lines, t.say("proof.newest", "area", area))
	}
	lines = append(lines, t.readers(e)...)
	return Reply{Text: strings.Join(lines, "\n\n")}
}

// provenFigures are the figures of a report as it was issued in a revision, to be compared with, and those that are right where it was
// corrected since.
func (t *turn) provenFigures(e store.Entry, revision int) (lines []string, err error) {
	shown := func(phrase string, of store.Entry) error {
		var f report.Facts
		if err := json.Unmarshal(of.Facts, &f); err != nil {
			return fmt.Errorf("read facts of report: %w", err)
		}
		lines = append(lines, t.say(phrase), report.Headline(t.content, t.lang, t.regency, f))
		return nil
	}
	if revision == e.Revision {
		err = shown("proof.figures", e)
		return append(lines, t.correctedSince(e)...), err
	}
	old, ok, err := t.store.Revision(t.ctx, e.ID, revision)
	if err == nil && ok {
		err = shown("proof.figures", old)
	}
	if err != nil {
		return nil, err
	}
	err = shown("proof.corrected", e)
	return lines, err
}

// correctedSince tells what was put right since in the figures of a report that was not corrected itself, such as one that was asked for.
func (t *turn) correctedSince(e store.Entry) []string {
	var found []touched
	history, err := t.store.History(t.ctx)
	if err == nil && e.Known <= int64(len(history)) {
		found, err = t.appendTouched(nil, e, history)
	}
	if err != nil {
		t.log.Error("corrections not readable", "entry", e.ID, "error", err)
	}
	if len(found) == 0 {
		return nil
	}
	return []string{t.say("proof.figures_corrected"), t.differences(t.lang, found[0])}
}

// readers tells an admin who said that they read a report.
func (t *turn) readers(e store.Entry) []string {
	if !t.isAdmin() {
		return nil
	}
	readers, err := t.store.Readers(t.ctx, e.ID)
	if err != nil {
		t.log.Error("readers not readable", "entry", e.ID, "error", err)
	}
	if len(readers) == 0 {
		return nil
	}
	list := []string{t.say("proof.readers")}
	for _, user := range slices.SortedFunc(maps.Keys(readers), func(a, b string) int { return readers[a].Compare(readers[b]) }) {
		list = append(list, "- "+t.say("proof.reader", "number", number(user), "time", locales.Moment(t.lang, readers[user].In(t.regency.Zone))))
	}
	return []string{strings.Join(list, "\n")}
}
