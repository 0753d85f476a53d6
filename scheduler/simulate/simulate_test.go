// Package simulate plays weeks and years of the whole bot and checks that nothing is lost and nothing comes twice.
//
// Played are one or two replicas of the very service that serve runs: desk, store, scheduler with its lease, and the Telegram
// channel, over connections without sockets to an embedded Redis and to the sandbox's handler. Citizens ask, admins change figures and
// settle what is unclear, groups come, go and move. Per seed one goroutine, that of world.run, steps everything: each command to Redis,
// each request to Telegram and each pause waits until it has its turn, and time moves only when it moves the clock. Before and after
// every such step a replica may be killed, frozen for longer than its lease, or see the connection fail, an answer lost, a 429 or a
// 502; Redis or Telegram go away for a while, one replica is cut off from Redis, clocks jump, everything is switched off for days.
// In a quarter of the worlds Telegram delivers to a webhook, through a balancer that knows nothing of who speaks.
//
// Once in a while Redis loses all, or comes back with what it held hours ago; then admins answer, and link the groups again.
//
// Not played are losses that take neither a change of figures nor a step of the ledger with them, which nobody could see, pictures (they are blank), and the minutes in which cron finds nothing to do.
//
// make test plays 200 seeds of six weeks and 5 of a year, 40 of the former with the race detector; make sim plays as many years as it is told to. The same seed gives the same steps. A seed that fails prints its last steps and the command that plays it again:
//
//	go test ./scheduler/simulate -run TestWeeks -args -first 4711 -seeds 1 -weeks 6
package simulate

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"image"
	"image/png"
	"log/slog"
	"math/rand/v2"
	"net"
	"runtime/debug"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/alicebob/miniredis/v2"

	"ikdbot/bot/sandbox"
	"ikdbot/handlers/report"
	"ikdbot/locales"
	"ikdbot/scheduler/service"
	"ikdbot/store"
)

var (
	seeds = flag.Int("seeds", 0, "how many seeds; 0: what a test run has time for")
	first = flag.Uint64("first", 1, "the first seed")
	weeks = flag.Int("weeks", 0, "how many weeks each; 0: what the test plays")
	steps = flag.Int("steps", 120, "how many of the last steps are shown of a seed that fails")
)

// house is what all seeds share: the content, and a Mind that is trained once.
func house(t testing.TB) *service.House {
	t.Helper()
	var blank bytes.Buffer
	if err := png.Encode(&blank, image.NewGray(image.Rect(0, 0, 8, 8))); err != nil {
		t.Fatal(err)
	}
	h, err := service.Open(service.Settings{
		Regency: "62.02", Schedule: "0 8 * * MON", Founders: []string{"telegram:1001", "telegram:1002"}, ReviewFrom: 10,
		Log: slog.New(slog.DiscardHandler),
		Draw: func(*locales.Content, locales.Language, *locales.Regency, report.Facts, report.Points) ([]byte, error) {
			return blank.Bytes(), nil
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// play plays some weeks from a seed, and returns the world as it then is.
func play(t *testing.T, h *service.House, seed uint64, weeks int) *world {
	t.Helper()
	var w *world
	synctest.Test(t, func(t *testing.T) {
		w = newWorld(t.Context(), h, seed)
		defer w.end()
		w.settle()
		for range 1 + min(1, w.dice.IntN(3)) {
			w.start(string(rune('A'+len(w.replicas))), 1)
		}
		for range weeks {
			w.week()
		}
	})
	return w
}

func newWorld(ctx context.Context, h *service.House, seed uint64) *world {
	w := &world{
		seed: seed, dice: rand.New(rand.NewPCG(seed, 0)), house: h, redis: miniredis.NewMiniRedis(), ctx: ctx,
		now:   time.Date(2026, 4, 4, 9, 0, 0, 0, h.Place.Zone), // a Saturday
		calls: map[*call]bool{}, off: map[string]int{}, books: newBooks(), diary: newDiary(),
	}
	if conn, err := w.redis.Dial(); err == nil { // which starts it
		_ = conn.Close()
	}
	w.weather.skew = map[string]time.Duration{}
	w.diary.audited = w.now
	now := func() time.Time { return w.now }
	w.mail, w.delivers = newMail(w), w.roll(0.25)
	w.phones = sandbox.New(sandbox.Config{
		Token: token, Bot: sandbox.BotUser{ID: 1, Username: "ikd_bot", Name: "IKD"}, Now: now, Zone: h.Place.Zone, Keep: 5000,
		Hooks: w.mail, Sleep: w.mail.later,
	})
	w.ledger = w.look()
	return w
}

// look makes a store that looks into Redis past all faults, and has not seen anything yet.
func (w *world) look() *store.Store {
	now := func() time.Time { return w.now }
	return store.Through(func(context.Context) (net.Conn, error) { return lay(w.redis), nil }, w.house.StoreOptions(now))
}

// mostSteps is more than any week takes.
const mostSteps = 100_000

// week plays one week: some days of trouble, then peace and an audit, then trouble again.
func (w *world) week() {
	if len(w.faults) > 0 {
		return
	}
	begin := w.now
	w.patience = w.trace.steps + mostSteps
	w.live()
	w.run(begin.Add(quietFrom))
	w.peace()
	w.in(time.Hour, "", w.ask)
	for i := range 4 { // a quarter of an hour is longer than anybody naps
		w.in(time.Duration(i+1)*15*time.Minute, "", func() { w.drowsy = false })
	}
	w.run(begin.Add(quietFrom + quietFor - time.Minute))
	if len(w.faults) == 0 {
		w.audit()
	}
	w.run(begin.Add(7 * 24 * time.Hour))
}

// end ends everything that runs.
func (w *world) end() {
	for len(w.replicas) > 0 {
		w.kill(w.replicas[0])
	}
	_ = w.ledger.Close()
	close(w.mail.dead)
	w.phones.Close()
	w.redis.Close()
}

// check fails the test if something is wrong with a world.
func check(t *testing.T, w *world, weeks int) {
	t.Helper()
	if len(w.faults) == 0 {
		return
	}
	t.Errorf("seed %d: %s\n\n%s\n\nagain: go test ./scheduler/simulate -run TestWeeks -args -first %d -seeds 1 -weeks %d",
		w.seed, strings.Join(w.faults, "; "), &w.trace, w.seed, weeks)
}

// Hundreds of short lives: whatever happens in six weeks, nothing is lost and nothing comes twice.
//
// Fault: the bot is killed or frozen before or after any command to Redis and any request to Telegram, and answers of both are lost.
// Outcome: every report owed is sent once, or listed as unclear; every question is answered; no change of figures is lost or stored twice.
// Fault: Redis or Telegram goes away, one of two replicas is cut off from Redis, a clock jumps by hours, all machines are off for days.
// Outcome: two hours after it is over everything owed has been sent or recorded as missed, and every alarm was told once.
// Fault: Redis is emptied, or comes back with what it held up to a day ago.
// Outcome: admins are told, no report goes out until one answers, and none that was sent before goes out again by itself.
// Fault: a balancer takes deliveries of a webhook to either replica, some are refused, and lines break before the bot has answered them or while it does.
// Outcome: Telegram delivers again until the speaker has taken the update in, and every question is answered.
func TestWeeks(t *testing.T) {
	if raced {
		lives(t, 40, 6) // for the races; make test plays the others without looking for those
		return
	}
	lives(t, 200, 6)
}

// A few long ones: what builds up in a year harms nothing.
func TestYears(t *testing.T) {
	if *seeds != 0 || *weeks != 0 || raced {
		return // TestWeeks plays what was asked for
	}
	lives(t, 5, 52)
}

// lives plays as many seeds, for as many weeks, as the flags say, or else the caller.
func lives(t *testing.T, n, length int) {
	t.Helper()
	if *seeds != 0 {
		n = *seeds
	}
	if *weeks != 0 {
		length = *weeks
	}
	h := house(t)
	gc := debug.SetGCPercent(1000) // memory is not what is short here
	began := time.Now()
	var steps atomic.Int64
	t.Cleanup(func() {
		debug.SetGCPercent(gc)
		t.Logf("%d seeds of %d weeks, %d steps: %.2f seeds/s", n, length, steps.Load(), float64(n)/time.Since(began).Seconds())
	})
	for i := range n {
		seed := *first + uint64(i)
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			w := play(t, h, seed, length)
			steps.Add(int64(w.trace.steps))
			check(t, w, length)
		})
	}
}

// The same seed gives the same steps, or no failure could be looked into.
func TestTheSameSeedTakesTheSameSteps(t *testing.T) {
	h := house(t)
	for i := range max(4, *seeds) {
		seed := *first + uint64(i)
		a, b := play(t, h, seed, 2), play(t, h, seed, 2)
		if a.trace.sum != b.trace.sum || a.trace.steps != b.trace.steps {
			t.Errorf("seed %d: %d steps, then %d; %s", seed, a.trace.steps, b.trace.steps, a.trace.parting(&b.trace))
		}
	}
}
