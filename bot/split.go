package bot

import (
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"ikdbot/handlers"
)

// The longest texts Telegram takes, in UTF-16 units of what is visible.
const (
	longestText    = 4096
	longestCaption = 1024
)

// splitReply cuts a reply into the messages it takes. The first edits or carries the file; buttons stand under the last,
// where the reader's thumb is.
func splitReply(r handlers.Reply) []handlers.Reply {
	var texts []string
	if r.File == nil {
		texts = Split(r.Text, longestText)
	} else if texts = Split(r.Text, longestCaption); len(texts) > 2 {
		texts = append(texts[:1], Split(strings.Join(texts[1:], "\n\n"), longestText)...)
	}
	parts := make([]handlers.Reply, len(texts))
	for i, t := range texts {
		parts[i].Text = t
	}
	parts[0].Edit, parts[0].Answers, parts[0].File = r.Edit, r.Answers, r.File
	last := &parts[len(parts)-1]
	last.Buttons = r.Buttons
	if r.AskLocation == "" {
		return parts
	}
	if len(r.Buttons) == 0 {
		last.AskLocation = r.AskLocation
		return parts
	}
	// A message has room for one keyboard, so the one that shares a location comes with a message of its own.
	return append(parts, handlers.Reply{Text: r.AskLocation, AskLocation: r.AskLocation})
}

// Split cuts small Markdown into parts of at most limit UTF-16 units of visible text: at blocks, else at lines, else at
// words. It cuts the source, so that each part is rendered whole and no tag is ever torn.
func Split(md string, limit int) []string {
	if fits(md, limit) {
		return []string{md}
	}
	return slices.DeleteFunc(pack(clean(md), limit, atBlocks), blank)
}

// border is where a text may be cut.
type border int

const (
	atBlocks border = iota
	atLines
	atWords
	anywhere
)

func pack(md string, limit int, at border) []string {
	if at == atLines {
		if body, ok := fenced(md); ok {
			return packFence(body, limit)
		}
	}
	if at == anywhere {
		return chop(md, limit)
	}
	pieces, glue := cut(md, at)
	var parts []string
	current := ""
	for _, piece := range pieces {
		switch joined := current + glue + piece; {
		case current == "" && roomFor(piece, limit, at):
			current = piece
		case current != "" && roomFor(joined, limit, at):
			current = joined
		default:
			if current != "" {
				parts = append(parts, current)
			}
			finer := []string{piece}
			if !roomFor(piece, limit, at) {
				finer = pack(piece, limit, at+1)
			}
			parts = append(parts, finer[:len(finer)-1]...)
			current = finer[len(finer)-1]
		}
	}
	return append(parts, current)
}

// roomFor measures what is visible. Within a line the source is never shorter than that, and quicker to measure.
func roomFor(md string, limit int, at border) bool {
	if at == atWords {
		return units(md) <= limit
	}
	return fits(md, limit)
}

func fits(md string, limit int) bool {
	// Rendering at most doubles a text (renumbered lists), so most texts need no measuring.
	return len(md) <= limit/2 || units(render(md, visibleText)) <= limit
}

func cut(md string, at border) (pieces []string, glue string) {
	switch at {
	case atBlocks:
		return blocks(md), "\n\n"
	case atLines:
		return strings.Split(md, "\n"), "\n"
	default:
		return strings.Split(md, " "), " "
	}
}

// blocks cuts at empty lines outside of fences.
func blocks(md string) []string {
	var found []string
	var current []string
	inside := false
	for l := range strings.SplitSeq(md, "\n") {
		if strings.HasPrefix(l, fence) {
			inside = !inside
		}
		if strings.TrimSpace(l) != "" || inside {
			current = append(current, l)
		} else if len(current) > 0 {
			found = append(found, strings.Join(current, "\n"))
			current = nil
		}
	}
	if len(current) > 0 {
		found = append(found, strings.Join(current, "\n"))
	}
	return found
}

const fence = "```"

// fenced returns what stands in a block that is one fence.
func fenced(block string) (body string, ok bool) {
	first, rest, more := strings.Cut(block, "\n")
	if !more || !strings.HasPrefix(first, fence) {
		return "", false
	}
	return strings.TrimSuffix(strings.TrimSuffix(rest, fence), "\n"), true
}

// packFence gives each part of a fence its own fence. A longer run of backticks inside would end it early, and then its
// text is shown as it is, which harms nobody.
func packFence(body string, limit int) []string {
	var parts []string
	current := ""
	for l := range strings.SplitSeq(body, "\n") {
		for _, piece := range chop(l, limit) {
			if current != "" && units(current)+1+units(piece) > limit {
				parts = append(parts, fence+"\n"+current+"\n"+fence)
				current = piece
				continue
			}
			if current != "" {
				current += "\n"
			}
			current += piece
		}
	}
	return append(parts, fence+"\n"+current+"\n"+fence)
}

// chop cuts between characters.
func chop(s string, limit int) []string {
	var parts []string
	for units(s) > limit {
		end, n := 0, 0
		for i, r := range s {
			if n += utf16.RuneLen(r); n > limit {
				break
			}
			end = i + utf8.RuneLen(r)
		}
		parts, s = append(parts, s[:end]), s[end:]
	}
	return append(parts, s)
}

// units is the length of s as Telegram counts it.
func units(s string) int {
	n := 0
	for _, r := range s {
		n += utf16.RuneLen(r)
	}
	return n
}
