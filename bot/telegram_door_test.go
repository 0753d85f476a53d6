package bot

import (
	"context"
	"net/http"
	"strings"
	"sync"
	"testing"

	"ikdbot/bot/sandbox"
	"ikdbot/handlers"
)

func TestWebhookConversation(t *testing.T) {
	w := newHookWorld(t)
	phone := w.User(99, "Siti").Private()
	phone.Say("satu") // before the bot is there
	w.serve(echo, newDrawer())
	phone.Say("dua")
	phone.Say("tiga")
	for i, want := range []string{"satu", "dua", "tiga"} {
		if got := w.sent(99, i+1).Text; got != want {
			t.Errorf("answer %d: %q", i+1, got)
		}
	}
	if n := w.Calls("getUpdates"); n != 0 {
		t.Errorf("polled %d times beside the webhook", n)
	}
	w.until("all is taken", func() bool { return w.Pending() == 0 })
	if log := w.log.String(); strings.Contains(log, hookSecret) {
		t.Errorf("the log holds the secret:\n%s", log)
	}
	discreet(t, "the log", w.log.String())
}

// Whoever does not know the secret reaches nothing, however they come.
//
// Fault: Somebody posts updates of their own to the webhook, without the secret, with another, or with a part of it.
// Outcome: 401 before anything is read; nobody is answered; the log counts it once a minute.
func TestForgedDeliveriesAreRefused(t *testing.T) {
	w := newHookWorld(t)
	var mu sync.Mutex
	asked := 0
	w.serve(func(context.Context, handlers.Request) handlers.Reply {
		mu.Lock()
		defer mu.Unlock()
		asked++
		return handlers.Reply{}
	}, newDrawer())
	w.until("the door is open", func() bool { return w.deliver(hookSecret, "{}") == http.StatusOK })
	for i, secret := range []string{"", "x", hookSecret[:len(hookSecret)-1], hookSecret + "x", strings.ToUpper(hookSecret), testToken} {
		if got := w.deliver(secret, said(i+1, "/update baamang 1")); got != http.StatusUnauthorized {
			t.Errorf("with %q: %d", secret, got)
		}
	}
	if n := strings.Count(w.log.String(), "without the secret"); n != 1 {
		t.Errorf("told %d times:\n%s", n, w.log)
	}
	if strings.Contains(w.log.String(), "baamang") {
		t.Errorf("the log quotes what was refused:\n%s", w.log)
	}
	mu.Lock()
	defer mu.Unlock()
	if asked != 0 {
		t.Errorf("%d forged updates reached the desk", asked)
	}
}

// What is no update, or too much of one, takes neither memory nor the place of the next.
//
// Fault: A delivery with the right secret is larger than a megabyte.
// Outcome: 413; no more than a megabyte of it is read.
// Fault: A delivery cannot be read as an update.
// Outcome: 200, so that it does not come again for a day; the log says that it was passed over.
func TestUnfitDeliveries(t *testing.T) {
	w := newHookWorld(t)
	w.serve(echo, newDrawer())
	w.until("the door is open", func() bool { return w.deliver(hookSecret, "{}") == http.StatusOK })
	for body, want := range map[string]int{
		said(1, strings.Repeat("x", largestUpdate)): http.StatusRequestEntityTooLarge,
		`{"update_id":2,"message":"?"}`:             http.StatusOK,
		"not JSON":                                  http.StatusOK,
		"":                                          http.StatusOK,
	} {
		if got := w.deliver(hookSecret, body); got != want {
			t.Errorf("%.30q: %d, want %d", body, got, want)
		}
	}
	w.User(99, "Siti").Private().Say("halo")
	if got := w.sent(99, 1).Text; got != "halo" {
		t.Errorf("afterwards: %q", got)
	}
}

// Only the replica that receives takes updates.
//
// Fault: Telegram delivers to a replica that is not the speaker.
// Outcome: 503, and Telegram delivers again until the speaker answers.
func TestClosedDoor(t *testing.T) {
	w := newHookWorld(t)
	w.channel()
	if got := w.deliver(hookSecret, said(1, "halo")); got != http.StatusServiceUnavailable {
		t.Errorf("before it receives: %d", got)
	}
	stop := w.serve(echo, newDrawer())
	w.until("the door is open", func() bool { return w.deliver(hookSecret, "{}") == http.StatusOK })
	stop()
	if got := w.deliver(hookSecret, said(2, "halo")); got != http.StatusServiceUnavailable {
		t.Errorf("after it has ended: %d", got)
	}
	w.User(99, "Siti").Private().Say("halo")
	w.until("a delivery has failed", func() bool { return w.Calls(sandbox.Delivery) > 1 })
	w.serve(echo, newDrawer())
	if got := w.sent(99, 1).Text; got != "halo" {
		t.Errorf("delivered again: %q", got)
	}
}

// An update counts once, however often it is delivered.
//
// Fault: The answer to a delivery is lost, and Telegram delivers the update again.
// Outcome: it is answered once; the second delivery gets 200.
// Fault: Telegram delivers an update again after a restart, or to another replica.
// Outcome: it is known from Redis, and not answered again.
// Fault: Redis is away while an update is delivered a second time to the same replica.
// Outcome: it is known from memory, and not answered again.
func TestDeliveredTwice(t *testing.T) {
	w := newHookWorld(t)
	w.Fault(sandbox.Fault{Method: sandbox.Delivery, Do: sandbox.LoseAnswer, Times: 3})
	stop := w.serve(echo, newDrawer())
	phone := w.User(99, "Siti").Private()
	phone.Say("halo")
	w.until("it is delivered again", func() bool { return w.Calls(sandbox.Delivery) == 4 && w.Pending() == 0 })
	if got := w.deliver(hookSecret, said(1, "halo")); got != http.StatusOK {
		t.Errorf("delivered again: %d", got)
	}
	stop()
	w.serve(echo, newDrawer())
	w.until("the door is open", func() bool { return w.deliver(hookSecret, said(1, "halo")) == http.StatusOK })
	w.register.mu.Lock()
	w.register.away = true
	w.register.mu.Unlock()
	for range 2 {
		if got := w.deliver(hookSecret, said(7, "tujuh")); got != http.StatusOK {
			t.Errorf("with Redis away: %d", got)
		}
	}
	phone.Say("selesai")
	w.sent(99, 3)
	for i, want := range []string{"halo", "tujuh", "selesai"} {
		if got := w.Messages(99)[i].Text; got != want {
			t.Errorf("answer %d: %q, want %q", i+1, got, want)
		}
	}
}

// A delivery is confirmed when it is answered or kept, and what is kept holds no personal data.
//
// Fault: An answer takes long when its update came by webhook.
// Outcome: the update is kept masked, then confirmed; a restart answers it.
// Fault: Redis is away and an answer takes long.
// Outcome: the delivery is not confirmed, and Telegram delivers again.
func TestSlowDeliveryIsKept(t *testing.T) {
	w := newHookWorld(t)
	keeper := newDrawer()
	release := make(chan struct{})
	slow := func(ctx context.Context, r handlers.Request) handlers.Reply {
		select {
		case <-release:
		case <-ctx.Done():
		}
		return handlers.Reply{Text: "jawaban"}
	}
	keeper.isAway(true)
	w.serve(slow, keeper)
	w.User(99, "Siti").Private().Say("NIK saya " + nik + ", cara aktivasi?")
	w.until("it is delivered again", func() bool { return w.Calls(sandbox.Delivery) >= 2 })
	if n := w.Pending(); n != 1 {
		t.Errorf("confirmed though neither answered nor kept")
	}
	keeper.isAway(false)
	w.until("it is kept", func() bool { return w.Pending() == 0 })
	if kept := keeper.text(); !strings.Contains(kept, "cara aktivasi") || strings.Contains(kept, nik) {
		t.Errorf("kept: %s", kept)
	}
	close(release)
	w.sent(99, 1)
	w.until("it is forgotten", func() bool { return keeper.text() == "" })
	if n := len(w.Messages(99)); n != 1 {
		t.Errorf("answered %d times", n)
	}
}
