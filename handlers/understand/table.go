package understand

// table numbers the hashes of features, in the order they come. It is a map made for one thing: to be asked a hundred times
// for every question.
type table struct {
	keys  []uint64 // 0 is a free place
	ids   []int32
	count int
}

func newTable(room int) *table {
	size := 64
	for 2*size < 3*room {
		size *= 2
	}
	return &table{keys: make([]uint64, size), ids: make([]int32, size)}
}

// place is where a hash stands or would stand.
func (t *table) place(h uint64) int {
	mask := len(t.keys) - 1
	i := int(h>>17) & mask // the low bits of this hash follow the last letter
	for t.keys[i] != h && t.keys[i] != 0 {
		i = (i + 1) & mask
	}
	return i
}

// find returns the number of a hash, or -1.
func (t *table) find(h uint64) int32 {
	if i := t.place(h); t.keys[i] == h {
		return t.ids[i]
	}
	return -1
}

// number returns the number of a hash, the next free one if it is new.
func (t *table) number(h uint64) int32 {
	i := t.place(h)
	if t.keys[i] == h {
		return t.ids[i]
	}
	if 3*(t.count+1) > 2*len(t.keys) {
		t.grow()
		i = t.place(h)
	}
	t.keys[i], t.ids[i] = h, int32(t.count)
	t.count++
	return t.ids[i]
}

func (t *table) grow() {
	bigger := newTable(len(t.keys))
	for i, h := range t.keys {
		if h != 0 {
			k := bigger.place(h)
			bigger.keys[k], bigger.ids[k] = h, t.ids[i]
		}
	}
	t.keys, t.ids = bigger.keys, bigger.ids
}

// put gives a new hash a number of its own.
func (t *table) put(h uint64, id int32) {
	i := t.place(h)
	t.keys[i], t.ids[i] = h, id
	t.count++
}
