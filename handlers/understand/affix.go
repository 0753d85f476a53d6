package understand

import "strings"

// The affixes of everyday Indonesian, longest first. A root is not looked up: examples and questions lose the same affixes,
// and that they meet is all that counts. Too short a rest keeps its affix.
var (
	particles   = []string{"kah", "lah", "pun", "tah"}
	possessives = []string{"nya", "ku", "mu", "ne", "na"}
	endings     = []string{"kan", "in", "an", "i"}
)

// stem takes particles, endings and prefixes off a word: "diaktifkannya" and "mengaktifkan" give "aktif".
func stem(w string) string {
	if len(w) < 5 || !isLetter(w[0]) {
		return w
	}
	w = cutEnd(w, particles, 3)
	w = cutEnd(w, possessives[:3], 4)
	if s := cutEnd(w, endings, 4); s != w {
		w = s
	}
	return cutFront(cutFront(w))
}

func cutEnd(w string, ends []string, keep int) string {
	for _, e := range ends {
		if strings.HasSuffix(w, e) && len(w)-len(e) >= keep {
			return w[:len(w)-len(e)]
		}
	}
	return w
}

// cutFront takes one prefix off. After meN- and peN- a lost first letter is not restored, except the common ones:
// "menulis" gives "tulis", "memakai" gives "pakai", "mengirim" gives "irim" as "kirim" loses its k nowhere else.
func cutFront(w string) string {
	for _, p := range [...]struct{ front, lost string }{
		{"memper", ""}, {"diper", ""}, {"menge", ""}, {"meng", ""}, {"meny", "s"}, {"mem", ""}, {"men", ""}, {"me", ""},
		{"peng", ""}, {"peny", "s"}, {"pem", ""}, {"pen", ""}, {"ber", ""}, {"ter", ""}, {"per", ""},
		{"nge", ""}, {"ng", ""}, {"ny", "s"}, {"di", ""}, {"ke", ""}, {"se", ""}, {"ter", ""}, {"be", ""},
	} {
		rest, ok := strings.CutPrefix(w, p.front)
		if !ok || len(rest) < 4 {
			continue
		}
		if p.lost == "" && strings.ContainsRune("aiueo", rune(rest[0])) {
			switch p.front {
			case "mem", "pem":
				return "p" + rest
			case "men", "pen":
				return "t" + rest
			}
		}
		return p.lost + rest
	}
	return w
}
