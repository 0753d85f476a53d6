package sandbox

import (
	"fmt"
	"html"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf16"
)

// entityOf gives the kind of entity that a tag of Telegram's HTML makes.
func entityOf(tag string) string {
	switch tag {
	case "b", "strong":
		return "bold"
	case "i", "em":
		return "italic"
	case "u", "ins":
		return "underline"
	case "s", "strike", "del":
		return "strikethrough"
	case "code", "pre", "blockquote":
		return tag
	case "a":
		return "text_link"
	case "span", "tg-spoiler":
		return "spoiler"
	}
	return ""
}

// htmlText collects the text and entities of a piece of HTML.
type htmlText struct {
	out      strings.Builder
	units    int
	open     []openTag
	entities []Entity
}

type openTag struct {
	name, href, language string
	units                int
	place                int // of its entity among the others, outer ones before inner ones
}

var character = regexp.MustCompile(`^&(?:lt|gt|amp|quot|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});`)

// parseHTML reads Telegram's HTML as strictly as Telegram does and complains in its words.
func parseHTML(in string) (string, []Entity, error) {
	var t htmlText
	for i := 0; i < len(in); {
		switch in[i] {
		case '<':
			end, err := t.tag(in, i)
			if err != nil {
				return "", nil, err
			}
			i = end
		case '&':
			if ref := character.FindString(in[i:]); ref != "" {
				t.write(html.UnescapeString(ref))
				i += len(ref)
				continue
			}
			t.write("&")
			i++
		default:
			end := strings.IndexAny(in[i:], "<&")
			if end < 0 {
				end = len(in) - i
			}
			t.write(in[i : i+end])
			i += end
		}
	}
	if n := len(t.open); n > 0 {
		return "", nil, complain("Can't find end tag corresponding to start tag %q", t.open[n-1].name)
	}
	return t.out.String(), t.entities, nil
}

func (t *htmlText) write(s string) {
	t.out.WriteString(s)
	t.units += units(s)
}

// tag reads the tag that begins at i and gives the place after it.
func (t *htmlText) tag(in string, i int) (int, error) {
	rest := in[i+1:]
	kind := "start"
	if strings.HasPrefix(rest, "/") {
		rest, kind = rest[1:], "end"
	}
	cut := strings.IndexFunc(rest, func(r rune) bool { return r == '>' || unicode.IsSpace(r) })
	if cut < 0 {
		return 0, complain("Unclosed %s tag at byte offset %d", kind, i)
	}
	name, rest := strings.ToLower(rest[:cut]), rest[cut:]
	if kind == "start" && entityOf(name) == "" {
		return 0, complain("Unsupported start tag %q at byte offset %d", name, i)
	}
	end := closing(rest)
	if end < 0 {
		return 0, complain("Unclosed %s tag at byte offset %d", kind, i)
	}
	after := len(in) - len(rest) + end + 1
	if kind == "end" {
		return after, t.closeTag(name, i)
	}
	attributes := rest[:end]
	if name == "span" && attribute(attributes, "class") != "tg-spoiler" {
		return 0, complain(`Tag "span" must have class "tg-spoiler" at byte offset %d`, i)
	}
	t.open = append(t.open, openTag{name: name, href: attribute(attributes, "href"), units: t.units, place: len(t.entities),
		language: strings.TrimPrefix(attribute(attributes, "class"), "language-")})
	return after, nil
}

// closing is the place of the > that ends a tag; one inside quotes does not.
func closing(s string) int {
	var quote rune
	for i, r := range s {
		switch {
		case quote != 0:
			if r == quote {
				quote = 0
			}
		case r == '"' || r == '\'':
			quote = r
		case r == '>':
			return i
		}
	}
	return -1
}

func (t *htmlText) closeTag(name string, at int) error {
	if len(t.open) == 0 {
		return complain("Unexpected end tag at byte offset %d", at)
	}
	tag := t.open[len(t.open)-1]
	if name != "" && name != tag.name {
		return complain("Unmatched end tag at byte offset %d, expected %q, found %q", at, "</"+tag.name+">", "</"+name+">")
	}
	t.open = t.open[:len(t.open)-1]
	e := Entity{Type: entityOf(tag.name), Offset: tag.units, Length: t.units - tag.units}
	switch tag.name {
	case "a":
		if e.URL = tag.href; !goodLink(e.URL) {
			return nil // Telegram keeps the words and drops the link
		}
	case "code", "pre":
		e.Language = tag.language
	}
	if e.Length > 0 {
		t.entities = slices.Insert(t.entities, tag.place, e)
	}
	return nil
}

var attributeForm = regexp.MustCompile(`([A-Za-z-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|(\S+))`)

func attribute(attributes, name string) string {
	for _, m := range attributeForm.FindAllStringSubmatch(attributes, -1) {
		if strings.EqualFold(m[1], name) {
			return html.UnescapeString(m[2] + m[3] + m[4])
		}
	}
	return ""
}

type complaint string

func (c complaint) Error() string { return string(c) }

// complain makes an error in Telegram's words, which begin with a capital.
func complain(format string, args ...any) error { return complaint(fmt.Sprintf(format, args...)) }

// trim takes white space off both ends of a text, and its entities along.
func trim(text string, entities []Entity) (string, []Entity) {
	left := strings.TrimLeftFunc(text, unicode.IsSpace)
	lead := units(text) - units(left)
	text = strings.TrimRightFunc(left, unicode.IsSpace)
	length := units(text)
	kept := entities[:0]
	for _, e := range entities {
		from, to := max(0, e.Offset-lead), min(length, e.Offset-lead+e.Length)
		if to > from {
			e.Offset, e.Length = from, to-from
			kept = append(kept, e)
		}
	}
	return text, kept
}

// slice cuts a text by UTF-16 units.
func slice(u []uint16, from, to int) string { return string(utf16.Decode(u[from:to])) }
