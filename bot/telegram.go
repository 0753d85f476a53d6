package bot

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"ikdbot/handlers"
)

// TelegramOptions is what the Telegram channel needs. Only Token is required.
type TelegramOptions struct {
	Token     string
	Base      string            // of the Bot API server, default https://api.telegram.org
	Transport http.RoundTripper // default: a pool of kept-alive connections, one for polls and one for the rest
	Now       func() time.Time
	Sleep     func(ctx context.Context, d time.Duration) error
	Log       *slog.Logger
}

// Telegram is the Channel of the Telegram Bot API. Make one with NewTelegram.
type Telegram struct{}

// NewTelegram makes the channel; nothing is called before it is used.
func NewTelegram(o TelegramOptions) *Telegram { return &Telegram{} }

// Name is "telegram".
func (t *Telegram) Name() string { return "telegram" }

// Me returns the bot's username. A refused token is ErrToken.
func (t *Telegram) Me(ctx context.Context) (string, error) { return "", nil }

// Reach reports whether the bot may still write to the chat; an error is a *SendError.
func (t *Telegram) Reach(ctx context.Context, chat string) error { return nil }

// Receive polls until ctx ends. A refused token ends it with ErrToken, another poller for a minute with ErrConflict.
func (t *Telegram) Receive(ctx context.Context, take func(context.Context, []handlers.Request) error) error {
	return nil
}

// Send sends one message; see Channel.
func (t *Telegram) Send(ctx context.Context, chat string, r handlers.Reply) (string, error) {
	return "", nil
}

// Acknowledge answers the callback query of a tapped button.
func (t *Telegram) Acknowledge(ctx context.Context, r handlers.Request, notice string) error {
	return nil
}

// The scopes of Commands besides the address of one chat ("telegram:99").
const (
	InPrivate = "private" // all private chats
	InGroups  = "groups"  // all groups
)

// Commands is the list of commands a client offers in a scope: InPrivate, InGroups or the address of one chat.
type Commands struct {
	Scope    string
	Language string // two letters; empty for everybody whose language has no list of its own
	Items    []Item
}

// Item is one command, without the slash, and what it is for.
type Item struct{ Name, About string }

// SetCommands replaces the lists of commands. Chats that never pressed Start cannot have one: they are returned.
func (t *Telegram) SetCommands(ctx context.Context, lists []Commands) (strangers []string, err error) {
	return nil, nil
}
