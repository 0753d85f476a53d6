package bot

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

// How long calls may take. A poll also waits for what happens, see longPoll.
const (
	shortCall  = 20 * time.Second
	uploadCall = time.Minute
	// idleFor is how long an unused connection is kept. Servers close theirs after a minute or more; one they close just
	// as we write on it would be a lost answer.
	idleFor = 30 * time.Second
	// largestAnswer bounds what is read of an answer; a hundred updates are far less.
	largestAnswer = 16 << 20
)

// client makes an HTTP client that keeps its connections alive; the library's default reopens most of them. It follows
// no redirects, as the Bot API sends none and the address holds the token.
func client(transport http.RoundTripper) *http.Client {
	if transport == nil {
		pool := http.DefaultTransport.(*http.Transport).Clone()
		pool.MaxIdleConns = atOnce
		pool.MaxIdleConnsPerHost = atOnce
		pool.IdleConnTimeout = idleFor
		transport = pool
	}
	return &http.Client{Transport: transport, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

// call calls a method of the Bot API, within ctx and d, and returns the whole answer, see resultOf. An error is a *failure.
func (t *Telegram) call(ctx context.Context, c *http.Client, d time.Duration, method string, params tgbotapi.Params, files ...tgbotapi.RequestFile) (answer []byte, err error) {
	limited, cancel := context.WithTimeout(ctx, d)
	defer cancel()
	answer, f := t.try(limited, c, method, params, files)
	if f == nil {
		t.o.Called("")
		return answer, nil
	}
	if ctx.Err() == nil { // a call that the caller gave up is nobody's failure
		t.o.Called(f.trouble())
	}
	return nil, f
}

// resultOf reads what a method answered.
func resultOf[T any](answer []byte) (T, error) {
	var a struct {
		Result T `json:"result"`
	}
	err := json.Unmarshal(answer, &a)
	if wrong := (*json.SyntaxError)(nil); errors.As(err, &wrong) { // what a gateway writes behind an answer is no part of it
		err = json.NewDecoder(bytes.NewReader(answer)).Decode(&a)
	}
	return a.Result, err
}

// try makes one call through the library.
func (t *Telegram) try(ctx context.Context, c *http.Client, method string, params tgbotapi.Params, files []tgbotapi.RequestFile) ([]byte, *failure) {
	w := &wire{ctx: ctx, client: c}
	api := tgbotapi.BotAPI{Token: t.o.Token, Client: w}
	api.SetAPIEndpoint(strings.ReplaceAll(t.o.Base, "%", "%%") + "/bot%s/%s")
	var err error
	if len(files) > 0 {
		_, err = api.UploadFiles(method, params, files)
	} else {
		room := bodies.Get().(*[]byte)
		w.form = urlencoded(*room, params)
		_, err = api.MakeRequest(method, nil)
		if w.written.Load() { // else the connection may still be reading it
			*room = w.form
			bodies.Put(room)
		}
	}
	if err == nil {
		return w.answer, nil
	}
	f := &failure{method: method, code: w.status, left: w.written.Load() || w.status != 0}
	var refusal *tgbotapi.Error
	if errors.As(err, &refusal) {
		f.what = presentable(t.hide(refusal.Message)) // not every server keeps the address to itself
		f.after = time.Duration(refusal.RetryAfter) * time.Second
		f.newChat = refusal.MigrateToChatID
		if refusal.Code != 0 { // errors of uploads carry none
			f.code = refusal.Code
		}
		f.answered = true
	} else {
		f.err = t.redact(err)
	}
	return nil, f
}

// wire is the library's way to the network for one call: it gives the request a context, notices whether it left, and
// accepts only answers that can be a Bot API server's. It writes forms itself, and keeps the whole answer.
type wire struct {
	ctx    context.Context
	client *http.Client
	form   []byte // empty: the library has written the body
	answer []byte
	status int // of the answer; 0 without one

	written atomic.Bool // the whole request
}

// accepted begins an answer that needs no reading by the library: of what it holds only the result matters, which is read once, by us.
const accepted = `{"ok":true`

// Do sends the request and reads the whole answer.
func (w *wire) Do(r *http.Request) (*http.Response, error) {
	trace := &httptrace.ClientTrace{WroteRequest: func(i httptrace.WroteRequestInfo) {
		if i.Err == nil {
			w.written.Store(true)
		}
	}}
	r = r.WithContext(httptrace.WithClientTrace(w.ctx, trace))
	if len(w.form) > 0 {
		r.ContentLength = int64(len(w.form))
		r.Body, r.GetBody = w.body(), func() (io.ReadCloser, error) { return w.body(), nil }
	}
	response, err := w.client.Do(r)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	w.status = response.StatusCode
	body, err := readAll(response)
	if err != nil {
		return nil, fmt.Errorf("read the answer: %w", err)
	}
	if !bytes.HasPrefix(bytes.TrimSpace(body), []byte("{")) {
		return nil, errors.New("the answer is not that of a Bot API server")
	}
	w.answer = body
	if bytes.HasPrefix(body, []byte(accepted+",")) && json.Valid(body) {
		body = []byte(accepted + "}")
	}
	response.Body = io.NopCloser(bytes.NewReader(body))
	return response, nil
}

// readAll reads an answer to its end, into room of the right size where the server says how long it is.
func readAll(response *http.Response) ([]byte, error) {
	room := bytes.NewBuffer(make([]byte, 0, min(max(response.ContentLength, 0), largestAnswer)+bytes.MinRead))
	_, err := room.ReadFrom(io.LimitReader(response.Body, largestAnswer))
	return room.Bytes(), err
}

// body is the form to be read, once more where an attempt has failed: then nothing of it is written yet.
func (w *wire) body() io.ReadCloser {
	w.written.Store(false)
	return io.NopCloser(bytes.NewReader(w.form))
}

// failure is a call that did not succeed. Its text is fit for logs: no token, nothing a person wrote.
type failure struct {
	method   string
	code     int // of HTTP or of the Bot API; 0 without an answer
	what     string
	after    time.Duration
	newChat  int64
	answered bool // the Bot API itself said no
	left     bool // the request was on its way when it failed
	err      error
}

// Error says what was called and what came back.
func (f *failure) Error() string {
	switch {
	case f.answered:
		return fmt.Sprintf("%s: %d %s", f.method, f.code, f.what)
	case f.code != 0:
		return fmt.Sprintf("%s: HTTP %d: %v", f.method, f.code, f.err)
	default:
		return fmt.Sprintf("%s: %v", f.method, f.err)
	}
}

// Unwrap returns the cause, if it was not Telegram's own word.
func (f *failure) Unwrap() error { return f.err }

// redact takes out the address of a failed request, which holds the token.
func (t *Telegram) redact(err error) error {
	var outer *url.Error
	for errors.As(err, &outer) {
		err = outer.Err
	}
	said := err.Error()
	clean := t.hide(said)
	if clean == said {
		return err
	}
	return errors.New(clean)
}

// hide takes our secrets out of a text.
func (t *Telegram) hide(text string) string {
	_, part, _ := strings.Cut(t.o.Token, ":")
	for _, s := range []string{t.o.Token, url.QueryEscape(t.o.Token), url.PathEscape(t.o.Token), part, t.o.Webhook.Secret} {
		if s != "" {
			text = strings.ReplaceAll(text, s, "[hidden]")
		}
	}
	return text
}

// presentable shortens Telegram's own words to what never quotes the message: a parse error and a refused button do.
func presentable(description string) string {
	const parsing = "can't parse entities"
	if i := strings.Index(description, parsing); i >= 0 {
		return description[:i+len(parsing)]
	}
	if i := strings.IndexAny(description, "\"\n"); i >= 0 {
		description = strings.TrimSpace(description[:i])
	}
	if i := strings.Index(description, " '"); i >= 0 {
		description = description[:i]
	}
	if words := []rune(description); len(words) > 120 {
		description = string(words[:120])
	}
	return description
}
