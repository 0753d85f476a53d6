package terminal

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"ikdbot/bot"
	"ikdbot/handlers"
)

// Figures brings files of figures to the desk and takes them from it.
type Figures struct {
	Desk *handlers.Desk
	Say  func(key string, pairs ...any) string // phrases in the office's language
	In   io.Reader                             // where consent is typed
	Out  io.Writer
	Err  *os.File // where a bar is drawn, if somebody watches
}

// Import shows what a file would change and stores it, as one change, when the operator agrees or yes is set. reason is why
// odd figures are right; where it is empty it is asked.
func (f Figures) Import(ctx context.Context, path string, yes bool, reason string) error {
	found, err := f.read(ctx, path)
	if err != nil {
		return spoken(err)
	}
	fmt.Fprintln(f.Out, bot.Plain(found.Text))
	if found.Same {
		return nil
	}
	if !yes {
		if reason, yes = f.agreed(found, reason); !yes {
			return errors.New(f.Say("import.line_dropped"))
		}
	}
	stored, err := found.Store(ctx, reason)
	if err != nil {
		return spoken(err)
	}
	fmt.Fprintln(f.Out, "\n"+bot.Plain(stored))
	return nil
}

// read reads the file, with a bar where somebody watches.
func (f Figures) read(ctx context.Context, path string) (handlers.Import, error) {
	file, err := os.Open(path)
	if err != nil {
		return handlers.Import{}, fmt.Errorf("open file: %w", err)
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return handlers.Import{}, fmt.Errorf("open file: %w", err)
	}
	var progress func(done, total int)
	if isTerminal(f.Err) {
		progress = bar(f.Err, f.Say("import.line_reading"))
		defer fmt.Fprint(f.Err, "\r\x1b[K")
	}
	return f.Desk.ReadImport(ctx, filepath.Base(path), file, info.Size(), progress)
}

// agreed asks on the terminal. Odd figures need a reason as well; the end of the input is no consent.
func (f Figures) agreed(found handlers.Import, reason string) (string, bool) {
	in := bufio.NewScanner(f.In)
	answer := func(key string) string {
		fmt.Fprint(f.Out, f.Say(key)+" ")
		in.Scan()
		return strings.TrimSpace(in.Text())
	}
	fmt.Fprintln(f.Out)
	if !found.Odd() {
		return reason, isYes(answer("import.line_ask"))
	}
	if !isYes(answer("import.line_ask_odd")) {
		return "", false
	}
	if reason == "" {
		reason = answer("import.line_ask_reason")
	}
	return reason, reason != ""
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

// Export writes the figures of all areas to a file that can be imported again.
func (f Figures) Export(ctx context.Context, path string) error {
	// Written beside and then renamed: a fault leaves an earlier export as it was.
	file, err := os.CreateTemp(filepath.Dir(path), ".export-*")
	if err != nil {
		return fmt.Errorf("write file: %w", err)
	}
	defer os.Remove(file.Name())
	if err := errors.Join(f.Desk.WriteFigures(ctx, path, file), file.Chmod(0o644), file.Close()); err != nil {
		return err
	}
	if err := os.Rename(file.Name(), path); err != nil {
		return fmt.Errorf("write file: %w", err)
	}
	fmt.Fprintln(f.Out, bot.Plain(f.Say("import.line_exported", "file", path)))
	return nil
}

// spoken is an error as it is shown: words about a file stand without marks.
func spoken(err error) error {
	var fault *handlers.ErrFile
	if errors.As(err, &fault) {
		return errors.New(bot.Plain(fault.Text))
	}
	return err
}
