package simulate

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httptrace"
	"net/url"
	"strconv"
	"strings"
	"syscall"
	"time"
)

const token = "1:token"

// RoundTrip is a replica's way to Telegram, without sockets. Every request waits for its turn.
func (r *replica) RoundTrip(q *http.Request) (*http.Response, error) {
	var body []byte
	if q.Body != nil { // a file is fetched without one
		var err error
		if body, err = io.ReadAll(q.Body); err != nil {
			return nil, fmt.Errorf("read request: %w", err)
		}
	}
	method := q.URL.Path[strings.LastIndexByte(q.URL.Path, '/')+1:]
	if strings.HasPrefix(q.URL.Path, "/file/") {
		method = "file"
	}
	form, _ := url.ParseQuery(string(body))
	what := "telegram " + method + " " + chatIn(body, form)
	v := r.wait(q.Context(), toTelegram, what, time.Time{})
	switch v.do {
	case cut, refuse:
		return nil, failed(q, syscall.ECONNREFUSED)
	case tooMany:
		r.world.books.keepFrom(r.world, chatIn(body, form), v.do)
		said := fmt.Sprintf(`{"ok":false,"error_code":429,"description":"Too Many Requests: retry after %d","parameters":{"retry_after":%d}}`, v.after, v.after)
		return told(q, http.StatusTooManyRequests, said), nil
	case gateway:
		r.world.books.keepFrom(r.world, chatIn(body, form), v.do)
		return told(q, http.StatusBadGateway, "<html><body>502 Bad Gateway</body></html>"), nil
	}
	response, err := r.carry(q, method, body, form)
	if err != nil {
		return nil, err
	}
	if v.do == hold {
		v = r.wait(q.Context(), answer, "answer to "+what, time.Time{})
	}
	if v.do == lose || v.do == cut {
		left(q)
		return nil, failed(q, syscall.ECONNRESET)
	}
	return response, nil
}

// carry has the sandbox do what is asked.
func (r *replica) carry(q *http.Request, method string, body []byte, form url.Values) (*http.Response, error) {
	if method == "getUpdates" {
		return r.poll(q, form)
	}
	response := r.serve(q, body)
	r.world.books.enter(r.world, method, response)
	return response, nil
}

// serve calls the sandbox's handler.
func (r *replica) serve(q *http.Request, body []byte) *http.Response {
	q = q.Clone(context.WithoutCancel(q.Context()))
	q.Body = io.NopCloser(bytes.NewReader(body))
	out := httptest.NewRecorder()
	r.world.phones.ServeHTTP(out, q)
	return out.Result()
}

// poll holds a poll while there is no news, as Telegram does. Another poll ends it.
func (r *replica) poll(q *http.Request, form url.Values) (*http.Response, error) {
	w := r.world
	seconds, _ := strconv.Atoi(form.Get("timeout"))
	form.Set("timeout", "0")
	for {
		w.endPolls()
		response := r.serve(q, []byte(form.Encode()))
		if seconds == 0 || w.phones.Pending() > 0 {
			return response, nil
		}
		w.mu.Lock()
		due := w.now.Add(time.Duration(seconds) * time.Second)
		w.mu.Unlock()
		switch r.wait(q.Context(), poll, "poll", due).do {
		case ended:
			return told(q, http.StatusConflict, `{"ok":false,"error_code":409,"description":"Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"}`), nil
		case cut, lose, refuse:
			left(q)
			return nil, failed(q, syscall.ECONNRESET)
		}
		seconds = 0
	}
}

// endPolls ends the poll that Telegram holds, if there is one: it allows a bot one at a time.
func (w *world) endPolls() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for c := range w.calls {
		if c.kind == poll {
			delete(w.calls, c)
			c.granted <- verdict{do: ended}
		}
	}
}

// told is an answer of Telegram, or of what stands before it.
func told(q *http.Request, status int, body string) *http.Response {
	left(q)
	return &http.Response{StatusCode: status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body)), Request: q}
}

// left tells the channel that its request was on the way, as net/http does.
func left(q *http.Request) {
	if trace := httptrace.ContextClientTrace(q.Context()); trace != nil && trace.WroteRequest != nil {
		trace.WroteRequest(httptrace.WroteRequestInfo{})
	}
}

// failed is the error of a connection, or that of the caller who gave up.
func failed(q *http.Request, err error) error {
	if gaveUp := q.Context().Err(); gaveUp != nil {
		return gaveUp
	}
	return err
}

// chatIn finds the chat that a request names; uploads are no form.
func chatIn(body []byte, form url.Values) string {
	if chat := form.Get("chat_id"); chat != "" {
		return chat + " " + brief(strings.ReplaceAll(form.Get("text"), "\n", " "))
	}
	if _, rest, ok := strings.Cut(string(body), "name=\"chat_id\"\r\n\r\n"); ok {
		chat, _, _ := strings.Cut(rest, "\r\n")
		return chat
	}
	return form.Get("callback_query_id") + form.Get("language_code") + form.Get("scope")
}

// sent is a message of the bot's as the sandbox answers it.
type sent struct {
	ID   int `json:"message_id"`
	Chat struct {
		ID int64 `json:"id"`
	} `json:"chat"`
	Text    string `json:"text"`
	Caption string `json:"caption"`
}

// read gives the message a response tells of, and puts the response together again.
func read(response *http.Response) (m sent, ok bool) {
	body, _ := io.ReadAll(response.Body)
	response.Body = io.NopCloser(bytes.NewReader(body))
	var answer struct {
		OK     bool `json:"ok"`
		Result sent `json:"result"`
	}
	err := json.Unmarshal(body, &answer)
	return answer.Result, err == nil && answer.OK && answer.Result.ID != 0
}
