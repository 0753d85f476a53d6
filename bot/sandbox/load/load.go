// Package load is a Telegram of many citizens who ask one question after the other, for benchmarks: it does so little
// itself that what is measured is the bot.
package load

import (
	"encoding/json"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Server is a Bot API server for one bot, whatever its token. Make one with New and serve it over HTTP.
type Server struct {
	ask func(n int) string // words of question n
	now func() time.Time

	mu     sync.Mutex
	queue  []update
	next   int
	asked  map[int64][]time.Time // when a chat asked what is not answered yet
	news   chan struct{}
	done   func(Answer)
	polled chan struct{} // closed by the first getUpdates
	calls  map[string]int
}

// Answer is a question answered.
type Answer struct {
	Chat int64
	Took time.Duration // from when the question was there for the bot
	Text string
	Keys string // reply_markup
}

type update struct {
	ID      int     `json:"update_id"`
	Message message `json:"message"`
}

type message struct {
	ID   int    `json:"message_id"`
	Date int64  `json:"date"`
	Chat person `json:"chat"`
	From person `json:"from"`
	Text string `json:"text"`
}

type person struct {
	ID   int64  `json:"id"`
	Type string `json:"type,omitempty"`
	Name string `json:"first_name"`
}

// New makes a server whose citizens ask what ask says. done is told of every answer, one at a time.
func New(ask func(n int) string, done func(Answer)) *Server {
	return &Server{
		ask: ask, now: time.Now, done: done, next: 1,
		asked: map[int64][]time.Time{}, news: make(chan struct{}, 1), polled: make(chan struct{}), calls: map[string]int{},
	}
}

// Ask has the citizen of a chat ask the next question.
func (s *Server) Ask(chat int64) {
	s.mu.Lock()
	now := s.now()
	who := person{ID: chat, Type: "private", Name: "Warga"}
	s.queue = append(s.queue, update{s.next, message{s.next, now.Unix(), who, person{ID: chat, Name: "Warga"}, s.ask(s.next)}})
	s.next++
	s.asked[chat] = append(s.asked[chat], now)
	s.mu.Unlock()
	select {
	case s.news <- struct{}{}:
	default:
	}
}

// Polled is closed when the bot has asked for updates for the first time.
func (s *Server) Polled() <-chan struct{} { return s.polled }

// Calls is how often each method was called.
func (s *Server) Calls(method string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.calls[method]
}

// ServeHTTP answers the methods a bot needs; what it does not know it accepts.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	method := r.URL.Path[strings.LastIndexByte(r.URL.Path, '/')+1:]
	form := read(r)
	s.mu.Lock()
	s.calls[method]++
	s.mu.Unlock()
	w.Header().Set("Content-Type", "application/json")
	switch method {
	case "getMe":
		_, _ = io.WriteString(w, `{"ok":true,"result":{"id":1,"is_bot":true,"first_name":"IKD","username":"ikd_uji_bot"}}`)
	case "getUpdates":
		offset, _ := strconv.Atoi(form.Get("offset"))
		wait, _ := strconv.Atoi(form.Get("timeout"))
		answer, _ := json.Marshal(map[string]any{"ok": true, "result": s.poll(r, offset, time.Duration(wait)*time.Second)})
		w.Header().Set("Content-Length", strconv.Itoa(len(answer))) // as Telegram does
		_, _ = w.Write(answer)
	case "sendMessage":
		chat, _ := strconv.ParseInt(form.Get("chat_id"), 10, 64)
		_, _ = io.WriteString(w, `{"ok":true,"result":{"message_id":1,"date":1,"chat":{"id":1,"type":"private"}}}`)
		s.answered(chat, form.Get("text"), form.Get("reply_markup"))
	default:
		_, _ = io.WriteString(w, `{"ok":true,"result":true}`)
	}
}

// poll confirms what lies before offset and hands out at most a hundred updates.
func (s *Server) poll(r *http.Request, offset int, wait time.Duration) []update {
	s.mu.Lock()
	select {
	case <-s.polled:
	default:
		close(s.polled)
	}
	s.mu.Unlock()
	over := time.After(wait)
	for {
		s.mu.Lock()
		confirmed := 0
		for confirmed < len(s.queue) && s.queue[confirmed].ID < offset {
			confirmed++
		}
		s.queue = s.queue[confirmed:]
		batch := slices.Clone(s.queue[:min(100, len(s.queue))])
		s.mu.Unlock()
		if len(batch) > 0 {
			return batch
		}
		select {
		case <-s.news:
		case <-over:
			return []update{}
		case <-r.Context().Done():
			return []update{}
		}
	}
}

func (s *Server) answered(chat int64, text, keys string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	waiting := s.asked[chat]
	if len(waiting) == 0 {
		return // a message nobody asked for
	}
	if s.asked[chat] = waiting[1:]; len(waiting) == 1 {
		delete(s.asked, chat)
	}
	s.done(Answer{chat, s.now().Sub(waiting[0]), text, keys})
}

// read is the form of a request, urlencoded or in parts; its files are thrown away.
func read(r *http.Request) url.Values {
	kind, params, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if kind != "multipart/form-data" {
		body, _ := io.ReadAll(r.Body)
		form, _ := url.ParseQuery(string(body))
		return form
	}
	form := url.Values{}
	parts := multipart.NewReader(r.Body, params["boundary"])
	for {
		part, err := parts.NextPart()
		if err != nil {
			return form
		}
		value, _ := io.ReadAll(part)
		if part.FileName() == "" {
			form.Set(part.FormName(), string(value))
		}
	}
}
