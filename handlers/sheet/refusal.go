package sheet

import (
	"fmt"
	"slices"
	"strings"

	"ikdbot/locales"
	"ikdbot/store"
)

// Fault is a cell that cannot be read, told without what stands in it.
type Fault struct {
	Cell  string // "F12"
	Kind  string // last part of the phrase "sheet.fault_<Kind>"
	Pairs []any  // for the phrase, beside the cell
	row   int
}

// Refusal is a file that is not read at all, and why.
type Refusal struct {
	Reason string  // last part of the phrase "sheet.refuse_<Reason>"
	Pairs  []any   // for the phrase
	Faults []Fault // the first, where there are too many
}

func refuse(reason string, pairs ...any) *Refusal { return &Refusal{Reason: reason, Pairs: pairs} }

// Error names the reason for the operator; it quotes nothing from the file.
func (r *Refusal) Error() string { return "file of figures refused: " + r.Reason }

// Text is the sentence for the person who sent the file, with the first cells where too many are wrong. Small Markdown.
func (r *Refusal) Text(c *locales.Content, l locales.Language) string {
	var b strings.Builder
	b.WriteString(c.Say(l, "sheet.refuse_"+r.Reason, worded(c, l, r.Pairs)...))
	for i, f := range r.Faults {
		if i == 0 {
			b.WriteString("\n")
		}
		b.WriteString("\n- " + f.Text(c, l))
	}
	return b.String()
}

// Text is the sentence about the cell. Small Markdown.
func (f Fault) Text(c *locales.Content, l locales.Language) string {
	return c.Say(l, "sheet.fault_"+f.Kind, append(worded(c, l, f.Pairs), "cell", f.Cell)...)
}

// worded puts counts and lists among the values into words of the language.
func worded(c *locales.Content, l locales.Language, pairs []any) []any {
	said := make([]any, len(pairs), len(pairs)+2)
	for i, v := range pairs {
		switch v := v.(type) {
		case store.Count:
			said[i] = c.Say(l, "report.count_"+string(v))
		case []string:
			said[i] = listed(c, l, v)
		case areaCodes:
			said[i] = listed(c, l, v.labels(c))
		default:
			said[i] = v
		}
	}
	return said
}

// areaCodes are codes of areas, said with their names. What is no code stays as it is.
type areaCodes []string

// labels gives "Kabupaten Sumenep (35.29)" for as many as are said; to look up more would take long.
func (a areaCodes) labels(c *locales.Content) []string {
	all := slices.Clone([]string(a))
	var r *locales.Regency
	for i, code := range all[:min(len(all), most)] {
		if len(code) < 5 {
			continue
		}
		if r == nil || r.Code != code[:5] {
			var err error
			if r, err = c.Regency(code[:5]); err != nil { // a name, or a code that no regency has
				r = nil
				continue
			}
		}
		all[i] = r.Label(code) + " (" + code + ")"
	}
	return all
}

// most names of a list are said; the others are counted.
const most = 8

// listed joins names: "A, B, dan 3 lainnya".
func listed(c *locales.Content, l locales.Language, names []string) locales.Markup {
	said := make([]string, 0, most)
	for _, n := range names[:min(len(names), most)] {
		said = append(said, locales.Escape(n))
	}
	all := locales.Markup(strings.Join(said, ", "))
	if rest := len(names) - most; rest > 0 {
		return locales.Markup(c.Say(l, "sheet.and_more", "names", all, "n", rest))
	}
	return all
}

// address names a cell as Excel does.
func address(col, row int) string { return fmt.Sprintf("%s%d", letters(col), row) }

// letters names a column, the first being 0: A, B, … Z, AA.
func letters(col int) string {
	name := ""
	for col++; col > 0; col = (col - 1) / 26 {
		name = string(rune('A'+(col-1)%26)) + name
	}
	return name
}
