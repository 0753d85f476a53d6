package locales

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
)

// report collects faults.
type report []Fault

func (r *report) add(file string, line int, format string, args ...any) {
	*r = append(*r, Fault{file, line, fmt.Sprintf(format, args...)})
}

// String is the fault as editors and compilers write it: "id/topics/cara.md:3: ...".
func (f Fault) String() string {
	if f.Line == 0 {
		return f.File + ": " + f.Text
	}
	return f.File + ":" + strconv.Itoa(f.Line) + ": " + f.Text
}

// Faults lists what is wrong with the content, by file and line: for the tests and for the command check. What depends on
// today's date is told by Overdue.
func (c *Content) Faults() []Fault {
	var r report
	c.topicFaults(&r)
	c.phraseFaults(&r)
	c.placeFaults(&r)
	slices.SortStableFunc(r, func(a, b Fault) int { return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line)) })
	return r
}

// Overdue lists the topics nobody has compared with their sources for a year, and those dated in the future.
func (c *Content) Overdue(today time.Time) []Fault {
	var r report
	for _, l := range Languages() {
		for _, t := range c.Topics(l) {
			p := c.topics[l][t.ID]
			switch {
			case p.Reviewed.After(today):
				r.add(p.file, p.line["reviewed"], "reviewed on %s, which is still to come", p.Reviewed.Format(time.DateOnly))
			case p.Reviewed.AddDate(1, 0, 0).Before(today):
				r.add(p.file, p.line["reviewed"], "last reviewed on %s, more than a year ago", p.Reviewed.Format(time.DateOnly))
			}
		}
	}
	return r
}

// phraseFaults compares the phrases of the two languages.
func (c *Content) phraseFaults(r *report) {
	for _, l := range Languages() {
		other := c.phrases[English]
		if l == English {
			other = c.phrases[Indonesian]
		}
		for _, key := range slices.Sorted(maps.Keys(c.phrases[l])) {
			p := c.phrases[l][key]
			if p.text == "" {
				r.add(p.file, p.line, "%s is empty", key)
			}
			if rest := placeholder.ReplaceAllString(p.text, ""); strings.ContainsAny(rest, "{}") {
				r.add(p.file, p.line, "%s has a brace that belongs to no {placeholder}", key)
			}
			q, ok := other[key]
			if !ok {
				r.add(p.file, p.line, "%s is missing in the other language", key)
				continue
			}
			if l == Indonesian && !slices.Equal(placeholders(p.text), placeholders(q.text)) {
				r.add(q.file, q.line, "%s has placeholders %v, in Indonesian %v", key, placeholders(q.text), placeholders(p.text))
			}
		}
	}
}

// placeholders lists the names of a text's placeholders, sorted, each once.
func placeholders(text string) []string {
	var names []string
	for _, name := range placeholder.FindAllString(text, -1) {
		names = append(names, strings.Trim(name, "{}"))
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// sources reads the numbers of the source list: lines that begin with "12. ".
func (c *Content) sources() map[int]bool {
	all := map[int]bool{}
	text, _ := c.files.read("sources.md") // an empty list makes every number a fault
	for line := range strings.Lines(string(text)) {
		number, _, _ := strings.Cut(line, ". ")
		if n, err := strconv.Atoi(number); err == nil {
			all[n] = true
		}
	}
	return all
}

// subjects reads the ids that must have a topic: the first column of topics.tsv.
func (c *Content) subjects() []string {
	var all []string
	text, _ := c.files.read("topics.tsv") // without the list no topic is asked for
	for line := range strings.Lines(string(text)) {
		if id, _, ok := strings.Cut(line, "\t"); ok && !strings.HasPrefix(id, "#") {
			all = append(all, id)
		}
	}
	return all
}
