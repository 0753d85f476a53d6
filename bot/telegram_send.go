package bot

import (
	"context"
	"errors"
	"strconv"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"ikdbot/handlers"
)

const (
	longestNotice = 200 // UTF-16 units of a toast
	longestData   = 64  // bytes of a button's command
	mostAsked     = 10_000
)

// Send sends one message, or changes an earlier one where r.Edit says so and Telegram still allows it. See Channel.
func (t *Telegram) Send(ctx context.Context, chat string, r handlers.Reply) (string, error) {
	id, thread, err := parseAddress(chat)
	if err != nil {
		return "", &SendError{Do: Refused, Err: err}
	}
	if r.File == nil && blank(r.Text) {
		return "", &SendError{Do: Refused, Err: errors.New("nothing to send")}
	}
	if r.Edit != "" && (r.File == nil || isPicture(r.File)) && r.AskLocation == "" {
		if done, err := t.edit(ctx, id, r); done || err != nil {
			return r.Edit, err
		}
	}
	params := tgbotapi.Params{"chat_id": strconv.FormatInt(id, 10)}
	params.AddNonZero("message_thread_id", thread)
	if r.Answers != "" {
		answering(params, r.Answers)
	}
	t.keyboard(params, id, r)
	if r.File != nil {
		return t.upload(ctx, params, r)
	}
	return t.post(ctx, "sendMessage", params, "text", r.Text)
}

// answering puts a message below the one it answers, by the id that Telegram gave that one.
func answering(params tgbotapi.Params, message string) {
	if n, err := strconv.Atoi(message); err == nil {
		params["reply_parameters"] = asJSON(map[string]any{"message_id": n, "allow_sending_without_reply": true})
	}
}

// post sends a text, and once more without marks should Telegram not like them: a plain answer is better than none.
func (t *Telegram) post(ctx context.Context, method string, params tgbotapi.Params, field, md string, files ...tgbotapi.RequestFile) (string, error) {
	d := shortCall
	if len(files) > 0 {
		d = uploadCall
	}
	params.AddNonEmpty(field, t.rendered.html(md))
	params["parse_mode"] = "HTML"
	params["link_preview_options"] = `{"is_disabled":true}`
	answer, err := t.call(ctx, t.rest, d, method, params, files...)
	var f *failure
	if errors.As(err, &f) && f.says("can't parse entities") {
		t.o.Log.Error("Telegram cannot parse our markup, sent without", "method", method)
		delete(params, "parse_mode")
		params[field] = render(md, visibleText)
		answer, err = t.call(ctx, t.rest, d, method, params, files...)
	}
	if err != nil {
		return "", verdict(err)
	}
	sent, err := resultOf[struct {
		ID int `json:"message_id"`
	}](answer)
	if err != nil || sent.ID == 0 {
		return "", &SendError{Do: Unclear, Err: errors.New(method + ": the answer names no message")}
	}
	return strconv.Itoa(sent.ID), nil
}

func isPicture(f *handlers.Attachment) bool { return f.MIME == "image/png" || f.MIME == "image/jpeg" }

func (t *Telegram) upload(ctx context.Context, params tgbotapi.Params, r handlers.Reply) (string, error) {
	method, field := "sendDocument", "document"
	if isPicture(r.File) {
		method, field = "sendPhoto", "photo"
	}
	file := tgbotapi.RequestFile{Name: field, Data: tgbotapi.FileBytes{Name: r.File.Name, Bytes: r.File.Content}}
	return t.post(ctx, method, params, "caption", r.Text, file)
}

// keyboard adds what stands under the message: inline buttons, the button that shares the location, or, once that was
// answered, the end of it.
func (t *Telegram) keyboard(params tgbotapi.Params, chat int64, r handlers.Reply) {
	private := chat > 0 // Telegram offers to share a location in private chats only
	rows := t.rows(r)
	switch {
	case r.AskLocation != "" && private:
		button := tgbotapi.NewKeyboardButtonLocation(r.AskLocation)
		markup := tgbotapi.NewOneTimeReplyKeyboard(tgbotapi.NewKeyboardButtonRow(button))
		params["reply_markup"] = asJSON(markup)
		t.offers(chat, true)
	case len(rows) > 0:
		params["reply_markup"] = asJSON(inline{rows})
	case private && t.offers(chat, false):
		params["reply_markup"] = asJSON(tgbotapi.NewRemoveKeyboard(false))
	}
}

// offers notes whether a chat's keyboard offers to share the location and reports whether it did. What is forgotten stays
// a small keyboard that hides by itself after use.
func (t *Telegram) offers(chat int64, now bool) (before bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	before = t.asked[chat]
	if !now {
		delete(t.asked, chat)
	} else if len(t.asked) < mostAsked {
		t.asked[chat] = true
	}
	return before
}

// inline is a keyboard under a message.
type inline struct {
	Rows [][]button `json:"inline_keyboard"`
}

// button is one of its buttons: of what a button can be, the library's own type carries a dozen pointers.
type button struct {
	Text string `json:"text"`
	URL  string `json:"url,omitempty"`
	Data string `json:"callback_data,omitempty"`
}

// rows turns buttons into Telegram's. One that Telegram would refuse is left out, for with it the whole message would be.
func (t *Telegram) rows(r handlers.Reply) [][]button {
	rows := make([][]button, 0, len(r.Buttons))
	for _, buttons := range r.Buttons {
		row := make([]button, 0, len(buttons))
		for _, b := range buttons {
			switch {
			case b.Label == "":
				t.o.Log.Error("button without a label left out", "command", b.Command)
			case b.URL != "" && linkable(b.URL):
				row = append(row, button{Text: b.Label, URL: b.URL})
			case b.Command != "" && len(b.Command) <= longestData:
				row = append(row, button{Text: b.Label, Data: b.Command})
			default:
				t.o.Log.Error("button Telegram would refuse left out", "bytes", len(b.Command))
			}
		}
		if len(row) > 0 {
			rows = append(rows, row)
		}
	}
	return rows
}

// Acknowledge answers the callback query of a tapped button. One that is too old to be answered needs no answer.
func (t *Telegram) Acknowledge(ctx context.Context, r handlers.Request, notice string) error {
	params := tgbotapi.Params{"callback_query_id": r.Tap}
	params.AddNonEmpty("text", chop(Plain(notice), longestNotice)[0])
	_, err := t.call(ctx, t.rest, acknowledging, "answerCallbackQuery", params)
	var f *failure
	if errors.As(err, &f) && f.says("query is too old", "query_id_invalid", "query id is invalid") {
		return nil
	}
	if err != nil {
		return verdict(err)
	}
	return nil
}
