package claims

import (
	"math"
	"regexp"
	"strings"

	"ikdbot/handlers/written"
)

// Rough is how exactly a number is meant.
type Rough int

// The ways a number is meant.
const (
	Exact   Rough = iota
	AtLeast       // "lebih dari 4000"
	Circa         // "sekitar 200 ribu"
)

// String is its name in phrase keys.
func (r Rough) String() string { return [...]string{"exact", "at_least", "circa"}[r] }

// Number is a number in a text: a count of people, or a percentage, of which a Claim tells more.
type Number struct {
	People   int64
	Kind     Kind
	Rough    Rough
	percent  bool
	stated   written.Percent // of a percentage
	sentence int
	from, to int // in the text
}

// statement is what a text says: its numbers in order, and the words between them in small letters.
type statement struct {
	text    string
	numbers []Number
}

// writtenNumber is a number by Indonesian rules, with what may stand around it: groups of three after dots, a comma before decimals.
var writtenNumber = regexp.MustCompile(`[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]{1,3})?|[0-9]+(?:[.,][0-9]{1,3})?`)

// What may follow a number, and what it makes of it.
var (
	percentSign = regexp.MustCompile(`^\s?(?:%|persen\b|prosen\b|percent\b)`)
	thousands   = regexp.MustCompile(`^\s?(ribu(?:an)?|rb|juta(?:an)?|jt)\b`)
	notPeople   = regexp.MustCompile(`^\s?(?:januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november|desember|tahun|bulan|minggu|pekan|hari|jam|menit|detik|kali|kecamatan|kelurahan|desa|kabupaten|kota|provinsi|layanan|loket|mobil|unit|keping|lembar|titik|poin|rupiah|meter|km)\b`)
	beforeOther = regexp.MustCompile(`(?:\brp\.?|\btahun|\bno\.?|\bnomor|\bpasal|\bpukul|\bsemester|\btanggal|\btgl\.?)\s*$`)
	person      = regexp.MustCompile(`^\s?(?:orang|jiwa|warga|penduduk|pengguna|anak|org)\b`)
	moreThan    = regexp.MustCompile(`(?:lebih dari|lebih|di atas|diatas|melebihi|menembus|>)\s*$`)
	moreOrLess  = regexp.MustCompile(`(?:sekitar|kurang lebih|kira-kira|hampir|sekira|nyaris|±|~)\s*$`)
	sentenceEnd = regexp.MustCompile(`[.!?]["”')]*\s|\n`)
)

// readStatement reads the numbers of a text.
func readStatement(text string) statement {
	text = strings.ToLower(strings.ReplaceAll(written.Visible(text), "\u00a0", " "))
	s := statement{text: text}
	ends, sentence := sentenceEnd.FindAllStringIndex(text, -1), 0
	for _, at := range writtenNumber.FindAllStringIndex(text, -1) {
		for len(ends) > 0 && ends[0][0] < at[0] {
			ends, sentence = ends[1:], sentence+1
		}
		if n, ok := readSaid(text, at[0], at[1]); ok {
			n.sentence = sentence
			s.numbers = append(s.numbers, n)
		}
	}
	s.sort()
	return s
}

// readSaid reads the number at a place, unless it is a date, a year, a price, part of a word, or a number of other things.
func readSaid(text string, from, to int) (Number, bool) {
	word, before, after := text[from:to], text[max(0, from-24):from], text[to:]
	n := Number{from: from, to: to}
	if joined(before, after) {
		return n, false
	}
	if m := percentSign.FindString(after); m != "" {
		var ok bool
		n.stated, ok = written.ReadPercent(word)
		n.percent, n.to = true, to+len(m)
		n.Rough = roughly(before)
		return n, ok && n.stated.Value <= 1000
	}
	if beforeOther.MatchString(before) || notPeople.MatchString(after) {
		return n, false
	}
	if m := thousands.FindStringSubmatch(after); m != nil {
		x, ok := written.Decimal(word)
		unit := 1e3
		if m[1][0] == 'j' {
			unit = 1e6
		}
		n.People, n.to, n.Rough = int64(math.Round(x*unit)), to+len(m[0]), Circa
		if roughly(before) == AtLeast {
			n.Rough = AtLeast
		}
		return n, ok && x > 0
	}
	people, wrong := written.People(word)
	year := len(word) == 4 && people >= 1900 && people <= 2100
	if wrong != "" || year && !person.MatchString(after) {
		return n, false
	}
	n.People, n.Rough = people, roughly(before)
	return n, true
}

// joined reports whether a number is part of a word, a date, a range or a code.
func joined(before, after string) bool {
	const joints = "abcdefghijklmnopqrstuvwxyz0123456789/-–_@#:"
	if before != "" && strings.ContainsAny(before[len(before)-1:], joints+".,") {
		return true
	}
	return after != "" && strings.ContainsAny(after[:1], joints) && !percentSign.MatchString(after) && !thousands.MatchString(after)
}

func roughly(before string) Rough {
	switch {
	case moreThan.MatchString(before):
		return AtLeast
	case moreOrLess.MatchString(before):
		return Circa
	}
	return Exact
}
