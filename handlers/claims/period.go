package claims

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"ikdbot/handlers/remark"
	"ikdbot/handlers/written"
	"ikdbot/store"
)

// period is a half-year of clean consolidated data (DKB): known only after its last day.
type period struct {
	half, year int
}

func (p period) end() store.Date {
	if p.half == 1 {
		return store.Date(strconv.Itoa(p.year) + "-06-30")
	}
	return store.Date(strconv.Itoa(p.year) + "-12-31")
}

// name is the period as offices write it.
func (p period) name() string { return strings.Repeat("I", p.half) + " " + strconv.Itoa(p.year) }

var (
	periodWords = regexp.MustCompile(`\bsemester\s+(i{1,2}|[12]|satu|dua|pertama|kedua|ganjil|genap)\b(?:[ ,/]+tahun)?[ ,/]*((?:19|20)[0-9]{2})`)
	dateWords   = regexp.MustCompile(`\b([0-9]{1,2})[ /-]([a-z]+|[0-9]{1,2})[ /-]((?:19|20)[0-9]{2})\b`)
)

// periods are the half-years a text names, each once.
func (s statement) periods() (all []period) {
	for _, m := range periodWords.FindAllStringSubmatch(s.text, -1) {
		p := period{half: 1}
		if written.Among(m[1], "ii 2 dua kedua genap") {
			p.half = 2
		}
		p.year, _ = strconv.Atoi(m[2])
		if !slices.Contains(all, p) {
			all = append(all, p)
		}
	}
	return all
}

// dated is the last full date that a text names, at most today's: it was not written before. Empty where it names none.
func (s statement) dated(today time.Time) (last store.Date) {
	for _, m := range dateWords.FindAllStringSubmatch(s.text, -1) {
		if d, wrong := written.Civil(m[3], m[2], m[1], today); wrong == "" {
			last = max(last, d)
		}
	}
	return last
}

// Early tells of half-years that a text quotes although they may not have been over: an impossible source. Where the text does not
// say when it was written, that remains an if.
func Early(text string, today time.Time) (found []remark.Remark) {
	s := readStatement(text)
	all, dated := s.periods(), s.dated(today)
	slices.SortFunc(all, func(a, b period) int { return strings.Compare(string(b.end()), string(a.end())) })
	for i, p := range all {
		pairs := []any{"period", p.name(), "date", p.end()}
		switch {
		case p.end() > store.Day(today):
			found = append(found, remark.New("period_to_come", pairs...))
		case dated != "" && dated <= p.end():
			found = append(found, remark.New("period_early", append(pairs, "written", dated)...))
		case dated == "" && i == 0 && len(all) > 1:
			found = append(found, remark.New("period_two", append(pairs, "other", all[1].name())...))
		case dated == "" && i == 0:
			found = append(found, remark.New("period_if", pairs...))
		}
	}
	return found
}
