package locales

import (
	"errors"
	"fmt"
	"path"
	"regexp"
	"strings"
)

// phrase is one text of a phrase file, with the place it was read from.
type phrase struct {
	text  string
	names [][]int // where its placeholders begin and end
	file  string
	line  int
}

// placeholder is where a value goes in a phrase.
var placeholder = regexp.MustCompile(`\{[a-z][a-z0-9_]*\}`)

// Say gives the phrase of a key "family.key" with its {name} placeholders filled from pairs of name and value. Strings are
// escaped, Markup goes in as it is, whole numbers are written by Number. A language that lacks the key is answered in
// Indonesian, an unknown key by itself; a placeholder without a value is dropped. Tests find all three before a citizen does.
func (c *Content) Say(l Language, key string, pairs ...any) string {
	p, ok := c.phrases[known(l)][key]
	if !ok {
		if p, ok = c.phrases[Indonesian][key]; !ok {
			return key
		}
	}
	if len(p.names) == 0 {
		return p.text
	}
	var b strings.Builder
	b.Grow(2 * len(p.text))
	from := 0
	for _, at := range p.names {
		b.WriteString(p.text[from:at[0]])
		from = at[1]
		name := p.text[at[0]+1 : at[1]-1]
		for i := 0; i+1 < len(pairs); i += 2 {
			if pairs[i] == name {
				b.WriteString(written(l, pairs[i+1]))
				break
			}
		}
	}
	b.WriteString(p.text[from:])
	return b.String()
}

// written is a value as it stands in a sentence.
func written(l Language, value any) string {
	switch v := value.(type) {
	case Markup:
		return string(v)
	case string:
		return Escape(v)
	case int:
		return Number(l, int64(v))
	case int64:
		return Number(l, v)
	default:
		return Escape(fmt.Sprint(v))
	}
}

// Escape makes a text that somebody else wrote safe inside small Markdown: it reads as it was typed, on one line.
func Escape(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	var b strings.Builder
	b.Grow(len(s) + 8)
	for i := 0; i < len(s); i++ {
		if strings.IndexByte("\\`*_[]<>&#~|", s[i]) >= 0 || opensBlock(s, i) {
			b.WriteByte('\\')
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// opensBlock reports whether the character at i would make a list or heading of a line that begins with s.
func opensBlock(s string, i int) bool {
	switch s[i] {
	case '-', '+', '=':
		return i == 0
	case '.', ')':
		return i > 0 && strings.Trim(s[:i], "0123456789") == "" && (i+1 == len(s) || s[i+1] == ' ')
	}
	return false
}

// readPhrases reads all families of a language. Keys come out as "family.key".
func readPhrases(f *files, l Language) (map[string]phrase, error) {
	all := map[string]phrase{}
	var wrong []error
	for _, name := range f.list(path.Join(string(l), "phrases"), ".yaml") {
		family := strings.TrimSuffix(path.Base(name), ".yaml")
		text, err := f.read(name)
		if err != nil {
			return nil, err
		}
		d, err := parse(name, text)
		if err != nil {
			wrong = append(wrong, err)
			continue
		}
		texts, err := d.texts(name)
		wrong = append(wrong, err)
		for key, p := range texts {
			p.text = strings.TrimSpace(p.text)
			p.names = placeholder.FindAllStringIndex(p.text, -1)
			all[family+"."+key] = p
		}
	}
	return all, errors.Join(wrong...)
}
