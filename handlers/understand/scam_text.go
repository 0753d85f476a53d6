package understand

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// longestScam bounds the work for one text, in bytes; no chat platform lets a message be longer.
const longestScam = 16 << 10

// unhide writes a text so that words which somebody hid from filters can be read: small letters of one script, no invisible
// signs, "l i n k" as "link", "0tp" as "otp", and links as words that say what kind of link they are.
func unhide(text string) string {
	if len(text) > longestScam {
		text = text[:longestScam]
	}
	text = strings.ToLower(unmasked.Replace(text))
	var b strings.Builder
	b.Grow(len(text))
	for _, r := range norm.NFKD.String(text) {
		switch plain, other := lookalikes[r]; {
		case other:
			b.WriteRune(plain)
		case r >= 0x80 && invisible(r):
		case strings.ContainsRune("*_`~|", r): // marks of bold and italic, also put between letters
		default:
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return leet(links(spaced.ReplaceAllStringFunc(b.String(), rejoin)))
}

// unmasked says in words that mean nothing to the rules what Mask left behind, except that a phone number stood there.
var unmasked = strings.NewReplacer("[NIK]", " isinomor ", "[KK]", " isinomor ", "[telepon]", " nomorini ", "[email]", "isinomor", "[kode]", " isinomor ")

// lookalikes are letters of other scripts that look like Latin ones.
var lookalikes = map[rune]rune{
	'а': 'a', 'е': 'e', 'о': 'o', 'р': 'p', 'с': 'c', 'х': 'x', 'у': 'y', 'і': 'i', 'к': 'k', 'м': 'm', 'т': 't', 'н': 'h', 'в': 'b', 'ѕ': 's', 'ј': 'j',
	'α': 'a', 'ε': 'e', 'ο': 'o', 'ρ': 'p', 'κ': 'k', 'ι': 'i', 'ν': 'v', 'τ': 't', 'ı': 'i', 'ł': 'l',
}

// spaced finds letters set apart by spaces, points or dashes: "l i n k", "o.t.p", "a-p-k".
var spaced = regexp.MustCompile(`(?:^|[^\p{L}\p{N}])[a-z0](?:[ .\-][a-z0]){2,}(?:$|[^\p{L}\p{N}])`)

// rejoin puts letters that were set apart together again. The signs around them stay.
func rejoin(s string) string {
	letters := strings.NewReplacer(" ", "", ".", "", "-", "")
	first, last := 0, len(s)
	if c := s[0]; !isLetter(c) && c != '0' {
		first = strings.IndexFunc(s, func(r rune) bool { return r < 0x80 && isLetter(byte(r)) || r == '0' })
	}
	for last > first && !isLetter(s[last-1]) && s[last-1] != '0' {
		last--
	}
	return s[:first] + letters.Replace(s[first:last]) + s[last:]
}

// leet reads digits and signs inside a word as the letters they stand for, where that makes a word the rules know: "0tp", "k0d3".
func leet(text string) string {
	if !strings.ContainsAny(text, "013457@$!") {
		return text
	}
	return field.ReplaceAllStringFunc(text, func(f string) string {
		core := strings.Trim(f, ".,?!:;\"'()")
		if !strings.ContainsAny(core, "013457@$!") || !strings.ContainsFunc(core, unicode.IsLetter) {
			return f
		}
		for _, read := range []*strings.Replacer{asI, asL} {
			if plain := read.Replace(core); scamWords.known[plain] {
				return strings.Replace(f, core, plain, 1)
			}
		}
		return f
	})
}

var (
	field = regexp.MustCompile(`\S+`)

	asI = strings.NewReplacer("0", "o", "1", "i", "!", "i", "3", "e", "4", "a", "@", "a", "5", "s", "$", "s", "7", "t")
	asL = strings.NewReplacer("0", "o", "1", "l", "!", "l", "3", "e", "4", "a", "@", "a", "5", "s", "$", "s", "7", "t")
)

// sentences cuts a text that was unhidden into sentences of the words the rules know, with what is denied taken out.
func sentences(text string) [][]word {
	var all [][]word
	for text != "" {
		ws := split(text)
		if len(ws) == 0 {
			break
		}
		end := len(text)
		if len(ws) >= maxWords {
			end = ws[len(ws)-1].to
		}
		text = text[end:]
		ws = scamWords.read(ws)
		from := 0
		for i, w := range ws {
			if w.stop && i > from {
				all, from = append(all, affirmed(ws[from:i])), i
			}
		}
		all = append(all, affirmed(ws[from:]))
	}
	return all
}

// denied is what a word that did not happen, or must not, is replaced with.
const denied = "-"

// How many words that say nothing of fraud may stand between a denial and what it denies, and between the things it denies.
const (
	denialReach = 2
	denialList  = 5
)

// affirmed takes out of a sentence what it denies: "jangan klik tautan atau beri OTP", "tidak pernah meminta NIK". After "kalau"
// nothing is denied ("kalau tidak kirim kode, diblokir"), and "asli ga" asks.
func affirmed(ws []word) []word {
	for i, w := range ws {
		if scamGroups["deny"][w.text] && (i == 0 || !scamGroups["asking"][ws[i-1].text]) {
			deny(ws[i+1:], w.text)
		}
	}
	return ws
}

// deny takes out what the word by denies in the rest of its sentence: "belum" and "hampir" one thing, the others a list.
func deny(rest []word, by string) {
	reach := denialReach
	if by == "jangan" {
		reach = denialList
	}
	for i, idle := 0, 0; i < len(rest) && idle < reach; i++ {
		switch w := rest[i].text; {
		case scamGroups["turn"][w]:
			return
		case scamGroups["deed"][w]:
			rest[i].text = denied
			if by == "belum" || by == "hampir" {
				return
			}
			idle, reach = 0, denialList
		case !scamGroups["filler"][w]:
			idle++
		}
	}
}
