package slot

import (
	"errors"
	"testing"
	"time"
	_ "time/tzdata"
)

func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

// What people and operators write, and the cron line it is stored as.
func TestParse(t *testing.T) {
	wib := zone(t, "Asia/Pontianak")
	for _, test := range []struct{ text, line string }{
		{"0 8 * * MON", "0 8 * * MON"},
		{"  0   8 * *  mon ", "0 8 * * mon"},
		{"30 14 * * 5", "30 14 * * 5"},
		{"0 7 1 * *", "0 7 1 * *"},
		{"0 7 1 * ?", "0 7 1 * ?"},
		{"0 7 * * 1-5", "0 7 * * 1-5"},
		{"Senin 08.00", "0 8 * * MON"},
		{"senin jam 8", "0 8 * * MON"},
		{"Senin, pukul 08.00 WIB", "0 8 * * MON"},
		{"Jumat 14:30", "30 14 * * FRI"},
		{"Jum’at 14.30", "30 14 * * FRI"},
		{"setiap hari 07.00", "0 7 * * *"},
		{"tiap hari Rabu jam 9", "0 9 * * WED"},
		{"setiap minggu senin 08.00", "0 8 * * MON"},
		{"setiap hari minggu 08.00", "0 8 * * SUN"},
		{"monday 8:00", "0 8 * * MON"},
		{"weekly on Monday at 8 o'clock", "0 8 * * MON"},
		{"every day at 7", "0 7 * * *"},
		{"daily 7am", "0 7 * * *"},
		{"senin dan kamis 08.00", "0 8 * * MON,THU"},
		{"kamis, senin 08.00", "0 8 * * MON,THU"},
		{"senin-jumat 07.30", "30 7 * * MON,TUE,WED,THU,FRI"},
		{"senin sampai rabu 7", "0 7 * * MON,TUE,WED"},
		{"sabtu-senin 7", "0 7 * * MON,SAT,SUN"},
		{"minggu jam 2 siang", "0 14 * * SUN"},
		{"ahad jam 12 siang", "0 12 * * SUN"},
		{"selasa jam 7 malam", "0 19 * * TUE"},
		{"selasa 19.00 malam", "0 19 * * TUE"},
		{"kamis jam 4 sore", "0 16 * * THU"},
		{"friday 4pm", "0 16 * * FRI"},
		{"friday 12 pm", "0 12 * * FRI"},
		{"friday 12 am", "0 0 * * FRI"},
		{"senin setiap jam 8", "0 8 * * MON"},
		{"setiap tanggal 1 jam 08.00", "0 8 1 * *"},
		{"tgl 15 pukul 9", "0 9 15 * *"},
	} {
		s, err := Parse(test.text, wib)
		if err != nil {
			t.Errorf("%q: %v", test.text, err)
			continue
		}
		if s.Line() != test.line {
			t.Errorf("%q is stored as %q, want %q", test.text, s.Line(), test.line)
		}
		again, err := Parse(s.Line(), wib)
		if err != nil || again.Line() != s.Line() {
			t.Errorf("%q: the stored line reads back as %q, %v", test.text, again.Line(), err)
		}
	}
}

// What robfig/cron would take in another way than it is meant, or what nobody can take.
func TestParseRefuses(t *testing.T) {
	wib := zone(t, "Asia/Jakarta")
	for _, test := range []struct {
		text string
		want Reason
	}{
		{"", Empty},
		{" \t\n", Empty},
		{"TZ=Asia/Makassar 0 8 * * MON", Zone},
		{"CRON_TZ=UTC 0 8 * * MON", Zone},
		{"TZ=UTC", Zone}, // panics inside the library
		{"CRON_TZ=", Zone},
		{"senin 08.00 WITA TZ=Asia/Makassar", Zone},
		{"0 8 * * MON TZ=Asia/Makassar", Zone},
		{"senin 08.00 SGT", Zone},
		{"senin 08.00 WIBB", Zone},
		{"senin 08.00 PST", Zone},
		{"senin 08.00 pak", Unreadable},
		{"senin 08.00 UTC+8", Zone},
		{"senin 08.00 UTC-3", Zone},
		{"senin 08.00 GMT +8", Zone},
		{"senin 08.00 +09:00", Zone},
		{"senin 08.00 Asia/Singapore", Zone},
		{"senin 08.00 zona Tokyo", Zone},
		{"senin 08.00 WIB WITA", Zone},
		{"zona", Zone},
		{"senin 08.00 zona", Zone},
		{"0 8 * * MON UTC", Zone},
		{"0 8 * * MON Asia/Tokyo", Zone},
		{"0 0 8 * * MON WITA", Seconds},
		{"0 8 * * WITA", Unreadable},
		{"WITA 0 0 8 * * MON", TooOften},
		{"senin WITA", NoTime},
		{"08.00 WITA", NoDay},
		{"@every 168h", Every},
		{"@weekly", Descriptor},
		{"@reboot", Descriptor},
		{"0 0 8 * * MON", Seconds},
		{"0 8 * * MON 2026", Seconds},
		{"0 8 1 * MON", BothDays},
		{"0 8 */2 * MON", BothDays},
		{"0 8 1-31 * MON", BothDays},
		{"0 8 1 * 0-6", BothDays},
		{"senin tanggal 1 jam 8", BothDays},
		{"* 8 * * MON", TooOften},
		{"0 * * * MON", TooOften},
		{"*/30 8 * * MON", TooOften},
		{"0 8,14 * * MON", TooOften},
		{"0 8-9 * * MON", TooOften},
		{"senin 08.00 14.00", TooOften},
		{"senin setiap jam", TooOften},
		{"tiap jam", TooOften},
		{"senin setiap 2 jam", TooOften},
		{"every 30 minutes", Unreadable},
		{"monday every hour", TooOften},
		{"0 8 31 2 *", Never},
		{"0 8 , * *", Never},
		{"08.00", NoDay},
		{"jam 8", NoDay},
		{"setiap minggu jam 8", NoDay},
		{"senin", NoTime},
		{"setiap hari", NoTime},
		{"0 8 * *", Unreadable},
		{"0 25 * * MON", Unreadable},
		{"0 8 * * 7", Unreadable},
		{"0 8 * * SEN", Unreadable},
		{"senin jam 25", Unreadable},
		{"senin 8.5", Unreadable},
		{"senin -8", Unreadable},
		{"senin jam 14 pagi", Unreadable},
		{"senin sampai 8", Unreadable},
		{"tanggal 32 jam 8", Unreadable},
		{"besok", Unreadable},
		{"🙂", Unreadable},
		{"-", Unreadable},
	} {
		_, err := Parse(test.text, wib)
		var refused *Error
		if !errors.As(err, &refused) {
			t.Errorf("%q: got %v, want it refused as %s", test.text, err, test.want)
			continue
		}
		if refused.Reason != test.want {
			t.Errorf("%q: refused as %s, want %s", test.text, refused.Reason, test.want)
		}
	}
}
