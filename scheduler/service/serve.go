package service

import (
	"context"
	"errors"
	"os"
	"runtime/debug"
	"time"

	"ikdbot/bot"
	"ikdbot/handlers"
	"ikdbot/scheduler"
	"ikdbot/store"
)

// Outside is how a bot at work meets the world.
type Outside struct {
	Token string // of the bot
	Base  string // of the Bot API
	// Webhook is where Telegram delivers updates; without one it is polled.
	Webhook bot.Webhook
	// Listen is the address of /healthz, /readyz and /metrics, and of what Telegram delivers.
	Listen string
}

// Serve is the bot against Telegram and Redis, as one of possibly several replicas, until ctx ends.
func (h *House) Serve(ctx context.Context, st *store.Store, o Outside) error {
	if _, err := st.Found(ctx, handlers.FirstRows(h.Place)); err != nil {
		return err
	}
	who := speakerName()
	v := h.Service(st, bot.TelegramOptions{Token: o.Token, Base: o.Base, Webhook: o.Webhook, Now: time.Now, Log: h.Log}, who)
	speaker := &scheduler.Speaker{Lease: st, Who: who, Sleep: bot.Pause, Log: h.Log}
	h.show(st, speaker)
	listening, stop := context.WithCancel(context.WithoutCancel(ctx))
	bound, stopped, err := bot.Listen(listening, o.Listen, h.withMetrics(o.Webhook.Beside(v.Telegram, bot.Health(func(ctx context.Context) error {
		switch {
		case !speaker.Speaking():
			return errors.New("another replica is the speaker")
		case o.Webhook.URL != "":
			return nil // a balancer goes by this: the speaker answers questions while Redis is away, and no other replica would
		}
		return st.Ping(ctx)
	}))))
	defer func() {
		stop()
		if stopped != nil {
			<-stopped
		}
	}()
	if err != nil {
		return err
	}
	thrift()
	h.Log.Info("started", "regency", h.Place.Root(), "listen", bound)
	return speaker.Run(ctx, v.Work)
}

// thrift keeps the process small, for the office's machine is: what the start left behind is given back, and the heap grows by half
// before it is collected, unless the operator's GOGC says otherwise.
func thrift() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(50)
	}
	debug.FreeOSMemory()
}
