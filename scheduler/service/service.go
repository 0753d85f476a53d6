package service

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"sync/atomic"
	"time"

	"ikdbot/bot"
	"ikdbot/bot/pace"
	"ikdbot/handlers"
	"ikdbot/scheduler"
	"ikdbot/store"
)

// Service is a bot at work: one channel, the desk behind it, the scheduler beside it.
type Service struct {
	*House
	Desk      *handlers.Desk
	Telegram  *bot.Telegram
	Bot       *bot.Bot
	Scheduler *scheduler.Scheduler
	store     *store.Store
	log       *slog.Logger
	now       func() time.Time
	since     atomic.Int64 // when Work began, in ns of Unix; 0: it does not
}

// Service wires a bot; nothing runs before Work. speaker claims ledger entries and must differ from start to start. The clock and
// the pauses of the channel are those of all.
func (h *House) Service(st *store.Store, telegram bot.TelegramOptions, speaker string) *Service {
	log := telegram.Log
	if telegram.Sleep == nil {
		telegram.Sleep = bot.Pause
	}
	telegram.Register = st
	channel := bot.NewTelegram(h.counted(telegram))
	options := h.deskOptions(st, telegram.Now, log)
	options.Files = channel
	v := &Service{House: h, Telegram: channel, store: st, log: log, now: telegram.Now}
	options.Vitals = v.vitals
	options.Owed = func() { v.Scheduler.Owed() }
	desk := handlers.New(options)
	budget := pace.New(telegram.Now)
	b := bot.New(bot.Options{
		Channels: []bot.Channel{channel}, Desk: h.inTurn(desk), Keeper: st, Mask: handlers.Masked, Now: telegram.Now, Sleep: telegram.Sleep, Log: log,
		Register: st, Sorry: desk.Sorry, Flooded: desk.Flooded, Meter: h.Meters, Budget: budget,
	})
	s := scheduler.New(scheduler.Options{
		Store: st, Desk: desk, Send: b.Send, Zone: h.Place.Zone, Speaker: speaker, Now: telegram.Now, Sleep: telegram.Sleep, Log: log,
		Meter: h.Meters, Budget: budget, Backup: h.weeklyBackup(st), Copies: desk.TellCopies,
	})
	v.Desk, v.Bot, v.Scheduler = desk, b, s
	return v
}

// inTurn is the desk as the bot sees it.
func (h *House) inTurn(desk *handlers.Desk) bot.Desk {
	if h.Before == nil {
		return desk
	}
	return inTurn{desk, h.Before}
}

type inTurn struct {
	*handlers.Desk
	before func(handlers.Request)
}

// Answer lets a request wait for its turn before it is answered.
func (f inTurn) Answer(ctx context.Context, r handlers.Request) handlers.Reply {
	f.before(r)
	return f.Desk.Answer(ctx, r)
}

// Work polls, answers and sends until ctx ends or the channel stops for good.
func (v *Service) Work(ctx context.Context) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	v.since.Store(v.now().UnixNano())
	defer v.since.Store(0)
	v.store.Reread()
	beside := make(chan error, 1)
	go func() {
		v.offerCommands(ctx)
		beside <- v.Scheduler.Run(ctx)
	}()
	err := v.Bot.Run(ctx)
	stop()
	return errors.Join(err, <-beside)
}

// offerCommands fills the clients' command lists; that this fails is no reason not to start.
func (v *Service) offerCommands(ctx context.Context) {
	admins, err := v.Desk.Admins(ctx)
	if err != nil {
		v.log.Warn("admins not readable", "error", err)
	}
	strangers, err := v.Telegram.SetCommands(ctx, bot.CommandLists(v.Content, admins))
	if err != nil && !errors.Is(err, bot.ErrToken) && ctx.Err() == nil { // the first ends the program with a word of its own
		v.log.Warn("command lists not set", "error", err)
	}
	if len(strangers) > 0 {
		v.log.Warn("admins who have not pressed Start get no notices", "count", len(strangers))
	}
}

// speakerName differs from start to start, so that what an earlier one left in the ledger is told apart.
func speakerName() string {
	host, _ := os.Hostname()
	return fmt.Sprintf("%s/%d/%d", host, os.Getpid(), time.Now().UnixNano())
}
