package sheet

import (
	"encoding/xml"
	"io"
	"path"
	"strconv"
	"strings"
	"unicode/utf8"
)

// book is what of a workbook is needed to read its sheets.
type book struct {
	*pack
	sheets  []sheetPart
	old     bool // dates count from 1904
	strings arena
	forms   []form // by style
}

// sheetPart is a sheet and the part it is in.
type sheetPart struct {
	name   string
	part   string
	hidden bool
}

// The parts of a workbook, by the end of their relation's type; the strict form of the format has other beginnings.
const (
	workbookPart = "/officeDocument"
	sheetType    = "/worksheet"
	stringsType  = "/sharedStrings"
	stylesType   = "/styles"
)

// openBook reads everything but the sheets.
func openBook(r io.ReaderAt, size int64) (*book, error) {
	p, err := openPack(r, size)
	if err != nil {
		return nil, err
	}
	b := &book{pack: p}
	root, err := p.relations("")
	if err != nil {
		return nil, err
	}
	main := ""
	for _, rel := range root {
		if strings.HasSuffix(rel.kind, workbookPart) {
			main = rel.target
		}
	}
	if main == "" || p.parts[strings.ToLower(main)] == nil {
		return nil, refuse("no_sheet")
	}
	parts, err := p.relations(main)
	if err != nil {
		return nil, err
	}
	if err := b.readSheets(main, parts); err != nil {
		return nil, err
	}
	for _, rel := range parts {
		switch {
		case strings.HasSuffix(rel.kind, stringsType):
			err = b.readStrings(rel.target)
		case strings.HasSuffix(rel.kind, stylesType):
			err = b.readStyles(rel.target)
		}
		if err != nil {
			return nil, err
		}
	}
	return b, nil
}

// relation points from one part to another.
type relation struct{ kind, target string }

// relations reads where a part points to, by id.
func (p *pack) relations(part string) (map[string]relation, error) {
	dir := path.Dir(part)
	all := map[string]relation{}
	err := p.walk(path.Join(dir, "_rels", path.Base("/"+part)+".rels"), func(_ *xml.Decoder, e xml.StartElement) error {
		if e.Name.Local != "Relationship" || attr(e, "TargetMode") == "External" {
			return nil
		}
		target := attr(e, "Target")
		if !strings.HasPrefix(target, "/") {
			target = path.Join("/", dir, target)
		}
		all[attr(e, "Id")] = relation{attr(e, "Type"), strings.TrimPrefix(path.Clean(target), "/")}
		return nil
	})
	return all, err
}

// readSheets reads the list of sheets. Charts have none of cells.
func (b *book) readSheets(main string, parts map[string]relation) error {
	return b.walk(main, func(_ *xml.Decoder, e xml.StartElement) error {
		switch e.Name.Local {
		case "workbookPr":
			b.old = yes(e, "date1904")
		case "sheet":
			id := ""
			for _, a := range e.Attr {
				if a.Name.Space != "" && a.Name.Local == "id" {
					id = a.Value
				}
			}
			if rel, ok := parts[id]; ok && strings.HasSuffix(rel.kind, sheetType) {
				state := attr(e, "state")
				b.sheets = append(b.sheets, sheetPart{attr(e, "name"), rel.target, state != "" && state != "visible"})
			}
		}
		return nil
	})
}

// longest is how many bytes of a text are kept: more than any name or source has.
const longest = 2_000

// arena keeps many texts in one piece of memory.
type arena struct {
	bytes []byte
	ends  []uint32
}

func (a *arena) add(s string) {
	a.bytes = append(a.bytes, clip(s)...)
	a.ends = append(a.ends, uint32(len(a.bytes)))
}

// get gives a text by its number.
func (a *arena) get(i int) (string, bool) {
	if i < 0 || i >= len(a.ends) {
		return "", false
	}
	from := uint32(0)
	if i > 0 {
		from = a.ends[i-1]
	}
	return string(a.bytes[from:a.ends[i]]), true
}

// clip cuts a text that is too long, not inside a character.
func clip(s string) string {
	if len(s) <= longest {
		return s
	}
	end := longest
	for end > 0 && !utf8.RuneStart(s[end]) {
		end--
	}
	return s[:end]
}

// readStrings reads the texts that cells share.
func (b *book) readStrings(part string) error {
	return b.walk(part, func(d *xml.Decoder, e xml.StartElement) error {
		if e.Name.Local != "si" {
			return nil
		}
		s, err := richText(d, "si")
		b.strings.add(s)
		return err
	})
}

// richText reads the text of an element, without the hints on pronunciation that some have.
func richText(d *xml.Decoder, end string) (string, error) {
	var s strings.Builder
	inText, hint := false, false
	for {
		token, err := d.RawToken()
		if err != nil {
			return "", broken(err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			inText = t.Name.Local == "t"
			hint = hint || t.Name.Local == "rPh"
		case xml.CharData:
			if inText && !hint && s.Len() <= longest {
				s.Write(t)
			}
		case xml.EndElement:
			inText = false
			switch t.Name.Local {
			case "rPh":
				hint = false
			case end:
				return unescape(s.String()), nil
			}
		}
	}
}

// unescape puts back the characters that XML cannot hold and Excel writes as _x000D_.
func unescape(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	var b strings.Builder
	for {
		i := strings.Index(s, "_x")
		if i < 0 || len(s) < i+7 {
			return b.String() + s
		}
		code, err := strconv.ParseUint(s[i+2:i+6], 16, 16)
		if err != nil || s[i+6] != '_' {
			b.WriteString(s[:i+2])
			s = s[i+2:]
			continue
		}
		b.WriteString(s[:i])
		b.WriteRune(rune(code))
		s = s[i+7:]
	}
}
