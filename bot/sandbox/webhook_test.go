package sandbox_test

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"ikdbot/bot/sandbox"
)

// hooked is a bot that is told of updates, by a Telegram whose pauses take no time.
type hooked struct {
	*sandbox.Server
	t    *testing.T
	base string
	hook string

	mu     sync.Mutex
	texts  []string
	answer func(text string) int
}

func newHooked(t *testing.T, local bool) *hooked {
	h := &hooked{t: t}
	h.Server = sandbox.New(sandbox.Config{
		Token: "1:x", Bot: sandbox.BotUser{ID: 1, Username: "x_bot"}, Local: local,
		Sleep: func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
	})
	api := httptest.NewServer(h.Server)
	bot := httptest.NewServer(h)
	t.Cleanup(func() { h.Close(); api.Close(); bot.Close() })
	h.base, h.hook = api.URL+"/bot1:x/", bot.URL
	return h
}

func (h *hooked) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var u struct {
		Message struct{ Text string }
	}
	raw, _ := io.ReadAll(r.Body)
	if json.Unmarshal(raw, &u) != nil || r.Header.Get("X-Telegram-Bot-Api-Secret-Token") != "rahasia" {
		h.t.Errorf("delivered %s with %v", raw, r.Header)
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.texts = append(h.texts, u.Message.Text)
	if h.answer != nil {
		w.WriteHeader(h.answer(u.Message.Text))
	}
}

func (h *hooked) call(method string, params url.Values) string {
	h.t.Helper()
	answer, err := http.PostForm(h.base+method, params)
	if err != nil {
		h.t.Fatal(err)
	}
	defer answer.Body.Close()
	body, _ := io.ReadAll(answer.Body)
	return string(body)
}

// seen waits until nothing is left to deliver and gives what was.
func (h *hooked) seen() []string {
	h.t.Helper()
	ctx, cancel := context.WithTimeout(h.t.Context(), 10*time.Second)
	defer cancel()
	look := time.NewTicker(time.Millisecond)
	defer look.Stop()
	for h.Pending() > 0 {
		select {
		case <-look.C:
		case <-ctx.Done():
			h.t.Fatal("updates are not delivered")
		}
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	return slices.Clone(h.texts)
}

func TestWebhookDelivers(t *testing.T) {
	h := newHooked(t, true)
	phone := h.User(5, "A").Private()
	phone.Say("sebelum")
	h.call("setWebhook", url.Values{"url": {h.hook}, "secret_token": {"rahasia"}})
	for _, text := range []string{"satu", "dua", "tiga"} {
		phone.Say(text)
	}
	if got := strings.Join(h.seen(), " "); got != "sebelum satu dua tiga" {
		t.Errorf("delivered %q", got)
	}
	if got := h.call("getUpdates", nil); !strings.Contains(got, "409") {
		t.Errorf("polled beside a webhook: %s", got)
	}
	h.call("deleteWebhook", nil)
	phone.Say("empat")
	if got := h.call("getUpdates", nil); !strings.Contains(got, "empat") || strings.Contains(got, "tiga") {
		t.Errorf("polled after it: %s", got)
	}
}

func TestWebhookDeliversAgain(t *testing.T) {
	h := newHooked(t, true)
	refusals := 2
	h.answer = func(text string) int {
		if text == "satu" && refusals > 0 {
			refusals--
			return http.StatusServiceUnavailable
		}
		return http.StatusOK
	}
	h.Fault(sandbox.Fault{Method: sandbox.Delivery, Chat: 6, Do: sandbox.LoseAnswer, Times: 1})
	h.Fault(sandbox.Fault{Method: sandbox.Delivery, Chat: 7, Do: sandbox.Refuse, Times: 1})
	h.call("setWebhook", url.Values{"url": {h.hook}, "secret_token": {"rahasia"}})
	phone := h.User(5, "A").Private()
	phone.Say("satu")
	phone.Say("dua")
	h.User(6, "B").Private().Say("hilang")
	h.User(7, "C").Private().Say("tertolak")
	got := h.seen()
	mine := slices.DeleteFunc(slices.Clone(got), func(s string) bool { return s != "satu" && s != "dua" })
	if strings.Join(mine, " ") != "satu satu satu dua" {
		t.Errorf("a refused update: %q", mine)
	}
	for text, want := range map[string]int{"hilang": 2, "tertolak": 1} {
		if n := strings.Count(strings.Join(got, " "), text); n != want {
			t.Errorf("%q came %d times, want %d", text, n, want)
		}
	}
	if info := h.call("getWebhookInfo", nil); !strings.Contains(info, "last_error_message") || !strings.Contains(info, h.hook) {
		t.Errorf("info: %s", info)
	}
}

func TestWebhookIsRefused(t *testing.T) {
	h := newHooked(t, false)
	for _, params := range []url.Values{
		{"url": {"http://127.0.0.1:1"}},
		{"url": {"nowhere"}},
		{"url": {"https://example.org"}, "secret_token": {"with space"}},
	} {
		if got := h.call("setWebhook", params); !strings.Contains(got, "400") {
			t.Errorf("%v: %s", params, got)
		}
	}
}
