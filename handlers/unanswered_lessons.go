package handlers

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"ikdbot/locales"
	"ikdbot/store"
)

// lessonsPerPage is how many lessons are listed at once.
const lessonsPerPage = 8

func plainNumber(n int64) string { return strconv.FormatInt(n, 10) }

// lessonList lists what was learned, the newest first, before number n where that is given.
func (t *turn) lessonList(before int64) Reply {
	lessons, _, err := t.store.Lessons(t.ctx)
	if err != nil {
		return t.untaught("read lessons", err)
	}
	if len(lessons) == 0 {
		return t.plain("unanswered.no_lessons")
	}
	r := Reply{Text: t.say("unanswered.lessons", "n", len(lessons))}
	shown, last := 0, int64(0)
	for _, l := range slices.Backward(lessons) {
		if before > 0 && l.N >= before {
			continue
		}
		if shown == lessonsPerPage {
			label := t.say("unanswered.older_button")
			r.Buttons = append(r.Buttons, []Button{{Label: label, Command: "/takterjawab contoh " + plainNumber(last)}})
			break
		}
		r.Text += "\n\n" + t.lessonText(l)
		label := t.say("unanswered.back_button", "n", numberOf(l.N))
		r.Buttons = append(r.Buttons, []Button{{Label: label, Command: "/takterjawab batal " + plainNumber(l.N)}})
		shown, last = shown+1, l.N
	}
	r.Buttons = append(r.Buttons, []Button{{Label: t.say("unanswered.export_button"), Command: "/takterjawab ekspor"}})
	return r
}

func (t *turn) lessonText(l store.Lesson) string {
	head := t.say("unanswered.lesson", "n", numberOf(l.N), "topic", t.topicName(l.Topic), "who", number(l.By),
		"date", locales.Day(t.lang, l.At.In(t.regency.Zone).Format("2006-01-02")))
	return strings.Join(append([]string{head}, t.wordingLines(l.Wordings)...), "\n")
}

// takeBack makes the bot forget a lesson; its wordings are missed again.
func (t *turn) takeBack(n int64) Reply {
	l, err := t.store.Unteach(t.ctx, n)
	switch {
	case errors.Is(err, store.ErrNothing):
		return t.plain("unanswered.no_such", "n", numberOf(n))
	case err != nil:
		return t.untaught("take lesson back", err)
	}
	t.log.Info("lesson taken back", "lesson", n, "topic", l.Topic, "user", t.User)
	t.learner.refresh(t.ctx)
	r := t.plain("unanswered.taken_back", "n", numberOf(n), "topic", t.topicName(l.Topic))
	r.Buttons = [][]Button{{{Label: t.say("unanswered.go_on_button"), Command: "/takterjawab"}}}
	return r
}

// exportLessons gives what was learned as lines for the topic files.
func (t *turn) exportLessons() Reply {
	lessons, _, err := t.store.Lessons(t.ctx)
	if err != nil {
		return t.untaught("read lessons", err)
	}
	if len(lessons) == 0 {
		return t.plain("unanswered.no_lessons")
	}
	lines, written, left := t.exampleLines(lessons)
	if written == 0 {
		return t.plain("unanswered.nothing_to_export", "left", left)
	}
	name := fmt.Sprintf("contoh-%s.txt", t.today().Format("2006-01-02"))
	return Reply{
		Text: t.say("unanswered.exported", "n", written, "left", left),
		File: &Attachment{Name: name, MIME: "text/plain; charset=utf-8", Content: []byte(lines)},
	}
}

// blank is what stands where personal data stood. Such a wording is no example for a file that others read.
var blank = regexp.MustCompile(`\[(NIK|KK|telepon|email|kode|nama)\]`)

// exampleLines are the wordings of lessons, each once, under the topic file they belong into; left is how many were left out.
func (t *turn) exampleLines(lessons []store.Lesson) (lines string, written, left int) {
	files := map[string][]string{}
	seen := map[string]bool{}
	for _, l := range lessons {
		for _, w := range l.Wordings {
			if blank.MatchString(w.Text) || strings.HasSuffix(w.Text, "…") {
				left++
				continue
			}
			language := locales.Indonesian
			if t.mind.Read(w.Text).Language == locales.English {
				language = locales.English
			}
			file := fmt.Sprintf("locales/%s/topics/%s.md", language, l.Topic)
			if !seen[file+w.ID] {
				files[file] = append(files[file], w.Text)
				seen[file+w.ID] = true
				written++
			}
		}
	}
	var b strings.Builder
	for _, file := range byCount(countsOf(files)) {
		fmt.Fprintf(&b, "# %s\n", file)
		for _, text := range files[file] {
			fmt.Fprintf(&b, "  - %s\n", quoted(text))
		}
	}
	return b.String(), written, left
}

func countsOf(files map[string][]string) map[string]int {
	n := map[string]int{}
	for file, texts := range files {
		n[file] = len(texts)
	}
	return n
}

// quoted is a text as YAML reads it, whatever characters are in it: JSON strings are YAML.
func quoted(text string) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(text); err != nil {
		return strconv.Quote(text) // a string always encodes
	}
	return strings.TrimSuffix(b.String(), "\n")
}
