package bot

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// inspector stands on the wire between our channel and Telegram and reads every message as strictly as Telegram does. It is
// no part of the renderer and none of the sandbox, so that the three do not share a mistake. Without a next it is the server.
type inspector struct {
	next http.RoundTripper

	mu     sync.Mutex
	sent   []outgoing
	faults []string
}

// outgoing is one message that left.
type outgoing struct {
	chat, text string // visible text
	labels     []string
	commands   []string // what the inline buttons carry
}

// RoundTrip reads the request and passes it on.
func (i *inspector) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Body == nil { // a file is fetched, nothing is said
		return i.next.RoundTrip(r)
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	method := path.Base(r.URL.Path)
	fields, err := fieldsOf(r.Header.Get("Content-Type"), body)
	if err != nil {
		return nil, err
	}
	i.read(method, fields)
	if i.next == nil {
		answer := io.NopCloser(strings.NewReader(`{"ok":true,"result":{"message_id":1000}}`))
		return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: answer, Request: r}, nil
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	response, err := i.next.RoundTrip(r)
	if err == nil && response.StatusCode != http.StatusOK {
		i.fault("%s was answered %s", method, response.Status)
	}
	return response, err
}

func (i *inspector) fault(format string, args ...any) {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.faults = append(i.faults, fmt.Sprintf(format, args...))
}

// found gives what is wrong with the messages so far, and forgets it.
func (i *inspector) found() []string {
	i.mu.Lock()
	defer i.mu.Unlock()
	faults := i.faults
	i.faults = nil
	return faults
}

// take gives the messages that left since it was last asked.
func (i *inspector) take() []outgoing {
	i.mu.Lock()
	defer i.mu.Unlock()
	sent := i.sent
	i.sent = nil
	return sent
}

func fieldsOf(contentType string, body []byte) (url.Values, error) {
	kind, params, err := mime.ParseMediaType(contentType)
	if err != nil || kind != "multipart/form-data" {
		return url.ParseQuery(string(body))
	}
	form, err := multipart.NewReader(bytes.NewReader(body), params["boundary"]).ReadForm(1 << 20)
	if err != nil {
		return nil, err
	}
	return form.Value, nil
}

func (i *inspector) read(method string, fields url.Values) {
	text, limit := fields.Get("text"), longestText
	switch method {
	case "sendMessage", "editMessageText":
	case "sendPhoto", "sendDocument":
		text, limit = fields.Get("caption"), longestCaption
	case "answerCallbackQuery":
		if n := units(text); n > longestNotice || !utf8.ValidString(text) {
			i.fault("a toast of %d units: %q", n, text)
		}
		i.keep(outgoing{text: text})
		return
	default:
		return
	}
	visible, err := strictHTML(text)
	if err != nil {
		i.fault("%s: %v in %q", method, err, text)
	}
	if n := units(strings.TrimSpace(visible)); n > limit || n == 0 && limit == longestText {
		i.fault("%s: %d units of text: %.100q", method, n, visible)
	}
	out := outgoing{chat: fields.Get("chat_id"), text: visible}
	if err := out.readMarkup(fields.Get("reply_markup")); err != nil {
		i.fault("%s: %v", method, err)
	}
	i.keep(out)
}

func (i *inspector) keep(o outgoing) {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.sent = append(i.sent, o)
}

// readMarkup reads what stands under a message.
func (o *outgoing) readMarkup(raw string) error {
	if raw == "" {
		return nil
	}
	var markup struct {
		Inline [][]struct {
			Text string  `json:"text"`
			Data *string `json:"callback_data"`
			URL  *string `json:"url"`
		} `json:"inline_keyboard"`
	}
	if err := json.Unmarshal([]byte(raw), &markup); err != nil {
		return err
	}
	for _, b := range slices.Concat(markup.Inline...) {
		switch {
		case strings.TrimSpace(b.Text) == "" || !utf8.ValidString(b.Text):
			return fmt.Errorf("a button without a label in %s", raw)
		case (b.Data == nil) == (b.URL == nil):
			return fmt.Errorf("a button must carry one thing: %s", raw)
		case b.Data != nil && (len(*b.Data) == 0 || len(*b.Data) > longestData):
			return fmt.Errorf("a button carries %d bytes", len(*b.Data))
		case b.Data != nil:
			o.commands = append(o.commands, *b.Data)
		}
		o.labels = append(o.labels, b.Text)
	}
	if n := len(o.labels); n > 100 {
		return fmt.Errorf("%d buttons", n)
	}
	return nil
}

// strictHTML gives the visible text of Telegram's HTML, if it is in order: known tags, opened and closed in turn, everything
// else escaped, nothing that cannot be seen.
func strictHTML(source string) (string, error) {
	if !utf8.ValidString(source) {
		return "", fmt.Errorf("broken UTF-8")
	}
	var visible strings.Builder
	var open []string
	for rest := source; rest != ""; {
		plain := strings.IndexAny(rest, "<>&")
		if plain < 0 {
			plain = len(rest)
		}
		if c := strings.IndexFunc(rest[:plain], func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' }); c >= 0 {
			return "", fmt.Errorf("control character %q", rest[c])
		}
		visible.WriteString(rest[:plain])
		if rest = rest[plain:]; rest == "" {
			break
		}
		end := strings.IndexAny(rest, ">;") + 1
		mark := rest[:end]
		switch name := tagName(mark); {
		case mark == "&amp;" || mark == "&lt;" || mark == "&gt;":
			visible.WriteString(html.UnescapeString(mark))
		case strings.HasPrefix(mark, "</") && len(open) > 0 && open[len(open)-1] == name:
			open = open[:len(open)-1]
		case name != "" && !strings.HasPrefix(mark, "</") && !slices.Contains(open, name):
			end = strings.IndexByte(rest, '>') + 1
			open = append(open, name)
		default:
			return "", fmt.Errorf("unexpected %.20q", rest)
		}
		rest = rest[end:]
	}
	if len(open) > 0 {
		return "", fmt.Errorf("%v stay open", open)
	}
	return visible.String(), nil
}

// tagName names a tag of those we use; the quotes of an address end where they began.
func tagName(mark string) string {
	if strings.HasPrefix(mark, `<a href="`) {
		return "a"
	}
	name := strings.Trim(mark, "</>")
	if slices.Contains([]string{"a", "b", "i", "code", "pre"}, name) && (mark == "<"+name+">" && name != "a" || mark == "</"+name+">") {
		return name
	}
	return ""
}
