package scheduler_test

import (
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"ikdbot/bot"
	"ikdbot/bot/sandbox"
	"ikdbot/store/storetest"
)

const webhookSecret = "Kunci-Webhook_4711"

// newHookedWorld is a world whose Telegram delivers, and soon again what is not taken.
func newHookedWorld(t *testing.T) *world {
	t.Helper()
	phones := sandbox.New(sandbox.Config{
		Token: token, Bot: sandbox.BotUser{ID: 123, Username: "ikd_uji_bot", Name: "IKD"}, Local: true,
		Sleep: func(ctx context.Context, _ time.Duration) error { return bot.Pause(ctx, 100*time.Millisecond) },
	})
	server := httptest.NewServer(phones)
	t.Cleanup(func() { phones.Close(); server.Close() })
	return &world{T: t, phones: phones, url: server.URL, redis: storetest.Redis(t)}
}

// freeAddress is an address of this machine nobody listens on.
func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// balancer passes each request to the first replica that takes it, as a balancer does that goes by /readyz.
func (w *world) balancer(replicas ...string) string {
	server := httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, in *http.Request) {
		body, _ := io.ReadAll(in.Body)
		for _, at := range replicas {
			r, _ := http.NewRequestWithContext(in.Context(), in.Method, "http://"+at+in.URL.Path, bytes.NewReader(body))
			r.Header = in.Header.Clone()
			answer, err := http.DefaultClient.Do(r)
			if err != nil {
				continue
			}
			answer.Body.Close()
			if answer.StatusCode != http.StatusServiceUnavailable {
				out.WriteHeader(answer.StatusCode)
				return
			}
		}
		out.WriteHeader(http.StatusBadGateway)
	}))
	w.Cleanup(server.Close)
	return server.URL
}

func (w *world) serveHooked(public, listen string) *process {
	w.Helper()
	return w.run("serve", "TELEGRAM_TOKEN="+token, "TELEGRAM_API_URL="+w.url, "REDIS_URL="+w.redis, "PUBLIC_URL="+public,
		"WEBHOOK_SECRET="+webhookSecret, "LISTEN_ADDR="+listen)
}

// ready reports whether /readyz of an address says so.
func ready(address string) bool {
	answer, err := http.Get("http://" + address + "/readyz")
	if err != nil {
		return false
	}
	answer.Body.Close()
	return answer.StatusCode == http.StatusOK
}

// TestWebhookOutlivesTheSpeaker kills the replica that receives while one answer hangs, and asks again before the other has taken over.
//
// Fault: Of two replicas behind a balancer the one that receives Telegram's deliveries is killed with kill -9.
// Outcome: the other is ready within 15 seconds, answers what was kept and what Telegram delivers again, each once.
func TestWebhookOutlivesTheSpeaker(t *testing.T) {
	t.Parallel()
	w := newHookedWorld(t)
	at := []string{freeAddress(t), freeAddress(t)}
	public := w.balancer(at...)
	replicas := []*process{w.serveHooked(public, at[0])}
	w.until("the first is ready", func() bool { return ready(at[0]) })
	replicas = append(replicas, w.serveHooked(public, at[1]))
	warga := w.phones.User(50, "Warga").Private()
	warga.Start()
	if _, err := w.phones.WaitFor(w.soon(), 50, 1); err != nil {
		t.Fatal(err, replicas[0].output)
	}
	w.until("the second listens", func() bool {
		answer, err := http.Get("http://" + at[1] + "/healthz")
		if err == nil {
			answer.Body.Close()
		}
		return err == nil
	})
	if ready(at[1]) {
		t.Error("both replicas are ready")
	}
	clear := w.phones.Fault(sandbox.Fault{Method: "sendMessage", Do: sandbox.BlackHole})
	warga.Say("cara aktivasi gimana?")
	w.until("the answer hangs and the question is kept", func() bool { return w.phones.Calls("sendMessage") >= 2 && w.phones.Pending() == 0 })
	replicas[0].kill()
	died := time.Now()
	clear()
	warga.Say("syaratnya apa saja?")
	w.until("the second is ready", func() bool { return ready(at[1]) })
	if took := time.Since(died); took > 15*time.Second {
		t.Errorf("taken over after %s", took)
	}
	w.until("both questions are answered", func() bool { return len(w.phones.Messages(50)) >= 3 })
	w.until("everything is delivered", func() bool { return w.phones.Pending() == 0 })
	if n := len(w.phones.Messages(50)); n != 3 {
		t.Errorf("%d answers, want 3", n)
	}
	if n := w.phones.Calls("getUpdates"); n != 0 {
		t.Errorf("polled %d times beside the webhook", n)
	}
	replicas[1].kill()
	for _, p := range replicas {
		if strings.Contains(p.output.String(), webhookSecret) {
			t.Errorf("the secret stands in the log:\n%s", p.output)
		}
	}
}

// What is wrong with the settings of the webhook is said at the start, and by check, without the secret.
//
// Fault: WEBHOOK_SECRET is short enough to be guessed, or holds what Telegram does not take.
// Outcome: the program does not start and says in a line how it must be; check does the same; neither repeats it.
func TestServeSaysWhatTheWebhookNeeds(t *testing.T) {
	t.Parallel()
	w := newHookedWorld(t)
	const public = "PUBLIC_URL=https://bot.example.org"
	for _, c := range []struct{ url, secret, want string }{
		{public, "", "WEBHOOK_SECRET is missing"},
		{"PUBLIC_URL=bot.example.org", "", "PUBLIC_URL is no address"},
		{public, "Kunci-Pendek_15", "WEBHOOK_SECRET must be 16 to 256 characters long"},
		{public, "Kunci Kami Yang Rahasia", "WEBHOOK_SECRET must be 16 to 256 characters long"},
	} {
		for _, command := range []string{"serve", "check"} {
			p := w.run(command, "TELEGRAM_TOKEN="+token, "TELEGRAM_API_URL="+w.url, "REDIS_URL="+w.redis, c.url, "WEBHOOK_SECRET="+c.secret)
			err, said := w.end(p, 10*time.Second), p.output.String()
			if err == nil || strings.Count(said, c.want) != 1 {
				t.Errorf("%s with %q: %v, want %q:\n%s", command, c.secret, err, c.want, said)
			}
			if command == "serve" && strings.Count(said, "\n") > 1 || c.secret != "" && strings.Contains(said, c.secret) {
				t.Errorf("%s says too much:\n%s", command, said)
			}
		}
	}
}
