package bot

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"testing"
)

// FuzzUpdates feeds conversations of random updates through channel, desk and channel.
func FuzzUpdates(f *testing.F) {
	l := newLibrary(f)
	for seed := range uint64(20) {
		f.Add(randomBytes(seed, 400))
	}
	f.Fuzz(func(t *testing.T, bytes []byte) { newScene(t, l).play(bytes, 40) })
}

// FuzzUpdateJSON feeds single updates in Telegram's own form, or nearly, on top of each other twice.
func FuzzUpdateJSON(f *testing.F) {
	l := newLibrary(f)
	files, err := filepath.Glob("testdata/updates/*.json")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(raw)
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		s := newScene(t, l)
		s.feed(raw)
		s.feed(raw)
		s.finish()
	})
}

// A few thousand updates on every run of the tests, always the same ones.
//
// Fault: Updates hold anything at all: every kind of message, 4,096 emoji, HTML and markup in names and texts.
// Outcome: no crash, no broken markup, and nothing is sent that Telegram would refuse.
func TestRandomWalk(t *testing.T) {
	l := newLibrary(t)
	for seed := range uint64(25) {
		t.Run(strconv.FormatUint(seed, 10), func(t *testing.T) {
			newScene(t, l).play(randomBytes(1000+seed, 6000), 200)
		})
	}
}

func randomBytes(seed uint64, n int) []byte {
	random := rand.New(rand.NewPCG(seed, 62))
	bytes := make([]byte, n)
	for i := range bytes {
		bytes[i] = byte(random.Uint32())
	}
	return bytes
}
