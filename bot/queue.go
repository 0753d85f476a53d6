package bot

import (
	"context"
	"sync"
	"time"

	"ikdbot/handlers"
)

// The bounds of what is in hand. A chat waiting for the platform's patience takes no place among atOnce.
const (
	atOnce    = 64   // chats answered at the same time
	perChat   = 30   // messages of one chat waiting; what comes on top is a flood and dropped
	inHand    = 4096 // requests in memory; when they are so many, the platform is asked for no more
	remembers = 4096 // answered requests known by id, for platforms deliver again what was not confirmed in time
)

// line stands between channels and desk: it answers requests in order within a chat and side by side across chats. It
// lives for one Run.
type line struct {
	bot     *Bot
	work    context.Context // ends when what is in hand must be left to the next start
	resumed chan struct{}   // closed when kept requests stand in their queues

	room    chan struct{} // one token per request in hand
	places  chan struct{} // one token per chat being answered
	serving sync.WaitGroup

	mu       sync.Mutex
	queues   map[string]*queue
	jobs     map[string]*job // in hand, by request id
	answered *memory
	flows    *flows
	leftover []string // answered, and still kept because the keeper was away
}

// queue is what one chat waits for. It exists as long as it is being served.
type queue struct{ waiting []*job }

// job is one request in hand.
type job struct {
	request handlers.Request
	since   time.Time     // when it was taken in
	done    chan struct{} // closed when answered
	kept    bool          // guarded by line.mu
	once    bool          // see handlers.Reply.Once
	flood   bool          // one message too many: instead of an answer its chat is told so
}

func newLine(b *Bot, work context.Context) *line {
	return &line{
		bot: b, work: work, resumed: make(chan struct{}),
		room: make(chan struct{}, inHand), places: make(chan struct{}, atOnce),
		queues: map[string]*queue{}, jobs: map[string]*job{}, answered: newMemory(remembers), flows: newFlows(),
	}
}

// admit puts a request into the queue of its chat and waits for room first. It returns nil for a request that needs no
// answer any more; the same request again is the same job.
func (l *line) admit(ctx context.Context, r handlers.Request, kept bool) (*job, error) {
	select {
	case l.room <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	j, isNew := l.enter(r, kept)
	if !isNew {
		<-l.room
	} else if j.flood {
		l.bot.o.Log.Warn("chat floods, messages dropped", "chat", r.Chat)
	}
	return j, nil
}

func (l *line) enter(r handlers.Request, kept bool) (j *job, isNew bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if j := l.jobs[r.ID]; j != nil {
		j.kept = j.kept || kept
		return j, false
	}
	if l.answered.has(r.ID) {
		return nil, false
	}
	q, flood := l.queues[r.Chat], false
	if r.Event == "" && !kept {
		flood = l.flows.count(r.Chat, l.bot.o.Now())
		if q != nil && len(q.waiting) >= perChat {
			l.flows.drain(r.Chat)
			flood = true
		}
	}
	if flood && !l.flows.tell(r.Chat) {
		l.answered.add(r.ID)
		return nil, false
	}
	l.bot.o.Meter.Received(kindOf(r))
	j = &job{request: r, since: l.bot.o.Now(), done: make(chan struct{}), kept: kept, flood: flood}
	l.jobs[r.ID] = j
	if q == nil {
		q = &queue{}
		l.queues[r.Chat] = q
		l.serving.Go(func() { l.serve(r.Chat, q) })
	}
	q.waiting = append(q.waiting, j)
	return j, true
}

// serve answers a chat's queue to its end.
func (l *line) serve(chat string, q *queue) {
	for {
		l.mu.Lock()
		if len(q.waiting) == 0 || l.work.Err() != nil {
			delete(l.queues, chat)
			l.mu.Unlock()
			return
		}
		j := q.waiting[0]
		l.mu.Unlock()
		if !l.answer(j) {
			continue
		}
		l.mu.Lock()
		q.waiting = q.waiting[1:]
		l.mu.Unlock()
		l.settle(j)
	}
}

// settle marks a job as answered and forgets what was kept of it.
func (l *line) settle(j *job) {
	if j.once {
		l.note(j.request.ID)
	}
	l.mu.Lock()
	delete(l.jobs, j.request.ID)
	l.answered.add(j.request.ID)
	kept := j.kept
	close(j.done)
	l.mu.Unlock()
	<-l.room
	if kept {
		l.unkeep(j.request.ID)
	}
}

// finish waits until nothing is served any more, or until giveUp.
func (l *line) finish(giveUp <-chan struct{}) {
	idle := make(chan struct{})
	go func() {
		l.serving.Wait()
		close(idle)
	}()
	select {
	case <-idle:
	case <-giveUp:
		l.bot.o.Log.Error("an answer does not end, left behind")
	}
}

// enterPlace and leavePlace bound how many chats are answered at once.
func (l *line) enterPlace() bool {
	select {
	case l.places <- struct{}{}:
		return true
	case <-l.work.Done():
		return false
	}
}

func (l *line) leavePlace() { <-l.places }

// aside waits without holding a place, so that a chat the platform slows down slows no other. The place is held again
// when it returns, even with an error.
func (l *line) aside(ctx context.Context, d time.Duration) error {
	l.leavePlace()
	err := l.bot.o.Sleep(ctx, d)
	l.places <- struct{}{}
	return err
}

// memory knows the last ids it was told.
type memory struct {
	ids  map[string]bool
	ring []string
	next int
}

func newMemory(size int) *memory {
	return &memory{ids: make(map[string]bool, size), ring: make([]string, size)}
}

func (m *memory) has(id string) bool { return m.ids[id] }

func (m *memory) add(id string) {
	if m.ids[id] {
		return
	}
	delete(m.ids, m.ring[m.next])
	m.ring[m.next] = id
	m.ids[id] = true
	m.next = (m.next + 1) % len(m.ring)
}
