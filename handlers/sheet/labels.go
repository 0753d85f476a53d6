package sheet

import (
	"strings"
	"unicode"

	"ikdbot/store"
)

// role is what a column is for.
type role string

// The roles beside those of the counts, which are named like their count.
const (
	codeRole      role = "kode"
	nameRole      role = "nama" // an area of any level
	regencyRole   role = "kabupaten"
	kecamatanRole role = "kecamatan"
	desaRole      role = "desa"
	dateRole      role = "tanggal"
	sourceRole    role = "sumber"
	plainRole     role = "nomor" // known, and of no use
	personalRole  role = "nik"
)

// roles are the usual names of columns, without the words that noise holds.
func roles() map[string]role {
	known := map[string]role{}
	for r, names := range map[role]string{
		codeRole: "kode|kd|kode wilayah|kd wilayah|kode area|kode daerah|kode kemendagri|kode wilayah kemendagri|kode kabupaten|kode kab|" +
			"kode kab kota|kode kabupaten kota|kode kecamatan|kode kec|kode desa|kode kelurahan|kode desa kelurahan|kode kelurahan desa|kode desa kel|" +
			"kode kel desa|code|area code",
		nameRole: "nama|wilayah|nama wilayah|daerah|nama daerah|kecamatan desa|kecamatan kelurahan|kecamatan desa kelurahan|" +
			"kecamatan kelurahan desa|area|name|area name|unit kerja",
		regencyRole:   "kabupaten|kab|kab kota|kabupaten kota|nama kabupaten|nama kab|nama kab kota|nama kabupaten kota",
		kecamatanRole: "kecamatan|nama kecamatan|kec|nama kec|distrik",
		desaRole: "desa|kelurahan|desa kelurahan|kelurahan desa|desa kel|kel desa|nama desa|nama kelurahan|nama desa kelurahan|" +
			"nama kelurahan desa|nama kel desa|nama desa kel|kel|village",
		dateRole:   "tanggal|per tanggal|tgl|per tgl|per|posisi|posisi tanggal|keadaan|keadaan tanggal|keadaan per|as of|date",
		sourceRole: "sumber|keterangan|ket|source",
		plainRole:  "no|nomor|no urut|nomor urut|urut|provinsi|nama provinsi|kode provinsi|level|tingkat|jenis|status",
		personalRole: "nik|no nik|nomor nik|no kk|nomor kk|nkk|nama lengkap|nama penduduk|nama warga|nama kepala keluarga|alamat|no hp|hp|nomor hp|" +
			"no telepon|telepon|telp|no telp|email|e mail|tanggal lahir|tgl lahir|tempat lahir|tempat tanggal lahir|nama ibu|jenis kelamin",
		role(store.Population): "penduduk|populasi|penduduk dkb|residents|population",
		role(store.Obligated): "wajib|wajib ktp|wajib ktp el|wajib ktpel|wajib e ktp|wajib ektp|wktp|penduduk wajib|penduduk wajib ktp|" +
			"penduduk wajib ktp el|wajib memiliki ktp el",
		role(store.Recorded): "rekam|perekaman|sudah rekam|sudah merekam|telah rekam|sudah perekaman|rekam ktp|rekam ktp el|perekaman ktp|" +
			"perekaman ktp el|sudah rekam ktp|sudah rekam ktp el|penduduk rekam|penduduk sudah rekam|penduduk perekaman|perekaman sudah rekam|" +
			"wajib ktp sudah rekam|wajib ktp el sudah rekam|rekam e ktp|perekaman e ktp",
		role(store.ChildCards): "kia|kia terbit|kepemilikan kia|memiliki kia|sudah kia|sudah memiliki kia|penerbitan kia|kartu identitas anak|" +
			"kartu identitas anak kia",
		role(store.Active): "ikd|ikd aktif|aktivasi|aktivasi ikd|ikd aktivasi|ikd teraktivasi|sudah ikd|sudah aktivasi|sudah aktivasi ikd|ikd sudah aktivasi|" +
			"ikd sudah aktif|pengguna ikd|pengguna ikd aktif|identitas kependudukan digital|aktivasi identitas kependudukan digital|identitas kependudukan digital ikd|" +
			"identitas kependudukan digital aktif",
	} {
		for name := range strings.SplitSeq(names, "|") {
			known[name] = r
		}
	}
	return known
}

// noise are words that say nothing about which count a column holds.
func noise(word string) bool {
	switch word {
	case "jumlah", "jml", "total", "jiwa", "orang", "org", "data", "angka", "banyaknya":
		return true
	}
	return false
}

// partial are words that make a part, a plan or a share of a count.
func partial(word string) Why {
	switch word {
	case "%", "persen", "persentase", "prosentase", "presentase", "capaian", "rasio", "percent", "percentage":
		return Percent
	case "belum", "target", "sisa", "kurang", "kekurangan", "selisih", "laki", "lk", "l", "pria", "perempuan", "pr", "p", "wanita":
		return Part
	}
	return ""
}

// plainLabel is a label in small letters, its signs made spaces: "Wajib KTP-el (jiwa)" is "wajib ktp el jiwa".
func plainLabel(s string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(narrow.Replace(s)) {
		switch {
		case r == '%':
			b.WriteString(" % ")
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteRune(r)
		default:
			b.WriteByte(' ')
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// bareLabel is a plain label without noise, unless noise is all it has.
func bareLabel(s string) string {
	words := strings.Fields(plainLabel(s))
	kept := words[:0]
	for _, w := range words {
		if !noise(w) {
			kept = append(kept, w)
		}
	}
	return strings.Join(kept, " ")
}

// totalLabel reports whether a cell names a row of totals.
func totalLabel(s string) bool {
	first, rest, _ := strings.Cut(plainLabel(s), " ")
	switch first {
	case "jumlah", "total", "subtotal":
		return true
	case "sub", "grand":
		return strings.HasPrefix(rest, "total") || strings.HasPrefix(rest, "jumlah")
	}
	return false
}
