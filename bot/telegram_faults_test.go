package bot

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"ikdbot/bot/sandbox"
	"ikdbot/handlers"
)

// verdictOf is what a SendError says to do; 0 for another error or none.
func verdictOf(err error) Verdict {
	var failure *SendError
	if errors.As(err, &failure) {
		return failure.Do
	}
	return 0
}

// What each way to fail means for a text and for an uploaded file, whose errors the library reports without a code.
//
// Fault: Sending an unasked message is answered by a gateway, by half a body, or not at all.
// Outcome: it is unclear, be it text, picture or file: nobody sends it again but an admin who decided so.
// Fault: Telegram answers 429 to an unasked message.
// Outcome: it is sent again when the time Telegram asked for is over; pictures and files likewise.
// Fault: A message cannot be sent, whatever the reason.
// Outcome: neither the token nor a word of the message stands in the error.
func TestVerdicts(t *testing.T) {
	for _, c := range []struct {
		name  string
		fault sandbox.Fault
		want  Verdict
	}{
		{"429", sandbox.Fault{Do: sandbox.TooMany, RetryAfter: 17}, Wait},
		{"502 with a page", sandbox.Fault{Do: sandbox.BadGateway}, Unclear},
		{"closed before anything was done", sandbox.Fault{Do: sandbox.Refuse}, Unclear},
		{"answer lost", sandbox.Fault{Do: sandbox.LoseAnswer}, Unclear},
		{"half an answer", sandbox.Fault{Do: sandbox.HalfBody}, Unclear},
		{"token withdrawn", sandbox.Fault{Do: sandbox.Unauthorized}, Retry},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			w.User(99, "Siti").Private().Start()
			w.Fault(c.fault)
			for name, r := range forms {
				_, err := w.telegram.Send(t.Context(), "telegram:99", r)
				if got := verdictOf(err); got != c.want {
					t.Errorf("%s: %v, want %v (%v)", name, got, c.want, err)
				}
				var failure *SendError
				if errors.As(err, &failure) && c.want == Wait && failure.After != 17*time.Second {
					t.Errorf("%s: wait %v", name, failure.After)
				}
				discreet(t, c.name, err.Error())
				if strings.Contains(err.Error(), "rahasia") {
					t.Errorf("the error quotes the message: %v", err)
				}
			}
		})
	}
}

var forms = map[string]handlers.Reply{
	"text":     {Text: "rahasia"},
	"document": {Text: "rahasia", File: &handlers.Attachment{Name: "a.csv", Content: []byte("x")}},
	"photo":    {Text: "rahasia", File: &handlers.Attachment{Name: "a.png", MIME: "image/png", Content: onePixel}},
}

// Chats that cannot be written to.
//
// Fault: A chat has blocked or removed the bot, never started it, or does not exist; or the topic of a forum was deleted.
// Outcome: what is sent there is given up at once.
// Fault: A group became a supergroup before a message, picture or file is sent there.
// Outcome: the error names the new address, where it is sent instead.
func TestVerdictsOfChats(t *testing.T) {
	w := newWorld(t)
	blocker := w.User(1, "A")
	blocker.Private().Start()
	blocker.Private().Block()
	w.User(2, "B") // never pressed Start
	camat := w.User(50, "Camat")
	kicked := w.Group("K", false).Join(camat, "creator")
	kicked.AddBot(camat)
	kicked.RemoveBot(camat)
	forum := w.Group("F", true).Join(camat, "creator")
	forum.AddBot(camat)
	thread := forum.Topic(camat, "Laporan")
	forum.DropTopic(thread)
	moved := w.Group("M", false).Join(camat, "creator")
	moved.AddBot(camat)
	before := moved.ID()
	after := moved.Upgrade()

	for _, c := range []struct {
		name, chat string
		want       Verdict
	}{
		{"blocked", "telegram:1", Gone},
		{"never started", "telegram:2", Gone},
		{"unknown", "telegram:424242", Gone},
		{"kicked", address(kicked.ID(), 0), Gone},
		{"topic deleted", address(forum.ID(), thread), Gone},
		{"migrated", address(before, 0), Moved},
		{"no address", "telegram:x", Refused},
	} {
		t.Run(c.name, func(t *testing.T) {
			for name, r := range forms {
				_, err := w.telegram.Send(t.Context(), c.chat, r)
				var failure *SendError
				if !errors.As(err, &failure) || failure.Do != c.want {
					t.Errorf("%s: %v, want %v", name, err, c.want)
				}
				if c.want == Moved && failure.NewChat != address(after, 0) {
					t.Errorf("%s: moved to %s", name, failure.NewChat)
				}
			}
		})
	}
}

// What never left is told from what may have arrived.
//
// Fault: The connection is refused, the name is unknown, or the certificate is not Telegram's.
// Outcome: nothing has left: it is simply tried again; the token stands in no error.
// Fault: A request vanishes in a black hole, or the login page of a network answers it.
// Outcome: nobody knows whether it arrived: unclear.
func TestUnreachable(t *testing.T) {
	closed := httptest.NewServer(nil)
	closed.Close()
	secure := httptest.NewTLSServer(nil) // its certificate is nobody's
	t.Cleanup(secure.Close)
	silent, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { silent.Close() })
	portal := httptest.NewServer(http.RedirectHandler("http://login.example.org/?from=x", http.StatusFound))
	t.Cleanup(portal.Close)
	for _, c := range []struct {
		name, base string
		want       Verdict
	}{
		{"connection refused", closed.URL, Retry},
		{"no such host", "http://tidak-ada.invalid", Retry},
		{"not its certificate", secure.URL, Retry},
		{"no address at all", "http://[::1", Retry},
		{"percent signs", closed.URL + "/%41%", Retry},
		{"black hole", "http://" + silent.Addr().String(), Unclear},
		{"login page of a network", portal.URL, Unclear},
	} {
		t.Run(c.name, func(t *testing.T) {
			channel := NewTelegram(TelegramOptions{Token: testToken, Base: c.base})
			ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
			defer cancel()
			_, err := channel.Send(ctx, "telegram:99", handlers.Reply{Text: "halo"})
			if got := verdictOf(err); got != c.want {
				t.Errorf("%v, want %v (%v)", got, c.want, err)
			}
			discreet(t, "Send", err.Error())
			_, err = channel.Me(ctx)
			discreet(t, "Me", err.Error())
		})
	}
}

// Markup that Telegram cannot read is shown without marks rather than not at all.
//
// Fault: Telegram cannot read the markup of a message.
// Outcome: the same text is sent without marks.
func TestUnparsableIsSentPlain(t *testing.T) {
	var texts, modes []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		texts, modes = append(texts, r.FormValue("text")), append(modes, r.FormValue("parse_mode"))
		if r.FormValue("parse_mode") != "" {
			w.WriteHeader(http.StatusBadRequest)
			_, _ = w.Write([]byte(`{"ok":false,"error_code":400,"description":"Bad Request: can't parse entities: Unsupported start tag \"rahasia\" at byte offset 0"}`))
			return
		}
		_, _ = w.Write([]byte(`{"ok":true,"result":{"message_id":3}}`))
	}))
	t.Cleanup(server.Close)
	channel := NewTelegram(TelegramOptions{Token: testToken, Base: server.URL})
	if id, err := channel.Send(t.Context(), "telegram:99", handlers.Reply{Text: "**tebal** & [peta](https://example.org)"}); id != "3" || err != nil {
		t.Errorf("Send = %q, %v", id, err)
	}
	if len(texts) != 2 || texts[1] != "tebal & peta" || modes[1] != "" {
		t.Errorf("sent %q with %q", texts, modes)
	}
}

// A chat that Telegram slows down gets its answer later; the others get theirs now.
//
// Fault: Telegram answers 429 to one chat.
// Outcome: that chat waits as long as it is asked to; the others go on.
func TestOneSlowChat(t *testing.T) {
	w := newWorld(t)
	w.Fault(sandbox.Fault{Method: "sendMessage", Chat: 1, Do: sandbox.TooMany, RetryAfter: 1, Times: 1})
	w.serve(echo)
	w.User(1, "A").Private().Say("satu")
	w.User(2, "B").Private().Say("dua")
	w.sent(2, 1)
	if n := len(w.Messages(1)); n != 0 {
		t.Errorf("%d messages in the slowed chat", n)
	}
	w.sent(1, 1)
}

// Of Telegram's words only those are repeated that cannot quote the message.
func TestPresentable(t *testing.T) {
	for _, c := range []struct{ description, want string }{
		{"Forbidden: bot was blocked by the user", "Forbidden: bot was blocked by the user"},
		{`Bad Request: can't parse entities: Unsupported start tag "rahasia" at byte offset 0`, "Bad Request: can't parse entities"},
		{"Bad Request: inline keyboard button URL 'http://rahasia' is invalid: wrong HTTP URL", "Bad Request: inline keyboard button URL"},
		{`Bad Request: wrong "rahasia"`, "Bad Request: wrong"},
		{strings.Repeat("é", 200), strings.Repeat("é", 120)},
	} {
		if got := presentable(c.description); got != c.want {
			t.Errorf("presentable(%q) = %q, want %q", c.description, got, c.want)
		}
	}
}
