package bot

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"ikdbot/handlers"
)

const (
	// largestFile is what the Bot API gives out at the most.
	largestFile = 20 << 20
	// downloading bounds the fetching of one file, on a slow line too.
	downloading  = 2 * time.Minute
	downloadings = 3 // tries
)

// Open fetches a file that somebody sent, into memory. handlers.ErrTooBig says that Telegram gives out no file of that size. Fetching
// twice does no harm, so what fails on the way is tried again.
func (t *Telegram) Open(ctx context.Context, f handlers.File) ([]byte, error) {
	if f.Bytes > largestFile {
		return nil, handlers.ErrTooBig
	}
	for try := 0; ; try++ {
		content, err := t.fetch(ctx, f.ID)
		var failed *failure
		final := errors.As(err, &failed) && failed.answered && failed.after == 0
		if err == nil || final || errors.Is(err, handlers.ErrTooBig) || try == downloadings-1 {
			return content, err
		}
		pause := backoff(try)
		if failed != nil {
			pause = max(pause, min(failed.after, longestWait))
		}
		if t.o.Sleep(ctx, pause) != nil {
			return nil, err
		}
	}
}

// fetch asks where the file is and gets it.
func (t *Telegram) fetch(ctx context.Context, id string) ([]byte, error) {
	answer, err := t.call(ctx, t.rest, shortCall, "getFile", tgbotapi.Params{"file_id": id})
	var refused *failure
	if errors.As(err, &refused) && refused.answered && refused.says("file is too big") {
		return nil, handlers.ErrTooBig
	}
	if err != nil {
		return nil, fmt.Errorf("ask for a file: %w", err)
	}
	at, err := resultOf[struct {
		Path string `json:"file_path"`
	}](answer)
	if err != nil || at.Path == "" {
		return nil, errors.New("ask for a file: the answer names no path")
	}
	content, err := t.download(ctx, at.Path)
	if err != nil && !errors.Is(err, handlers.ErrTooBig) {
		return nil, fmt.Errorf("download a file: %w", t.redact(err))
	}
	return content, err
}

// download gets what lies at a path of the file server.
func (t *Telegram) download(ctx context.Context, path string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, downloading)
	defer cancel()
	parts := strings.Split(strings.TrimLeft(path, "/"), "/")
	for i, p := range parts {
		if p == "." || p == ".." {
			return nil, errors.New("the path leads elsewhere")
		}
		parts[i] = url.PathEscape(p)
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, t.o.Base+"/file/bot"+t.o.Token+"/"+strings.Join(parts, "/"), nil)
	if err != nil {
		return nil, err
	}
	response, err := t.rest.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("HTTP %d", response.StatusCode)
	}
	content, err := io.ReadAll(io.LimitReader(response.Body, largestFile+1))
	switch {
	case err != nil:
		return nil, err
	case len(content) > largestFile:
		return nil, handlers.ErrTooBig
	}
	return content, nil
}
