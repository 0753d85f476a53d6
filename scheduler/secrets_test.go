package scheduler_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// TestSecretsShowNowhere runs the program through everything that makes it talk, and reads all it says and leaves behind.
//
// Fault: The program runs with everything logged while its line to Telegram fails in every way, by polling and by webhook.
// Outcome: no secret and nothing of a citizen stands in its log, its pages, its metrics, the process list or, ever, in Redis.
// Fault: Telegram's address is wrong, a gateway quotes it with the token in it, or leads elsewhere.
// Outcome: the log names the trouble, and no token.
// Fault: A secret is refused: the token by Telegram, the password by Redis, the key for its form.
// Outcome: the program says which setting is wrong, and does not repeat it.
func TestSecretsShowNowhere(t *testing.T) {
	t.Parallel()
	s := newSpy(t)
	polls := freeAddress(t)
	p := s.start("serve", "LISTEN_ADDR="+polls)
	s.until("it listens", func() bool { return ready(polls) })
	s.conversations()
	s.outside(p, polls)
	s.read("serve, polling", p)

	hook := freeAddress(t)
	p = s.start("serve", "LISTEN_ADDR="+hook, "PUBLIC_URL=http://"+hook, "WEBHOOK_SECRET="+webhookSecret)
	s.until("it listens", func() bool { return ready(hook) })
	s.phones.User(50, citizenName).Private().Say("syarat ikd " + citizenWords + " " + citizenNIK)
	s.until("it is delivered", func() bool { return s.phones.Pending() == 0 })
	s.forge("http://" + hook + "/telegram")
	s.outside(p, hook)
	s.read("serve, by webhook", p)

	written := s.server.Written()
	s.look("Redis", written, "what a citizen said") // a question that is kept until it is answered holds no personal data, but words
	if !strings.Contains(written, "{ikd:62.02}:") {
		t.Error("nothing was written to Redis: the test looks at nothing")
	}
}

// What goes wrong at the start is said without the secret that is wrong.
func TestRefusedSecretsAreNotRepeated(t *testing.T) {
	t.Parallel()
	s := newSpy(t)
	quoting := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/getUpdates") {
			http.Redirect(w, r, "http://127.0.0.1:1"+r.URL.Path, http.StatusFound)
			return
		}
		w.WriteHeader(http.StatusBadGateway)
		fmt.Fprintf(w, "<html>cannot reach %s%s</html>", r.Host, r.URL)
	}))
	t.Cleanup(quoting.Close)
	telling := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusBadRequest)
		fmt.Fprintf(w, `{"ok":false,"error_code":400,"description":"Bad Request: %s"}`, r.URL)
	}))
	t.Cleanup(telling.Close)
	otherToken := "999:" + strings.Split(token, ":")[1]
	for name, c := range map[string]struct {
		command string
		env     []string
	}{
		"no Telegram":           {"serve", []string{"TELEGRAM_API_URL=http://127.0.0.1:1"}},
		"a gateway that quotes": {"serve", []string{"TELEGRAM_API_URL=" + quoting.URL}},
		"a server that quotes":  {"serve", []string{"TELEGRAM_API_URL=" + telling.URL}},
		"refused token":         {"serve", []string{"TELEGRAM_TOKEN=" + otherToken}},
		"no address":            {"serve", []string{"TELEGRAM_API_URL=http://[::1"}},
		"refused password":      {"check", []string{"REDIS_URL=" + strings.Replace(s.redis, redisPassword, redisPassword+"x", 1)}},
		"broken address":        {"check", []string{"REDIS_URL=redis://:" + redisPassword + "@127.0.0.1:port/x"}},
		"wrong key":             {"serve", []string{"BACKUP_KEY=" + s.secrets["BACKUP_KEY"] + "X"}},
		"wrong webhook secret":  {"serve", []string{"PUBLIC_URL=https://bot.example.org", "WEBHOOK_SECRET=" + webhookSecret + " !"}},
		"check":                 {"check", nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			own := *s
			inner := *s.world
			inner.T = t
			own.world = &inner
			p := own.start(c.command, c.env...)
			select {
			case <-p.ended:
				p.ended <- nil
			case <-time.After(5 * time.Second): // it goes on trying
			}
			own.read(name, p)
		})
	}
}
