package locales

import (
	"bytes"
	"errors"
	"fmt"
	"path"
	"strings"
	"time"
)

// page is a topic as it stands in its file, for those who look for faults.
type page struct {
	Topic
	file  string
	long  bool           // the answer is allowed to be longer than 1,200 bytes
	line  map[string]int // of each key of the front matter, and of "answer"
	items []int          // line of each example
}

// front is the front matter of a topic's file.
type front struct {
	Title    string   `yaml:"title"`
	Menu     string   `yaml:"menu"`
	Order    int      `yaml:"order"`
	Next     []string `yaml:"next"`
	Sources  []int    `yaml:"sources"`
	Reviewed string   `yaml:"reviewed"`
	SMS      string   `yaml:"sms"`
	Long     bool     `yaml:"long"`
	Examples []string `yaml:"examples"`
}

// readTopics reads all topics of a language.
func readTopics(f *files, l Language) (map[string]page, error) {
	all := map[string]page{}
	var wrong []error
	for _, name := range f.list(path.Join(string(l), "topics"), ".md") {
		text, err := f.read(name)
		if err != nil {
			return nil, err
		}
		p, err := readTopic(name, text)
		if err != nil {
			wrong = append(wrong, err)
			continue
		}
		all[p.ID] = p
	}
	return all, errors.Join(wrong...)
}

// readTopic reads one topic: YAML between two lines of "---", then the answer.
func readTopic(file string, text []byte) (page, error) {
	text = bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))
	rest, ok := bytes.CutPrefix(text, []byte("---\n"))
	if !ok {
		return page{}, at(file, 1, errors.New("must begin with a line of three hyphens"))
	}
	head, answer, ok := bytes.Cut(rest, []byte("\n---\n"))
	if !ok {
		return page{}, at(file, 1, errors.New("the line of three hyphens that ends the head is missing"))
	}
	rest, examples, ok, err := cutExamples(file, head, 2)
	if err != nil {
		return page{}, err
	}
	// The empty line stands for the three hyphens, so that lines are counted as in the file.
	d, err := parse(file, append([]byte("\n"), rest...))
	if err != nil {
		return page{}, err
	}
	var h front
	if err := d.into(file, &h); err != nil {
		return page{}, err
	}
	p := page{file: file, long: h.Long, line: d.lines()}
	switch {
	case !ok:
		examples = list{h.Examples, d.items("examples")}
	case h.Examples != nil:
		return page{}, at(file, p.line["examples"], errors.New("examples is there twice"))
	default:
		p.line["examples"] = bytes.Count(rest, []byte("\n")) + 3
	}
	p.items = examples.lines
	p.line["answer"] = bytes.Count(head, []byte("\n")) + 4
	p.Topic = Topic{
		ID: strings.TrimSuffix(path.Base(file), ".md"), Title: h.Title, Menu: h.Menu, Order: h.Order, Next: h.Next,
		SMS: strings.TrimSpace(h.SMS), Sources: h.Sources, Examples: examples.texts, Answer: strings.TrimSpace(string(answer)),
	}
	if h.Reviewed != "" {
		if p.Reviewed, err = time.Parse(time.DateOnly, h.Reviewed); err != nil {
			return page{}, at(file, p.line["reviewed"], fmt.Errorf("reviewed: %q is no date like 2026-11-21", h.Reviewed))
		}
	}
	return p, nil
}
