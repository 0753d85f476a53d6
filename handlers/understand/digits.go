package understand

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// folded is a text with one byte per visible character: lower-case ASCII, 'x' for other letters, '?' for the rest.
// People hide numbers, by habit or on purpose, in full-width, Arabic or keycap digits and between zero-width characters;
// the finders of personal data look at this form, and at maps a byte of it back to the original text.
type folded struct {
	text  []byte
	at    []int  // byte offset in the original of every folded byte
	upto  []int  // offset behind it and the invisible characters that follow
	lower string // text again, for what wants a string
}

func fold(text string) folded {
	f := folded{text: make([]byte, 0, len(text)), at: make([]int, 0, len(text)), upto: make([]int, 0, len(text))}
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		b, visible := foldRune(r)
		n := len(f.text)
		switch {
		case visible:
			f.text = append(f.text, b)
			f.at = append(f.at, i)
			f.upto = append(f.upto, i+size)
		case n > 0:
			f.upto[n-1] = i + size
		}
		i += size
	}
	letterO(f.text)
	f.lower = string(f.text)
	return f
}

// foldRune tells the folded byte of a character, and whether it is visible at all.
func foldRune(r rune) (byte, bool) {
	switch {
	case r >= 'A' && r <= 'Z':
		return byte(r) + 'a' - 'A', true
	case r < 0x80:
		return byte(r), true
	case invisible(r):
		return 0, false
	case unicode.IsSpace(r):
		return ' ', true
	case unicode.Is(unicode.Pd, r) || r == '−' || r == '·' || r == '•':
		return '-', true
	}
	if d, ok := digitOf(r); ok {
		return d, true
	}
	if s := norm.NFKC.String(string(r)); len(s) == 1 {
		return foldRune(rune(s[0]))
	}
	if unicode.IsLetter(r) {
		return 'x', true
	}
	return '?', true
}

// invisible reports characters without a width of their own: zero-width ones, combining marks, keycaps, direction marks.
func invisible(r rune) bool {
	return unicode.In(r, unicode.Cf, unicode.Mn, unicode.Me) || r == 0x115f || r == 0x1160 || r == 0x3164 || r == 0xffa0
}

// digitOf gives the ASCII digit of a decimal digit of any script: their blocks are runs of ten.
func digitOf(r rune) (byte, bool) {
	for _, t := range unicode.Nd.R16 {
		if r >= rune(t.Lo) && r <= rune(t.Hi) {
			return '0' + byte((r-rune(t.Lo))%10), true
		}
	}
	for _, t := range unicode.Nd.R32 {
		if r >= rune(t.Lo) && r <= rune(t.Hi) {
			return '0' + byte((r-rune(t.Lo))%10), true
		}
	}
	return 0, false
}

// letterO turns the letters o among digits into the zeros they stand for.
func letterO(s []byte) {
	for i := range s { // a mobile number that begins with a letter: "o812"
		if s[i] == 'o' && i+2 < len(s) && s[i+1] == '8' && isDigit(s[i+2]) && (i == 0 || !isDigit(s[i-1]) && !isLetter(s[i-1])) {
			s[i] = '0'
		}
	}
	for i := 1; i < len(s); i++ {
		if s[i] != 'o' || !isDigit(s[i-1]) {
			continue
		}
		end := i
		for end < len(s) && s[end] == 'o' {
			end++
		}
		for ; end < len(s) && isDigit(s[end]) && i < end; i++ {
			s[i] = '0'
		}
	}
}

func isDigit(b byte) bool  { return b >= '0' && b <= '9' }
func isLetter(b byte) bool { return b >= 'a' && b <= 'z' }

// group is an unbroken run of digits of a folded text.
type group struct {
	from, to int
	fixed    bool // part of a figure, a date, a time or an area code: never joined with its neighbours
}

func (g group) size() int { return g.to - g.from }

// groups finds the runs of digits and marks those that are figures, dates, times or area codes.
func (f folded) groups() []group {
	var gs []group
	for i := 0; i < len(f.text); i++ {
		if !isDigit(f.text[i]) {
			continue
		}
		from := i
		for i < len(f.text) && isDigit(f.text[i]) {
			i++
		}
		gs = append(gs, group{from: from, to: i})
	}
	for i := range gs {
		for _, n := range []int{f.figure(gs, i), f.date(gs, i), f.clock(gs, i), f.area(gs, i)} {
			for k := i; k < i+n; k++ {
				gs[k].fixed = true
			}
		}
	}
	return gs
}

// between is what stands between two neighbouring groups; "" where it is too much to be a separator.
func (f folded) between(gs []group, i int) string {
	if i < 0 || i+1 >= len(gs) || gs[i+1].from-gs[i].to > 3 {
		return ""
	}
	for _, b := range f.text[gs[i].to:gs[i+1].from] {
		switch b {
		case ' ', '\n', '\r', '.', '-', '_', '/', '(', ')', ',', '\t', '*', '|', ':', '+':
		default:
			return ""
		}
	}
	return f.lower[gs[i].to:gs[i+1].from]
}

func (f folded) number(g group) int {
	n := 0
	for _, b := range f.text[g.from:min(g.to, g.from+6)] {
		n = n*10 + int(b-'0')
	}
	return n
}
