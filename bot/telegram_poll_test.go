package bot

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"ikdbot/bot/sandbox"
	"ikdbot/handlers"
)

// Polling ends for two reasons only, each with a sentence that says what to do.
//
// Fault: Telegram refuses the token, at the start or later.
// Outcome: the program ends at once and says where to get a token.
// Fault: Another program polls with the same token for a minute.
// Outcome: the program ends and says so; a shorter conflict, as when another replica has just died, is borne.
func TestReceiveEnds(t *testing.T) {
	never := taking(func([]handlers.Request) error { return nil })
	t.Run("at once when the token is refused", func(t *testing.T) {
		w := newWorld(t)
		for _, token := range []string{"7000000001:" + strings.Repeat("x", 20), "nonsense"} {
			if err := w.channel(token).Receive(t.Context(), never); !errors.Is(err, ErrToken) {
				t.Errorf("with %q: %v", token, err)
			}
		}
	})
	t.Run("at once when it is withdrawn", func(t *testing.T) {
		w := newWorld(t)
		w.Fault(sandbox.Fault{Method: "getUpdates", Do: sandbox.Unauthorized})
		if err := w.telegram.Receive(t.Context(), never); !errors.Is(err, ErrToken) {
			t.Errorf("Receive = %v", err)
		}
	})
	t.Run("after a minute of another poller", func(t *testing.T) {
		w := newWorld(t)
		w.Fault(sandbox.Fault{Method: "getUpdates", Do: sandbox.Conflict})
		from := w.telegram.o.Now()
		if err := w.telegram.Receive(t.Context(), never); !errors.Is(err, ErrConflict) {
			t.Errorf("Receive = %v", err)
		}
		if took := w.telegram.o.Now().Sub(from); took < time.Minute || took > 70*time.Second {
			t.Errorf("after %v", took)
		}
		discreet(t, "the log", w.log.String())
	})
	t.Run("a short conflict is borne", func(t *testing.T) {
		w := newWorld(t)
		w.Fault(sandbox.Fault{Method: "getUpdates", Do: sandbox.Conflict, Times: 15})
		w.serve(echo)
		w.User(99, "Siti").Private().Say("halo")
		w.sent(99, 1)
	})
}

// Polling goes on through everything a bad line does, and says so twice: when it begins and when it is over.
//
// Fault: Polls are answered with 429, 502 pages, half bodies, or not at all.
// Outcome: polling goes on and misses nothing; the log says so twice, at the beginning and at the end.
func TestPollingGoesOn(t *testing.T) {
	for _, do := range []sandbox.Action{sandbox.TooMany, sandbox.BadGateway, sandbox.Refuse, sandbox.LoseAnswer, sandbox.HalfBody} {
		t.Run(string(do), func(t *testing.T) {
			w := newWorld(t)
			w.Fault(sandbox.Fault{Method: "getMe", Do: do, Times: 3})
			w.Fault(sandbox.Fault{Method: "getUpdates", Do: do, Times: 8, RetryAfter: 3})
			w.User(99, "Siti").Private().Say("halo")
			w.serve(echo)
			if got := w.sent(99, 1).Text; got != "halo" {
				t.Errorf("answer: %s", got)
			}
			log := w.log.String()
			discreet(t, "the log", log)
			if n := strings.Count(log, "cannot be received"); n != 1 {
				t.Errorf("told %d times:\n%s", n, log)
			}
			if !strings.Contains(log, "received again") {
				t.Errorf("never told that it was over:\n%s", log)
			}
		})
	}
}

// An update nobody can read does not stand in the way of the next.
//
// Fault: An update is not what the Bot API documents.
// Outcome: it is passed over; the next is answered.
func TestUnreadableUpdate(t *testing.T) {
	served := make(chan string, 8)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case strings.HasSuffix(r.URL.Path, "/getMe"):
			_, _ = w.Write([]byte(`{"ok":true,"result":{"id":700,"is_bot":true,"username":"ikd_kotim_bot"}}`))
		case r.FormValue("offset") == "":
			_, _ = w.Write([]byte(`{"ok":true,"result":[{"update_id":1,"message":"?"},{"update_id":"?"},7,{"update_id":3,"message":{"message_id":1,"chat":{"id":99,"type":"private"},"text":"halo"}}]}`))
		default:
			served <- r.FormValue("offset")
			_, _ = w.Write([]byte(`{"ok":true,"result":[]}`))
		}
	}))
	t.Cleanup(server.Close)
	ctx, stop := context.WithCancel(t.Context())
	var seen []string
	err := NewTelegram(TelegramOptions{Token: testToken, Base: server.URL}).Receive(ctx, taking(func(batch []handlers.Request) error {
		for _, r := range batch {
			seen = append(seen, r.Text)
		}
		stop()
		return nil
	}))
	if offset := <-served; err != nil || offset != "4" || len(seen) != 1 || seen[0] != "halo" {
		t.Errorf("err %v, offset %s, seen %q", err, offset, seen)
	}
}

// The offset moves when a batch is done and not before, and a last poll confirms it.
//
// Fault: Updates can be neither answered nor kept.
// Outcome: the offset does not move, and Telegram delivers them again.
func TestOffset(t *testing.T) {
	w := newWorld(t)
	phone := w.User(99, "Siti").Private()
	phone.Say("satu")
	phone.Say("dua")
	ctx, stop := context.WithCancel(t.Context())
	var seen []string
	if err := w.telegram.Receive(ctx, taking(func(batch []handlers.Request) error {
		for _, r := range batch {
			seen = append(seen, r.ID+" "+r.Text)
		}
		if len(seen) <= 2 {
			return errAway
		}
		stop()
		return nil
	})); err != nil {
		t.Fatal(err)
	}
	if len(seen) != 4 || seen[0] != seen[2] || seen[1] != seen[3] {
		t.Errorf("seen %q", seen)
	}
	if n := w.Pending(); n != 0 {
		t.Errorf("%d updates not confirmed", n)
	}
}

// taking is a Take that settles by a function alone.
func taking(settle func([]handlers.Request) error) Take {
	return func(_ context.Context, requests []handlers.Request) (func() error, error) {
		return func() error { return settle(requests) }, nil
	}
}
