package locales

import (
	"bytes"
	"errors"
	"strings"

	"github.com/goccy/go-yaml"
)

// list is a list of texts with the line of each.
type list struct {
	texts []string
	lines []int
}

// cutExamples takes the list of examples off the end of a front matter whose first line is numbered line. Thousands of lines of
// "  - text" are read at every start, and need no whole YAML parser. Where anything else stands there, ok is false.
func cutExamples(file string, head []byte, line int) (rest []byte, examples list, ok bool, err error) {
	key := []byte("\nexamples:\n")
	rest, tail, found := bytes.Cut(head, key)
	if !found || bytes.Contains(tail, key) {
		return head, list{}, false, nil
	}
	line += bytes.Count(rest, []byte("\n")) + 2
	n := bytes.Count(tail, []byte("\n")) + 1
	examples.texts, examples.lines = make([]string, 0, n), make([]int, 0, n)
	for text := range strings.Lines(string(tail)) {
		text = strings.TrimRight(text, "\n ")
		item, isItem := strings.CutPrefix(text, "  - ")
		switch {
		case isItem:
			if item, err = scalar(strings.TrimSpace(item)); err != nil {
				return nil, list{}, false, at(file, line, err)
			}
			examples.texts, examples.lines = append(examples.texts, item), append(examples.lines, line)
		case text != "" && !strings.HasPrefix(strings.TrimLeft(text, " "), "#"):
			return head, list{}, false, nil
		}
		line++
	}
	return rest, examples, true, nil
}

// scalar reads a text of one line as YAML does.
func scalar(s string) (string, error) {
	if plain(s) {
		return s, nil
	}
	if n := len(s); n > 2 && s[0] == '"' && s[n-1] == '"' && !strings.ContainsAny(s[1:n-1], `"\`) {
		return s[1 : n-1], nil
	}
	var text string
	if err := yaml.Unmarshal([]byte(s), &text); err != nil {
		return "", errors.New(`is no plain text; a text that holds ": " must stand in quotes`)
	}
	return text, nil
}

// plain reports that YAML takes a text as it stands. Single words, such as null, are left to YAML.
func plain(s string) bool {
	if s == "" || !('a' <= s[0]|0x20 && s[0]|0x20 <= 'z') || !strings.Contains(s, " ") {
		return false
	}
	return !strings.Contains(s, ": ") && !strings.Contains(s, " #") && !strings.HasSuffix(s, ":") && !strings.Contains(s, "\t")
}
