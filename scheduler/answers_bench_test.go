package scheduler_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"os/signal"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"ikdbot/bot/sandbox/load"
	"ikdbot/handlers/understand"
	"ikdbot/locales"
	"ikdbot/store/storetest"
)

// questions are what the citizens of the benchmarks ask: every desk has to do something for them.
var questions = [...]string{
	"gmn cara aktivasi ikd", "syaratnya apa aja ya min", "hp saya ga ada kamera, bs ga?", "kode tidak masuk ke email",
	"di mana bisa aktivasi di baamang", "ada yg telp ngaku dukcapil minta kode otp", "apakah ikd bayar?", "lupa pin ikd gimana",
	"ktp hilang bisa aktivasi?", "kntr dukcapil buka jam brp", "iphone bisa ga", "apa itu ikd", "selamat pagi",
	"sudah ganti hp, apa daftar lagi?", "wajah tidak cocok terus waktu verifikasi", "bisa diwakilkan anak saya?",
}

const (
	askers   = 5_000
	inFlight = 200 // questions waiting for their answer at any time
	sideWays = 64  // answers the bare bot sends at a time
)

// crowd is a Telegram of askers, for one bot.
type crowd struct {
	*load.Server
	url     string
	wanted  int           // in this round
	follow  bool          // whoever is answered makes room for the next
	answers []load.Answer // of this round
	over    chan struct{}
}

func newCrowd(b *testing.B) *crowd {
	c := &crowd{over: make(chan struct{})}
	c.Server = load.New(func(n int) string { return questions[n%len(questions)] }, func(a load.Answer) { // told of one at a time
		c.answers = append(c.answers, a)
		switch next := len(c.answers) + inFlight; {
		case len(c.answers) == c.wanted:
			c.over <- struct{}{}
		case c.follow && next <= c.wanted:
			go c.Ask(int64(1 + next%askers))
		}
	})
	server := httptest.NewServer(c.Server)
	b.Cleanup(server.Close)
	c.url = server.URL
	return c
}

// ask asks n questions, inFlight of them at any time, and returns how long the bot took for all.
func (c *crowd) ask(b *testing.B, n int) time.Duration {
	c.wanted, c.follow, c.answers = n, true, c.answers[:0]
	began := time.Now()
	for i := range min(inFlight, n) {
		c.Ask(int64(1 + i))
	}
	c.wait(b)
	return time.Since(began)
}

// askSteadily asks n questions, one every so often, whether they are answered or not, and returns how long each took, the shortest first.
func (c *crowd) askSteadily(b *testing.B, n int, every time.Duration) (took []time.Duration) {
	c.wanted, c.follow, c.answers = n, false, c.answers[:0]
	tick := time.NewTicker(every)
	defer tick.Stop()
	for i := range n {
		<-tick.C
		c.Ask(int64(1 + i%askers))
	}
	c.wait(b)
	for _, a := range c.answers {
		took = append(took, a.Took)
	}
	slices.Sort(took)
	return took
}

func (c *crowd) wait(b *testing.B) {
	select {
	case <-c.over:
	case <-time.After(2 * time.Minute):
		b.Fatal("the bot has stopped answering")
	}
}

// answeredBy starts a bot for a crowd, and has it answer for a while: what is made at the first question is made.
func answeredBy(b *testing.B, c *crowd, cmd *exec.Cmd) *crowd {
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { end(b, cmd) })
	<-c.Polled()
	c.ask(b, askers)
	return c
}

// typical is the answer whose length lies in the middle, and its keyboard.
func (c *crowd) typical() load.Answer {
	answers := slices.Clone(c.answers)
	slices.SortFunc(answers, func(x, y load.Answer) int { return len(x.Text) - len(y.Text) })
	return answers[len(answers)/2]
}

// What a bare bot is told.
const bareBase, bareText, bareKeys = "IKDBOT_TEST_BARE_BASE", "IKDBOT_TEST_BARE_TEXT", "IKDBOT_TEST_BARE_KEYS"

// bare is the least a bot can be: a fixed text and keyboard, by the library alone, with connections kept alive.
func bare(base string) {
	over, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	pool := http.DefaultTransport.(*http.Transport).Clone()
	pool.MaxIdleConns, pool.MaxIdleConnsPerHost = inFlight, inFlight
	api, err := tgbotapi.NewBotAPIWithClient("1:bench", base+"/bot%s/%s", &http.Client{Transport: pool})
	if err != nil {
		panic(err)
	}
	text, keys := os.Getenv(bareText), json.RawMessage(os.Getenv(bareKeys))
	updates := api.GetUpdatesChan(tgbotapi.UpdateConfig{Timeout: 1})
	places := make(chan struct{}, sideWays)
	for {
		select {
		case u := <-updates:
			places <- struct{}{}
			go func() {
				defer func() { <-places }()
				m := tgbotapi.NewMessage(u.Message.Chat.ID, text)
				m.ParseMode, m.ReplyMarkup = tgbotapi.ModeHTML, keys
				_, _ = api.Send(m) // one that fails is missed, and the crowd waits in vain
			}()
		case <-over.Done():
			return
		}
	}
}

// sideBySide is a crowd that the shipped binary answers, and one that a bare bot answers.
func sideBySide(b *testing.B) (ours, theirs *crowd) {
	path, err := binary()
	if err != nil {
		b.Fatal(err)
	}
	ours, theirs = newCrowd(b), newCrowd(b)
	answeredBy(b, ours, serving(path, ours.url, storetest.Redis(b)))
	typical := ours.typical()
	cmd := exec.Command(os.Args[0])
	cmd.Env = []string{bareBase + "=" + theirs.url, bareText + "=" + typical.Text, bareKeys + "=" + typical.Keys}
	return ours, answeredBy(b, theirs, cmd)
}

// BenchmarkAnswers sets the shipped binary beside a bare bot that says the same to everything, each a process of its own: of-bare is the
// share of the bare bot's answers per second that ours reaches (bar 0.6, goal 0.8). They run in turns, so that a busy machine slows both.
func BenchmarkAnswers(b *testing.B) {
	const round, turns = 5_000, 4
	ours, theirs := sideBySide(b)
	var mine, other time.Duration
	n := 0
	for b.Loop() {
		for range turns {
			mine += ours.ask(b, round)
			other += theirs.ask(b, round)
			n += round
		}
	}
	b.ReportMetric(float64(n)/mine.Seconds(), "answers/s")
	b.ReportMetric(float64(n)/other.Seconds(), "bare/s")
	b.ReportMetric(other.Seconds()/mine.Seconds(), "of-bare")
	b.ReportMetric(0, "ns/op")
}

// BenchmarkSteady asks the shipped binary 500 questions a second whether they are answered or not, and reports how long answers take
// (bar: p99 3 ms). How long those of a bare bot take says how much of that is the machine's.
func BenchmarkSteady(b *testing.B) {
	ours, theirs := sideBySide(b)
	var mine, other []time.Duration
	for b.Loop() {
		mine = ours.askSteadily(b, 5_000, 2*time.Millisecond)
		other = theirs.askSteadily(b, 5_000, 2*time.Millisecond)
	}
	b.ReportMetric(mine[len(mine)/2].Seconds()*1e3, "median-ms")
	b.ReportMetric(mine[len(mine)*99/100].Seconds()*1e3, "p99-ms")
	b.ReportMetric(other[len(other)*99/100].Seconds()*1e3, "bare-p99-ms")
	b.ReportMetric(0, "ns/op")
}

func TestTheBenchmarksAskWhatIsUnderstood(t *testing.T) {
	content, err := locales.Load("")
	if err != nil {
		t.Fatal(err)
	}
	regency, err := content.Regency("62.02")
	if err != nil {
		t.Fatal(err)
	}
	mind := understand.New(regency, slices.Concat(content.Topics(locales.Indonesian), content.Topics(locales.English)))
	for _, q := range questions {
		if read := mind.Read(q); len(read.Answer) == 0 {
			t.Errorf("%q is asked back (%s)", q, strings.Join(read.Areas, " "))
		}
	}
}
