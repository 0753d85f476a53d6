package metrics

import (
	"context"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"ikdbot/store"
)

// State is asked for at every scrape.
type State struct {
	Speaking func() bool
	Ledger   func(context.Context) (store.LedgerSum, error)
	Now      func() time.Time
}

// Show adds the state of a bot at work to what is shown. While the ledger cannot be read its series are absent: an old number would
// look like a fresh one.
func (m *Metrics) Show(s State) { m.registry.MustRegister(newGauges(s)) }

// scrape bounds how long a scrape waits for the ledger.
const scrape = 3 * time.Second

// gauges are the state as Prometheus reads it.
type gauges struct {
	State
	speaker, entries, lag, report *prometheus.Desc
}

func newGauges(s State) gauges {
	return gauges{
		State:   s,
		speaker: prometheus.NewDesc("ikdbot_speaker", "1 where this process is the one that speaks, 0 where it stands by.", nil, nil),
		entries: prometheus.NewDesc("ikdbot_ledger_entries", "Messages in the ledger, by their state.", []string{"state"}, nil),
		lag: prometheus.NewDesc("ikdbot_ledger_lag_seconds",
			"How long the oldest message owed, and not held back by an admin, is past its time; 0: none is.", nil, nil),
		report: prometheus.NewDesc("ikdbot_last_report_timestamp_seconds", "When the last weekly report was sent; 0: never.", nil, nil),
	}
}

// Describe is part of a collector.
func (g gauges) Describe(to chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{g.speaker, g.entries, g.lag, g.report} {
		to <- d
	}
}

// Collect is part of a collector.
func (g gauges) Collect(to chan<- prometheus.Metric) {
	tell := func(d *prometheus.Desc, value float64, labels ...string) {
		to <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, value, labels...)
	}
	speaking := 0.0
	if g.Speaking() {
		speaking = 1
	}
	tell(g.speaker, speaking)
	ctx, cancel := context.WithTimeout(context.Background(), scrape)
	defer cancel()
	sum, err := g.Ledger(ctx)
	if err != nil {
		return // counted as an error of Redis already
	}
	for state, n := range sum.States {
		tell(g.entries, float64(n), string(state))
	}
	tell(g.lag, sum.Lag(g.Now()).Seconds())
	last := 0.0
	if !sum.LastReport.IsZero() {
		last = float64(sum.LastReport.UnixMilli()) / 1000
	}
	tell(g.report, last)
}
