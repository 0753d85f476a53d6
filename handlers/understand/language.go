package understand

import "ikdbot/locales"

// Words that only one of the two languages uses, seen as written, before the lexicon merges them.
var (
	english = set(`the is are do does did how what where when why who can could my your i you it a an of for with without need must have has
		activate activation phone please thank thanks hello which need want there not dont cant no yes help office open old new if in on at to from
		card child age cost free much many long still already lost forgot code email received into be this that and or but`)
	indonesian = set(`yang di ke dari dan atau apa apakah bagaimana gimana gmn dimana mana kapan kenapa knp berapa brp saya sy aku kamu anda kami
		ini itu tidak tdk gak ga nggak bisa bs sudah udah belum blm mau harus untuk utk dengan kalau klo kalo karena tapi ada aja saja cara aktivasi
		syarat buka jam kantor hp kode ktp anak ibu bapak pak bu kak min lupa hilang ganti gagal terus juga nya dong sih ya tolong mohon terima kasih
		makasih halo selamat pagi siang malam piye endi ora kudu kayapa kada ulun beremma dhimma wajib biaya gratis daftar masuk`)
)

// languageOf guesses the language by its small words; "" when they do not tell.
func languageOf(ws []word) locales.Language {
	id, en := 0, 0
	for _, w := range ws {
		if english[w.text] {
			en++
		}
		if indonesian[w.text] {
			id++
		}
	}
	switch {
	case id > en:
		return locales.Indonesian
	case en > id && (en > 1 || len(ws) < 4):
		return locales.English
	}
	return ""
}
