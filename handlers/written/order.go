package written

import (
	"slices"
	"strings"
	"time"

	"ikdbot/handlers/remark"
	"ikdbot/store"
)

// Order is what an admin asks for with /update: counts of one area, as of a day, told by a source.
type Order struct {
	Place  string // as typed
	Counts []Tally
	AsOf   store.Date // today where none was typed
	Source string     // empty where none was typed
}

// Tally is one count and the people in it.
type Tally struct {
	Count  store.Count
	People int64
}

// LongestSource is how many characters of a source, or of a reason, are kept.
const LongestSource = 200

// ReadOrder reads "Baamang 1250 [tanggal] [sumber]" and "Baamang ikd=1250 wajib=40211 [tanggal] [sumber]". exact tells whether
// words are an area's name; it is needed because some names end with a number. All that is wrong is told at once.
func ReadOrder(text string, today time.Time, exact func([]string) bool) (Order, []remark.Remark) {
	text = strings.TrimSpace(Visible(text))
	if strings.ContainsAny(text, "\n\r") {
		return Order{}, []remark.Remark{remark.New("one_line")}
	}
	p := &orderReader{today: today, Order: Order{AsOf: store.Day(today)}}
	p.words = strings.Fields(glue(text))
	p.readPlace(exact)
	for len(p.words) > 0 && p.next() {
	}
	p.readSource()
	switch {
	case p.Place == "":
		p.wrong("no_place")
	case len(p.Counts) == 0 && len(p.wrongs) == 0:
		p.wrong("no_count")
	}
	return p.Order, p.wrongs
}

// orderReader takes an order's words one after the other.
type orderReader struct {
	Order
	words  []string
	today  time.Time
	dated  bool
	wrongs []remark.Remark
}

func (p *orderReader) wrong(key string, pairs ...any) {
	p.wrongs = append(p.wrongs, remark.New(key, pairs...))
}

// skip passes over such words and reports whether there were any.
func (p *orderReader) skip(marks string) (any bool) {
	for len(p.words) > 0 && Among(p.words[0], marks) {
		p.words, any = p.words[1:], true
	}
	return any
}

// readPlace takes the area's name: the longest exact one that figures follow, else everything before the first of those.
func (p *orderReader) readPlace(exact func([]string) bool) {
	count := p.countBefore(exact)
	n := 0
	for k := min(len(p.words), 10); k > 0 && n == 0; k-- {
		if exact(p.words[:k]) && (k == len(p.words) || p.beginsFigures(k)) {
			n = k
		}
	}
	if n == 0 && len(p.words) > 0 && areaCode.MatchString(bare(p.words[0])) {
		n = 1
	}
	for found := n > 0; !found && n < len(p.words) && !p.beginsFigures(n); n++ {
	}
	p.Place = strings.Trim(strings.Join(p.words[:n], " "), " ,;:")
	p.words = append(count, p.words[n:]...)
}

// countBefore takes the name of a count that stands before the area: "ikd Baamang 1250".
func (p *orderReader) countBefore(exact func([]string) bool) []string {
	if len(p.words) < 2 || countOf(p.words[0]) == "" || exact(p.words[:1]) || Among(p.words[1], fillers) {
		return nil
	}
	if p.beginsFigures(1) && !areaCode.MatchString(bare(p.words[1])) {
		return nil
	}
	count := p.words[:1:1]
	p.words = p.words[1:]
	return count
}

func (p *orderReader) beginsFigures(i int) bool {
	word := p.words[i]
	_, used, _ := Date(p.words[i:], p.today)
	return strings.Contains(word, "=") || countOf(word) != "" || numeric.MatchString(word) || used > 0 ||
		Among(word, minuses) || Among(word, relatives) || Among(word, dateMarks)
}

// next takes a count or the date; not ok where the source begins.
func (p *orderReader) next() (ok bool) {
	name, value, assigned := strings.Cut(p.words[0], "=")
	switch {
	case assigned && countOf(name) != "":
		p.words = p.words[1:]
		p.number(countOf(name), value)
		return true
	case assigned && Among(name, dateMarks):
		p.words[0] = value
		return p.date(true)
	case assigned && Among(name, sourceMarks):
		p.words[0] = value
		return false
	case assigned:
		p.words = p.words[1:]
		p.wrong("unknown_count", "name", remark.Word(name))
		return true
	case p.date(false):
		return true
	case len(p.words) > 1 && numeric.MatchString(p.words[1]) && (Among(p.words[0], minuses) || Among(p.words[0], relatives)):
		key := "plus"
		if Among(p.words[0], minuses) {
			key = "negative"
		}
		p.wrong(key, "word", remark.Word(p.words[1]))
		p.words = p.words[2:]
		return true
	case countOf(p.words[0]) != "" && p.numberFollows():
		count := countOf(p.words[0])
		p.words = p.words[1:]
		p.skip(fillers)
		p.take(count)
		return true
	case numeric.MatchString(p.words[0]):
		if len(p.Counts) > 0 {
			p.wrong("second_number", "word", remark.Word(p.words[0]))
			p.words = p.words[1:]
			return true
		}
		p.take(store.Active)
		return true
	}
	return false
}

// numberFollows reports whether the count word at hand is followed by its number, rather than being part of a source.
func (p *orderReader) numberFollows() bool {
	for _, w := range p.words[1:] {
		if !Among(w, fillers) {
			return numeric.MatchString(w)
		}
	}
	return len(p.Counts) == 0
}

// take reads the number at hand for a count.
func (p *orderReader) take(count store.Count) {
	if len(p.words) == 0 {
		p.wrong("no_number", "count", string(count))
		return
	}
	word := p.words[0]
	p.words = p.words[1:]
	p.number(count, word)
}

// number notes a count.
func (p *orderReader) number(count store.Count, word string) {
	if word == "" {
		p.wrong("no_number", "count", string(count))
		return
	}
	n, wrong := People(strings.TrimRight(word, ",.;"))
	switch {
	case wrong == "negative" || wrong == "too_long":
	case p.skip(percents):
		wrong = "percent"
	case p.skip(multiples):
		wrong = "in_words"
	}
	p.skip(units)
	twice := slices.ContainsFunc(p.Counts, func(t Tally) bool { return t.Count == count })
	switch {
	case wrong != "":
		p.wrong(wrong, "word", remark.Word(word))
	case twice:
		p.wrong("twice", "count", string(count))
	}
	p.Counts = append(p.Counts, Tally{count, n})
}

// date takes the date at hand, if there is one; where a mark promised one, it must be there.
func (p *orderReader) date(promised bool) (ok bool) {
	words := p.words
	if Among(words[0], dateMarks) {
		words = words[1:]
	}
	date, used, wrong := Date(words, p.today)
	switch {
	case used == 0 && len(p.words) > 1 && Among(p.words[0], dayMarks) && oneDay.MatchString(bare(words[0])):
		p.wrong("date_no_month", "word", remark.Word(words[0]))
		p.words = words[1:]
		return true
	case used == 0 && !promised:
		return false
	case used == 0:
		p.wrong("date_unreal", "word", remark.Word(words[0]))
		p.words = words[1:]
		return true
	case wrong != "":
		p.wrong(wrong, "word", remark.Word(strings.Join(words[:used], " ")))
	case p.dated:
		p.wrong("two_dates")
	}
	p.AsOf, p.dated, p.words = date, true, words[used:]
	return true
}

// readSource takes what is left.
func (p *orderReader) readSource() {
	p.skip(sourceMarks)
	p.Source = strings.Trim(strings.Join(p.words, " "), " ,;:\"'“”")
	for i, word := range p.words {
		if name, _, ok := strings.Cut(word, "="); ok && countOf(name) != "" {
			p.wrong("misplaced", "word", remark.Word(word))
		}
		// A date inside the source and none before it: as of when the figure is would be a guess.
		if _, used, _ := Date(p.words[i:], p.today); used > 0 && !p.dated && i+used == len(p.words) {
			p.wrong("date_in_source")
		}
	}
	if len([]rune(p.Source)) > LongestSource {
		p.wrong("source_long", "n", LongestSource)
	}
}
