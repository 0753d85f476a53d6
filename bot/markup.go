package bot

import (
	"html"
	"net/url"
	"strconv"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Small Markdown is what goldmark reads with nothing but paragraphs, lists, headings, fences, emphasis, code and links.
// Raw HTML, entities, quotes and reference links are not in it: they stay the characters they are. A line break stays a
// line break, as people write in chats.
var smallMarkdown = parser.NewParser(
	parser.WithBlockParsers(
		util.Prioritized(parser.NewListParser(), 300),
		util.Prioritized(parser.NewListItemParser(), 400),
		util.Prioritized(parser.NewATXHeadingParser(), 600),
		util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
		util.Prioritized(parser.NewParagraphParser(), 1000),
	),
	parser.WithInlineParsers(
		util.Prioritized(parser.NewCodeSpanParser(), 100),
		util.Prioritized(parser.NewLinkParser(), 200),
		util.Prioritized(parser.NewEmphasisParser(), 500),
	),
)

// HTML renders small Markdown as Telegram's HTML. It is always well formed, whatever the source.
func HTML(md string) string { return render(md, telegramHTML) }

// Plain renders small Markdown as plain text, with the addresses of links in brackets.
func Plain(md string) string { return render(md, plainText) }

// form is what small Markdown is rendered as.
type form int

const (
	telegramHTML form = iota
	plainText         // for a terminal: addresses of links are shown
	visibleText       // what Telegram counts and shows of its HTML
)

// deepest is how many levels of lists are told apart by indentation. A phone shows no more, and a text that grew with
// every level could not be measured by its source.
const deepest = 3

type painter struct {
	strings.Builder
	form         form
	source       []byte
	bold, italic int // how many are open: Telegram gains nothing from <b> inside <b>
}

func render(md string, f form) string {
	p := &painter{form: f, source: []byte(clean(md))}
	p.blocks(smallMarkdown.Parse(text.NewReader(p.source)), 0)
	return strings.TrimSpace(p.String())
}

// clean drops what no chat shows and Telegram refuses: broken UTF-8 and control characters.
func clean(md string) string {
	md = strings.ReplaceAll(strings.ToValidUTF8(md, "\uFFFD"), "\r\n", "\n")
	return strings.Map(func(r rune) rune {
		if r != '\n' && r != '\t' && unicode.IsControl(r) {
			return -1
		}
		return r
	}, md)
}

func (p *painter) blocks(parent ast.Node, depth int) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		if n.PreviousSibling() != nil {
			p.gap(n, depth)
		}
		p.block(n, depth)
	}
}

// gap separates a block from the one before as its author did: with an empty line or without.
func (p *painter) gap(n ast.Node, depth int) {
	p.WriteString("\n")
	if n.HasBlankPreviousLines() {
		p.WriteString("\n")
	}
	if n.Kind() != ast.KindList {
		p.indent(depth)
	}
}

func (p *painter) indent(depth int) {
	p.WriteString(strings.Repeat("  ", min(depth, deepest)))
}

func (p *painter) block(n ast.Node, depth int) {
	switch n := n.(type) {
	case *ast.List:
		p.list(n, depth)
	case *ast.Heading:
		p.strong(func() { p.inlines(n) })
	case *ast.FencedCodeBlock:
		p.tag("pre", func() { p.write(strings.TrimRight(string(n.Lines().Value(p.source)), "\n")) })
	default:
		p.inlines(n)
	}
}

func (p *painter) list(l *ast.List, depth int) {
	number := l.Start
	for item := l.FirstChild(); item != nil; item = item.NextSibling() {
		if item.PreviousSibling() != nil {
			p.gap(item, 0)
		}
		// A list that opens an item stands on the item's own line, where the mark of that item has indented it already.
		if item.PreviousSibling() != nil || l.PreviousSibling() != nil {
			p.indent(depth)
		}
		if l.IsOrdered() {
			p.WriteString(strconv.Itoa(number) + ". ")
			number++
		} else {
			p.WriteString("• ")
		}
		p.blocks(item, depth+1)
	}
}

func (p *painter) inlines(parent ast.Node) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		p.inline(n)
	}
}

func (p *painter) inline(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		p.write(string(util.UnescapePunctuations(n.Value(p.source))))
		if n.SoftLineBreak() || n.HardLineBreak() {
			p.WriteString("\n")
		}
	case *ast.CodeSpan:
		p.tag("code", func() {
			for c := n.FirstChild(); c != nil; c = c.NextSibling() {
				if t, ok := c.(*ast.Text); ok {
					p.write(strings.ReplaceAll(string(t.Value(p.source)), "\n", " "))
				}
			}
		})
	case *ast.Emphasis:
		if n.Level > 1 {
			p.strong(func() { p.inlines(n) })
		} else {
			p.slanted(func() { p.inlines(n) })
		}
	case *ast.Link:
		p.link(n)
	default:
		p.inlines(n)
	}
}

func (p *painter) link(n *ast.Link) {
	address := string(util.UnescapePunctuations(n.Destination))
	if !linkable(address) {
		p.inlines(n)
		return
	}
	switch p.form {
	case telegramHTML:
		p.WriteString(`<a href="` + html.EscapeString(address) + `">`)
		p.inlines(n)
		p.WriteString("</a>")
	case plainText:
		before := p.Len()
		p.inlines(n)
		if p.String()[before:] != address {
			p.WriteString(" (" + address + ")")
		}
	default:
		p.inlines(n)
	}
}

// linkable reports whether Telegram makes a link of the address.
func linkable(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	switch u.Scheme {
	case "http", "https":
		return u.Host != ""
	case "tg", "mailto", "tel":
		return true
	}
	return false
}

func (p *painter) strong(inner func()) {
	p.bold++
	if p.bold == 1 {
		p.tag("b", inner)
	} else {
		inner()
	}
	p.bold--
}

func (p *painter) slanted(inner func()) {
	p.italic++
	if p.italic == 1 {
		p.tag("i", inner)
	} else {
		inner()
	}
	p.italic--
}

func (p *painter) tag(name string, inner func()) {
	if p.form == telegramHTML {
		p.WriteString("<" + name + ">")
		defer p.WriteString("</" + name + ">")
	}
	inner()
}

// markup are the characters that mean something in Telegram's HTML.
var markup = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

func (p *painter) write(s string) {
	if p.form == telegramHTML {
		s = markup.Replace(s)
	}
	p.WriteString(s)
}

// blank reports whether nothing of the text would be seen; Telegram refuses such a message.
func blank(md string) bool {
	if strings.ContainsFunc(md, unicode.IsLetter) {
		return false // nearly every text, told without rendering it
	}
	return strings.TrimSpace(render(md, visibleText)) == ""
}
