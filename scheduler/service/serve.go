package service

import (
	"context"
	"errors"
	"time"

	"ikdbot/bot"
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

// Serve is the bot against Telegram and Redis, as one of possibly several replicas, until ctx ends. open opens the store.
func (h *House) Serve(ctx context.Context, open func(context.Context) (*store.Store, error), o Outside) error {
	listening, stop := context.WithCancel(context.WithoutCancel(ctx))
	front := newFront(h.withMetrics(bot.Health(func(context.Context) error { return errors.New("Redis cannot be reached") })))
	bound, stopped, err := bot.Listen(listening, o.Listen, front)
	defer func() {
		stop()
		if stopped != nil {
			<-stopped
		}
	}()
	if err != nil {
		return err
	}
	h.Log.Info("listening", "listen", bound)
	st, err := h.await(ctx, open)
	if st == nil || err != nil {
		return err
	}
	defer st.Close()
	who := speakerName()
	v := h.Service(st, bot.TelegramOptions{Token: o.Token, Base: o.Base, Webhook: o.Webhook, Now: time.Now, Log: h.Log}, who)
	speaker := &scheduler.Speaker{Lease: st, Who: who, Sleep: bot.Pause, Log: h.Log}
	h.show(st, speaker)
	front.show(h.withMetrics(o.Webhook.Beside(v.Telegram, bot.Health(o.ready(st, speaker)))))
	thrift()
	h.Log.Info("started", "regency", h.Place.Root(), "listen", bound)
	return speaker.Run(ctx, v.Work)
}

// ready says why this process should get no updates; nil where it should.
func (o Outside) ready(st *store.Store, speaker *scheduler.Speaker) func(context.Context) error {
	return func(ctx context.Context) error {
		switch {
		case !speaker.Speaking():
			return errors.New("another replica is the speaker")
		case o.Webhook.URL != "":
			return nil // a balancer goes by this: the speaker answers questions while Redis is away, and no other replica would
		}
		return st.Ping(ctx)
	}
}
