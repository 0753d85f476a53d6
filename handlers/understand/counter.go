package understand

// counter counts in how many texts each feature is.
type counter struct {
	numbers *table
	seen    []int32            // feature -> texts with it
	last    []int32            // feature -> the last text with it
	kind    []uint8            // feature -> its kind
	hashes  []uint64           // feature -> its hash
	flat    []entry            // the features of all texts, one after the other
	text    int32              // the number of the text, from 1
	known   map[string]*lexeme // words come again and again
	met     []*lexeme          // the words of the text, as the lexicon reads them and, after these, as written
	raws    []raw
}

// lexeme is what is worked out once of a word.
type lexeme struct {
	text   string
	stem   uint64
	pieces []int32 // the features that are its pieces
}

func newCounter(texts int) *counter {
	const room = 1 << 16
	c := &counter{numbers: newTable(2 * room), seen: make([]int32, 0, room), last: make([]int32, 0, room), kind: make([]uint8, 0, room),
		hashes: make([]uint64, 0, room), flat: make([]entry, 0, 80*texts), known: make(map[string]*lexeme, texts)}
	c.id(raw{hash: hashSeed}) // rareFeature
	return c
}

// begin starts with the next text.
func (c *counter) begin() {
	c.text++
	c.met = c.met[:0]
	c.flat = append(c.flat, entry{rareFeature, rareWeight})
}

// stem is the hash of a word's stem; the word is noted as one the text has.
func (c *counter) stem(w string, u *use) uint64 {
	l := (*lexeme)(nil)
	if u != nil {
		l = u.lexeme
	}
	if l == nil {
		if l = c.known[w]; l == nil {
			l = &lexeme{text: w, stem: stemHash(w, nil)}
			c.known[w] = l
		}
		if u != nil {
			u.lexeme = l
		}
	}
	c.met = append(c.met, l)
	return l.stem
}

// id numbers a feature.
func (c *counter) id(r raw) int32 {
	id := c.numbers.number(r.hash)
	if int(id) == len(c.seen) {
		c.seen, c.last = append(c.seen, 0), append(c.last, 0)
		c.kind, c.hashes = append(c.kind, r.kind), append(c.hashes, r.hash)
	}
	return id
}

// count notes that the text has a feature; the first weight counts.
func (c *counter) count(id int32, weight float32) {
	if c.last[id] != c.text {
		c.last[id] = c.text
		c.seen[id]++
		c.flat = append(c.flat, entry{id, weight})
	}
}

// pieces numbers the pieces of a word.
func (c *counter) pieces(l *lexeme) []int32 {
	if l.pieces == nil {
		c.raws = pieces(l.text, c.raws[:0])
		l.pieces = make([]int32, len(c.raws))
		for i, r := range c.raws {
			l.pieces[i] = c.id(r)
		}
	}
	return l.pieces
}
