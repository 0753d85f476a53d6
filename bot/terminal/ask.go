// Package terminal is the desk at a command line: questions are answered, files of figures come in and go out, reports are
// written.
package terminal

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"strings"

	"ikdbot/bot"
	"ikdbot/handlers"
)

// Ask answers one question per line, each a conversation of its own, as a citizen in private would be answered; with asJSON
// one object per line.
func Ask(ctx context.Context, desk *handlers.Desk, questions io.Reader, out io.Writer, asJSON bool) error {
	lines := bufio.NewScanner(questions)
	lines.Buffer(nil, 1<<20)
	for n := 1; lines.Scan(); n++ {
		if strings.TrimSpace(lines.Text()) == "" {
			continue
		}
		asked, reply := desk.Ask(ctx, n, lines.Text(), bot.Plain)
		text, err := shown(asked, reply), error(nil)
		if asJSON {
			text, err = asked.Line()
		}
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintln(out, text); err != nil {
			return err
		}
	}
	return lines.Err()
}

// shown is the reply with its buttons as people at a terminal can use them: the commands to type.
func shown(asked handlers.Asked, reply handlers.Reply) string {
	var b strings.Builder
	b.WriteString(asked.Reply + "\n")
	for _, row := range reply.Buttons {
		for _, button := range row {
			fmt.Fprintf(&b, "  [%s] %s\n", button.Label, button.Command+button.URL)
		}
	}
	return b.String()
}
