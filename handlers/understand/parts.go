package understand

import "slices"

// courtesy words are passed over where anything else is said: "halo kak, gimana cara aktivasi" asks how.
var courtesy = map[string]bool{
	"halo": true, "salam": true, "selamat": true, "pagi": true, "siang": true, "sore": true, "malam": true, "permisi": true, "pak": true,
	"bu": true, "min": true, "makasih": true, "maaf": true, "tolong": true, "mohon": true, "oke": true, "ya": true, "yah": true, "dong": true,
	"sih": true, "deh": true, "nih": true, "kan": true, "dear": true, "izin": true, "ijin": true, "lah": true, "kah": true, "lho": true, "loh": true,
	"mau": true, "tanya": true, "nanya": true, "bertanya": true, "numpang": true, "info": true, "infonya": true, "banyak": true, "sebelumnya": true,
	"atas": true, "semua": true, "sangat": true, "siap": true, "jawaban": true, "jawabannya": true, "admin": true, "there": true, "you": true,
}

// empty words alone say nothing.
var empty = map[string]bool{
	"di": true, "ke": true, "dari": true, "yang": true, "dan": true, "ini": true, "itu": true, "untuk": true, "saya": true, "kamu": true, "apa": true,
	"the": true, "a": true, "is": true, "of": true, "desa": true, "kecamatan": true, "ikd": true, areaWord: true,
}

// vague words say nothing next to courtesy: "permisi, numpang tanya boleh?", "selamat pagi Bapak/Ibu".
var vague = map[string]bool{"ibu": true, "ayah": true, "boleh": true, "orang": true, "ada": true, "dengan": true, "para": true, "kalian": true, "dulu": true}

// subjects are what every question here is about: nothing but one of them, "ktp saya", asks nothing.
var subjects = map[string]bool{"ktp": true, "kk": true, "nik": true, "hp": true, "data": true, "foto": true, "dukcapil": true, "aplikasi": true, "desa": true, "kecamatan": true}

// bare are the words of core, as text.
func bare(ws []word) []string { return plain(core(ws)) }

// core is the text without courtesy at its ends; empty if nothing else is left.
func core(ws []word) []word {
	if !slices.ContainsFunc(ws, func(w word) bool { return !courtesy[w.text] && !vague[w.text] && (!empty[w.text] || w.text == "ikd") }) {
		return nil
	}
	for len(ws) > 1 && courtesy[ws[0].text] {
		ws = ws[1:]
	}
	for len(ws) > 1 && courtesy[ws[len(ws)-1].text] {
		ws = ws[:len(ws)-1]
	}
	return ws
}

// meant drops what the writer denies: of "bukan lupa pin, tapi kode tidak masuk" it leaves what follows "tapi", of "bukan soal
// biaya. Jam bukanya?" the sentence that does not begin with "bukan".
func meant(ws []word) []word {
	for i := 0; i < len(ws); i++ {
		if !denies(ws, i) {
			continue
		}
		if end := passedOver(ws, i); end < len(ws) {
			ws = slices.Concat(ws[:i], ws[end:])
			i--
		}
	}
	return ws
}

// denies reports that a denial begins at i: "bukan ...", "saya tidak tanya ...".
func denies(ws []word, i int) bool {
	switch ws[i].text {
	case "bukan":
		return true
	case "tidak", "not":
		return i+1 < len(ws) && (ws[i+1].text == "tanya" || ws[i+1].text == "about")
	}
	return false
}

// passedOver returns where what is denied from i on ends: behind "tapi", or, if the denial begins its clause, with the clause. It is
// the end of the text if nothing of weight follows.
func passedOver(ws []word, i int) int {
	for k := i + 1; k < min(len(ws), i+10); k++ {
		switch ws[k].text {
		case "tapi", "melainkan", "ding":
			if k+1 < len(ws) {
				return k + 1
			}
		}
	}
	for before := i; !ws[before].stop && !ws[before].comma && before > 0; before-- {
		if before < i && !courtesy[ws[before].text] && !opens[ws[before].text] {
			return len(ws)
		}
	}
	for k := i + 2; k+1 < len(ws); k++ {
		if ws[k].stop || ws[k].comma {
			return k
		}
	}
	return len(ws)
}

// opens are the words that may stand before the denial in its clause.
var opens = map[string]bool{"saya": true, "ini": true, "itu": true, "kami": true, "yang": true, "jadi": true, "soal": true}

// joints are the words between two questions in one sentence.
var joints = map[string]bool{"dan": true, "terus": true, "sama": true, "juga": true, "lalu": true, "sekalian": true, "plus": true, "serta": true, "then": true}

// parts cuts a text at the ends of sentences, at commas and at the words that join questions.
func parts(ws []word) [][]word {
	var out [][]word
	from := 0
	for i, w := range ws {
		if i > from && (w.stop || w.comma || joints[w.text]) {
			out = append(out, ws[from:i])
			from = i
		}
	}
	if from < len(ws) {
		out = append(out, ws[from:])
	}
	if len(out) < 2 {
		return nil
	}
	return out
}
