package sheet

import (
	"encoding/xml"
	"strconv"
	"strings"
)

// readStyles reads which styles show a number as a date or a percentage.
func (b *book) readStyles(part string) error {
	custom := map[string]form{}
	inCells := false
	return b.walk(part, func(_ *xml.Decoder, e xml.StartElement) error {
		switch e.Name.Local {
		case "numFmt":
			custom[attr(e, "numFmtId")] = formOfCode(attr(e, "formatCode"))
		case "cellXfs":
			inCells = true
		case "cellStyles", "dxfs":
			inCells = false
		case "xf":
			if inCells {
				id := attr(e, "numFmtId")
				f, ok := custom[id]
				if !ok {
					f = builtIn(id)
				}
				b.forms = append(b.forms, f)
			}
		}
		return nil
	})
}

// builtIn is the form of a number format that every program knows by its number.
func builtIn(id string) form {
	n, _ := strconv.Atoi(id)
	switch {
	case n == 9 || n == 10:
		return percent
	case n >= 14 && n <= 22, n >= 27 && n <= 36, n >= 45 && n <= 47, n >= 50 && n <= 58:
		return dated
	}
	return plain
}

// formOfCode is the form of a number format by its code, such as "#,##0" or "dd/mm/yyyy".
func formOfCode(code string) form {
	var bare strings.Builder
	quoted, bracket, escaped := false, false, false
	for _, r := range strings.ToLower(code) {
		switch {
		case escaped:
			escaped = false
		case r == '\\' || r == '_' || r == '*':
			escaped = true
		case r == '"':
			quoted = !quoted
		case quoted:
		case r == '[':
			bracket = true
		case r == ']':
			bracket = false
		case !bracket:
			bare.WriteRune(r)
		}
	}
	switch s := strings.ReplaceAll(bare.String(), "general", ""); {
	case strings.Contains(s, "%"):
		return percent
	case strings.ContainsAny(s, "ymdhs"):
		return dated
	}
	return plain
}
