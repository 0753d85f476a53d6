package understand

// distance counts the letters to insert, leave out, change or swap with their neighbour to make b of a
// (Damerau-Levenshtein, adjacent swaps only). Beyond limit it returns limit+1.
func distance(a, b string, limit int) int {
	if len(a)-len(b) > limit || len(b)-len(a) > limit || len(a) > 62 || len(b) > 62 {
		return limit + 1
	}
	var rows [3][64]uint8
	before, last, this := &rows[0], &rows[1], &rows[2]
	for j := 0; j <= len(b); j++ {
		last[j] = uint8(j)
	}
	for i := 1; i <= len(a); i++ {
		this[0] = uint8(i)
		least := this[0]
		for j := 1; j <= len(b); j++ {
			cost := uint8(1)
			if a[i-1] == b[j-1] {
				cost = 0
			}
			d := min(last[j]+1, this[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d = min(d, before[j-2]+1)
			}
			this[j] = d
			least = min(least, d)
		}
		if int(least) > limit {
			return limit + 1
		}
		before, last, this = last, this, before
	}
	return min(int(last[len(b)]), limit+1)
}

// slips is how many typing mistakes a word of this length may hold.
func slips(length int) int {
	switch {
	case length < 5:
		return 0
	case length < 9:
		return 1
	}
	return 2
}

// near finds words by spelling mistakes: two words within two mistakes mostly share a form with one letter left out.
type near map[uint64][]int32

func (n near) add(s string, id int32) {
	n.forms(s, func(h uint64) {
		if ids := n[h]; len(ids) == 0 || ids[len(ids)-1] != id {
			n[h] = append(ids, id)
		}
	})
}

// forms gives the hash of a word and of every form of it with one letter left out.
func (near) forms(s string, use func(uint64)) {
	use(hash(hashSeed, s))
	head := uint64(hashSeed)
	for i := range len(s) {
		use(hash(head, s[i+1:]))
		head = (head ^ uint64(s[i])) * hashPrime
	}
}
