package understand

import "strings"

// The affixes of everyday Indonesian, longest first. A root is not looked up: examples and questions lose the same affixes,
// and that they meet is all that counts. Too short a rest keeps its affix.
var (
	particles   = []string{"kah", "lah", "pun", "tah"}
	possessives = []string{"nya", "ku", "mu"}
	endings     = []string{"kan", "in", "an", "i"}
)

// stem takes particles, endings and prefixes off a word: "diaktifkannya" and "mengaktifkan" give "aktif".
func stem(w string) string {
	if len(w) < 5 || !isLetter(w[0]) {
		return w
	}
	w = cutEnd(w, particles, 3)
	w = cutEnd(w, possessives, 4)
	w = cutEnd(w, endings, 4)
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

// cutFront takes one prefix off. The first letter that meN- and peN- swallow is put back where it is certain enough:
// "menulis" gives "tulis", "memukul" "pukul", "menyapu" "sapu"; "mengirim" stays without its k.
func cutFront(w string) string {
	for _, p := range [...]struct{ front, lost string }{
		{"memper", ""}, {"diper", ""}, {"meng", ""}, {"meny", "s"}, {"mem", ""}, {"men", ""}, {"me", ""},
		{"peng", ""}, {"peny", "s"}, {"pem", ""}, {"pen", ""}, {"ber", ""}, {"ter", ""}, {"per", ""},
		{"nge", ""}, {"ng", ""}, {"ny", "s"}, {"di", ""}, {"ke", ""}, {"se", ""},
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
