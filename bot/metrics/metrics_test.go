package metrics

import (
	"context"
	"io"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"ikdbot/store"
)

// page is what Prometheus would read.
func page(t *testing.T, m *Metrics) string {
	t.Helper()
	w := httptest.NewRecorder()
	m.Handler().ServeHTTP(w, httptest.NewRequest("GET", "/metrics", nil))
	body, err := io.ReadAll(w.Result().Body)
	if err != nil || w.Code != 200 {
		t.Fatal(w.Code, err)
	}
	return string(body)
}

func want(t *testing.T, page string, lines ...string) {
	t.Helper()
	for _, line := range lines {
		if !strings.Contains(page, "\n"+line+"\n") {
			t.Errorf("no line %q", line)
		}
	}
	if t.Failed() {
		for line := range strings.Lines(page) {
			if strings.HasPrefix(line, "ikdbot") {
				t.Log(line)
			}
		}
	}
}

func TestWhatIsCounted(t *testing.T) {
	m := New("v1.2.3", []string{"topic/cara", "command/statistik"})
	m.Received("text")
	m.Answered("topic/cara", 20*time.Millisecond)
	m.Answered("topic/../../etc", time.Second)
	m.Answered("", time.Minute)
	m.Sent("report", "sent")
	m.Retried()
	m.RedisFailed(io.EOF)
	m.TelegramCalled("", time.Unix(1_790_000_000, 0))
	m.TelegramCalled("flood", time.Unix(1_790_000_009, 0))
	want(t, page(t, m),
		`ikdbot_updates_total{kind="text"} 1`,
		`ikdbot_updates_total{kind="tap"} 0`,
		`ikdbot_answers_total{kind="topic",name="cara"} 1`,
		`ikdbot_answers_total{kind="command",name="statistik"} 0`,
		`ikdbot_answers_total{kind="other",name="other"} 2`,
		`ikdbot_answer_seconds_bucket{le="0.025"} 1`,
		`ikdbot_answer_seconds_count 3`,
		`ikdbot_sends_total{kind="report",outcome="sent"} 1`,
		`ikdbot_sends_total{kind="report",outcome="unclear"} 0`,
		`ikdbot_retries_total 1`,
		`ikdbot_redis_errors_total 1`,
		`ikdbot_telegram_errors_total{kind="flood"} 1`,
		`ikdbot_telegram_success_timestamp_seconds 1.79e+09`,
		`ikdbot_build_info{version="v1.2.3"} 1`,
	)
	if at, failures := m.Telegram(); at.Unix() != 1_790_000_000 || failures != 1 {
		t.Errorf("Telegram: %v, %d", at, failures)
	}
}

// The state is read at every scrape; what cannot be read is not shown as if it were fresh.
//
// Fault: Redis is away while Prometheus reads /metrics.
// Outcome: the counters are shown, the state of the ledger is absent, never old.
func TestTheStateIsReadAtEveryScrape(t *testing.T) {
	m := New("", nil)
	now := time.Unix(1_790_000_000, 0)
	var sum store.LedgerSum
	var err error
	m.Show(State{
		Speaking: func() bool { return true },
		Ledger:   func(context.Context) (store.LedgerSum, error) { return sum, err },
		Now:      func() time.Time { return now },
	})
	sum.States = map[store.State]int64{store.Owed: 3}
	want(t, page(t, m), `ikdbot_speaker 1`, `ikdbot_ledger_entries{state="owed"} 3`, `ikdbot_ledger_lag_seconds 0`,
		`ikdbot_last_report_timestamp_seconds 0`)
	sum.DueReport, sum.LastReport = now.Add(-90*time.Second), now.Add(-time.Hour)
	want(t, page(t, m), `ikdbot_ledger_lag_seconds 90`, `ikdbot_last_report_timestamp_seconds 1.7899964e+09`)
	sum.DueReport = now.Add(time.Hour) // to be tried again then
	want(t, page(t, m), `ikdbot_ledger_lag_seconds 0`)
	err = store.ErrAway
	if got := page(t, m); strings.Contains(got, "ledger") || strings.Contains(got, "last_report") {
		t.Error("an unreadable ledger is shown")
	}
	want(t, page(t, m), `ikdbot_speaker 1`)
}
