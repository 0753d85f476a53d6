package scheduler_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"
	"time"

	"ikdbot/bot"
	"ikdbot/bot/sandbox"
	"ikdbot/locales"
	"ikdbot/store"
	"ikdbot/store/storetest"
)

// BenchmarkPush sends the weekly report, picture and all, from the shipped binary to 1,000 groups of a server that refuses the 31st
// message in any second, while citizens ask twice a second. It reports how long the push took after its slot (bar: 36.7 s), how many
// messages were refused (bar: none), and how long citizens waited (bar: p99 under 1,000 ms).
func BenchmarkPush(b *testing.B) {
	for b.Loop() {
		phones := sandbox.New(sandbox.Config{Token: token, Bot: sandbox.BotUser{ID: 123, Username: "ikd_uji_bot", Name: "IKD"}})
		server := httptest.NewServer(phones)
		redis := storetest.Redis(b)
		st, slot := thousandGroups(b, phones, server.URL, redis)
		phones.Limit(true)
		path, err := binary()
		if err != nil {
			b.Fatal(err)
		}
		cmd := startFor(b, path, server.URL, redis)
		asking, stop := context.WithCancel(b.Context())
		waits := make(chan []time.Duration, 1)
		go func() { waits <- twiceASecond(asking, phones) }()
		last := lastOf(b, st, 1000)
		stop()
		took := <-waits
		slices.Sort(took)
		b.ReportMetric(last.Sub(slot).Seconds(), "push-s")
		b.ReportMetric(float64(phones.Refused()), "refused")
		b.ReportMetric(float64(len(took)), "answers")
		b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
		end(b, cmd)
		phones.Close()
		server.Close()
	}
	b.ReportMetric(0, "ns/op")
}

// thousandGroups binds a thousand groups to the next full minute but one.
func thousandGroups(b *testing.B, phones *sandbox.Server, api, redis string) (*store.Store, time.Time) {
	b.Helper()
	content, err := locales.Load("")
	if err != nil {
		b.Fatal(err)
	}
	regency, err := content.Regency("62.02")
	if err != nil {
		b.Fatal(err)
	}
	st := storetest.Open(b, redis, store.Options{Regency: "62.02", Tree: regency})
	admin, kecamatan := phones.User(1, "Admin"), regency.Children("62.02")
	slot := time.Now().Add(75 * time.Second).Truncate(time.Minute).In(regency.Zone)
	for i := range 1000 {
		g := phones.Group(fmt.Sprint("Grup ", i), true)
		g.AddBot(admin)
		if _, err := st.Bind(b.Context(), store.Binding{
			Chat: fmt.Sprint("telegram:", g.ID()), Area: kecamatan[i%len(kecamatan)], By: "telegram:1",
			Schedule: fmt.Sprintf("%d %d * * *", slot.Minute(), slot.Hour()), Since: time.Now(),
		}); err != nil {
			b.Fatal(err)
		}
	}
	// That it joined is no news to the bot: it does not greet them all.
	answer, err := http.Get(api + "/bot" + token + "/getUpdates?offset=100000")
	if err != nil {
		b.Fatal(err)
	}
	_ = answer.Body.Close()
	return st, slot
}

// lastOf waits until so many reports are sent and returns when the last one was.
func lastOf(b *testing.B, st *store.Store, reports int64) time.Time {
	b.Helper()
	look := time.NewTicker(time.Second)
	defer look.Stop()
	for range 300 {
		<-look.C
		if sum, err := st.LedgerSum(b.Context()); err == nil && sum.States[store.Sent] >= reports {
			return sum.LastReport
		}
	}
	b.Fatal("the push does not end")
	return time.Time{}
}

// twiceASecond lets forty citizens ask in turn until ctx ends, and returns how long they waited for their answers.
func twiceASecond(ctx context.Context, phones *sandbox.Server) (took []time.Duration) {
	var citizens []*sandbox.Phone
	for i := range int64(40) {
		citizen := phones.User(100+i, "Warga").Private()
		citizen.Start()
		citizens = append(citizens, citizen)
		_ = bot.Pause(ctx, 250*time.Millisecond)
	}
	var mu sync.Mutex
	var waiting sync.WaitGroup
	turn := time.NewTicker(500 * time.Millisecond)
	defer turn.Stop()
	for n := 0; ctx.Err() == nil; n++ {
		<-turn.C
		i := n % len(citizens)
		asked := time.Now()
		citizens[i].Say("cara aktivasi gimana?")
		waiting.Go(func() {
			if _, err := phones.WaitFor(ctx, int64(100+i), 2+n/len(citizens)); err == nil {
				mu.Lock()
				took = append(took, time.Since(asked))
				mu.Unlock()
			}
		})
	}
	waiting.Wait()
	return took
}
