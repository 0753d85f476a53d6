package sandbox

import (
	"encoding/json"
	"net/url"
	"strings"
)

// markup is what a reply_markup asks for.
type markup struct {
	inline *Keyboard
	reply  json.RawMessage
	once   bool // the reply keyboard goes when it was used
	remove bool
}

const maxButtons = 100

func readMarkup(raw string) (markup, *apiError) {
	if raw == "" || raw == "null" {
		return markup{}, nil
	}
	var shape struct {
		Inline [][]map[string]any `json:"inline_keyboard"`
		Reply  *[][]any           `json:"keyboard"`
		Remove bool               `json:"remove_keyboard"`
		Once   bool               `json:"one_time_keyboard"`
	}
	if !strings.HasPrefix(strings.TrimSpace(raw), "{") {
		return markup{}, bad("object expected as reply markup")
	}
	if json.Unmarshal([]byte(raw), &shape) != nil {
		return markup{}, bad("can't parse reply keyboard markup JSON object")
	}
	switch {
	case shape.Inline != nil:
		k, err := readInline(shape.Inline)
		return markup{inline: k}, err
	case shape.Reply != nil:
		m, err := readReply(*shape.Reply, raw)
		m.once = shape.Once
		return m, err
	}
	return markup{remove: shape.Remove}, nil
}

func readInline(rows [][]map[string]any) (*Keyboard, *apiError) {
	k, count := &Keyboard{}, 0
	for _, row := range rows {
		var buttons []Button
		for _, fields := range row {
			b, err := readButton(fields)
			if err != nil {
				return nil, err
			}
			buttons = append(buttons, b)
		}
		if count += len(buttons); count > maxButtons {
			return nil, bad("reply markup is too long")
		}
		if len(buttons) > 0 {
			k.Rows = append(k.Rows, buttons)
		}
	}
	if len(k.Rows) == 0 {
		return nil, nil
	}
	return k, nil
}

func readButton(fields map[string]any) (Button, *apiError) {
	word := func(name string) string { s, _ := fields[name].(string); return s }
	b := Button{Text: word("text"), Data: word("callback_data"), URL: word("url")}
	_, hasData := fields["callback_data"]
	_, hasURL := fields["url"]
	switch {
	case strings.TrimSpace(b.Text) == "":
		return b, bad(`can't parse inline keyboard button: Field "text" must be non-empty`)
	case hasData && hasURL:
		return b, bad("can't parse inline keyboard button: exactly one of the optional fields must be used")
	case hasData && (len(b.Data) < 1 || len(b.Data) > 64):
		return b, bad("BUTTON_DATA_INVALID")
	case hasURL && !goodLink(b.URL):
		return b, bad("inline keyboard button URL '" + b.URL + "' is invalid: Wrong HTTP URL")
	case !hasData && !hasURL:
		return b, bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
	}
	return b, nil
}

func readReply(rows [][]any, raw string) (markup, *apiError) {
	count := 0
	for _, row := range rows {
		for _, x := range row {
			text, _ := x.(string)
			if fields, ok := x.(map[string]any); ok {
				text, _ = fields["text"].(string)
			}
			if strings.TrimSpace(text) == "" {
				return markup{}, bad(`can't parse keyboard button: Field "text" must be non-empty`)
			}
			count++
		}
	}
	if count == 0 || count > 300 {
		return markup{}, bad("reply markup is empty or too long")
	}
	return markup{reply: json.RawMessage(raw)}, nil
}

// goodLink says whether Telegram would make a link of an address.
func goodLink(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	switch u.Scheme {
	case "http", "https":
		return strings.Contains(u.Host, ".") || strings.HasPrefix(u.Host, "localhost")
	case "tg":
		return u.Host != ""
	}
	return false
}
