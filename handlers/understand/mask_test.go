package understand

import (
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// The numbers here are made up; what they have in common with real ones is their form.
func TestMaskTakesPersonalDataOut(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		// NIK and KK, in one piece and in pieces
		{"NIK saya 6202050101900001 tidak ketemu", "NIK saya [NIK] tidak ketemu"},
		{"6202050101900001", "[NIK]"},
		{"6202 0501 0190 0001", "[NIK]"},
		{"nik:6202-0501-0190-0001.", "nik:[NIK]."},
		{"62.02.05.010190.0001 kok salah", "[NIK] kok salah"},
		{"620205 010190 0001 mohon dicek", "[NIK] mohon dicek"},
		{"620205.410190.0001", "[NIK]"},
		{"6 2 0 2 0 5 0 1 0 1 9 0 0 0 0 1", "[NIK]"},
		{"62 02 05 01 01 90 00 01", "[NIK]"},
		{"6202_0501_0190_0001", "[NIK]"},
		{"62020501 01900001", "[NIK]"},
		{"nik 1234 5678 9012 3456", "nik [NIK]"},
		{"1234 5678 9012 3456", "[NIK]"},
		{"ini(6202050101900001)pak", "ini([NIK])pak"},
		{"ktp saya 620205010190001 kurang satu angka", "ktp saya [NIK] kurang satu angka"},
		{"NIP 199001012015031001 bagaimana", "NIP [NIK] bagaimana"},
		{"KK 6202050101900002 belum update", "KK [KK] belum update"},
		{"no kk: 6202 0501 0190 0002", "no kk: [KK]"},
		{"nomor kartu keluarga saya 6202.0501.0190.0002", "nomor kartu keluarga saya [KK]"},
		{"6202050101900002 itu nomor kk saya", "[KK] itu nomor kk saya"},
		{"NIK 6202050101900001 KK 6202050101900002", "NIK [NIK] KK [KK]"},
		{"kk 6202050101900002 nik 6202050101900001", "kk [KK] nik [NIK]"},
		{"NIK di KK saya 6202050101900001", "NIK di KK saya [NIK]"},
		{"6202O5O1O19OOOO1 nik", "[NIK] nik"},
		// other digits, and things between digits that nobody sees
		{"nik ６２０２０５０１０１９００００１", "nik [NIK]"},
		{"٦٢٠٢٠٥٠١٠١٩٠٠٠٠١", "[NIK]"},
		{"6202\u200b0501\u200b0190\u200b0001", "[NIK]"},
		{"6202\u00a00501\u00a00190\u00a00001", "[NIK]"},
		{"6️⃣2️⃣0️⃣2️⃣0️⃣5️⃣0️⃣1️⃣0️⃣1️⃣9️⃣0️⃣0️⃣0️⃣0️⃣1️⃣", "[NIK]"},
		{"6202–0501–0190–0001", "[NIK]"},
		// telephones
		{"hubungi 081234567890 ya", "hubungi [telepon] ya"},
		{"wa 0812-3456-7890", "wa [telepon]"},
		{"0812 3456 7890", "[telepon]"},
		{"0812.3456.7890", "[telepon]"},
		{"+62 812-3456-7890 nipu", "[telepon] nipu"},
		{"+6281234567890", "[telepon]"},
		{"6281234567890 telpon saya", "[telepon] telpon saya"},
		{"62 812 3456 7890", "[telepon]"},
		{"(+62) 812 3456 7890", "[telepon]"},
		{"https://wa.me/6281234567890", "https://wa.me/[telepon]"},
		{"0813 4567 890 sama 0857-1234-5678", "[telepon] sama [telepon]"},
		{"(0531) 21234", "[telepon]"},
		{"telp 0531-21234", "telp [telepon]"},
		{"0531 212345 itu kantor mana", "[telepon] itu kantor mana"},
		{"021-5551234", "[telepon]"},
		{"hp saya 81234567890", "hp saya [telepon]"},
		{"ganti dari 081234567890 ke 085712345678", "ganti dari [telepon] ke [telepon]"},
		{"08\u200b1234\u200b567890", "[telepon]"},
		{"08 12 34 56 78 90", "[telepon]"},
		{"0 8 1 2 3 4 5 6 7 8 9 0", "[telepon]"},
		{"o812 3456 7890", "[telepon]"},
		{"wa 0812-3456-7890 0812-3456-7891", "wa [telepon] [telepon]"},
		{"0812 3456 7890, 0857 1234 5678", "[telepon], [telepon]"},
		{"nik 6202 0501 0190 0001 0812 3456 7890", "nik [NIK] [telepon]"},
		{"6202\n0501\n0190\n0001", "[NIK]"},
		// e-mail
		{"email budi.s@gmail.com salah", "email [email] salah"},
		{"Budi_90+ikd@mail.go.id", "[email]"},
		{"budi @ gmail . com", "[email]"},
		{"budi90 at gmail dot com", "[email]"},
		{"budi90(at)yahoo.co.id", "[email]"},
		{"budi90@gmail com", "[email]"},
		{"budi90gmail.com", "[email]"},
		{"081234567890@gmail.com", "[email]"},
		// codes, next to their word
		{"kode aktivasi 482910 tidak bisa", "kode aktivasi [kode] tidak bisa"},
		{"OTP saya 4821", "OTP saya [kode]"},
		{"pin: 123456", "pin: [kode]"},
		{"kodenya 482 910", "kodenya [kode]"},
		{"kode otp 4-8-2-9-1-0", "kode otp [kode]"},
		{"482910 itu kode saya", "[kode] itu kode saya"},
		{"kode verifikasinya 77812345", "kode verifikasinya [kode]"},
		{"PIN saya 1990", "PIN saya [kode]"},
		{"kodeku 123456", "kodeku [kode]"},
		{"kode yang masuk di email 482910", "kode yang masuk di email [kode]"},
		{"kode aktivasi yang dikirim ke email saya adalah 482910", "kode aktivasi yang dikirim ke email saya adalah [kode]"},
		{"sudah saya isi 482910 tapi kode salah", "sudah saya isi [kode] tapi kode salah"},
		{"the code 482910 does not work", "the code [kode] does not work"},
		{"kode AB12CD salah", "kode [kode] salah"},
		{"sandi saya: Melati12", "sandi saya: [kode]"},
	} {
		if got, _ := Mask(c.text); got != c.want {
			t.Errorf("Mask(%q)\n got %q\nwant %q", c.text, got, c.want)
		}
	}
}

func TestMaskNamesTheKindsOnce(t *testing.T) {
	_, kinds := Mask("nik 6202050101900001 dan 6202050101900003, kk 6202050101900002, wa 081234567890, a@b.id, otp 123456")
	if want := []Kind{NIK, KK, Phone, Email, Code}; !slices.Equal(kinds, want) {
		t.Errorf("kinds %v, want %v", kinds, want)
	}
}

func TestMaskLeavesTheRestAlone(t *testing.T) {
	for _, text := range []string{
		"308.309 jiwa wajib KTP, 300.110 sudah rekam, 1.113 aktif",
		"1.125.841", "308.309 300.110 1.113", "308309 300110 1113",
		"penduduk 429.703 wajib 308.309 rekam 300.110 kia 39.348 ikd 1.113",
		"update baamang 1250", "/update baamang ikd=1250 wajib=40211", "/update 62.02.05 1250 2025-03-20 laporan",
		"62.02.05.1001", "62.02.05,Baamang,40211,38000,1250,2025-03-20", "62.02.05 40211 38000 1250",
		"Rp 50.000", "bayar Rp50.000.000,00", "biaya 150000 rupiah", "Rp. 1.500.000",
		"0,36 %", "18,25% dari 156.639", "20 Maret 2023", "20-03-2023", "01/02/2025 08.00", "2025-02-01 10:30", "01-02-2025 31-12-2025",
		"tanggal 12-01-2025 sampai 05-01-2026", "lahir 01-01-1990", "jam 08.00-14.00", "07.30-12.00 13.00-15.00", "08.00 12.00 13.00",
		"0 8 * * MON", "30 7 * * 1", "0 8 1 1 1", "TZ=Asia/Jakarta 0 8 * * 1",
		"482910", "angka 123456 muncul terus", "tahun 2023 2024 2025 2026", "1250 1300 1400 1500",
		"kode pos 74322", "kode wilayah 62.02.05", "kode 62.02.05.1001", "kode 6 digit tidak masuk", "kode error 5000", "otp 3 kali salah",
		"pin sejak tahun 2024", "aktivasi 1250 orang", "kode otp 15000 rupiah", "verifikasi 1250 warga", "kode2nya ga masuk",
		"android 12", "iphone 11 ios 17.5.1", "redmi 9a ram 3gb", "umur 17 tahun", "RT 012 RW 003", "PKPU 17/2024", "Permendagri 72 Tahun 2022",
		"halo @ikdbot_bot. Terima kasih", "@camat @lurah tolong", "pakai gmail.com atau yahoo?", "1500-537", "110", "24 jam x 7",
		"#12 -> 1.250", "10 ribu dari 100.000", "3 x 4 = 12", "", "halo",
	} {
		if got, kinds := Mask(text); got != text || kinds != nil {
			t.Errorf("Mask(%q) = %q, %v; want it untouched", text, got, kinds)
		}
	}
}

func TestMaskStaysQuickOnWallsOfText(t *testing.T) {
	for _, brick := range []string{"0812 3456 7890 ", "6202 ", "pin 1234 ", "a@b.id ", "1.", "at gmail ", "\u200b6", "kode a1b2 "} {
		start := time.Now()
		Mask(strings.Repeat(brick, 2_000))
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("%q 2,000 times took %v", brick, took)
		}
	}
}

func FuzzMask(f *testing.F) {
	for _, s := range []string{"", "nik 6202 0501 0190 0001", "a@b.c", "\xff0812\xfe3456 7890", "0\u200b8", "kode 1234", "６２0️⃣", "…٠", "(((+62", "pin:a1b2c3"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		masked, kinds := Mask(text)
		if len(kinds) == 0 && masked != text {
			t.Errorf("changed without a kind: %q -> %q", text, masked)
		}
		if utf8.ValidString(text) && !utf8.ValidString(masked) {
			t.Errorf("broke UTF-8: %q -> %q", text, masked)
		}
		for _, k := range kinds {
			if !strings.Contains(masked, k.label()) {
				t.Errorf("no %s in %q", k.label(), masked)
			}
		}
		again := text + " 6202050101900001"
		if m, _ := Mask(again); strings.Contains(m, "6202050101900001") {
			t.Errorf("a NIK got through: %q", m)
		}
	})
}
