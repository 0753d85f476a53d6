// Package sandbox is a Telegram on this machine: a Bot API server with people and groups to act as, and a web page that
// shows their phones. The demo and the channel's tests run against it; nothing leaves the machine.
//
// It checks what Telegram checks and answers in Telegram's words. Where it differs: group privacy is off (the bot gets
// every group message and has to choose by itself), parse_mode knows HTML only, and message ids count per chat.
package sandbox

import (
	"context"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"time"
)

// Config says what the sandbox is to be. Token and Bot are needed, everything else has a default.
type Config struct {
	Token string
	Bot   BotUser
	Now   func() time.Time                                 // the injected clock; the wall clock when nil
	Sleep func(ctx context.Context, d time.Duration) error // waits of slow faults; real time when nil
	Keep  int                                              // messages kept per chat, 200 when 0
	Local bool                                             // delivers to http:// webhooks too, as a Bot API server of one's own does
	Hooks http.RoundTripper                                // the way to webhooks; the network when nil
	Log   *slog.Logger

	// Only the page needs these.
	Next       func() (at time.Time, what string, ok bool)   // the next report slot
	Move       func(ctx context.Context, to time.Time) error // moves the clock and wakes the scheduler
	Zone       *time.Location                                // zone of the times shown, Asia/Jakarta when nil
	AdminID    int64                                         // owner of the admin's phone; 0 for no page people at all
	CitizenID  int64                                         // owner of the first citizen's phone
	GroupTitle string                                        // title of the official group
	Places     []Place                                       // points one can share with one tap
}

// BotUser is the bot the server plays host to.
type BotUser struct {
	ID             int64
	Username, Name string
}

// Place is a named point that the page offers for sharing.
type Place struct {
	Name string  `json:"name"`
	Lat  float64 `json:"lat"`
	Lng  float64 `json:"lng"`
}

// Server is the Bot API server and its page. Make one with New, serve it on loopback, and Close it before the HTTP
// server shuts down so that long polls and live pages let go.
type Server struct {
	conf    Config
	bot     *User
	methods map[string]method
	done    chan struct{}
	once    sync.Once
	static  http.Handler

	mu       sync.Mutex // guards all below; held for short steps only, never while encoding an answer
	people   map[int64]*Person
	chats    map[int64]*chat
	nextChat int64
	queue    queue
	taps     taps
	commands map[string][]Command
	webhook  *webhook // nil: polled
	hooks    *http.Client
	files    files
	faults   []*fault
	limits   *limiter
	calls    map[string]int
	live     live
	cast     *cast
}

// New gives a server without chats, or, with an AdminID, with the people and the group of the page.
func New(c Config) *Server {
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Sleep == nil {
		c.Sleep = sleep
	}
	if c.Keep == 0 {
		c.Keep = 200
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Zone == nil {
		c.Zone = jakarta()
	}
	s := &Server{
		conf: c, methods: methods(), done: make(chan struct{}), static: static(),
		bot:    &User{ID: c.Bot.ID, IsBot: true, FirstName: c.Bot.Name, Username: c.Bot.Username},
		people: map[int64]*Person{}, chats: map[int64]*chat{}, nextChat: 4_000_000_001,
		commands: map[string][]Command{}, calls: map[string]int{}, hooks: hookClient(c.Hooks),
	}
	s.files.byID = map[string]*file{}
	s.taps.byID = map[string]*Tap{}
	s.queue.next = 1
	if c.AdminID != 0 {
		s.cast = newCast(s)
	}
	return s
}

// Close ends long polls, deliveries, black holes and live pages. Calling it twice does no harm.
func (s *Server) Close() {
	s.once.Do(func() {
		close(s.done)
		s.mu.Lock()
		defer s.mu.Unlock()
		s.dropWebhook()
		s.hooks.CloseIdleConnections()
	})
}

// ServeHTTP answers the Bot API under /bot<token>/, files under /file/bot<token>/, and the page under everything else.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch {
	case strings.HasPrefix(r.URL.Path, "/bot"):
		s.serveMethod(w, r)
	case strings.HasPrefix(r.URL.Path, "/file/bot"):
		s.serveFile(w, r)
	default:
		s.servePage(w, r)
	}
}

// jakarta is WIB; Indonesia has no daylight saving, so a fixed zone does where no zone data is installed.
func jakarta() *time.Location {
	if z, err := time.LoadLocation("Asia/Jakarta"); err == nil {
		return z
	}
	return time.FixedZone("WIB", 7*60*60)
}

func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}
