package claims

import (
	"regexp"
	"slices"
	"strings"
)

// Kind is what a number in a text counts, or a percentage is a share of people with.
type Kind string

// The kinds: the counts, who is not recorded yet, and a number to be reached.
const (
	None       Kind = ""
	Population Kind = "penduduk"
	Obligated  Kind = "wajib"
	Recorded   Kind = "rekam"
	Unrecorded Kind = "belum"
	Cards      Kind = "kia"
	Active     Kind = "ikd"
	Target     Kind = "target"
)

// keyword is how people write of a kind.
type keyword struct {
	kind Kind
	is   *regexp.Regexp
}

func keywords() []keyword {
	return []keyword{
		{Unrecorded, unrecordedWords}, {Recorded, recordedWords}, {Cards, cardWords},
		{Obligated, obligatedWords}, {Active, activeWords},
	}
}

var (
	goalWords = regexp.MustCompile(`\btarget(?:nya)?\b|\bsasaran\b|ditargetkan|menargetkan|\bharus ada\b|\bharus (?:ber|ter|di|meng)?akti[fv]|\bharus (?:sudah )?(?:meng|ter|di)?akti`)
	// The percentage of a target may stand in a sentence that strives for it.
	strivingWords   = regexp.MustCompile(`target|minimal|untuk mencapai|harus|paling sedikit|setidaknya`)
	unrecordedWords = regexp.MustCompile(`belum (?:\S+ ){0,3}?(?:perekaman|merekam|terekam|direkam|rekam)`)
	recordedWords   = regexp.MustCompile(`perekaman|\bmerekam|\bterekam|\bdirekam|\brekam\b`)
	cardWords       = regexp.MustCompile(`\bkia\b|kartu identitas anak`)
	obligatedWords  = regexp.MustCompile(`wajib[ -]?(?:e-?)?ktp|\bwktp\b|\bwajib memiliki ktp`)
	activeWords     = regexp.MustCompile(`\bikd\b|identitas kependudukan digital|ktp[ -]digital|aktivasi|aktifasi|mengaktifkan|mengaktivasi|diaktifkan|sudah aktif`)
	populationWords = regexp.MustCompile(`\bpenduduk|\bpopulasi`)
)

// lookAhead is how far behind a number its name may stand: "308.309 jiwa wajib KTP".
const lookAhead = 60

// sort finds what each number counts: by the words before it that no other number has taken, else by those behind it.
func (s statement) sort() {
	taken := 0
	for i := range s.numbers {
		n := &s.numbers[i]
		start, end := taken, len(s.text)
		if i > 0 {
			start = max(start, s.numbers[i-1].to)
		}
		if stop := strings.LastIndexAny(s.text[start:n.from], "\n"); stop >= 0 {
			start += stop
		}
		if stop := sentenceBreak(s.text[start:n.from]); stop >= 0 {
			start += stop
		}
		if i+1 < len(s.numbers) {
			end = s.numbers[i+1].from
		}
		behind := clause(s.text[n.to:min(end, n.to+lookAhead)])
		var used int
		n.Kind, used = kindOf(s.text[start:n.from], behind)
		taken = n.to
		switch {
		case !n.percent:
			taken += used
		case n.Kind == Target:
			n.Kind = None // whether it is one, readGoal tells
		}
		if n.Kind == None && i > 0 && !n.percent && s.numbers[i-1].percent && restates.MatchString(s.text[s.numbers[i-1].to:n.from]) {
			n.Kind = s.numbers[i-1].Kind
		}
	}
}

// sentenceBreak is where the last sentence of a text begins, or -1.
func sentenceBreak(text string) int {
	all := sentenceEnd.FindAllStringIndex(text, -1)
	if len(all) == 0 {
		return -1
	}
	return all[len(all)-1][1]
}

// clause is the beginning of a text up to where another thought begins.
func clause(text string) string {
	for _, end := range []string{",", ";", ". ", "\n", " dari ", " atau ", " dan ", "(", ")", " dengan "} {
		text, _, _ = strings.Cut(text, end)
	}
	return text
}

// restates is what stands between a percentage and the number of people it is: "0,36 persen atau 1.113 orang".
var restates = regexp.MustCompile(`^\s*[(,]?\s*(?:atau|yakni|yaitu|setara|alias|sama dengan|=|sebanyak|sekitar|\s)*\s*$`)

// kindOf names a number by the words before and behind it, and tells how much of those behind it that took.
func kindOf(before, behind string) (Kind, int) {
	if goalWords.MatchString(before) || goalWords.MatchString(behind) {
		return Target, len(behind)
	}
	last, end, start := None, -1, 0
	for _, k := range keywords() {
		for _, at := range k.is.FindAllStringIndex(before, -1) {
			if at[1] > end || at[1] == end && at[0] < start {
				last, end, start = k.kind, at[1], at[0]
			}
		}
	}
	if last != None {
		return last, 0
	}
	first, used := earliest(behind)
	switch {
	case first != None:
		return first, used
	case populationWords.MatchString(before):
		return Population, 0
	case populationWords.MatchString(behind):
		return Population, len(behind)
	}
	return None, 0
}

// earliest is the kind that a text names first, and where its name ends.
func earliest(text string) (first Kind, end int) {
	end = len(text) + 1
	for _, k := range keywords() {
		if at := k.is.FindStringIndex(text); at != nil && at[1] < end {
			first, end = k.kind, at[1]
		}
	}
	return first, end
}

// firstKind is what a percentage is said to be of, by the words behind "dari".
func firstKind(behind string) Kind {
	k, _ := earliest(behind)
	if at := goalWords.FindStringIndex(clause(strings.TrimLeft(behind, " ,)"))); at != nil && k == None {
		return Target
	}
	if k == None && populationWords.MatchString(behind) {
		return Population
	}
	return k
}

// is reports whether a kind is one of some.
func (k Kind) is(some ...Kind) bool { return slices.Contains(some, k) }
