package sandbox

import (
	"encoding/json"
	"net/http"
	"time"
)

// event is something the open pages should know of. Those that carry no message make them look at everything again.
type event struct {
	Kind    string // message, delete, typing, toast, read, chat, commands, clock
	ID      int    // message id, or with "read" the first update the bot has not confirmed
	Text    string
	chat    int64
	message *Message
}

// live are the open pages.
type live struct {
	pages map[chan event]struct{}
}

// backlog is how far a page may fall behind before it is cut off; it then connects again and loads everything.
const backlog = 256

// tell hands an event to the open pages and waits for none of them.
func (s *Server) tell(e event) {
	if len(s.live.pages) == 0 || (e.chat != 0 && !s.cast.shows(e.chat)) {
		return
	}
	for page := range s.live.pages {
		select {
		case page <- e:
		default:
			close(page)
			delete(s.live.pages, page)
		}
	}
}

func (s *Server) subscribe() chan event {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.live.pages == nil {
		s.live.pages = map[chan event]struct{}{}
	}
	page := make(chan event, backlog)
	s.live.pages[page] = struct{}{}
	return page
}

func (s *Server) unsubscribe(page chan event) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.live.pages, page)
}

// serveEvents streams events to a page as Server-Sent Events.
func (s *Server) serveEvents(w http.ResponseWriter, r *http.Request) {
	page := s.subscribe()
	defer s.unsubscribe(page)
	w.Header().Set("Content-Type", "text/event-stream")
	out := http.NewResponseController(w)
	_, _ = w.Write([]byte("retry: 1000\n\n"))
	_ = out.Flush()
	alive := time.NewTicker(20 * time.Second)
	defer alive.Stop()
	for {
		line := []byte(": alive")
		select {
		case <-r.Context().Done():
			return
		case <-s.done:
			return
		case <-alive.C:
		case e, open := <-page:
			if !open {
				return
			}
			line = append([]byte("data: "), s.viewEvent(e)...)
		}
		if _, err := w.Write(append(line, "\n\n"...)); err != nil {
			return
		}
		if out.Flush() != nil {
			return
		}
	}
}

func (s *Server) viewEvent(e event) []byte {
	v := struct {
		Kind    string       `json:"kind"`
		Chat    int64        `json:"chat,omitempty"`
		ID      int          `json:"id,omitempty"`
		Text    string       `json:"text,omitempty"`
		Message *messageView `json:"message,omitempty"`
	}{Kind: e.Kind, Chat: e.chat, ID: e.ID, Text: e.Text}
	if e.message != nil {
		m := s.viewMessage(e.message)
		v.Message = &m
	}
	body, _ := json.Marshal(v) // our own types always encode
	return body
}
