package service

import (
	"context"
	"fmt"
	"time"

	"ikdbot/bot"
	"ikdbot/bot/sandbox"
	"ikdbot/handlers"
	"ikdbot/locales"
	"ikdbot/store"
)

// DemoAdmin is the admin of the demo; the House it is given must know them as a founder.
const DemoAdmin = 1001

// The other people of the demo; numbers as Telegram would give them.
const (
	demoToken   = "1:demo"
	demoCitizen = 2001
)

// Demo is everything on this machine until ctx ends: an embedded Redis, a sandbox Telegram with a page, and the very same
// service as Serve. started is told the address of the page.
func (h *House) Demo(ctx context.Context, address string, started func(page string)) error {
	clock := &sandbox.Clock{}
	st, closeStore, err := store.Memory(h.StoreOptions(clock.Now))
	if err != nil {
		return err
	}
	defer closeStore()
	if err := handlers.FillSamples(ctx, st, h.Place, clock); err != nil {
		return err
	}
	var v *Service
	phones := sandbox.New(sandbox.Config{
		Token: demoToken, Bot: sandbox.BotUser{ID: 1, Username: "ikd_demo_bot", Name: h.Place.Office()},
		Now: clock.Now, Zone: h.Place.Zone, Log: h.Log,
		AdminID: DemoAdmin, CitizenID: demoCitizen, GroupTitle: h.Content.Say(locales.Indonesian, "demo.group"), Places: h.seats(),
		Next: func() (time.Time, string, bool) { return v.Scheduler.NextReport(ctx) },
		Move: func(_ context.Context, to time.Time) error { clock.Set(to); v.Scheduler.Wake(); return nil },
	})
	defer phones.Close()
	listening, stop := context.WithCancel(context.WithoutCancel(ctx))
	bound, stopped, err := bot.Listen(listening, address, phones)
	if err != nil {
		stop()
		return fmt.Errorf("%w (choose another with --addr)", err)
	}
	defer func() { stop(); <-stopped }()
	v = h.Service(st, bot.TelegramOptions{Token: demoToken, Base: "http://" + bound, Now: clock.Now, Log: h.Log}, speakerName())
	first, _ := h.Place.Area(h.Place.Children(h.Place.Root())[0])
	phones.Rehearse("/daftarkan " + first.Name)
	started("http://" + bound + "/")
	return v.Work(ctx)
}

// seats are points the demo's people can share: the seats of the first kecamatan.
func (h *House) seats() (list []sandbox.Place) {
	for _, code := range h.Place.Children(h.Place.Root()) {
		if seat, ok := h.Place.Seat(code); ok && len(list) < 6 {
			list = append(list, sandbox.Place{Name: seat.Town + " (" + h.Place.Label(code) + ")", Lat: seat.Lat, Lng: seat.Lng})
		}
	}
	return list
}
