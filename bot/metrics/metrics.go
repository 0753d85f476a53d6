// Package metrics counts what the bot does and shows it to Prometheus. It knows no person and no chat: every label has a small, fixed
// set of values.
package metrics

import (
	"net/http"
	"strings"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Metrics are the counters of one process, with a registry of their own. They are safe for concurrent use.
type Metrics struct {
	registry *prometheus.Registry
	abouts   map[string]bool

	updates, answers, sends, telegram *prometheus.CounterVec
	retries, redis                    prometheus.Counter
	took                              prometheus.Histogram

	reached  atomic.Int64 // when Telegram last answered a call well, in ns of Unix
	failures atomic.Int64 // calls of Telegram that failed
}

// other stands in a label for what is not on the list of its values.
const other = "other"

// The values of labels.
var (
	updateKinds  = [...]string{"text", "command", "tap", "location", "file", "edit", "event", other}
	sendKinds    = [...]string{"answer", "part", "report", "correction", "notice"}
	sendOutcomes = [...]string{"sent", "retry", "wait", "moved", "gone", "refused", "unclear"}
	callTroubles = [...]string{"connect", "lost", "gateway", "flood", "token", "conflict", "server", "refused"}
)

// New makes the counters of a program. abouts are what answers may be about, "topic/cara"; anything else counts as other.
func New(version string, abouts []string) *Metrics {
	m := &Metrics{registry: prometheus.NewRegistry(), abouts: map[string]bool{}}
	m.updates = m.vector("updates_total", "What came in: messages, taps, events.", "kind")
	m.answers = m.vector("answers_total", "Answers given, by the topic or command they are about.", "kind", "name")
	m.sends = m.vector("sends_total", "Attempts to send a message, by what became of them.", "kind", "outcome")
	m.telegram = m.vector("telegram_errors_total", "Calls of Telegram that failed, by the kind of failure.", "kind")
	m.retries = m.counter("retries_total", "Messages tried again after a failed attempt.")
	m.redis = m.counter("redis_errors_total", "Calls that Redis did not serve.")
	m.took = prometheus.NewHistogram(prometheus.HistogramOpts{
		Name: "ikdbot_answer_seconds", Help: "Time from the arrival of a message to the end of sending its answer.",
		Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60},
	})
	build := prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: "ikdbot_build_info", Help: "1, with the version that runs."}, []string{"version"})
	build.WithLabelValues(version).Set(1)
	reached := prometheus.NewGaugeFunc(prometheus.GaugeOpts{
		Name: "ikdbot_telegram_success_timestamp_seconds", Help: "When Telegram last answered a call well; 0: not since the start.",
	}, func() float64 { return float64(m.reached.Load()) / 1e9 })
	m.registry.MustRegister(m.took, build, reached,
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	m.fill(abouts)
	return m
}

// fill makes every value of every label known from the start, so that the first failure is a step up from 0.
func (m *Metrics) fill(abouts []string) {
	for _, about := range append(abouts, other) {
		m.abouts[about] = true
		m.answers.WithLabelValues(split(about))
	}
	for _, kind := range updateKinds {
		m.updates.WithLabelValues(kind)
	}
	for _, kind := range sendKinds {
		for _, outcome := range sendOutcomes {
			m.sends.WithLabelValues(kind, outcome)
		}
	}
	for _, kind := range callTroubles {
		m.telegram.WithLabelValues(kind)
	}
}

func (m *Metrics) vector(name, help string, labels ...string) *prometheus.CounterVec {
	v := prometheus.NewCounterVec(prometheus.CounterOpts{Name: "ikdbot_" + name, Help: help}, labels)
	m.registry.MustRegister(v)
	return v
}

func (m *Metrics) counter(name, help string) prometheus.Counter {
	c := prometheus.NewCounter(prometheus.CounterOpts{Name: "ikdbot_" + name, Help: help})
	m.registry.MustRegister(c)
	return c
}

// Handler shows the counters in Prometheus' text format.
func (m *Metrics) Handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{ErrorHandling: promhttp.ContinueOnError})
}

// Received counts what came in.
func (m *Metrics) Received(kind string) { m.updates.WithLabelValues(kind).Inc() }

// Answered counts an answer and how long it took.
func (m *Metrics) Answered(about string, took time.Duration) {
	if !m.abouts[about] {
		about = other
	}
	m.answers.WithLabelValues(split(about)).Inc()
	m.took.Observe(took.Seconds())
}

// split takes "topic/cara" apart.
func split(about string) (kind, name string) {
	kind, name, ok := strings.Cut(about, "/")
	if !ok {
		return other, other
	}
	return kind, name
}

// Sent counts an attempt to send a message.
func (m *Metrics) Sent(kind, outcome string) { m.sends.WithLabelValues(kind, outcome).Inc() }

// Retried counts a message that is tried again.
func (m *Metrics) Retried() { m.retries.Inc() }

// RedisFailed counts a call that Redis did not serve.
func (m *Metrics) RedisFailed(error) { m.redis.Inc() }

// TelegramCalled counts a call of Telegram that ended at an instant; trouble is the kind of failure, empty if it went well.
func (m *Metrics) TelegramCalled(trouble string, at time.Time) {
	if trouble == "" {
		m.reached.Store(at.UnixNano())
		return
	}
	m.failures.Add(1)
	m.telegram.WithLabelValues(trouble).Inc()
}

// Telegram tells when Telegram last answered a call well, zero if not since the start, and how many calls have failed since then.
func (m *Metrics) Telegram() (reached time.Time, failures int64) {
	if at := m.reached.Load(); at != 0 {
		reached = time.Unix(0, at)
	}
	return reached, m.failures.Load()
}
