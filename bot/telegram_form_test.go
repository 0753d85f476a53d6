package bot

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httptrace"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/quick"
	"testing/synctest"
	"time"

	"ikdbot/handlers"
)

func TestFormsAreThoseOfTheStandardLibrary(t *testing.T) {
	same := func(params map[string]string) bool {
		values := url.Values{}
		for name, value := range params {
			values.Set(name, value)
		}
		return string(urlencoded(nil, params)) == values.Encode()
	}
	if err := quick.Check(same, nil); err != nil {
		t.Error(err)
	}
	everything := make([]byte, 256)
	for i := range everything {
		everything[i] = byte(i)
	}
	for _, params := range []map[string]string{nil, {"chat_id": "-100123"}, {"text": string(everything), "": "a b+c"}, {"text": "Bapak/Ibu & <b>é😀</b>"}} {
		if !same(params) {
			t.Errorf("%q became %q", params, urlencoded(nil, params))
		}
	}
}

// Many messages leave side by side, and each arrives as it was written.
//
// Fault: Telegram answers before it has read what it was sent.
// Outcome: no message is written over by another one that leaves later.
func TestMessagesSideBySide(t *testing.T) {
	synctest.Test(t, sideBySide)
}

func sideBySide(t *testing.T) {
	slow := &hasty{t: t}
	channel := NewTelegram(TelegramOptions{Token: testToken, Base: "http://telegram.test", Transport: slow})
	for i := range 100 {
		chat := strconv.Itoa(1 + i%9)
		if _, err := channel.Send(t.Context(), "telegram:"+chat, handlers.Reply{Text: strings.Repeat(chat, 4000)}); err != nil {
			t.Error(err)
		}
	}
	slow.reading.Wait()
}

// hasty is a way to a Telegram that answers every other message before it has read it.
type hasty struct {
	t       *testing.T
	calls   int
	reading sync.WaitGroup
}

func (h *hasty) RoundTrip(r *http.Request) (*http.Response, error) {
	h.calls++
	first := make([]byte, 100)
	if _, err := io.ReadFull(r.Body, first); err != nil {
		return nil, err
	}
	read := func() {
		rest, err := io.ReadAll(r.Body)
		form, bad := url.ParseQuery(string(first) + string(rest))
		if text, chat := form.Get("text"), form.Get("chat_id"); err != nil || bad != nil || strings.Trim(text, chat) != "" || len(text) != 4000 {
			h.t.Errorf("chat %s was sent %.20q, %v, %v", chat, text, err, bad)
		}
		httptrace.ContextClientTrace(r.Context()).WroteRequest(httptrace.WroteRequestInfo{})
	}
	if h.calls%2 == 0 {
		read()
	} else {
		h.reading.Go(func() {
			time.Sleep(time.Millisecond) // virtual, while others leave
			read()
		})
	}
	body := `{"ok":true,"result":{"message_id":1}}`
	return &http.Response{StatusCode: http.StatusOK, ContentLength: int64(len(body)), Body: io.NopCloser(strings.NewReader(body)), Request: r}, nil
}

// Fault: a gateway cuts an answer off, and says that it is as long as what is left.
// Outcome: it counts as no answer, also where nothing in it is needed; what a gateway adds behind an answer does no harm.
func TestAnswersThatAGatewayHasTouched(t *testing.T) {
	for body, whole := range map[string]bool{
		`{"ok":true,"result":{"id":99}}`:                 true,
		`{"ok":true,"result":{"id":99}}<!-- proxied -->`: true,
		`{"ok":true,"result":{"id":9`:                    false,
	} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, body) }))
		channel := NewTelegram(TelegramOptions{Token: testToken, Base: server.URL})
		if err := channel.Reach(t.Context(), "telegram:99"); (err == nil) != whole {
			t.Errorf("%s: %v", body, err)
		}
		answer, err := resultOf[struct{ ID int }]([]byte(body))
		if (err == nil && answer.ID == 99) != whole {
			t.Errorf("%s was read as %+v, %v", body, answer, err)
		}
		server.Close()
	}
}
