package handlers

import (
	"context"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"ikdbot/handlers/understand"
	"ikdbot/locales"
	"ikdbot/store"
)

// lookEvery is how often a desk looks whether another replica was taught something.
const lookEvery = time.Minute

// learner holds the Mind that answers, and trains a new one beside it when lessons were given or taken back: here, by another
// replica, or before this program started. Whoever answers meanwhile uses the one that is there.
type learner struct {
	regency *locales.Regency
	topics  []locales.Topic // of all languages, as the content has them
	store   *store.Store
	now     func() time.Time
	log     *slog.Logger

	mind    atomic.Pointer[understand.Mind]
	look    atomic.Int64 // Unix nanoseconds of the next look; 0 before the first
	mu      sync.Mutex   // held while training
	version int64        // of the lessons that mind was trained with

	bench    chan struct{} // holds one: a test keeps a core busy for seconds, so there is one at a time
	measured int64         // the version of the lessons that accuracy was measured with; -1 before the first test
	accuracy understand.Accuracy
}

func newLearner(o Options) *learner {
	var topics []locales.Topic
	for _, l := range locales.Languages() {
		topics = append(topics, o.Content.Topics(l)...)
	}
	l := &learner{regency: o.Regency, topics: topics, store: o.Store, now: o.Now, log: o.Log, bench: make(chan struct{}, 1), measured: -1}
	l.mind.Store(o.Mind)
	return l
}

// current is the Mind to answer with. The first to ask waits until what was taught before is known again; later one request a
// minute looks for news while the others go on.
func (l *learner) current(ctx context.Context) *understand.Mind {
	next, now := l.look.Load(), l.now()
	if next != 0 && now.UnixNano() < next {
		return l.mind.Load()
	}
	if next == 0 {
		l.mu.Lock()
	} else if !l.mu.TryLock() {
		return l.mind.Load()
	}
	defer l.mu.Unlock()
	if l.look.CompareAndSwap(next, now.Add(lookEvery).UnixNano()) {
		l.train(ctx)
	}
	return l.mind.Load()
}

// refresh trains with the lessons as they are now.
func (l *learner) refresh(ctx context.Context) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.train(ctx)
}

// train makes a new Mind where the lessons are others than those of the present one. The caller holds mu. While Redis is away
// the present one stays.
func (l *learner) train(ctx context.Context) {
	version, err := l.store.LessonsVersion(ctx)
	if err == nil && version == l.version {
		return
	}
	var lessons []store.Lesson
	if err == nil {
		lessons, version, err = l.store.Lessons(ctx)
	}
	if err != nil {
		l.log.Warn("lessons not readable", "error", err)
		return
	}
	l.mind.Store(understand.New(l.regency, understand.With(l.topics, taught(lessons))))
	l.version = version
	l.log.Info("lessons learned", "lessons", len(lessons), "version", version)
}

// taught are the wordings of lessons by topic.
func taught(lessons []store.Lesson) map[string][]string {
	extra := map[string][]string{}
	for _, lesson := range lessons {
		for _, w := range lesson.Wordings {
			extra[lesson.Topic] = append(extra[lesson.Topic], w.Text)
		}
	}
	return extra
}

// trial is what testing a group found: how well the content's examples are told apart without and with it.
type trial struct {
	before, after understand.Accuracy
	version       int64 // of the lessons it was tested with
}

// harmful reports that the group costs more than it may.
func (r trial) harmful() bool { return r.before.Share()-r.after.Share() > mostLoss }

// try tests further wordings of a topic. It takes some seconds of one core; step is told how far it is.
func (l *learner) try(ctx context.Context, topic string, wordings []string, step func(n, of int)) (trial, error) {
	select {
	case l.bench <- struct{}{}:
		defer func() { <-l.bench }()
	case <-ctx.Done():
		return trial{}, ctx.Err()
	}
	lessons, version, err := l.store.Lessons(ctx)
	if err != nil {
		return trial{}, err
	}
	extra, steps := taught(lessons), 1
	if l.measured != version {
		steps = 2
		l.accuracy, err = understand.Measure(ctx, l.regency, l.topics, extra, func(n, of int) { step(n, steps*of) })
		if err != nil {
			return trial{}, err
		}
		l.measured = version
	}
	extra[topic] = append(extra[topic], wordings...)
	after, err := understand.Measure(ctx, l.regency, l.topics, extra, func(n, of int) { step((steps-1)*of+n, steps*of) })
	return trial{l.accuracy, after, version}, err
}

// passed keeps what a test found, for the next one, if the group became a lesson and nothing else was taught meanwhile.
func (l *learner) passed(r trial, lesson store.Lesson) {
	select {
	case l.bench <- struct{}{}:
		defer func() { <-l.bench }()
	default:
		return // another test has begun, and measures anew what it needs
	}
	if lesson.N == r.version+1 {
		l.measured, l.accuracy = lesson.N, r.after
	}
}
