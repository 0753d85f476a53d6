package bot

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"ikdbot/bot/sandbox/load"
	"ikdbot/handlers"
	"ikdbot/store"
	"ikdbot/store/storetest"
)

// questions are what the citizens of the benchmarks ask: every desk has to do something for them.
var questions = [...]string{
	"gmn cara aktivasi ikd", "syaratnya apa aja ya min", "hp saya ga ada kamera, bs ga?", "kode tidak masuk ke email",
	"di mana bisa aktivasi di baamang", "ada yg telp ngaku dukcapil minta kode otp", "apakah ikd bayar?", "lupa pin ikd gimana",
	"ktp hilang bisa aktivasi?", "kntr dukcapil buka jam brp", "iphone bisa ga", "apa itu ikd", "selamat pagi",
	"sudah ganti hp, apa daftar lagi?", "wajah tidak cocok terus waktu verifikasi", "bisa diwakilkan anak saya?",
}

func question(n int) string { return questions[n%len(questions)] }

const (
	benchChats  = 5_000
	benchFlight = 200 // questions waiting for their answer at any time
)

// crowd asks n questions of a bot, benchFlight of them in flight, and returns how long the bot took for all.
func crowd(b *testing.B, n int, start func(base string) (stop func())) time.Duration {
	b.Helper()
	var s *load.Server
	over := make(chan struct{})
	asked, answered := 0, 0
	next := func() { // guarded by the server, which tells of one answer at a time
		if asked++; asked <= n {
			go s.Ask(int64(1 + asked%benchChats))
		}
	}
	s = load.New(question, func(load.Answer) {
		if answered++; answered == n {
			close(over)
		}
		next()
	})
	server := httptest.NewServer(s)
	defer server.Close()
	stop := start(server.URL)
	defer stop()
	<-s.Polled()
	began := time.Now()
	for range min(benchFlight, n) {
		asked++
		s.Ask(int64(1 + asked%benchChats))
	}
	select {
	case <-over:
	case <-time.After(2 * time.Minute):
		b.Fatal("the bot has stopped answering")
	}
	return time.Since(began)
}

// startBare is the least a bot can be: a fixed text and keyboard of the size of ours, by the library alone, with connections kept alive.
func startBare(b *testing.B, text string, keyboard any) func(base string) (stop func()) {
	return func(base string) func() {
		pool := http.DefaultTransport.(*http.Transport).Clone()
		pool.MaxIdleConns, pool.MaxIdleConnsPerHost = benchFlight, benchFlight
		api, err := tgbotapi.NewBotAPIWithClient("1:bench", base+"/bot%s/%s", &http.Client{Transport: pool})
		if err != nil {
			b.Fatal(err)
		}
		updates := api.GetUpdatesChan(tgbotapi.UpdateConfig{Timeout: 1})
		go func() {
			places := make(chan struct{}, atOnce)
			for u := range updates {
				places <- struct{}{}
				go func() {
					defer func() { <-places }()
					m := tgbotapi.NewMessage(u.Message.Chat.ID, text)
					m.ParseMode, m.ReplyMarkup = tgbotapi.ModeHTML, keyboard
					_, _ = api.Send(m) // one that fails is missed, and the crowd waits in vain
				}()
			}
		}()
		return api.StopReceivingUpdates
	}
}

// startOurs is the whole bot: the real desk, a real Redis.
func startOurs(l *library, redis string) func(base string) (stop func()) {
	return func(base string) func() {
		quiet := slog.New(slog.DiscardHandler)
		ctx, cancel := context.WithCancel(context.Background())
		st, err := store.Open(ctx, redis, store.Options{Regency: l.regency.Root(), Tree: l.regency, Now: time.Now})
		if err != nil {
			panic(err)
		}
		desk := handlers.New(handlers.Options{
			Content: l.content, Regency: l.regency, Store: st, Mind: l.mind, Now: time.Now, Schedule: "0 8 * * MON", Log: quiet,
		})
		channel := NewTelegram(TelegramOptions{Token: "1:bench", Base: base, Log: quiet})
		bot := New(Options{Channels: []Channel{channel}, Desk: desk, Keeper: st, Mask: handlers.Masked, Log: quiet})
		ended := make(chan struct{})
		go func() { defer close(ended); _ = bot.Run(ctx) }()
		return func() { cancel(); <-ended; _ = st.Close() }
	}
}

// typical is the answer whose size lies in the middle, and its keyboard, so that the bare bot sends as much as we do.
func (l *library) typical(b *testing.B) (text string, keyboard any) {
	desk, _ := l.desk(b, time.Now, slog.New(slog.DiscardHandler))
	var replies []handlers.Reply
	for i, q := range questions {
		replies = append(replies, desk.Answer(b.Context(), handlers.Request{
			ID: fmt.Sprint(i), Chat: fmt.Sprintf("telegram:%d", i+1), User: fmt.Sprintf("telegram:%d", i+1), Private: true, Text: q, At: time.Now(),
		}))
	}
	slices.SortFunc(replies, func(x, y handlers.Reply) int { return len(x.Text) - len(y.Text) })
	r := replies[len(replies)/2]
	t := NewTelegram(TelegramOptions{Token: "1:bench", Log: slog.New(slog.DiscardHandler)})
	return HTML(r.Text), tgbotapi.NewInlineKeyboardMarkup(t.rows(r)...)
}

// BenchmarkAnswers sets the whole bot beside a bare one that says the same to everything: of-bare is the share of the bare
// bot's answers per second that ours reaches (bar 0.6, goal 0.8). Both are run in turns, so that a busy machine slows both.
func BenchmarkAnswers(b *testing.B) {
	l := newLibrary(b)
	redis := storetest.Redis(b)
	text, keyboard := l.typical(b)
	ours, bare := startOurs(l, redis), startBare(b, text, keyboard)
	const round = 4_000
	crowd(b, round, ours)
	crowd(b, round, bare)
	var mine, theirs time.Duration
	n := 0
	for b.Loop() {
		was := debug.SetGCPercent(40) // as serve sets it, for the sake of memory
		mine += crowd(b, round, ours)
		debug.SetGCPercent(was)
		theirs += crowd(b, round, bare)
		n += round
	}
	b.ReportMetric(float64(n)/mine.Seconds(), "answers/s")
	b.ReportMetric(float64(n)/theirs.Seconds(), "bare/s")
	b.ReportMetric(theirs.Seconds()/mine.Seconds(), "of-bare")
	b.ReportMetric(0, "ns/op")
}

// BenchmarkSteady asks 500 questions a second whether they are answered or not, and reports how long answers take (bar: p99 3 ms).
func BenchmarkSteady(b *testing.B) {
	const every = 2 * time.Millisecond
	var took []time.Duration
	over := make(chan struct{}, 1)
	total := 0
	s := load.New(question, func(a load.Answer) {
		took = append(took, a.Took)
		if len(took) == total {
			over <- struct{}{}
		}
	})
	server := httptest.NewServer(s)
	defer server.Close()
	defer startOurs(newLibrary(b), storetest.Redis(b))(server.URL)()
	<-s.Polled()
	ask := func(n int) {
		took, total = took[:0], n
		tick := time.NewTicker(every)
		defer tick.Stop()
		for i := range n {
			<-tick.C
			s.Ask(int64(1 + i%benchChats))
		}
		<-over
	}
	ask(500)
	b.ResetTimer()
	for b.Loop() {
		ask(5_000)
		slices.Sort(took)
	}
	b.ReportMetric(took[len(took)/2].Seconds()*1e3, "median-ms")
	b.ReportMetric(took[len(took)*99/100].Seconds()*1e3, "p99-ms")
	b.ReportMetric(0, "ns/op")
}

func TestTheBenchmarksAskWhatTheDeskUnderstands(t *testing.T) {
	l := newLibrary(t)
	for _, q := range questions {
		if read := l.mind.Read(q); len(read.Answer) == 0 {
			t.Errorf("%q is asked back (%s)", q, strings.Join(read.Areas, " "))
		}
	}
}
