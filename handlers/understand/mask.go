package understand

import (
	"slices"
	"strings"
)

// span is a stretch of a folded text that is personal data.
type span struct {
	from, to int
	kind     Kind
}

// label is what stands in the masked text instead.
func (k Kind) label() string {
	if k == NIK || k == KK {
		return "[" + strings.ToUpper(string(k)) + "]"
	}
	return "[" + string(k) + "]"
}

// Mask replaces personal data by "[NIK]", "[KK]", "[telepon]", "[email]" or "[kode]" and tells the kinds found, each once.
func Mask(text string) (masked string, kinds []Kind) {
	if harmless(text) {
		return text, nil
	}
	f := fold(text)
	spans := apart(f.emails())
	gs := slices.DeleteFunc(f.groups(), func(g group) bool { return inside(spans, g) })
	for _, find := range []func(folded, []group) []span{folded.identities, folded.phones, folded.secrets} {
		found := find(f, gs)
		spans = append(spans, found...)
		gs = slices.DeleteFunc(gs, func(g group) bool { return inside(found, g) })
	}
	spans = apart(append(spans, f.passwords()...))
	if len(spans) == 0 {
		return text, nil
	}
	var b strings.Builder
	end := 0
	for _, s := range spans {
		b.WriteString(text[end:f.at[s.from]])
		b.WriteString(s.kind.label())
		end = f.upto[s.to-1]
		if !slices.Contains(kinds, s.kind) {
			kinds = append(kinds, s.kind)
		}
	}
	b.WriteString(text[end:])
	return b.String(), kinds
}

// harmless reports quickly that a text, like most, holds nothing personal: no digit, and nothing of an e-mail address.
func harmless(text string) bool {
	for i := 0; i < len(text); i++ {
		if c := text[i]; c >= 0x80 || isDigit(c) || c == '@' {
			return false
		}
	}
	for _, provider := range []string{"mail", "yahoo", "outlook", "icloud", "live", "proton"} {
		if containsFold(text, provider) {
			return false
		}
	}
	return true
}

// containsFold is strings.Contains for a word in small letters and a text in any.
func containsFold(text, word string) bool {
	for i := 0; i+len(word) <= len(text); i++ {
		if text[i]|0x20 == word[0] && strings.EqualFold(text[i:i+len(word)], word) {
			return true
		}
	}
	return false
}

// apart puts spans in order and makes one of those that overlap.
func apart(spans []span) []span {
	slices.SortStableFunc(spans, func(a, b span) int { return a.from - b.from })
	out := spans[:0]
	for _, s := range spans {
		if n := len(out); n > 0 && s.from < out[n-1].to {
			out[n-1].to = max(out[n-1].to, s.to)
			continue
		}
		out = append(out, s)
	}
	return out
}

// inside reports whether a group lies in one of the spans, which are in order and apart from each other.
func inside(spans []span, g group) bool {
	i, found := slices.BinarySearchFunc(spans, g.from, func(s span, at int) int { return s.from - at })
	if !found {
		i--
	}
	return i >= 0 && g.to <= spans[i].to
}

// identities finds NIK and KK numbers: 16 digits in one piece or in pieces, and unbroken runs that are nearly as long,
// since a mistyped NIK still tells who somebody is (18 digits are an ASN's NIP).
func (f folded) identities(gs []group) []span {
	var spans []span
	for i := 0; i < len(gs); i++ {
		if n := gs[i].size(); n >= 15 || n >= 12 && f.text[gs[i].from] != '0' && f.labelled(gs[i].from, gs[i].to) {
			from, to := gs[i].from, gs[i].to
			if n == 32 {
				spans = append(spans, span{from, from + 16, f.identityKind(from, from+16)}, span{from + 16, to, KK})
				continue
			}
			spans = append(spans, span{from, to, f.identityKind(from, to)})
			continue
		}
		if last := f.mobile(gs, i); last > i {
			i = last
			continue
		}
		if last := f.sixteen(gs, i); last > i {
			from, to := gs[i].from, gs[last].to
			spans = append(spans, span{from, to, f.identityKind(from, to)})
			i = last
		}
	}
	return spans
}

// mobile returns the last group of a mobile number in pieces, or first if there is none: two such numbers in a row hold sixteen
// digits in pieces too, but no province begins with a zero.
func (f folded) mobile(gs []group, first int) int {
	if gs[first].size() < 4 || string(f.text[gs[first].from:gs[first].from+2]) != "08" || f.labelled(gs[first].from, gs[first].to) {
		return first
	}
	return max(first, f.phone(gs, first))
}

// sixteen returns the last of the groups from first that together are a 16-digit number in pieces, or first if they are not.
func (f folded) sixteen(gs []group, first int) int {
	if f.nip(gs[first:]) {
		return first + 3
	}
	digits := 0
	for i := first; i < len(gs); i++ {
		if gs[i].fixed || i > first && f.between(gs, i-1) == "" {
			return first
		}
		digits += gs[i].size()
		if digits < 16 {
			continue
		}
		if digits == 16 && f.likeIdentity(gs[first:i+1]) {
			return i
		}
		return first
	}
	return first
}

// nip reports that a civil servant's number begins here, as it is printed: 19900101 201503 1 001.
func (f folded) nip(gs []group) bool {
	for i, size := range []int{8, 6, 1, 3} {
		if i >= len(gs) || gs[i].fixed || gs[i].size() != size || i > 0 && f.between(gs, i-1) == "" {
			return false
		}
	}
	return true
}

// likeIdentity tells pieces of a NIK from a row of figures that happens to have 16 digits.
func (f folded) likeIdentity(gs []group) bool {
	if f.labelled(gs[0].from, gs[len(gs)-1].to) {
		return true
	}
	number := make([]byte, 0, 16)
	rising, even := true, true
	for i, g := range gs {
		number = append(number, f.text[g.from:g.to]...)
		rising = rising && g.size() == 4 && f.text[g.from] != '0' && (i == 0 || f.number(g) >= f.number(gs[i-1]))
		even = even && (g.size() == gs[0].size() || i == len(gs)-1)
	}
	if plausible(number) {
		return true
	}
	return even && gs[0].size() <= 4 && !rising
}

// plausible checks what every NIK and KK holds: a province and a date (the day plus 40 for women).
func plausible(n []byte) bool {
	two := func(i int) int { return int(n[i]-'0')*10 + int(n[i+1]-'0') }
	day, month := two(6)%40, two(8)
	return province(two(0)) && two(6) < 72 && day >= 1 && day <= 31 && month >= 1 && month <= 12
}

// labelled reports whether a word such as NIK or KK stands close before the number, or right behind it.
func (f folded) labelled(from, to int) bool {
	_, near := f.label(from, to)
	return near
}

func (f folded) identityKind(from, to int) Kind {
	kind, _ := f.label(from, to)
	return kind
}

// label looks for the word that names the number: the nearest before it, else one right behind it.
// "NIK di KK saya" names the NIK: a word after "di", "dalam" or "pada" says where it is written.
func (f folded) label(from, to int) (Kind, bool) {
	before := words(f.lower[max(0, from-60):from])
	for i := len(before) - 1; i >= max(0, len(before)-6); i-- {
		if i > 0 && slices.Contains([]string{"di", "dalam", "pada", "dr", "dari"}, before[i-1]) {
			continue
		}
		if k, ok := labelWord(before, i); ok {
			return k, true
		}
	}
	after := words(f.lower[to:min(len(f.lower), to+30)])
	for i := range min(4, len(after)) {
		if k, ok := labelWord(after, i); ok {
			return k, true
		}
	}
	return NIK, false
}

func labelWord(ws []string, i int) (Kind, bool) {
	switch ws[i] {
	case "kk", "kknya", "nokk", "nkk", "kaka":
		return KK, true
	case "keluarga":
		return KK, i > 0 && (ws[i-1] == "kartu" || ws[i-1] == "krtu")
	case "card":
		return KK, i > 0 && ws[i-1] == "family"
	case "nik", "niknya", "nonik", "ktp", "ektp", "ktpnya", "nip", "noktp", "penduduk", "kependudukan":
		return NIK, true
	}
	return NIK, false
}

// words splits a folded text at everything that is neither letter nor digit.
func words(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return !isLetter(byte(r)) && !isDigit(byte(r)) })
}
