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
	cut     map[string][]int32 // word -> the features that are its pieces: words come again and again
	raws    []raw
}

func newCounter(texts int) *counter {
	const room = 1 << 16
	c := &counter{numbers: newTable(2 * room), seen: make([]int32, 0, room), last: make([]int32, 0, room), kind: make([]uint8, 0, room),
		hashes: make([]uint64, 0, room), flat: make([]entry, 0, 80*texts), cut: make(map[string][]int32, room/4)}
	c.id(raw{hash: hashSeed}) // rareFeature
	return c
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
func (c *counter) pieces(w string) []int32 {
	ids, known := c.cut[w]
	if !known {
		c.raws = pieces(w, c.raws[:0])
		ids = make([]int32, len(c.raws))
		for i, r := range c.raws {
			ids[i] = c.id(r)
		}
		c.cut[w] = ids
	}
	return ids
}
