package understand

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// word is a word of a text, small and without accents and apostrophes.
type word struct {
	text     string
	said     string // as written, before the lexicon read it; several words in one, or none, where it reads several together
	from, to int    // where it stands in the text given to split, in bytes
	stop     bool   // a sentence ends before it
	comma    bool   // a comma or dash stands before it
	capital  bool   // it began with a capital
	sure     bool   // the lexicon knows it: no spelling to correct
	use      *use   // what is known of the word in training, as long as it stays as it was written
}

// maxWords bounds the work for one text; no question is longer, and a wall of text is read from its beginning.
const maxWords = 200

// split cuts a text into words. Letters drawn out are shortened ("haloooo"), a 2 that doubles is written out ("kode2"),
// digits part from letters ("17th"), links become the word "tautan".
func split(text string) []word {
	ws := make([]word, 0, min(len(text)/5+4, maxWords))
	stop, comma := false, false
	for i := 0; i < len(text) && len(ws) < maxWords; {
		end := i + fieldEnd(text[i:])
		if end == i {
			r, size := utf8.DecodeRuneInString(text[i:])
			stop = stop || r == '\n'
			i += size
			continue
		}
		field := text[i:end]
		if isLink(field) {
			ws = append(ws, word{text: "tautan", from: i, to: end, stop: stop, comma: comma})
			stop, comma = false, false
		} else {
			ws, stop, comma = splitField(ws, field, i, stop, comma)
		}
		i = end
	}
	return ws
}

func fieldEnd(s string) int {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == ' ' || c >= '\t' && c <= '\r':
			return i
		case c >= 0x80:
			if end := strings.IndexFunc(s[i:], unicode.IsSpace); end >= 0 {
				return i + end
			}
			return len(s)
		}
	}
	return len(s)
}

// splitField adds the words of a text without spaces.
func splitField(ws []word, field string, at int, stop, comma bool) ([]word, bool, bool) {
	from, class := -1, 0
	end := func(to int) {
		if from < 0 {
			return
		}
		text := clean(field[from:to])
		if text != "" {
			first, _ := utf8.DecodeRuneInString(field[from:])
			ws = append(ws, word{text: text, from: at + from, to: at + to, stop: stop, comma: comma, capital: unicode.IsUpper(first)})
			ws = spellDouble(ws)
			stop, comma = false, false
		}
		from = -1
	}
	for i, r := range field {
		c := classOf(r)
		switch {
		case c == letterClass && class == digitClass && from >= 0 && !doubles(field[from:i]):
			end(i)
		case c == digitClass && class == letterClass && from >= 0 && (r != '2' || len(field) > i+1 && isDigit(field[i+1])):
			end(i)
		case c == otherClass:
			end(i)
			stop = stop || strings.ContainsRune("?!;…", r) || r == '.' && !digitAround(field, i) && !shortened(ws)
			comma = comma || strings.ContainsRune(",:–—()", r)
		}
		if c == innerClass {
			continue
		}
		if from < 0 && c != otherClass {
			from = i
		}
		class = c
	}
	end(len(field))
	return ws, stop, comma
}

const (
	otherClass = iota
	letterClass
	digitClass
	innerClass // inside a word: apostrophes, accents, invisible characters
)

func classOf(r rune) int {
	switch {
	case r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z':
		return letterClass
	case r >= '0' && r <= '9':
		return digitClass
	case strings.ContainsRune("'’‘`´ʼ", r), r >= 0x80 && invisible(r):
		return innerClass
	case r >= 0x80 && unicode.IsLetter(r):
		return letterClass
	case r >= 0x80 && unicode.IsNumber(r):
		return digitClass
	}
	return otherClass
}

// shortened reports that the last word is a short form whose point ends no sentence: "kec.", "m. hilir".
func shortened(ws []word) bool {
	if len(ws) == 0 {
		return false
	}
	switch w := ws[len(ws)-1].text; w {
	case "kec", "kel", "kab", "ds", "mb", "tlk", "tbg", "tjg", "sei", "jl", "jln", "no", "bpk", "sdr", "dr", "gn", "gg",
		"kp", "tgk", "tk", "tj", "tg", "sp", "br", "st", "hj", "kh", "lb", "pd", "ps", "tr", "kr", "bt", "bd":
		return true
	default:
		return len(w) == 1
	}
}

func digitAround(s string, i int) bool {
	return i > 0 && i+1 < len(s) && isDigit(s[i-1]) && isDigit(s[i+1])
}

// doubles reports that s is a word with the 2 that doubles it, so that "kode2nya" is not cut.
func doubles(s string) bool {
	return len(s) > 2 && s[len(s)-1] == '2' && !isDigit(s[len(s)-2])
}

// clean makes a word small, plain and short: accents and apostrophes go, letters three times in a row become one.
func clean(s string) string {
	plain := true
	for i := 0; i < len(s) && plain; i++ {
		plain = s[i] >= 'a' && s[i] <= 'z' && (i < 2 || s[i] != s[i-1] || s[i] != s[i-2])
	}
	if plain {
		return s
	}
	out := make([]rune, 0, len(s))
	run := 0
	for _, r := range norm.NFKD.String(s) {
		if r >= 0x80 && invisible(r) || strings.ContainsRune("'’‘`´ʼ", r) {
			continue
		}
		r = unicode.ToLower(r)
		if n := len(out); n > 0 && out[n-1] == r && unicode.IsLetter(r) {
			run++
		} else {
			run = 1
		}
		switch {
		case run == 3:
			out = out[:len(out)-1]
		case run < 3:
			out = append(out, r)
		}
	}
	return string(out)
}

// spellDouble writes the last word out if it ends in the 2 of doubling: "guluk2" is "guluk guluk", "kode2nya" "kode kodenya".
func spellDouble(ws []word) []word {
	last := &ws[len(ws)-1]
	i := strings.IndexByte(last.text, '2')
	if i < 2 || strings.ContainsAny(last.text[i+1:], "0123456789") || !isLetter(last.text[i-1]) {
		return ws
	}
	base, ending := last.text[:i], last.text[i+1:]
	second := *last
	last.text = base
	second.text, second.stop, second.comma = base+ending, false, false
	return append(ws, second)
}

// isLink reports what leads to a page: an address with its protocol, a host name, a short link.
func isLink(s string) bool {
	if strings.IndexByte(s, '.') < 0 && strings.IndexByte(s, '/') < 0 {
		return false
	}
	s = strings.ToLower(s)
	if strings.Contains(s, "://") || strings.HasPrefix(s, "www.") {
		return true
	}
	host, _, path := strings.Cut(s, "/")
	host = strings.TrimRight(host, ".,!?:;)")
	switch host[strings.LastIndexByte(host, '.')+1:] {
	case "com", "id", "net", "org", "xyz", "online", "site", "info", "top", "vip", "link", "shop", "club":
		return strings.Contains(host, ".")
	case "ly", "me", "gl", "to", "cc", "gg":
		return path && strings.Contains(host, ".")
	}
	return false
}
