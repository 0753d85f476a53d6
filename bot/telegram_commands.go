package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

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

// SetCommands replaces the lists of commands. Chats that never pressed Start cannot have one: they are returned. A refused token is
// ErrToken, and out of reach is one error: not one for each list.
func (t *Telegram) SetCommands(ctx context.Context, lists []Commands) (strangers []string, err error) {
	if _, err := t.identity(ctx); err != nil {
		return nil, fmt.Errorf("offer commands: %w", err)
	}
	var errs []error
	for _, list := range lists {
		if ctx.Err() != nil {
			return strangers, errors.Join(append(errs, ctx.Err())...)
		}
		params, err := commandParams(list)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		_, err = t.call(ctx, t.rest, shortCall, "setMyCommands", params)
		var refusal *SendError
		switch {
		case err == nil:
		case errors.As(verdict(err), &refusal) && refusal.Do == Gone && list.Scope != InPrivate && list.Scope != InGroups:
			if !slices.Contains(strangers, list.Scope) { // there is a list for each language
				strangers = append(strangers, list.Scope)
			}
		default:
			errs = append(errs, fmt.Errorf("offer commands in %s: %w", list.Scope, err))
		}
	}
	return strangers, errors.Join(errs...)
}

func commandParams(list Commands) (tgbotapi.Params, error) {
	scope := tgbotapi.BotCommandScope{Type: "all_private_chats"}
	switch list.Scope {
	case InPrivate:
	case InGroups:
		scope.Type = "all_group_chats"
	default:
		chat, _, err := parseAddress(list.Scope)
		if err != nil {
			return nil, fmt.Errorf("offer commands: %w", err)
		}
		scope = tgbotapi.BotCommandScope{Type: "chat", ChatID: chat}
	}
	items := make([]tgbotapi.BotCommand, len(list.Items))
	for i, item := range list.Items {
		items[i] = tgbotapi.BotCommand{Command: item.Name, Description: item.About}
	}
	params := tgbotapi.Params{"language_code": list.Language, "scope": asJSON(scope), "commands": asJSON(items)}
	if list.Language == "" {
		delete(params, "language_code")
	}
	return params, nil
}

// asJSON encodes values of our own and the library's plain types, which cannot fail.
func asJSON(v any) string {
	encoded, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("encode %T: %v", v, err))
	}
	return string(encoded)
}
