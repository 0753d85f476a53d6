package bot

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"maps"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"ikdbot/handlers"
)

// stage is a Bot between a channel, a desk and a keeper that tests direct. It is used inside synctest, where time stands
// still until everybody waits.
type stage struct {
	*Bot
	t       *testing.T
	channel *parlour
	keeper  *drawer
	log     *bytes.Buffer
	stop    context.CancelFunc
	ended   chan error
	number  int
}

// desk answers by a function.
type desk func(context.Context, handlers.Request) handlers.Reply

func (d desk) Answer(ctx context.Context, r handlers.Request) handlers.Reply { return d(ctx, r) }

func newStage(t *testing.T, d desk) *stage {
	s := &stage{
		t: t, channel: &parlour{in: make(chan []handlers.Request)}, keeper: &drawer{forms: map[string][]byte{}}, log: &bytes.Buffer{},
	}
	s.Bot = New(s.options(d))
	return s
}

func (s *stage) options(d desk) Options {
	return Options{
		Channels: []Channel{s.channel}, Desk: d, Keeper: s.keeper,
		Mask: func(r handlers.Request) handlers.Request {
			r.Text = strings.ReplaceAll(r.Text, "6202061234560001", "[NIK]")
			return r
		},
		Log: slog.New(slog.NewTextHandler(s.log, nil)),
	}
}

func (s *stage) start() {
	ctx, stop := context.WithCancel(s.t.Context())
	s.stop, s.ended = stop, make(chan error, 1)
	go func() { s.ended <- s.Run(ctx) }()
	synctest.Wait()
}

// end stops the bot and reports how long that took.
func (s *stage) end() time.Duration {
	s.t.Helper()
	from := time.Now()
	s.stop()
	if err := <-s.ended; err != nil {
		s.t.Errorf("Run: %v", err)
	}
	return time.Since(from)
}

// say brings in messages as one batch, "chat: text" each, and waits until nothing moves without time passing.
func (s *stage) say(lines ...string) {
	var batch []handlers.Request
	for _, l := range lines {
		s.number++
		chat, text, _ := strings.Cut(l, ": ")
		batch = append(batch, handlers.Request{ID: "room:" + strconv.Itoa(s.number), Chat: "room:" + chat, Private: true, Text: text, At: time.Now()})
	}
	s.bring(batch...)
}

func (s *stage) bring(batch ...handlers.Request) {
	s.channel.in <- batch
	synctest.Wait()
}

// pass lets time pass.
func pass(d time.Duration) {
	time.Sleep(d) // virtual
	synctest.Wait()
}

// heard checks what the chats were told so far, in order, and forgets it.
func (s *stage) heard(want ...string) {
	s.t.Helper()
	s.channel.mu.Lock()
	defer s.channel.mu.Unlock()
	if got := strings.Join(s.channel.sent, "\n"); got != strings.Join(want, "\n") {
		s.t.Errorf("heard:\n%s\nwant:\n%s", got, strings.Join(want, "\n"))
	}
	s.channel.sent = nil
}

// take is what the chats were told so far, which is then forgotten.
func (s *stage) take() []string {
	s.channel.mu.Lock()
	defer s.channel.mu.Unlock()
	all := s.channel.sent
	s.channel.sent = nil
	return all
}

// parlour is a channel in memory. Like Telegram it brings a batch again until take says that it is done.
type parlour struct {
	in        chan []handlers.Request
	mu        sync.Mutex
	sent      []string
	confirmed int
	fail      func(chat string, r handlers.Reply) *SendError
}

// taken reports whether a batch is answered or kept.
func taken(ctx context.Context, take Take, batch []handlers.Request) bool {
	settled, err := take(ctx, batch)
	return err == nil && settled() == nil
}

func (p *parlour) Name() string { return "room" }

func (p *parlour) Receive(ctx context.Context, take Take) error {
	for {
		select {
		case <-ctx.Done():
			return nil
		case batch := <-p.in:
			for !taken(ctx, take, batch) {
				if Pause(ctx, time.Second) != nil {
					return nil
				}
				select {
				case more := <-p.in:
					batch = append(batch, more...)
				default:
				}
			}
			p.mu.Lock()
			p.confirmed += len(batch)
			p.mu.Unlock()
		}
	}
}

func (p *parlour) Send(ctx context.Context, chat string, r handlers.Reply) (string, error) {
	if err := ctx.Err(); err != nil {
		return "", &SendError{Do: Retry, Err: err}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.fail != nil {
		if failure := p.fail(chat, r); failure != nil {
			return "", failure
		}
	}
	line := strings.TrimPrefix(chat, "room:") + ": " + r.Text
	if r.Edit != "" {
		line += " (for " + r.Edit + ")"
	}
	p.sent = append(p.sent, line)
	return strconv.Itoa(len(p.sent)), nil
}

func (p *parlour) Acknowledge(_ context.Context, r handlers.Request, notice string) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.sent = append(p.sent, "tap "+r.Tap+": "+notice)
	return nil
}

// drawer is a keeper in memory.
type drawer struct {
	mu    sync.Mutex
	forms map[string][]byte
	away  bool
	mute  bool // keeps, and loses the answer
}

var errAway = errors.New("keeper is away")

func (d *drawer) Keep(_ context.Context, forms map[string][]byte) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.away {
		return errAway
	}
	maps.Copy(d.forms, forms)
	if d.mute {
		return errAway
	}
	return nil
}

func (d *drawer) Kept(context.Context) (map[string][]byte, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.away {
		return nil, errAway
	}
	return maps.Clone(d.forms), nil
}

func (d *drawer) Unkeep(_ context.Context, ids ...string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.away {
		return errAway
	}
	for _, id := range ids {
		delete(d.forms, id)
	}
	return nil
}

func (d *drawer) isAway(away bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.away = away
}

func (d *drawer) text() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	var all []string
	for _, form := range d.forms {
		all = append(all, string(form))
	}
	return strings.Join(all, "\n")
}
