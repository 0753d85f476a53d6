package sandbox

import (
	"html"
	"slices"
	"strings"
	"unicode"
	"unicode/utf16"
)

// detect adds the entities that Telegram finds by itself: commands, mentions, links and addresses.
func detect(text string, entities []Entity) []Entity {
	given := entities
	offset := 0
	for text != "" {
		cut := strings.IndexFunc(text, unicode.IsSpace)
		if cut < 0 {
			cut = len(text)
		}
		word := text[:cut]
		if strings.ContainsAny(word, "/@.") {
			bare := strings.TrimLeft(word, `("'[«“‘`)
			lead := units(word[:len(word)-len(bare)])
			if kind, length := kindOf(bare); kind != "" && !covered(given, offset+lead) {
				entities = append(entities, Entity{Type: kind, Offset: offset + lead, Length: length})
			}
		}
		offset += units(word)
		text = text[cut:]
		blank := strings.IndexFunc(text, func(r rune) bool { return !unicode.IsSpace(r) })
		if blank < 0 {
			break
		}
		offset += units(text[:blank])
		text = text[blank:]
	}
	return entities
}

// covered says whether a place lies inside an entity that takes no others.
func covered(entities []Entity, at int) bool {
	return slices.ContainsFunc(entities, func(e Entity) bool {
		return (e.Type == "code" || e.Type == "pre" || e.Type == "text_link") && at >= e.Offset && at < e.Offset+e.Length
	})
}

// kindOf says what a word is and how many units of it belong to it.
func kindOf(word string) (string, int) {
	switch {
	case strings.HasPrefix(word, "/"):
		n := run(word[1:])
		if n == 0 || n > 64 {
			return "", 0
		}
		if rest, ok := strings.CutPrefix(word[1+n:], "@"); ok && run(rest) > 0 {
			n += 1 + run(rest)
		}
		return "bot_command", n + 1
	case strings.HasPrefix(word, "@"):
		if n := run(word[1:]); n >= 4 {
			return "mention", n + 1
		}
		return "", 0
	}
	link := strings.TrimRight(word, `.,;:!?)"'»”’]`)
	host, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(link, "https://"), "http://"), "/")
	dot := strings.LastIndexByte(host, '.')
	if dot <= 0 || dot == len(host)-1 {
		return "", 0
	}
	if name, _, ok := strings.Cut(host, "@"); ok && host == link && name != "" {
		return "email", units(link)
	}
	if strings.Contains(link, "://") || slices.Contains([]string{"id", "com", "org", "net", "me"}, host[dot+1:]) {
		return "url", units(link)
	}
	return "", 0
}

// run is how many characters at the beginning of a word can be a name.
func run(word string) int {
	n := strings.IndexFunc(word, func(r rune) bool {
		return r != '_' && (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z')
	})
	if n < 0 {
		return len(word)
	}
	return n
}

// tags gives the markup around an entity with its text.
type tags func(e Entity, text string) (before, after string)

// telegramTags writes the HTML that Telegram would read back; what it finds by itself needs no tag.
func telegramTags(e Entity, _ string) (string, string) {
	switch e.Type {
	case "bold":
		return "<b>", "</b>"
	case "italic":
		return "<i>", "</i>"
	case "underline":
		return "<u>", "</u>"
	case "strikethrough":
		return "<s>", "</s>"
	case "spoiler":
		return "<tg-spoiler>", "</tg-spoiler>"
	case "code", "pre", "blockquote":
		return "<" + e.Type + ">", "</" + e.Type + ">"
	case "text_link":
		return `<a href="` + html.EscapeString(e.URL) + `">`, "</a>"
	}
	return "", ""
}

// pageTags writes HTML for the page, where commands can be tapped and links open elsewhere.
func pageTags(e Entity, text string) (string, string) {
	const elsewhere = `" target="_blank" rel="noopener noreferrer">`
	switch e.Type {
	case "bot_command":
		return `<button type="button" class="command" data-command="` + html.EscapeString(text) + `">`, "</button>"
	case "spoiler":
		return `<span class="spoiler">`, "</span>"
	case "text_link":
		return `<a href="` + html.EscapeString(e.URL) + elsewhere, "</a>"
	case "url":
		if !strings.Contains(text, "://") {
			text = "https://" + text
		}
		if !goodLink(text) {
			return "", ""
		}
		return `<a href="` + html.EscapeString(text) + elsewhere, "</a>"
	case "mention", "email":
		return `<span class="mention">`, "</span>"
	}
	return telegramTags(e, text)
}

// renderEntities writes a text with its entities as HTML. Entities that only half overlap are cut to nest.
func renderEntities(text string, entities []Entity, t tags) string {
	if len(entities) == 0 {
		return html.EscapeString(text)
	}
	sorted := slices.Clone(entities)
	slices.SortStableFunc(sorted, func(a, b Entity) int {
		if a.Offset != b.Offset {
			return a.Offset - b.Offset
		}
		return b.Length - a.Length
	})
	u := utf16.Encode([]rune(text))
	var out strings.Builder
	var nest func(from, to int, rest []Entity) []Entity
	nest = func(from, to int, rest []Entity) []Entity {
		at := from
		for len(rest) > 0 && rest[0].Offset < to {
			e := rest[0]
			start, end := max(at, e.Offset), min(to, e.Offset+e.Length)
			if start >= end {
				rest = rest[1:]
				continue
			}
			out.WriteString(html.EscapeString(slice(u, at, start)))
			before, after := t(e, slice(u, start, end))
			out.WriteString(before)
			rest = nest(start, end, rest[1:])
			out.WriteString(after)
			at = end
		}
		out.WriteString(html.EscapeString(slice(u, at, to)))
		return rest
	}
	nest(0, len(u), sorted)
	return out.String()
}
