package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"ikdbot/bot"
	"ikdbot/handlers"
	"ikdbot/locales"
	"ikdbot/store"
)

type importing struct {
	File   string `arg:"" type:"existingfile" help:"The .xlsx or .csv file."`
	Yes    bool   `help:"Save without asking, odd figures too: for scripts."`
	Reason string `help:"Why odd figures are right; kept with the change."`
}

// Run shows what a file of figures would change and stores it, as one change, when the operator agrees.
func (i *importing) Run(ctx context.Context, s *settings) error {
	h, st, err := s.figures(ctx)
	if err != nil {
		return err
	}
	defer st.Close()
	if _, err := st.Found(ctx, handlers.FirstRows(h.regency)); err != nil {
		return err
	}
	found, err := i.read(ctx, h, h.desk(st, time.Now, s.logger()))
	if err != nil {
		return spoken(err)
	}
	fmt.Println(bot.Plain(found.Text))
	if found.Same {
		return nil
	}
	if !i.Yes && !i.agreed(os.Stdin, h, found) {
		return errors.New(h.say("import.line_dropped"))
	}
	stored, err := found.Store(ctx, i.Reason)
	if err != nil {
		return spoken(err)
	}
	fmt.Println("\n" + bot.Plain(stored))
	return nil
}

// read reads the file, with a bar where somebody watches.
func (i *importing) read(ctx context.Context, h *house, desk *handlers.Desk) (handlers.Import, error) {
	f, err := os.Open(i.File)
	if err != nil {
		return handlers.Import{}, fmt.Errorf("open file: %w", err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return handlers.Import{}, fmt.Errorf("open file: %w", err)
	}
	var progress func(done, total int)
	if isTerminal(os.Stderr) {
		progress = bar(os.Stderr, h.say("import.line_reading"))
		defer fmt.Fprint(os.Stderr, "\r\x1b[K")
	}
	return desk.ReadImport(ctx, filepath.Base(i.File), f, info.Size(), progress)
}

// agreed asks on the terminal. Odd figures need a reason as well; the end of the input is no consent.
func (i *importing) agreed(from io.Reader, h *house, found handlers.Import) bool {
	in := bufio.NewScanner(from)
	answer := func(key string) string {
		fmt.Print(h.say(key) + " ")
		in.Scan()
		return strings.TrimSpace(in.Text())
	}
	fmt.Println()
	if !found.Odd() {
		return isYes(answer("import.line_ask"))
	}
	if !isYes(answer("import.line_ask_odd")) {
		return false
	}
	if i.Reason == "" {
		i.Reason = answer("import.line_ask_reason")
	}
	return i.Reason != ""
}

func isYes(answer string) bool {
	return strings.EqualFold(answer, "y") || strings.EqualFold(answer, "ya")
}

// bar draws how far the reading has come.
func bar(w io.Writer, label string) func(done, total int) {
	const width = 30
	return func(done, total int) {
		filled := min(done*width/total, width)
		fmt.Fprintf(w, "\r%s [%s%s] %3d %%", label, strings.Repeat("#", filled), strings.Repeat(".", width-filled), done*100/total)
	}
}

func isTerminal(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

type exporting struct {
	File string `arg:"" type:"path" help:"The file to write, .xlsx or .csv."`
}

// Run writes the figures of all areas to a file that can be imported again.
func (e *exporting) Run(ctx context.Context, s *settings) error {
	h, st, err := s.figures(ctx)
	if err != nil {
		return err
	}
	defer st.Close()
	// Written beside and then renamed: a fault leaves an earlier export as it was.
	f, err := os.CreateTemp(filepath.Dir(e.File), ".export-*")
	if err != nil {
		return fmt.Errorf("write file: %w", err)
	}
	defer os.Remove(f.Name())
	err = errors.Join(h.desk(st, time.Now, s.logger()).WriteFigures(ctx, e.File, f), f.Chmod(0o644), f.Close())
	if err != nil {
		return err
	}
	if err := os.Rename(f.Name(), e.File); err != nil {
		return fmt.Errorf("write file: %w", err)
	}
	fmt.Println(bot.Plain(h.say("import.line_exported", "file", e.File)))
	return nil
}

// figures opens the house and the Redis whose figures are read or written.
func (s *settings) figures(ctx context.Context) (*house, *store.Store, error) {
	url, err := s.redis()
	switch {
	case err != nil:
		return nil, nil, err
	case url == "":
		return nil, nil, errNoRedis()
	}
	h, err := s.open()
	if err != nil {
		return nil, nil, err
	}
	st, err := store.Open(ctx, url, h.storeOptions(time.Now))
	if err != nil {
		return nil, nil, fmt.Errorf("Redis cannot be reached: start it, or correct REDIS_URL (redis://host:6379/0): %w", err)
	}
	return h, st, nil
}

// say is a phrase in the office's language.
func (h *house) say(key string, pairs ...any) string {
	return h.content.Say(locales.Indonesian, key, pairs...)
}

// spoken is an error as it is shown: words about a file stand without marks.
func spoken(err error) error {
	var fault *handlers.ErrFile
	if errors.As(err, &fault) {
		return errors.New(bot.Plain(fault.Text))
	}
	return err
}
