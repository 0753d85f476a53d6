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

// prefix is a beginning of words, and the letter it swallows.
type prefix struct{ front, lost string }

// prefixes are the prefixes by their first letter, longest first. The first letter that meN- and peN- swallow is put back where
// it is certain enough: "menulis" gives "tulis", "memukul" "pukul", "menyapu" "sapu"; "mengirim" stays without its k.
var prefixes = map[byte][]prefix{
	'm': {{"memper", ""}, {"meng", ""}, {"meny", "s"}, {"mem", "p"}, {"men", "t"}, {"me", ""}},
	'p': {{"peng", ""}, {"peny", "s"}, {"pem", "p"}, {"pen", "t"}, {"per", ""}},
	'd': {{"diper", ""}, {"di", ""}},
	'n': {{"nge", ""}, {"ng", ""}, {"ny", "s"}},
	'b': {{"ber", ""}}, 't': {{"ter", ""}}, 'k': {{"ke", ""}}, 's': {{"se", ""}},
}

// cutFront takes one prefix off.
func cutFront(w string) string {
	if len(w) < 6 {
		return w
	}
	for _, p := range prefixes[w[0]] {
		rest, ok := strings.CutPrefix(w, p.front)
		if !ok || len(rest) < 4 {
			continue
		}
		if (p.lost == "p" || p.lost == "t") && !strings.ContainsRune("aiueo", rune(rest[0])) {
			return rest
		}
		return p.lost + rest
	}
	return w
}
