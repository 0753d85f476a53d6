package understand

import (
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// reported are the lines of a file of testdata, without remarks.
func reported(t testing.TB, name string) []string {
	t.Helper()
	text, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for line := range strings.Lines(string(text)) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			lines = append(lines, line)
		}
	}
	return lines
}

func (s Suspicion) signs() (all []string) {
	for _, r := range s.Reasons {
		all = append(all, string(r))
	}
	for _, h := range s.Harms {
		all = append(all, string(h))
	}
	return all
}

func TestFraudIsSeen(t *testing.T) {
	lines := reported(t, "scam.txt")
	for _, line := range lines {
		signs, text, _ := strings.Cut(line, " | ")
		text, pasted := strings.CutPrefix(text, "pesan: ")
		s := Suspect(text)
		if !s.Alarm() {
			t.Errorf("no alarm (%d, %v): %s", s.Weight, s.signs(), text)
			continue
		}
		for _, sign := range strings.Fields(signs) {
			if !slices.Contains(s.signs(), sign) {
				t.Errorf("%s is missing among %v: %s", sign, s.signs(), text)
			}
		}
		if s.Pasted != pasted {
			t.Errorf("pasted %v: %s", s.Pasted, text)
		}
	}
	t.Logf("%d texts that show fraud", len(lines))
}

func TestNoFalseAlarm(t *testing.T) {
	lines := reported(t, "harmless.txt")
	for _, text := range lines {
		if s := Suspect(text); s.Alarm() {
			t.Errorf("alarm (%d, %v): %s", s.Weight, s.signs(), text)
		}
	}
	t.Logf("%d harmless texts", len(lines))
}

// What the bot itself says may be passed on without the bot taking fright at it, in full and as a text message.
func TestOurOwnAnswersRaiseNoAlarm(t *testing.T) {
	_, topics := content(t, "62.02")
	for _, topic := range topics {
		for _, text := range []string{topic.Answer, topic.SMS} {
			if s := Suspect(text); s.Alarm() {
				t.Errorf("%s: alarm (%d, %v): %s", topic.ID, s.Weight, s.signs(), text)
			}
		}
	}
}

// The examples of all other topics are ordinary questions, written by people who did not think of these rules; those about fraud are
// partly general ("modus penipuan") and need no signs.
func TestExamplesAsAYardstick(t *testing.T) {
	_, topics := content(t, "62.02")
	var alarms, ordinary, seen, fraud int
	for _, topic := range topics {
		for _, e := range topic.Examples {
			s := Suspect(e)
			switch {
			case topic.ID == "penipuan":
				fraud++
				if s.Any() {
					seen++
				}
			default:
				ordinary++
				if s.Alarm() && !s.Mild() {
					alarms++
					t.Logf("%s: alarm (%d, %v): %s", topic.ID, s.Weight, s.signs(), e)
				}
			}
		}
	}
	t.Logf("%d of %d ordinary questions raise an alarm; %d of %d about fraud show a sign", alarms, ordinary, seen, fraud)
	if alarms*200 > ordinary {
		t.Error("more than one ordinary question in 200 raises an alarm")
	}
	if seen*10 < fraud*6 {
		t.Error("fewer than six in ten questions about fraud show a sign")
	}
}

func TestHiddenWordsAreRead(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"klik l i n k ini", "klik link ini"},
		{"minta O.T.P saya", "minta otp saya"},
		{"kode 0TP", "kode otp"},
		{"kirim p1n", "kirim pin"},
		{"buka l1nk", "buka link"},
		{"l\u200bi\u200bn\u200bk", "link"},
		{"**link**", "link"},
		{"ѕаyа minta оtр", "saya minta otp"},
		{"𝗹𝗶𝗻𝗸", "link"},
		{"b1t.ly/abc", " tautanpendek "},
		{"bit ly/abc", " tautanpendek "},
		{"bit . ly / abc", " tautanpendek "},
		{"hxxps://contoh[.]xyz/a", " tautanasing "},
		{"contoh . com", " tautanasing "},
		{"ikd-dukcapil.com", " tautanpalsu "},
		{"http://dukcapil.go.id.contoh.top", " tautanpalsu "},
		{"https://dukcapil.go.id@contoh.xyz/masuk", " tautanasing "},
		{"https://dukcapil.kemendagri.go.id", " tautanresmi "},
		{"https://play.google.com/store/apps", " tautanresmi "},
		{"https://docs.google.com/forms/d/1", " tautanasing "},
		{"youtu.be/abc", " tautanumum "},
		{"ikd_baru.apk", " berkasapk "},
		{"https://contoh.net/ikd.apk", " berkasapk "},
		{"mau tanya dll. s.d. kec.baamang, pak", "mau tanya dll. s.d. kec.baamang, pak"},
		{"17th dan hp2", "17th dan hp2"},
		{"warga.desa@contoh.com", "warga.desa@contoh.com"},
	} {
		if got := unhide(c.text); got != c.want {
			t.Errorf("%q is read as %q, want %q", c.text, got, c.want)
		}
	}
}

func TestDenialIsUnderstood(t *testing.T) {
	for _, c := range []struct {
		text  string
		alarm bool
	}{
		{"ada yang ngaku dukcapil minta otp", true},
		{"dukcapil tidak pernah minta otp lewat telepon", false},
		{"jangan klik link, jangan pasang apk, jangan transfer", false},
		{"kalau tidak kirim otp lewat wa katanya diblokir", true},
		{"asli ga suruh klik link dari wa", true},
		{"belum saya klik linknya", false},
	} {
		if s := Suspect(c.text); s.Alarm() != c.alarm {
			t.Errorf("alarm %v (%d, %v): %s", s.Alarm(), s.Weight, s.signs(), c.text)
		}
	}
}

// A rule that cannot be read, or that waits for a word nobody can write, would be silent.
func TestScamRulesAreWellFormed(t *testing.T) {
	links := set(linkShort + linkStrange + linkFalse + linkKnown + linkOfficial + fileAPK)
	signs := set("contact claim asker remoteask doubt safe waits pasted told")
	for _, r := range slices.Concat(reasonNames(), harmNames()) {
		signs[r] = true
	}
	known := func(sign, w string) {
		if read := scamWords.read([]word{{text: w}}); !links[w] && (!scamWords.known[w] || read[0].text != w) {
			t.Errorf("sign %s waits for %q, which is not the spelling of scam_words.txt", sign, w)
		}
	}
	for first, rules := range scamRules {
		for _, r := range rules {
			if !signs[r.sign] || r.weight < 1 {
				t.Errorf("rule %+v", r)
			}
			known(r.sign, first)
			for _, s := range r.steps {
				for w := range s.words {
					known(r.sign, w)
				}
			}
		}
	}
}

func reasonNames() []string {
	return strings.Fields("code apk link data fee video call remote qr letter threat")
}

func harmNames() []string {
	return strings.Fields("installed clicked gave_code gave_data paid deceived")
}

func FuzzSuspect(f *testing.F) {
	for _, file := range []string{"scam.txt", "harmless.txt"} {
		for _, text := range reported(f, file) {
			f.Add(text)
		}
	}
	f.Add("\xff\xfe l i n k h\u0301xxp://\u202e[email]@[.]apk b1t . ly /")
	f.Fuzz(func(t *testing.T, text string) {
		s := Suspect(text)
		if len(s.Reasons) > len(reasonNames()) || len(s.Harms) > len(harmNames()) || s.Firm() && !s.Alarm() || s.Alarm() && !s.Any() {
			t.Errorf("%+v", s)
		}
		if plain := unhide(text); utf8.ValidString(text) && !utf8.ValidString(plain) {
			t.Errorf("not UTF-8: %q", plain)
		}
	})
}

func BenchmarkSuspect(b *testing.B) {
	texts := append(reported(b, "scam.txt"), reported(b, "harmless.txt")...)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		Suspect(texts[i%len(texts)])
	}
}
