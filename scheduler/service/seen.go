package service

import (
	"net/http"
	"runtime/debug"
	"time"

	"ikdbot/bot"
	"ikdbot/bot/metrics"
	"ikdbot/handlers"
	"ikdbot/scheduler"
	"ikdbot/store"
)

// Version is what runs: the version of the module, or the commit it was built from.
func Version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	return info.Main.Version
}

// vitals are what /status says of the program itself.
func (v *Service) vitals() handlers.Vitals {
	vitals := handlers.Vitals{Version: Version(), Backups: v.BackupKey != nil}
	if since := v.since.Load(); since != 0 {
		vitals.Speaking = time.Unix(0, since)
	}
	vitals.Reached, vitals.Failures = v.Meters.Telegram()
	return vitals
}

// counted has the channel's calls counted.
func (h *House) counted(o bot.TelegramOptions) bot.TelegramOptions {
	now := o.Now
	o.Called = func(trouble string) { h.Meters.TelegramCalled(trouble, now()) }
	return o
}

// show has the state of a bot at work shown with the counters.
func (h *House) show(st *store.Store, speaker *scheduler.Speaker) {
	h.Meters.Show(metrics.State{Speaking: speaker.Speaking, Ledger: st.LedgerSum, Now: time.Now})
}

// withMetrics adds /metrics to what is listened to.
func (h *House) withMetrics(rest http.Handler) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", h.Meters.Handler())
	mux.Handle("/", rest)
	return mux
}
