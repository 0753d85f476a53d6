package service

import (
	"context"
	"errors"
	"net/http"
	"sync/atomic"
	"time"

	"ikdbot/bot"
	"ikdbot/handlers"
	"ikdbot/store"
)

// front is what is listened to: one handler while the bot waits for Redis, another once it works.
type front struct{ behind atomic.Pointer[http.Handler] }

func newFront(first http.Handler) *front {
	f := &front{}
	f.show(first)
	return f
}

func (f *front) show(h http.Handler) { f.behind.Store(&h) }

// ServeHTTP lets the present handler answer.
func (f *front) ServeHTTP(w http.ResponseWriter, r *http.Request) { (*f.behind.Load()).ServeHTTP(w, r) }

// redisAgain is the pause before an absent Redis is tried again.
const redisAgain = 2 * time.Second

// await opens the store, with the first figures in it. While Redis is away it waits: after a power cut the whole machine starts at once, and
// nobody is there to start the bot anew. Questions wait too, with Telegram, which keeps them for a day: without the lease nobody knows
// whether another replica polls. It returns nothing where ctx ends before.
func (h *House) await(ctx context.Context, open func(context.Context) (*store.Store, error)) (*store.Store, error) {
	for told := false; ; told = true {
		st, err := h.founded(ctx, open)
		switch {
		case err != nil && ctx.Err() != nil:
			return nil, nil
		case !errors.Is(err, store.ErrAway):
			if told && err == nil {
				h.Log.Info("Redis can be reached")
			}
			return st, err
		case !told:
			h.Log.Warn("waiting for Redis", "error", err)
		}
		_ = bot.Pause(ctx, redisAgain) // ended early: the next try says so
	}
}

// founded opens the store and sees to it that the first figures are in it.
func (h *House) founded(ctx context.Context, open func(context.Context) (*store.Store, error)) (*store.Store, error) {
	st, err := open(ctx)
	if err != nil {
		return nil, err
	}
	if _, err := st.Found(ctx, handlers.FirstRows(h.Place)); err != nil {
		return nil, errors.Join(err, st.Close())
	}
	return st, nil
}
