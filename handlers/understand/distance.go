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

// near finds words by spelling mistakes: two words within two mistakes mostly share a form with one letter left out. Of a form it
// remembers half its hash; what that might find beside the right words is for distance to turn away.
type near struct {
	heads []int32 // by the end of a form's hash: the last of its links, -1 without
	links []link
}

// link is a word that has a form, and the link before it.
type link struct {
	form     uint32
	id, next int32
}

const (
	longestWord = 62 // that distance compares
	letterBase  = 0x9e3779b97f4a7c15
)

// newNear makes room for so many words.
func newNear(words int) *near {
	size := 64
	for size < 8*words {
		size *= 2
	}
	n := &near{heads: make([]int32, size), links: make([]link, 0, 9*words)}
	for i := range n.heads {
		n.heads[i] = -1
	}
	return n
}

// place is where the links of a form begin, and what they know it by.
func (n *near) place(h uint64) (head *int32, form uint32) {
	return &n.heads[int(h^h>>32)&(len(n.heads)-1)], uint32(h) // forms that differ in their last letter alone have the same high bits
}

func (n *near) add(s string, id int32) {
	var room [longestWord + 1]uint64
	for _, h := range formsOf(s, room[:0]) {
		head, form := n.place(h)
		n.links = append(n.links, link{form, id, *head})
		*head = int32(len(n.links) - 1)
	}
}

// each uses the words that share a form with s, some of them several times.
func (n *near) each(s string, use func(id int32)) {
	var room [longestWord + 1]uint64
	for _, h := range formsOf(s, room[:0]) {
		head, form := n.place(h)
		for at := *head; at >= 0; at = n.links[at].next {
			if n.links[at].form == form {
				use(n.links[at].id)
			}
		}
	}
}

// formsOf gives the hash of a word and of every form of it with one letter left out. Letters are the digits of a number, so what
// is left without one of them follows from the numbers of the beginnings.
func formsOf(s string, out []uint64) []uint64 {
	if len(s) > longestWord {
		return out
	}
	var begins [longestWord + 1]uint64
	for i := range len(s) {
		begins[i+1] = begins[i]*letterBase + uint64(s[i])
	}
	whole := begins[len(s)]
	out = append(out, whole)
	for i, power := len(s)-1, uint64(1); i >= 0; i, power = i-1, power*letterBase {
		if i == 0 || s[i] != s[i-1] {
			out = append(out, whole+(begins[i]-begins[i+1])*power)
		}
	}
	return out
}
