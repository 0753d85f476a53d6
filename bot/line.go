package bot

import (
	"context"

	"ikdbot/handlers"
)

type line struct{ resumed chan struct{} }

func newLine(b *Bot, work context.Context) *line { return &line{resumed: make(chan struct{})} }
func (l *line) resume(ctx context.Context)       { close(l.resumed) }
func (l *line) finish()                          {}
func (l *line) take(ctx context.Context, requests []handlers.Request) error {
	return nil
}
func (b *Bot) insist(ctx context.Context, send func(chat string) error, chat string) error {
	return nil
}
