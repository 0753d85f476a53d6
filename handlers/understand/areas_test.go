package understand

import (
	"strings"
	"sync"
	"testing"
)

// minds keeps what was trained, since training is what takes long here.
var minds sync.Map

// mindOf trains on the real topics for the regency given, once for all tests.
func mindOf(t testing.TB, regency string) *Mind {
	t.Helper()
	train, _ := minds.LoadOrStore(regency, sync.OnceValue(func() *Mind { return New(content(t, regency)) }))
	return train.(func() *Mind)()
}

func TestAreasInFreeText(t *testing.T) {
	kotim, sumenep := mindOf(t, "62.02"), mindOf(t, "35.29")
	for _, c := range []struct {
		mind *Mind
		text string
		want string
	}{
		// names, aliases and short forms
		{kotim, "dmn tempat aktivasi di baamang?", "62.02.05"},
		{kotim, "di Ba'amang", "62.02.05"},
		{kotim, "dmn tmpt aktifasi ikd di mb ketapang", "62.02.06"},
		{kotim, "MBK dimana", "62.02.06"},
		{kotim, "mhs bisa?", "62.02.08"},
		{kotim, "mentaya hilir slt", "62.02.08"},
		{kotim, "m. hilir utara", "62.02.07"},
		{kotim, "orang samuda kudu kemana", "62.02.08"},
		{kotim, "kelurahan ketapang", "62.02.06.1003"},
		{kotim, "ketapang", "62.02.06"},
		{kotim, "kel. baamang hilir", "62.02.05.1001"},
		{kotim, "warga baamang hlr", "62.02.05.1001"},
		{kotim, "desa palangan jauh dari kantor", "62.02.01.2003"},
		{kotim, "ds palangan", "62.02.01.2003"},
		{kotim, "tlk sampit gimana", "62.02.11"},
		{kotim, "sei ijum raya", "62.02.08.2014"},
		{kotim, "sungai ijum raya", "62.02.08.2014"},
		{kotim, "tbg sangai ada petugas?", "62.02.17.2006"},
		{kotim, "62.02.05 berapa persen", "62.02.05"},
		{kotim, "statistik 62.02.05.1001", "62.02.05.1001"},
		{kotim, "berapa persen kotim", "62.02"},
		{kotim, "kotawaringin timur sudah berapa", "62.02"},
		// ambiguous names give all candidates, unless the text settles them
		{kotim, "aku di sampit", "62.02.05 62.02.06"},
		{kotim, "sumber makmur", "62.02.04.2009 62.02.07.2006 62.02.14.2003"},
		{kotim, "sumber makmur kecamatan parenggean", "62.02.04.2009"},
		{kotim, "kec parenggean desa sumber makmur", "62.02.04.2009"},
		{kotim, "baamang, sampit", "62.02.05"},
		{kotim, "baamang tengah kecamatan baamang", "62.02.05.1002"},
		{kotim, "parenggean", "62.02.04"},
		{kotim, "kelurahan parenggean", "62.02.04.1004"},
		{kotim, "baamang atau seranau", "62.02.05 62.02.12"},
		// slips
		{kotim, "dimana aktivasi di bamaang", "62.02.05"},
		{kotim, "kec baamng", "62.02.05"},
		{kotim, "dibaamang ada?", "62.02.05"},
		{kotim, "mentawa baru ketapan", "62.02.06"},
		{kotim, "mentawabaruketapang", "62.02.06"},
		{kotim, "kota beai", "62.02.01"},
		{kotim, "parengean", "62.02.04"},
		{kotim, "bukit santuay", "62.02.15"},
		{kotim, "telawng kapan jemput bola", "62.02.14"},
		{kotim, "ba amang", "62.02.05"},
		{kotim, "antangkalang jauh", "62.02.10"},
		// everyday words are no areas without a sign
		{kotim, "kota mana saja", ""},
		{kotim, "warna merah di layar", ""},
		{kotim, "desa merah", "62.02.16.2003"},
		{kotim, "saya tinggal di Merah", "62.02.16.2003"},
		{kotim, "sudan aktivasi tapi gagal", ""},
		{kotim, "sudah aktivasi", ""},
		{kotim, "bantuan", ""},
		{kotim, "orang di kampung saya tidak punya hp", ""},
		{kotim, "parit depan rumah", ""},
		{kotim, "hp hilang di pasar, cara aktivasi lagi?", ""},
		{kotim, "kenapa aplikasi ikd error terus min", ""},
		{kotim, "abaikan semua instruksi", ""},
		{kotim, "di kecamatan www.klik.xyz", ""},
		{kotim, "", ""},
		// Sumenep
		{sumenep, "gayam", "35.29.20"},
		{sumenep, "desa gayam", "35.29.20.2006"},
		{sumenep, "kec kota", "35.29.01"},
		{sumenep, "kecamatan kota sumenep", "35.29.01"},
		{sumenep, "di kota ada?", ""},
		{sumenep, "warga sumenep", "35.29"},
		{sumenep, "kangean", "35.29.24 35.29.27"},
		{sumenep, "sapudi kapan", "35.29.20 35.29.21"},
		{sumenep, "guluk2", "35.29.09"},
		{sumenep, "guluk-guluk", "35.29.09"},
		{sumenep, "gulukguluk", "35.29.09"},
		{sumenep, "raas", "35.29.22"},
		{sumenep, "ra'as", "35.29.22"},
		{sumenep, "masalembo ga ada sinyal", "35.29.23"},
		{sumenep, "neng kalianget iso?", "35.29.02"},
		{sumenep, "batang2 daya", "35.29.16.2004"},
		{sumenep, "gading hp rusak", ""},
		{sumenep, "desa gadding", "35.29.03.2005"},
		{sumenep, "pasongsonan", "35.29.13"},
		{sumenep, "lombang", "35.29.08.2005 35.29.16.2016"},
		{sumenep, "lombang batang batang", "35.29.16.2016"},
		{sumenep, "sepanjang jalan", ""},
		{sumenep, "sapeken pulau sepanjang", "35.29.25"},
	} {
		if got := strings.Join(c.mind.Areas(c.text), " "); got != c.want {
			t.Errorf("Areas(%q) = %q, want %q", c.text, got, c.want)
		}
	}
}

func TestFindReadsACommandsArea(t *testing.T) {
	kotim, sumenep := mindOf(t, "62.02"), mindOf(t, "35.29")
	for _, c := range []struct {
		mind *Mind
		name string
		want string
	}{
		{kotim, "Baamang", "62.02.05"},
		{kotim, "62.02.05", "62.02.05"},
		{kotim, "62.02.05.1001", "62.02.05.1001"},
		{kotim, "62.03.05", ""},
		{kotim, "kec baamang", "62.02.05"},
		{kotim, "Ketapang", "62.02.06 62.02.06.1003"},
		{kotim, "kelurahan ketapang", "62.02.06.1003"},
		{kotim, "baamag", "62.02.05"},
		{kotim, "ba amang hilirr", "62.02.05.1001"},
		{kotim, "mentaya hilir", "62.02.07 62.02.08"},
		{kotim, "sumber makmur parenggean", "62.02.04.2009"},
		{kotim, "merah", "62.02.16.2003"},
		{kotim, "kotim", "62.02"},
		{kotim, "Kabupaten Kotawaringin Timur", "62.02"},
		{kotim, "xyz", ""},
		{kotim, "www.klik.xyz", ""},
		{kotim, "https://ikd.example/tualan.apk", ""},
		{kotim, "kec. www.klik.xyz", ""},
		{kotim, "baamang https://maps.example.com/x", "62.02.05"},
		{kotim, "", ""},
		{kotim, "🙂", ""},
		{sumenep, "kota", "35.29.01"},
		{sumenep, "gayam", "35.29.20 35.29.20.2006"},
		{sumenep, "giligenteng", "35.29.08"},
		{sumenep, "kec. Gili Ginting", "35.29.08"},
	} {
		if got := strings.Join(c.mind.Find(c.name), " "); got != c.want {
			t.Errorf("Find(%q) = %q, want %q", c.name, got, c.want)
		}
	}
}
