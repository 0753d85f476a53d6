package understand

import "strings"

// mayBeName rules out cheaply what is no name: all names begin with letters some name of the same length begins with.
func (a *atlas) mayBeName(key []byte) bool {
	i := triple(key, 0)
	return i < 0 || a.starts.has(i, len(key), len(key))
}

// mayBeSlipped rules out cheaply what is no mistyped name: a slip leaves the beginning or the end of a name as it is.
func (a *atlas) mayBeSlipped(key []byte) bool {
	n, s := len(key), slips(len(key))
	return s > 0 && (a.starts.has(triple(key, 0), n-s, n+s) || a.ends.has(triple(key, n-3), n-s, n+s))
}

// sign looks at the words before for a level ("kec"), a residence ("tinggal di") or any sign of a place ("di").
func (a *atlas) sign(ws []word, i int) (level, sign int) {
	for k := i - 1; k >= max(0, i-2) && !ws[k+1].stop; k-- {
		w := ws[k].text
		switch {
		case signs[w] != anyLevel:
			return signs[w], levelled
		case residence[w]:
			return anyLevel, resident
		case !places[w]:
			return anyLevel, sign
		}
		sign = placed
	}
	return anyLevel, sign
}

// glues reports that a word is a name with a small word stuck to it.
func (a *atlas) glues(key string) bool {
	if len(key) < 7 || key[0] != 'd' && key[0] != 'k' {
		return false
	}
	_, _, ok := a.unglue(key)
	return ok
}

// unglue reads a name that a small word sticks to: "dibaamang", "kecbaamang".
func (a *atlas) unglue(key string) (ids []int32, level int, ok bool) {
	for _, front := range []string{"di", "ke", "kec", "desa", "kel", "ds", "dari", "kecamatan", "kab"} {
		if rest, cut := strings.CutPrefix(key, front); cut && len(rest) > 4 && a.exact[rest] != nil {
			return a.exact[rest], signs[front], true
		}
	}
	return nil, anyLevel, false
}
