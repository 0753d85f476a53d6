package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

// TelegramOptions is what the Telegram channel needs. Only Token is required.
type TelegramOptions struct {
	Token string
	Base  string // of the Bot API server, default https://api.telegram.org
	// Transport replaces the pools of kept-alive connections. One that is no network must call the WroteRequest hook of
	// net/http/httptrace where a request has left; otherwise a lost answer counts as a request that never left.
	Transport http.RoundTripper
	Webhook   Webhook  // deliveries instead of polls
	Register  Register // tells what was answered before a restart; may be nil
	Now       func() time.Time
	Sleep     func(ctx context.Context, d time.Duration) error
	Log       *slog.Logger
	Called    func(trouble string) // told how each call ended: empty, or the kind of failure; may be nil
}

// Telegram is the Channel of the Telegram Bot API. Make one with NewTelegram.
type Telegram struct {
	o           TelegramOptions
	polls, rest *http.Client // apart, so that a poll never waits for a connection behind a burst of answers
	door        door

	rendered rendered // texts sent before

	mu    sync.Mutex
	self  self           // who we are, once getMe has answered
	asked map[int64]bool // private chats whose keyboard still offers to share the location
}

// self is the bot's own account.
type self struct {
	ID   int64
	Name string // without @
}

// NewTelegram makes the channel; nothing is called before it is used.
func NewTelegram(o TelegramOptions) *Telegram {
	if o.Base == "" {
		o.Base = "https://api.telegram.org"
	}
	o.Base = strings.TrimRight(o.Base, "/")
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Sleep == nil {
		o.Sleep = Pause
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.Called == nil {
		o.Called = func(string) {}
	}
	return &Telegram{o: o, polls: client(o.Transport), rest: client(o.Transport), rendered: newRendered(), asked: map[int64]bool{}}
}

// Name is "telegram".
func (t *Telegram) Name() string { return channelName }

const channelName = "telegram"

// Me returns the bot's username. A refused token is ErrToken.
func (t *Telegram) Me(ctx context.Context) (string, error) {
	me, err := t.identity(ctx)
	return me.Name, err
}

// identity asks Telegram who we are, once.
func (t *Telegram) identity(ctx context.Context) (self, error) {
	t.mu.Lock()
	me := t.self
	t.mu.Unlock()
	if me.ID != 0 {
		return me, nil
	}
	answer, err := t.call(ctx, t.rest, shortCall, "getMe", nil)
	var f *failure
	if errors.As(err, &f) && f.refusesToken() {
		return self{}, ErrToken
	}
	if err != nil {
		return self{}, fmt.Errorf("ask who the bot is: %w", err)
	}
	user, err := resultOf[tgbotapi.User](answer)
	if err != nil || user.ID == 0 {
		return self{}, errors.New("ask who the bot is: the answer is not that of a Bot API server; is TELEGRAM_API_URL right?")
	}
	me = self{ID: user.ID, Name: user.UserName}
	t.mu.Lock()
	t.self = me
	t.mu.Unlock()
	return me, nil
}

// Reach asks whether the bot may still see the chat; an error is a *SendError.
func (t *Telegram) Reach(ctx context.Context, chat string) error {
	id, _, err := parseAddress(chat)
	if err != nil {
		return &SendError{Do: Refused, Err: err}
	}
	if _, err := t.call(ctx, t.rest, shortCall, "getChat", tgbotapi.Params{"chat_id": strconv.FormatInt(id, 10)}); err != nil {
		return verdict(err)
	}
	return nil
}

// address is how the rest of the program knows a chat, or a topic of a forum.
func address(chat int64, thread int) string {
	a := channelName + ":" + strconv.FormatInt(chat, 10)
	if thread != 0 {
		a += "/" + strconv.Itoa(thread)
	}
	return a
}

func parseAddress(a string) (chat int64, thread int, err error) {
	name, rest, _ := strings.Cut(a, ":")
	id, topic, inTopic := strings.Cut(rest, "/")
	chat, err = strconv.ParseInt(id, 10, 64)
	if err == nil && inTopic {
		thread, err = strconv.Atoi(topic)
	}
	if err != nil || name != channelName || chat == 0 || inTopic && thread <= 0 {
		return 0, 0, fmt.Errorf("%q is not an address of a Telegram chat", a)
	}
	return chat, thread, nil
}
