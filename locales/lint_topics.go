package locales

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// What a topic may hold at most, and must hold at least.
const (
	titleLetters    = 30   // a button on a small phone
	answerBytes     = 1200 // one screen
	smsSeptets      = 160  // one text message
	nextButtons     = 4
	noteBytes       = 500
	examplesFirst   = 25 // Indonesian
	examplesEnglish = 10
	longestRegency  = "Kabupaten Administrasi Kepulauan Seribu" // so that a text fits wherever it is sent from
)

var (
	topicID = regexp.MustCompile(`^[a-z][a-z0-9_]{0,31}$`) // works as a Telegram command
	// phone is a run that begins like a number of this country, or any seven digits in a row. Thousands (1.012.345), hours
	// (07.30-15.00) and area codes (62.02) are none.
	phone = regexp.MustCompile(`(?:^|[^0-9.,])((?:\+?62|0)[ (-]{0,2}[1-9][0-9][0-9 ().-]{3,}[0-9]|1500[ -]?[0-9]{3}|[0-9]{7,})`)
	// nationalPhones are those of the ministry's call centre; offices configure their own in regency.yaml.
	nationalPhones = []string{"1500537", "08118005373", "628118005373"}
	smallTalk      = []string{"sapaan", "terima_kasih", "bantuan", "luar_topik"}
)

// topicFaults looks at every topic, and at the two languages side by side.
func (c *Content) topicFaults(r *report) {
	sources := c.sources()
	for _, l := range Languages() {
		for _, id := range c.subjects() {
			if _, ok := c.topics[l][id]; !ok {
				r.add(string(l)+"/topics/"+id+".md", 0, "is missing: topics.tsv asks for it")
			}
		}
		seen := map[string]string{}
		for _, id := range slices.Sorted(maps.Keys(c.topics[l])) {
			p := c.topics[l][id]
			c.headFaults(r, l, p, sources)
			textFaults(r, p)
			exampleFaults(r, l, p, seen)
			c.pairFaults(r, l, p)
		}
	}
}

// headFaults looks at the front matter.
func (c *Content) headFaults(r *report, l Language, p page, sources map[int]bool) {
	if !topicID.MatchString(p.ID) {
		r.add(p.file, 0, "the file's name must be small letters, digits and _")
	}
	for _, key := range []string{"title", "sources", "reviewed", "examples"} {
		if p.line[key] == 0 {
			r.add(p.file, 1, "%s is missing", key)
		}
	}
	if n := utf8.RuneCountInString(p.Title); n == 0 || n > titleLetters {
		r.add(p.file, p.line["title"], "title has %d letters instead of 1 to %d", n, titleLetters)
	}
	if !slices.Contains(menus[:], p.Menu) {
		r.add(p.file, p.line["menu"], "menu: there is no group %q", p.Menu)
	}
	if len(p.Next) > nextButtons {
		r.add(p.file, p.line["next"], "next: %d buttons, at most %d fit", len(p.Next), nextButtons)
	}
	for _, id := range p.Next {
		if _, ok := c.topics[l][id]; !ok && !strings.HasPrefix(id, "/") {
			r.add(p.file, p.line["next"], "next: there is no topic %q", id)
		}
	}
	for _, n := range p.Sources {
		if !sources[n] {
			r.add(p.file, p.line["sources"], "sources: sources.md has no number %d", n)
		}
	}
}

// textFaults looks at the answer and its SMS text.
func textFaults(r *report, p page) {
	if p.Answer == "" {
		r.add(p.file, p.line["answer"], "there is no answer")
	}
	if len(p.Answer) > answerBytes && !p.long {
		r.add(p.file, p.line["answer"], "the answer has %d bytes, at most %d (or set long: true)", len(p.Answer), answerBytes)
	}
	markdownFaults(r, p.file, p.line["answer"], p.Answer)
	if p.SMS == "" && !slices.Contains(smallTalk, p.ID) {
		r.add(p.file, 1, "sms is missing")
	}
	longest := (&Regency{Code: longestRegency}).Fill(p.SMS)
	if n, foreign := septets(longest); n > smsSeptets || foreign != "" {
		r.add(p.file, p.line["sms"], "sms takes %d of %d places; letters a text message cannot hold: %q", n, smsSeptets, foreign)
	}
	phoneFaults(r, p.file, p.line["sms"], p.SMS)
}

// markdownFaults looks at small Markdown that stands in a file.
func markdownFaults(r *report, file string, line int, text string) {
	for _, name := range placeholders(text) {
		if name != "kantor" && name != "wilayah" {
			r.add(file, line, "there is no placeholder {%s}", name)
		}
	}
	if strings.Count(text, "**")%2 != 0 {
		r.add(file, line, "a ** is not closed")
	}
	phoneFaults(r, file, line, text)
}

// phoneFaults finds numbers that look like somebody's phone: only those of the ministry may stand in a text.
func phoneFaults(r *report, file string, line int, text string) {
	if digits(text) == "" {
		return // most examples: the pattern is slow
	}
	for _, found := range phone.FindAllStringSubmatch(text, -1) {
		if !slices.Contains(nationalPhones, digits(found[1])) {
			r.add(file, line, "%q looks like a phone number; an office's own goes into regency.yaml", found[1])
		}
	}
}

func digits(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return r
		}
		return -1
	}, text)
}

// exampleFaults counts the examples and finds those that teach nothing. Seen holds those of the topics before.
func exampleFaults(r *report, l Language, p page, seen map[string]string) {
	least := examplesFirst
	if l == English {
		least = examplesEnglish
	}
	if len(p.Examples) < least {
		r.add(p.file, p.line["examples"], "%d examples, at least %d are needed", len(p.Examples), least)
	}
	for i, example := range p.Examples {
		words := strings.FieldsFunc(strings.ToLower(example), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		key := strings.Join(words, " ")
		if key == "" {
			key = strings.TrimSpace(example) // "???" and emoji are questions too
		}
		if first, twice := seen[key]; twice {
			r.add(p.file, p.items[i], "example %q is in topic %s already", example, first)
		}
		seen[key] = p.ID
		phoneFaults(r, p.file, p.items[i], example)
	}
}

// pairFaults compares a topic with itself in the other language, once.
func (c *Content) pairFaults(r *report, l Language, p page) {
	if l == Indonesian {
		if _, ok := c.topics[English][p.ID]; !ok && !slices.Contains(c.subjects(), p.ID) {
			r.add(p.file, 0, "is missing in English")
		}
		return
	}
	first, ok := c.topics[Indonesian][p.ID]
	if !ok {
		r.add(p.file, 0, "is missing in Indonesian")
		return
	}
	if p.Menu != first.Menu || p.Order != first.Order {
		r.add(p.file, p.line["menu"], "menu and order are %s %d, in Indonesian %s %d", p.Menu, p.Order, first.Menu, first.Order)
	}
	if !slices.Equal(p.Next, first.Next) {
		r.add(p.file, p.line["next"], "next is %v, in Indonesian %v", p.Next, first.Next)
	}
	if !slices.Equal(p.Sources, first.Sources) {
		r.add(p.file, p.line["sources"], "sources are %v, in Indonesian %v", p.Sources, first.Sources)
	}
}
