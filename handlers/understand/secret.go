package understand

import (
	"regexp"
	"slices"
	"strings"
)

// Words that make the 4 to 8 digits near them a secret. "kode" alone does, "kode pos" and its kin do not.
var (
	secretWords = []string{"otp", "pin", "kode", "code", "token", "password", "pasword", "sandi", "pw", "pass", "passcode", "cod", "kod",
		"verifikasi", "verification"}
	linkWords  = []string{"itu", "ini", "adalah", "is"}
	plainAfter = []string{"pos", "wilayah", "area", "desa", "kecamatan", "kabupaten", "kelurahan", "error", "galat", "provinsi", "kec", "kab", "dagri", "kemendagri", "unik", "promo", "http", "eror", "tahun", "booking", "antrian", "antrean"}
	countWords = []string{"orang", "jiwa", "menit", "digit", "angka", "kali", "jam", "hari", "ribu", "rb", "rupiah", "warga", "x", "persen",
		"detik", "bulan", "minggu", "tahun", "thn", "th", "juta", "jt", "kilo", "km", "mb", "gb", "huruf", "pengguna", "penduduk", "people", "minutes", "digits", "times", "lalu", "kemarin"}
	timeWords = []string{"tahun", "sejak", "thn", "th", "per", "januari", "februari", "maret", "april", "mei", "juni", "juli", "agustus",
		"september", "oktober", "november", "desember", "jan", "feb", "mar", "apr", "jun", "jul", "agu", "sep", "okt", "nov", "des", "rp", "rupiah", "sekitar", "in", "since", "sampai", "hingga", "android", "ios", "windows", "update"}
	areaCode = regexp.MustCompile(`^[1-9]\d\.\d\d$`)
	doubled  = regexp.MustCompile(`^[a-z]+2(nya)?$`) // "kode2nya" is a plural
	// A password says itself only where it is announced: "sandi saya: Melati12".
	passwordSaid = regexp.MustCompile(`\b(?:kata sandi|sandi|password|pasword|passwd|pw|kode(?: (?:aktivasi|verifikasi|otp))?|otp|pin)(?:nya|ku)?(?: (?:saya|sy|aku|ku|nya|ikd|akun|email|adalah|itu|is|my))*(?:\s*[:=]\s*|\s+)["']?([a-z0-9!@#$%^&*_]{4,20})`)
)

// secrets finds OTPs, PINs and activation codes: 4 to 8 digits with such a word before them, or right behind them.
func (f folded) secrets(gs []group) []span {
	var spans []span
	for i := 0; i < len(gs); i++ {
		last := f.code(gs, i)
		if last < i {
			continue
		}
		from, to := gs[i].from, gs[last].to
		digits := 0
		for _, g := range gs[i : last+1] {
			digits += g.size()
		}
		if !f.inWord(from, to) && !f.counted(from, to) && !f.yearOnly(gs[i], digits) && (f.announced(from, digits) || f.explained(to, digits)) {
			spans = append(spans, span{from, to, Code})
			i = last
		}
	}
	return spans
}

// inWord reports that letters stand on both sides: the digits are part of a word, such as the code of a report.
func (f folded) inWord(from, to int) bool {
	letter := func(i int) bool { return i >= 0 && i < len(f.lower) && f.lower[i] >= 'a' && f.lower[i] <= 'z' }
	return letter(from-1) && letter(to)
}

// yearOnly reports that four digits are a year rather than a secret: "kode dari 2023". A PIN may well be a year of birth.
func (f folded) yearOnly(g group, digits int) bool {
	if digits != 4 || g.size() != 4 || f.number(g) < 1990 || f.number(g) > 2039 {
		return false
	}
	near := words(f.lower[max(0, g.from-40):g.from])
	near = append(near, words(f.lower[g.to:min(len(f.lower), g.to+20)])...)
	return !slices.ContainsFunc(near, func(w string) bool {
		return slices.ContainsFunc([]string{"pin", "otp", "sandi", "pas", "pw", "token"}, func(s string) bool { return strings.HasPrefix(w, s) })
	})
}

// code returns the last group of a number of 4 to 8 digits, whole or in even pieces of at most four ("482 910", "4-8-2-9"), or -1.
func (f folded) code(gs []group, first int) int {
	if gs[first].fixed {
		return -1
	}
	digits, last := gs[first].size(), first
	for last+1 < len(gs) && !gs[last+1].fixed && gs[last+1].size() == gs[first].size() && gs[first].size() <= 4 &&
		digits+gs[first].size() <= 8 && slices.Contains([]string{" ", "-", ".", " - "}, f.between(gs, last)) {
		last++
		digits += gs[last].size()
	}
	if digits < 4 || digits > 8 || areaCode.MatchString(f.lower[gs[first].from:gs[last].to]) {
		return -1
	}
	return last
}

// reach is how many words away the secret's word may stand: a number of six digits is a code more likely than a count.
func reach(digits int) int {
	if digits == 6 {
		return 8
	}
	return 4
}

// announced looks for a secret's word before a number, in the same sentence.
func (f folded) announced(from, digits int) bool {
	before := f.lower[max(0, from-80):from]
	if i := strings.LastIndexAny(before, "?!\n;"); i >= 0 {
		before = before[i+1:]
	}
	ws := words(before)
	for i := len(ws) - 1; i >= max(0, len(ws)-reach(digits)); i-- {
		if isSecretWord(ws, i) {
			return true
		}
	}
	return false
}

// explained looks for a secret's word behind a number: "482910 itu kode saya", and behind six digits "482910 tapi kode salah".
func (f folded) explained(to, digits int) bool {
	after := f.lower[to:min(len(f.lower), to+40)]
	if i := strings.IndexAny(after, "?!\n;."); i >= 0 {
		after = after[:i]
	}
	ws := words(after)
	if digits != 6 && (len(ws) == 0 || !slices.Contains(linkWords, ws[0]) && !isSecretWord(ws, 0)) {
		return false
	}
	for i := range min(4, len(ws)) {
		if isSecretWord(ws, i) {
			return true
		}
	}
	return false
}

func isSecretWord(ws []string, i int) bool {
	known := slices.Contains(secretWords, ws[i])
	for _, end := range []string{"nya", "ku", "mu", "ne", "na"} {
		known = known || slices.Contains(secretWords, strings.TrimSuffix(ws[i], end))
	}
	return known && (i+1 >= len(ws) || !slices.Contains(plainAfter, ws[i+1]))
}

// counted reports that the number counts something or is a price, a share or a year in a date.
func (f folded) counted(from, to int) bool {
	if to < len(f.text) && f.text[to] == '%' {
		return true
	}
	after := words(f.lower[to:min(len(f.lower), to+20)])
	if len(after) > 0 && slices.Contains(countWords, after[0]) {
		return true
	}
	before := words(f.lower[max(0, from-20):from])
	return len(before) > 0 && slices.Contains(timeWords, before[len(before)-1])
}

// passwords finds what is announced as a password or code and mixes letters with digits; pure digits are the business of secrets.
func (f folded) passwords() []span {
	if !strings.ContainsAny(f.lower, "0123456789") {
		return nil
	}
	var spans []span
	for _, m := range passwordSaid.FindAllStringSubmatchIndex(f.lower, -1) {
		word := f.lower[m[2]:m[3]]
		digit, letter := strings.ContainsAny(word, "0123456789"), strings.ContainsAny(word, "abcdefghijklmnopqrstuvwxyz")
		if digit && letter && !doubled.MatchString(word) {
			spans = append(spans, span{m[2], m[3], Code})
		}
	}
	return spans
}
