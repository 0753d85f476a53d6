package scheduler_test

import (
	"io"
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"ikdbot/store/storetest"
)

// address is where a process listens, which it says in its log.
func (w *world) address(p *process) string {
	w.Helper()
	var found []string
	w.until("the bot listens", func() bool {
		found = regexp.MustCompile(`msg=listening listen=(\S+)`).FindStringSubmatch(p.output.String())
		return found != nil
	})
	return found[1]
}

// get asks a process for a page; 0 where nobody answers.
func (w *world) get(address, path string) (status int, body string) {
	w.Helper()
	client := http.Client{Timeout: 5 * time.Second}
	r, err := client.Get("http://" + address + path)
	if err != nil {
		return 0, err.Error()
	}
	defer r.Body.Close()
	text, err := io.ReadAll(r.Body)
	if err != nil {
		w.Fatal(err)
	}
	return r.StatusCode, string(text)
}

// The program is started before its Redis, as when a machine boots.
//
// Fault: Redis cannot be reached when the bot starts.
// Outcome: one line says so, /healthz is well, /readyz says what is missing; within 10 s of Redis coming back people are answered.
func TestServeWaitsForARedisThatComesLater(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	redis := storetest.Start(t)
	redis.Kill()
	w.redis = redis.URL
	p := w.serve()
	address := w.address(p)
	w.until("the wait is told", func() bool { return strings.Contains(p.output.String(), "waiting for Redis") })
	if !strings.Contains(p.output.String(), "correct REDIS_URL") {
		t.Errorf("nobody is told what to do:\n%s", p.output)
	}
	if status, body := w.get(address, "/healthz"); status != 200 {
		t.Errorf("/healthz %d %s", status, body)
	}
	if status, body := w.get(address, "/readyz"); status != 503 || !strings.Contains(body, "Redis cannot be reached") {
		t.Errorf("/readyz %d %s", status, body)
	}
	if _, body := w.get(address, "/metrics"); !strings.Contains(body, "ikdbot_redis_errors_total") {
		t.Errorf("/metrics:\n%s", body)
	}
	w.phones.User(50, "Warga").Private().Start()
	redis.Again()
	back := time.Now()
	if _, err := w.phones.WaitFor(w.soon(), 50, 1); err != nil {
		t.Fatal(err, p.output)
	}
	if took := time.Since(back); took > 10*time.Second {
		t.Errorf("answered %v after Redis came back", took)
	}
	if status, body := w.get(address, "/readyz"); status != 200 {
		t.Errorf("/readyz %d %s", status, body)
	}
	if n := strings.Count(p.output.String(), "waiting for Redis"); n != 1 {
		t.Errorf("the wait is told %d times", n)
	}
}

// What the dashboard and the alert rules in docs ask for is there once the program runs, and what was done is counted.
func TestMetricsOfARun(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := w.serve()
	address := w.address(p)
	warga := w.phones.User(50, "Warga").Private()
	warga.Start()
	if _, err := w.phones.WaitFor(w.soon(), 50, 1); err != nil {
		t.Fatal(err, p.output)
	}
	warga.Say("cara aktivasi ikd?")
	if _, err := w.phones.WaitFor(w.soon(), 50, 2); err != nil {
		t.Fatal(err, p.output)
	}
	var page string
	w.until("the second answer is counted", func() bool {
		_, page = w.get(address, "/metrics")
		return strings.Contains(page, "\nikdbot_answer_seconds_count 2\n")
	})
	for _, line := range []string{
		`ikdbot_answers_total{kind="topic",name="cara"} 1`, `ikdbot_answers_total{kind="command",name="start"} 1`,
		`ikdbot_updates_total{kind="text"} 1`, `ikdbot_sends_total{kind="answer",outcome="sent"} 2`, `ikdbot_speaker 1`,
		`ikdbot_ledger_entries{state="owed"} 0`, `ikdbot_redis_errors_total 0`,
	} {
		if !strings.Contains(page, "\n"+line+"\n") {
			t.Errorf("no line %q", line)
		}
	}
	for _, file := range []string{"../docs/monitoring/dashboard.json", "../docs/monitoring/rules.yaml"} {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range regexp.MustCompile(`\b(ikdbot|go|process)_[a-z_]+\b`).FindAllString(string(text), -1) {
			if !regexp.MustCompile(`(?m)^` + name + `[{ ]`).MatchString(page) {
				t.Errorf("%s asks for %s, which a running bot does not show", file, name)
			}
		}
	}
	if strings.Contains(page, ":50") || strings.Contains(page, "Warga") {
		t.Error("the metrics name a person")
	}
}
