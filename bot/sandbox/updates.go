package sandbox

import (
	"encoding/json"
	"slices"
	"time"
)

// queue holds the updates the bot has not confirmed, encoded once, by ascending id.
type queue struct {
	next      int // id of the next update
	updates   []waiting
	allowed   []string      // kinds the bot asked for; nil for all we know
	wake      chan struct{} // closed when something is pushed; nil while nobody polls
	dethrone  chan struct{} // closed when another poll takes over
	confirmed int           // every update below this id is confirmed
}

type waiting struct {
	id   int
	chat int64
	body json.RawMessage
}

// push queues an update for the bot and gives its id.
func (s *Server) push(u update) int {
	q := &s.queue
	u.ID = q.next
	if !q.wants(u) {
		return u.ID
	}
	q.next++
	body, _ := json.Marshal(u) // our own types always encode
	q.updates = append(q.updates, waiting{u.ID, u.chat(), body})
	q.stir()
	return u.ID
}

// stir wakes those who wait for updates.
func (q *queue) stir() {
	if q.wake != nil {
		close(q.wake)
		q.wake = nil
	}
}

// sleeping gives what is closed when there is something new.
func (q *queue) sleeping() <-chan struct{} {
	if q.wake == nil {
		q.wake = make(chan struct{})
	}
	return q.wake
}

func (q *queue) wants(u update) bool {
	if len(q.allowed) == 0 {
		return true
	}
	kind := "message"
	switch {
	case u.Edited != nil:
		kind = "edited_message"
	case u.Callback != nil:
		kind = "callback_query"
	case u.MyMember != nil:
		kind = "my_chat_member"
	}
	return slices.Contains(q.allowed, kind)
}

// confirm drops the updates below offset; a negative offset keeps only that many from the end.
func (q *queue) confirm(offset int) {
	drop := 0
	switch {
	case offset < 0:
		drop = max(0, len(q.updates)+offset)
	case len(q.updates) > 0:
		drop, _ = q.place(offset)
	}
	clear(q.updates[:drop])
	q.updates = q.updates[drop:]
	q.confirmed = q.next
	if len(q.updates) > 0 {
		q.confirmed = q.updates[0].id
	}
}

// place finds an update by its id.
func (q *queue) place(id int) (int, bool) {
	return slices.BinarySearchFunc(q.updates, id, func(w waiting, id int) int { return w.id - id })
}

func (q *queue) batch(limit int) []json.RawMessage {
	out := make([]json.RawMessage, 0, min(limit, len(q.updates)))
	for _, u := range q.updates[:cap(out)] {
		out = append(out, u.body)
	}
	return out
}

func getUpdates(c *call) (any, *apiError) {
	s, q := c.s, &c.s.queue
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.webhook != nil {
		return nil, &apiError{Code: 409, Description: "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"}
	}
	if err := q.choose(c.get("allowed_updates")); err != nil {
		return nil, err
	}
	if q.dethrone != nil {
		close(q.dethrone)
	}
	dethroned := make(chan struct{})
	q.dethrone = dethroned
	before := q.confirmed
	q.confirm(int(c.number("offset")))
	if q.confirmed != before {
		s.tell(event{Kind: "read", ID: q.confirmed})
	}
	limit := 100
	if n := int(c.number("limit")); n >= 1 && n <= 100 {
		limit = n
	}
	err := c.await(time.Duration(min(c.number("timeout"), 50))*time.Second, dethroned)
	if q.dethrone == dethroned {
		q.dethrone = nil
	}
	if err != nil {
		return nil, err
	}
	return q.batch(limit), nil
}

// await waits, giving up the lock meanwhile, until there are updates, time is up, or another poll takes over.
func (c *call) await(patience time.Duration, dethroned chan struct{}) *apiError {
	q := &c.s.queue
	var timer *time.Timer
	for len(q.updates) == 0 && patience > 0 {
		if timer == nil {
			timer = time.NewTimer(patience)
			defer timer.Stop()
		}
		wake := q.sleeping()
		c.s.mu.Unlock()
		over, conflict := false, false
		select {
		case <-wake:
		case <-timer.C:
			over = true
		case <-c.ctx.Done():
			over = true
		case <-c.s.done:
			over = true
		case <-dethroned:
			conflict = true
		}
		c.s.mu.Lock()
		if conflict {
			return errConflict()
		}
		if over {
			return nil
		}
	}
	return nil
}

// choose remembers which kinds of updates the bot wants, as Telegram does until it is told otherwise.
func (q *queue) choose(raw string) *apiError {
	if raw == "" {
		return nil
	}
	var kinds []string
	if json.Unmarshal([]byte(raw), &kinds) != nil {
		return bad("can't parse allowed updates JSON array")
	}
	q.allowed = kinds
	return nil
}
