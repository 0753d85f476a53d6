package sandbox

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"time"
)

// webhook is what setWebhook was told, and the deliveries under way.
type webhook struct {
	url, secret string
	most        int            // deliveries at the same time
	busy        map[int64]bool // chats with a delivery under way: the updates of one chat come in order
	failed      time.Time
	why         string
	stop        func()
}

// Delivery is the name under which faults hit the deliveries of a webhook: Refuse for one that does not arrive, LoseAnswer for one whose
// answer is lost, Slow for one that comes late.
const Delivery = "deliver"

const (
	delivering   = time.Minute // how long the bot may take
	firstRetry   = time.Second
	longestRetry = time.Minute
)

var secretForm = regexp.MustCompile(`^[A-Za-z0-9_-]{1,256}$`)

func setWebhook(c *call) (any, *apiError) {
	to, secret := c.get("url"), c.get("secret_token")
	if to == "" {
		return deleteWebhook(c)
	}
	address, err := url.Parse(to)
	if err != nil || address.Host == "" || address.Scheme != "https" && !(c.s.conf.Local && address.Scheme == "http") {
		return nil, bad("bad webhook: An HTTPS URL must be provided for webhook")
	}
	if secret != "" && !secretForm.MatchString(secret) {
		return nil, bad("secret token contains unallowed characters")
	}
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	if err := c.s.queue.choose(c.get("allowed_updates")); err != nil {
		return nil, err
	}
	if c.yes("drop_pending_updates") {
		c.s.queue.confirm(c.s.queue.next)
	}
	if h := c.s.webhook; h != nil && h.url == to && h.secret == secret {
		return true, nil
	}
	c.s.dropWebhook()
	ctx, stop := context.WithCancel(context.Background())
	h := &webhook{url: to, secret: secret, most: 40, busy: map[int64]bool{}, stop: stop}
	if n := int(c.number("max_connections")); n >= 1 && n <= 100 {
		h.most = n
	}
	c.s.webhook = h
	go c.s.deliverAll(ctx, h)
	return true, nil
}

func deleteWebhook(c *call) (any, *apiError) {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	if c.yes("drop_pending_updates") {
		c.s.queue.confirm(c.s.queue.next)
	}
	c.s.dropWebhook()
	return true, nil
}

func (s *Server) dropWebhook() {
	if s.webhook != nil {
		s.webhook.stop()
		s.webhook = nil
	}
}

func getWebhookInfo(c *call) (any, *apiError) {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	info := struct {
		URL     string `json:"url"`
		Custom  bool   `json:"has_custom_certificate"`
		Pending int    `json:"pending_update_count"`
		Failed  int64  `json:"last_error_date,omitempty"`
		Why     string `json:"last_error_message,omitempty"`
		Most    int    `json:"max_connections,omitempty"`
	}{Pending: len(c.s.queue.updates)}
	if h := c.s.webhook; h != nil {
		info.URL, info.Most, info.Why = h.url, h.most, h.why
		if h.why != "" {
			info.Failed = h.failed.Unix()
		}
	}
	return info, nil
}

// hookClient keeps its connections alive, one for each delivery under way, and follows no redirects, as Telegram does not.
func hookClient(way http.RoundTripper) *http.Client {
	if way == nil {
		pool := http.DefaultTransport.(*http.Transport).Clone()
		pool.MaxIdleConnsPerHost = 100
		way = pool
	}
	return &http.Client{Transport: way, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

// deliverAll delivers what waits until the webhook is dropped or the server closed.
func (s *Server) deliverAll(ctx context.Context, h *webhook) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	for {
		s.mu.Lock()
		w, ok := h.pick(&s.queue)
		var more <-chan struct{}
		if ok {
			h.busy[w.chat] = true
			go s.deliverOne(ctx, h, w)
		} else {
			more = s.queue.sleeping()
		}
		s.mu.Unlock()
		if ok {
			continue
		}
		select {
		case <-more:
		case <-ctx.Done():
			return
		case <-s.done:
			return
		}
	}
}

// pick gives the oldest update that may be delivered now.
func (h *webhook) pick(q *queue) (waiting, bool) {
	if len(h.busy) < h.most {
		for _, w := range q.updates {
			if !h.busy[w.chat] {
				return w, true
			}
		}
	}
	return waiting{}, false
}

// deliverOne delivers an update again and again until the bot takes it, as Telegram does for a day.
func (s *Server) deliverOne(ctx context.Context, h *webhook, w waiting) {
	for pause := firstRetry; ; pause = min(2*pause, longestRetry) {
		why := s.post(ctx, h, w)
		s.mu.Lock()
		if why == "" || ctx.Err() != nil {
			s.delivered(h, w, why == "")
			s.mu.Unlock()
			return
		}
		h.failed, h.why = s.conf.Now(), why
		s.mu.Unlock()
		_ = s.conf.Sleep(ctx, pause)
	}
}

// delivered ends a delivery: the bot has the update, or the webhook is gone.
func (s *Server) delivered(h *webhook, w waiting, done bool) {
	q := &s.queue
	delete(h.busy, w.chat)
	if i, ok := q.place(w.id); done && ok {
		q.updates = append(q.updates[:i:i], q.updates[i+1:]...)
		q.confirmed = q.next
		if len(q.updates) > 0 {
			q.confirmed = q.updates[0].id
		}
		s.tell(event{Kind: "read", ID: q.confirmed})
	}
	q.stir()
}

// post makes one delivery; where it fails it says why, in Telegram's words.
func (s *Server) post(ctx context.Context, h *webhook, w waiting) (why string) {
	s.mu.Lock()
	f, hit := s.matchFault(Delivery, w.chat)
	s.calls[key(Delivery)]++
	s.mu.Unlock()
	if hit && f.Do == Slow && s.conf.Sleep(ctx, f.Delay) != nil || hit && f.Do == Refuse {
		return "Connection refused"
	}
	ctx, cancel := context.WithTimeout(ctx, delivering)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, h.url, bytes.NewReader(w.body))
	if err != nil {
		return "Wrong URL"
	}
	r.Header.Set("Content-Type", "application/json")
	if h.secret != "" {
		r.Header.Set("X-Telegram-Bot-Api-Secret-Token", h.secret)
	}
	answer, err := s.hooks.Do(r)
	if err != nil {
		return "Connection failed"
	}
	defer answer.Body.Close()
	_, _ = io.Copy(io.Discard, io.LimitReader(answer.Body, maxText))
	if answer.StatusCode/100 != 2 {
		return "Wrong response from the webhook: " + answer.Status
	}
	if hit && f.Do == LoseAnswer {
		return "Read timeout expired"
	}
	return ""
}
