package simulate

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"sync"
	"testing/synctest"
	"time"

	"ikdbot/bot"
	"ikdbot/handlers"
	"ikdbot/scheduler"
	"ikdbot/scheduler/service"
	"ikdbot/store"
)

// replica is one start of the bot: what serve puts together, between the world's Redis and the world's Telegram.
type replica struct {
	world   *world
	letter  string // A or B
	life    int
	who     string
	service *service.Service
	speaker *scheduler.Speaker
	store   *store.Store
	stop    context.CancelFunc
	dead    chan struct{} // closed when it was killed: nothing gets in or out any more
	ended   chan struct{} // closed when its last goroutine has seen that
	frozen  bool          // as by SIGSTOP
	cut     bool          // from Redis
	skew    time.Duration // how far its clock is off
}

// start starts a replica, as serve does.
func (w *world) start(letter string, life int) {
	r := &replica{
		world: w, letter: letter, life: life, who: fmt.Sprintf("%s%d", letter, life), skew: w.weather.skew[letter],
		dead: make(chan struct{}), ended: make(chan struct{}),
	}
	options := w.house.StoreOptions(r.now)
	options.Random = &lots{source: rand.NewChaCha8([32]byte([]byte(fmt.Sprintf("%032d", w.seed*1000+uint64(life)*10+uint64(letter[0]-'A')))))}
	r.store = store.Through(r.dial, options)
	log := slog.New(&lines{replica: r})
	telegram := bot.TelegramOptions{Token: token, Base: "http://telegram", Transport: r, Now: r.now, Sleep: r.sleep, Log: log}
	if w.delivers {
		telegram.Webhook = hook
	}
	house := *w.house
	house.Before = func(q handlers.Request) { r.wait(context.Background(), turn, "answer "+q.ID, time.Time{}) }
	r.service = house.Service(r.store, telegram, r.who)
	r.speaker = &scheduler.Speaker{Lease: r.store, Who: r.who, Sleep: r.nap, Log: log}
	ctx, stop := context.WithCancel(w.ctx)
	r.stop = stop
	w.replicas = append(w.replicas, r)
	w.trouble = w.now // it may have been off for days
	go func() {
		defer close(r.ended)
		// The first question makes others wait for a lock, which the world takes for work that has not ended: it is asked alone.
		r.service.Desk.Answer(ctx, handlers.Request{ID: "first", Chat: "telegram:1", Private: true, Text: "/bantuan"})
		_, err := r.store.Found(ctx, handlers.FirstRows(w.house.Place))
		if err == nil {
			err = r.speaker.Run(ctx, r.service.Work)
		}
		if err != nil {
			log.Error("ended", "error", err)
		}
	}()
}

// alive reports whether the replica still runs.
func (r *replica) alive() bool {
	select {
	case <-r.dead:
		return false
	case <-r.ended:
		return false
	default:
		return true
	}
}

// now is the time by the replica's clock.
func (r *replica) now() time.Time {
	r.world.mu.Lock()
	defer r.world.mu.Unlock()
	return r.world.now.Add(r.skew)
}

// idle is how long the scheduler sleeps when there is nothing to do; see scheduler.Scheduler.
const idle = 5 * time.Minute

// webhookLook is how long the channel sleeps while updates are delivered to it; see bot.
const webhookLook = time.Minute

// again is how long everybody sleeps who did not reach Redis; see scheduler.lookAgain and bot.keeperAway. While it is away nothing
// would come of looking every time.
const again = 5 * time.Second

// sleep waits until the world's clock has moved on by d.
func (r *replica) sleep(ctx context.Context, d time.Duration) error {
	k := pause
	if d == idle || d == webhookLook || d == again && !r.reachesRedis() {
		k = napping
	}
	return r.rest(ctx, k, fmt.Sprint("sleep ", d), d)
}

// nap is the speaker's sleep between two looks at its lease.
func (r *replica) nap(ctx context.Context, d time.Duration) error {
	return r.rest(ctx, napping, onLease, d)
}

// onLease is what the speaker waits for.
const onLease = "lease"

func (r *replica) rest(ctx context.Context, k kind, what string, d time.Duration) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	w := r.world
	w.mu.Lock()
	due := w.now.Add(d)
	w.mu.Unlock()
	if r.wait(ctx, k, what, due).do == cut {
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	return nil
}

// kill ends a replica as kill -9 does: nothing it does from now on reaches anybody.
func (w *world) kill(r *replica) {
	close(r.dead)
	r.stop()
	synctest.Wait()
	<-r.ended
	_ = r.store.Close() // it is dead: nobody minds
	for i, other := range w.replicas {
		if other == r {
			w.replicas = append(w.replicas[:i:i], w.replicas[i+1:]...)
			return
		}
	}
}

// crash kills a replica and has it started again, soon or late.
func (w *world) crash(r *replica) {
	w.trouble = w.now
	w.note("%s KILLED", r.who)
	w.kill(r)
	w.later(w.between(time.Second, 90*time.Second), r)
}

// later starts a replica again after a while, or when peace comes.
func (w *world) later(d time.Duration, r *replica) {
	w.off[r.letter] = r.life + 1
	w.in(d, "", func() { w.on(r.letter) })
}

// on starts a replica that is off.
func (w *world) on(letter string) {
	if life := w.off[letter]; life > 0 {
		delete(w.off, letter)
		w.note("%s%d starts", letter, life)
		w.start(letter, life)
	}
}

// supervise starts replicas again that have ended by themselves, as a service manager does.
func (w *world) supervise() {
	for _, r := range w.replicas {
		if !r.alive() {
			w.note("%s ended", r.who)
			w.kill(r)
			w.later(5*time.Second, r)
			return
		}
	}
}

// spoken reports whether somebody speaks, and is awake.
func (w *world) spoken() bool {
	for _, r := range w.replicas {
		if r.alive() && !r.frozen && r.speaker.Speaking() {
			return true
		}
	}
	return false
}

// freeze stops a replica in the middle of what it does, for a while: longer than its lease, often.
func (w *world) freeze(r *replica) {
	w.trouble = w.now
	d := w.between(time.Second, 2*time.Minute)
	w.note("%s FROZEN for %s", r.who, d.Round(time.Second))
	r.frozen = true
	w.in(d, r.who+" goes on", func() { r.frozen, w.trouble = false, w.now })
}

// lots are random bytes that come out the same in every run.
type lots struct {
	mu     sync.Mutex
	source io.Reader
}

func (l *lots) Read(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.source.Read(p)
}
