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
	ready    []*queue // nobody serves them; the one that waits longest comes first
	workers  int      // that serve queues or wait for one, those aside not counted
	idle     int      // workers that wait and were not called yet
	called   sync.Cond
	over     bool            // nothing is handed in any more
	jobs     map[string]*job // in hand, by request id
	answered *memory
	flows    *flows
	leftover []string // answered, and still kept because the keeper was away
}

// queue is what one chat waits for. It exists as long as something is waiting.
type queue struct {
	chat    string
	waiting []*job // the first of them is being answered, unless the queue is ready
}

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
	l := &line{
		bot: b, work: work, resumed: make(chan struct{}),
		room: make(chan struct{}, inHand), places: make(chan struct{}, atOnce),
		queues: map[string]*queue{}, jobs: map[string]*job{}, answered: newMemory(remembers), flows: newFlows(),
	}
	l.called.L = &l.mu
	return l
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
		q = &queue{chat: r.Chat}
		l.queues[r.Chat] = q
		l.ready = append(l.ready, q)
		l.hire()
	}
	q.waiting = append(q.waiting, j)
	return j, true
}

// hire has one more worker serve the queues that are ready: one that waits, or a new one while there are few. Workers serve one queue
// after the other, for a goroutine for every message would grow its stack anew each time. Called with mu held.
func (l *line) hire() {
	switch {
	case len(l.ready) == 0:
	case l.idle > 0:
		l.idle--
		l.called.Signal()
	case l.workers < atOnce:
		l.workers++
		l.serving.Go(l.serve)
	}
}

// serve answers what is ready, one message of a chat at a time.
func (l *line) serve() {
	for q := l.pick(nil); q != nil; q = l.pick(q) {
		l.mu.Lock()
		j := q.waiting[0]
		l.mu.Unlock()
		if !l.answer(j) {
			continue // the work is ending
		}
		l.mu.Lock()
		q.waiting = q.waiting[1:]
		l.mu.Unlock()
		l.settle(j)
	}
}

// pick puts a served queue back where something is left in it, and gives the one that is to be served next; nil when the worker may go.
func (l *line) pick(served *queue) *queue {
	l.mu.Lock()
	defer l.mu.Unlock()
	if served != nil {
		if len(served.waiting) > 0 {
			l.ready = append(l.ready, served)
		} else {
			delete(l.queues, served.chat)
		}
	}
	for len(l.ready) == 0 && !l.over && l.workers <= atOnce {
		l.idle++
		l.called.Wait()
	}
	if len(l.ready) == 0 || l.work.Err() != nil {
		l.workers--
		return nil
	}
	next := l.ready[0]
	l.ready[0] = nil
	l.ready = l.ready[1:]
	return next
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
	l.mu.Lock()
	l.over, l.idle = true, 0
	l.called.Broadcast()
	l.mu.Unlock()
	left := make(chan struct{})
	go func() {
		l.serving.Wait()
		close(left)
	}()
	select {
	case <-left:
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
	l.mu.Lock()
	l.workers--
	l.hire()
	l.mu.Unlock()
	err := l.bot.o.Sleep(ctx, d)
	l.mu.Lock()
	l.workers++
	l.mu.Unlock()
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
