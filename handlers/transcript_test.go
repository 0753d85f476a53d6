package handlers_test

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"ikdbot/handlers"
	"ikdbot/store"
	"ikdbot/store/storetest"
)

var update = flag.Bool("update", false, "rewrite the replies in testdata")

// TestTranscripts plays the conversations of testdata. A line is one of
//
//	# a remark
//	regency 35.29                  another regency than 62.02; before the first message
//	examples 12                    topics have that many examples, where training again and again would take too long; likewise
//	clock +15m                     moves the clock; also: clock 2026-11-23T08:00
//	redis away                     from here on Redis cannot be reached
//	redis real                     a real Redis instead of the embedded one; before the first message
//	redis killed                   the real Redis is dead; also: redis frozen, which takes calls and answers none
//	redis back                     it is there again, and the bot has found it
//	citizen> aktivasi di mana?     a message; also citizen2, admin, admin2, and in the group: group, group-admin, group-admin2, anonymous
//	admin> tap Simpan              taps that button of the chat's last reply that has one of this label
//	citizen> location -2.5,112.9   shares a location
//	citizen> forward /update ...   passes on a message
//	citizen> edit ...              changes an older message
//	admin> file import/x.csv isi   sends a file of testdata with a caption, which may be absent
//	citizen> other sticker         sends a message without text
//	group> event added             the bot is added to the group; also: removed
//
// and below each message stands, behind a tab, the reply: its text, then a line per row of [buttons]. In the group "@bot " begins
// a mention; what is neither a command nor a mention is overheard. Codes of reports are drawn by lot; they stand as LAPORAN-1,
// LAPORAN-2 ... in the order they appear. `go test ./handlers -update` rewrites the replies.
//
// Fault: Redis dies in the middle of a conversation (redis_outage.txt).
// Outcome: questions are answered; figures are those last read, and say when that was; changes are refused and none is half done.
// Fault: Redis dies, and a group that is bound to a kecamatan asks for its figures and its report (redis_outage_group.txt).
// Outcome: it gets those of its own kecamatan as last read, with the time of that; the report itself waits.
// Fault: Redis dies, and somebody whom another admin made an admin gives commands (redis_outage_admin.txt).
// Outcome: they are told that data cannot be opened, and nothing is done for them or shown to them: they may have been removed meanwhile.
// Fault: Redis comes back, and an admin taps Simpan again, twice.
// Outcome: the bot finds it within 10 s; the change that waited is stored, once.
// Fault: Redis takes calls and answers none.
// Outcome: as if it were dead: a person waits some seconds for the answer at most.
func TestTranscripts(t *testing.T) {
	h := newHouse(t, "")
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no transcripts", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) { play(t, h, file) })
	}
}

func play(t *testing.T, h *house, file string) {
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	p := &performance{t: t, house: h, code: "62.02", said: map[string][]handlers.Reply{}}
	var out bytes.Buffer
	for _, s := range steps(string(text)) {
		out.WriteString(s.before)
		if s.line == "" {
			continue
		}
		reply, err := p.step(s.line)
		if err != nil {
			t.Fatalf("%s:%d: %v", file, s.number, err)
		}
		if reply != s.reply && !*update {
			t.Errorf("%s:%d: %s\ngot\n%s\nwant\n%s", file, s.number, s.line, reply, s.reply)
		}
		out.WriteString(s.line + "\n" + reply)
	}
	if *update && !bytes.Equal(text, out.Bytes()) {
		if err := os.WriteFile(file, out.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// step is a line of a transcript with the remarks and empty lines before it and the reply below it.
type step struct {
	before, line, reply string
	number              int
}

func steps(text string) []step {
	var all []step
	var now step
	var gap string // empty lines: part of the reply if more of it follows, else of what comes next
	for i, line := range strings.SplitAfter(text, "\n") {
		switch bare := strings.TrimRight(line, "\n"); {
		case line == "":
		case strings.TrimSpace(bare) == "":
			gap += "\n"
		case strings.HasPrefix(bare, "\t") && now.line != "":
			now.reply += gap + bare + "\n"
			gap = ""
		case strings.HasPrefix(bare, "#"):
			if now.line != "" {
				all, now = append(all, now), step{}
			}
			now.before += gap + bare + "\n"
			gap = ""
		default:
			if now.line != "" {
				all, now = append(all, now), step{}
			}
			now.before, now.line, now.number = now.before+gap, bare, i+1
			gap = ""
		}
	}
	return append(all, now, step{before: gap})
}

// performance is a transcript being played.
type performance struct {
	*stage
	t     *testing.T
	house *house
	redis *storetest.Server // nil: the embedded one
	code  string
	said  map[string][]handlers.Reply // by chat
	codes []string                    // of reports, in the order they appeared
}

// reportCode is the code of a report as people see it.
var reportCode = regexp.MustCompile(`/cek ([0-9A-Z]{4}-[0-9A-Z]{4})`)

// named puts names in the place of the codes of reports, and uncoded the codes in the place of the names.
func (p *performance) named(text string) string {
	for _, found := range reportCode.FindAllStringSubmatch(text, -1) {
		if found[1] != "7KQ2-M9XA" && !slices.Contains(p.codes, found[1]) { // that one is an example of ours
			p.codes = append(p.codes, found[1])
		}
	}
	for i, code := range p.codes {
		text = strings.ReplaceAll(text, code, fmt.Sprint("LAPORAN-", i+1))
	}
	return text
}

func (p *performance) uncoded(text string) string {
	for i, code := range p.codes {
		text = strings.ReplaceAll(text, fmt.Sprint("LAPORAN-", i+1), code)
	}
	return text
}

// step does what a line says and returns the reply as the transcript shows it.
func (p *performance) step(line string) (string, error) {
	verb, rest, _ := strings.Cut(line, " ")
	if verb == "regency" {
		p.code = rest
		return "", nil
	}
	if verb == "examples" {
		n, err := strconv.Atoi(rest)
		p.house = newHouse(p.t, withExamples(p.t, n, nil))
		return "", err
	}
	if line == "redis real" {
		p.redis = storetest.Start(p.t)
		p.stage = p.house.stageOn(p.t, p.code, func(o store.Options) (*store.Store, func(), error) {
			return storetest.Open(p.t, p.redis.URL, o), func() {}, nil
		})
		return "", nil
	}
	if p.stage == nil {
		p.stage = p.house.stage(p.t, p.code)
	}
	switch {
	case verb == "clock":
		return "", p.moveClock(rest)
	case line == "redis away":
		p.close()
		return "", nil
	case verb == "redis":
		return "", p.realRedis(rest)
	case strings.HasSuffix(verb, ">"):
		r, err := p.as(strings.TrimSuffix(verb, ">"))
		if err == nil {
			err = p.fill(&r, p.uncoded(rest))
		}
		if err != nil {
			return "", err
		}
		reply := p.desk.Answer(context.Background(), r)
		p.said[r.Chat] = append(p.said[r.Chat], reply)
		return p.named(written(reply)), sound(reply)
	}
	return "", fmt.Errorf("unreadable line %q", line)
}

// realRedis does to the real Redis what a line says.
func (p *performance) realRedis(what string) error {
	switch what {
	case "killed":
		p.redis.Kill()
	case "frozen":
		p.redis.Freeze()
	case "back":
		p.redis.Back()
		look := time.NewTicker(50 * time.Millisecond)
		defer look.Stop()
		for deadline := time.Now().Add(10 * time.Second); p.store.Ping(p.t.Context()) != nil; <-look.C {
			if time.Now().After(deadline) {
				return errors.New("the bot did not find its Redis again within 10 s")
			}
		}
	default:
		return fmt.Errorf("unreadable line %q", "redis "+what)
	}
	return nil
}

// fill gives a request its content.
func (p *performance) fill(r *handlers.Request, line string) error {
	verb, rest, _ := strings.Cut(line, " ")
	switch verb {
	case "tap":
		return p.tap(r, rest)
	case "location":
		r.Location = &handlers.Location{}
		_, err := fmt.Sscanf(rest, "%f,%f", &r.Location.Lat, &r.Location.Lng)
		return err
	case "file":
		name, caption, _ := strings.Cut(rest, " ")
		r.File, r.Text = testFile(name), caption
	case "other":
		r.Other = rest
	case "event":
		r.Event = handlers.Event(rest)
	case "forward":
		r.Forwarded, r.Text = true, rest
	case "edit":
		r.Edited, r.Text = true, rest
	default:
		mention, isMention := strings.CutPrefix(line, "@bot ")
		r.Text = strings.ReplaceAll(mention, `\n`, "\n")
		r.Addressed = r.Private || isMention || strings.HasPrefix(line, "/")
	}
	return nil
}

// tap finds the newest button of that label in the chat.
func (p *performance) tap(r *handlers.Request, label string) error {
	said := p.said[r.Chat]
	for i := len(said) - 1; i >= 0; i-- {
		for _, row := range said[i].Buttons {
			for _, b := range row {
				if b.Label == label && b.Command != "" {
					r.Text, r.Button, r.Tap = b.Command, fmt.Sprint("reply-", i), r.ID
					return nil
				}
			}
		}
	}
	return fmt.Errorf("no button %q to tap", label)
}

// written is a reply as it stands in a transcript.
func written(r handlers.Reply) string {
	var lines []string
	if r.Silent() {
		lines = append(lines, "(silence)")
	}
	if r.Edit != "" {
		lines = append(lines, "(edit)")
	}
	if r.Text != "" {
		lines = append(lines, strings.Split(r.Text, "\n")...)
	}
	if r.Notice != "" {
		lines = append(lines, "(notice) "+r.Notice)
	}
	switch {
	case r.File != nil && r.File.MIME == "image/png":
		lines = append(lines, "(picture) "+r.File.Name)
	case r.File != nil:
		lines = append(lines, "(file) "+r.File.Name)
	}
	for _, row := range r.Buttons {
		var labels []string
		for _, b := range row {
			labels = append(labels, "["+b.Label+"]")
		}
		lines = append(lines, strings.Join(labels, " "))
	}
	if r.AskLocation != "" {
		lines = append(lines, "(asks for a location) ["+r.AskLocation+"]")
	}
	var out strings.Builder
	for _, line := range lines {
		if line = strings.TrimRight(line, " "); line != "" {
			out.WriteString("\t" + line)
		}
		out.WriteString("\n")
	}
	return out.String()
}

// phraseKey is what stands in a reply where a phrase is missing.
var phraseKey = regexp.MustCompile(`(?m)^[a-z]+\.[a-z_]+$`)

// sound reports what no reply may do, whatever it says.
func sound(r handlers.Reply) error {
	if key := phraseKey.FindString(r.Text); key != "" {
		return fmt.Errorf("phrase %s is missing", key)
	}
	if n := utf8.RuneCountInString(r.Text); n > 4096 {
		return fmt.Errorf("reply of %d characters", n)
	}
	for _, row := range r.Buttons {
		for _, b := range row {
			if b.Label == "" || phraseKey.MatchString(b.Label) || len(b.Command) > 64 || (b.Command == "") == (b.URL == "") {
				return fmt.Errorf("button %+v", b)
			}
		}
	}
	return nil
}
