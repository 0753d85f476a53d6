package locales

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
)

// Content is everything the bot can say and every place it knows, in both languages.
type Content struct {
	files   *files
	topics  map[Language]map[string]page
	phrases map[Language]map[string]phrase
}

// Load reads the embedded content with the files of the directory overlay laid over it ("" for none). It reports every file
// that cannot be read as what it should be; whether the content is good is told by Faults.
func Load(overlay string) (*Content, error) {
	f, err := open(overlay)
	if err != nil {
		return nil, err
	}
	c := &Content{files: f, topics: map[Language]map[string]page{}, phrases: map[Language]map[string]phrase{}}
	var wrong []error
	for _, l := range Languages() {
		var err error
		if c.topics[l], err = readTopics(f, l); err != nil {
			wrong = append(wrong, err)
		}
		if c.phrases[l], err = readPhrases(f, l); err != nil {
			wrong = append(wrong, err)
		}
	}
	if err := errors.Join(wrong...); err != nil {
		return nil, fmt.Errorf("read content: %w", err)
	}
	return c, nil
}

// menus are the groups of the menu, in the order shown. Topics outside the menu come last.
var menus = [...]string{"mulai", "masalah", "aman", "lain", ""}

// Topics lists the topics of a language in menu order, then by id.
func (c *Content) Topics(l Language) []Topic {
	all := make([]Topic, 0, len(c.topics[known(l)]))
	for _, p := range c.topics[known(l)] {
		all = append(all, p.Topic)
	}
	slices.SortFunc(all, func(a, b Topic) int {
		return cmp.Or(
			cmp.Compare(slices.Index(menus[:], a.Menu), slices.Index(menus[:], b.Menu)),
			cmp.Compare(a.Order, b.Order),
			cmp.Compare(a.ID, b.ID))
	})
	return all
}

// Topic gives one topic by its id.
func (c *Content) Topic(l Language, id string) (Topic, bool) {
	p, ok := c.topics[known(l)][id]
	return p.Topic, ok
}

// known is the language itself, or Indonesian where there is no such language.
func known(l Language) Language {
	if l == English {
		return English
	}
	return Indonesian
}
