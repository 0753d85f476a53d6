package bot

import (
	"context"
	"errors"
	"strconv"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"ikdbot/handlers"
)

// edit changes a message in place, its picture too where there is one. Not done and no error: it can no longer be changed, so the
// reply goes as a new message. An edit can be repeated without harm, so one whose answer was lost is tried once more.
func (t *Telegram) edit(ctx context.Context, chat int64, r handlers.Reply) (done bool, err error) {
	for range 2 {
		params := tgbotapi.Params{"chat_id": strconv.FormatInt(chat, 10), "message_id": r.Edit}
		if rows := t.rows(r); len(rows) > 0 {
			params["reply_markup"] = asJSON(inline{rows})
		}
		if r.File != nil {
			err = t.editPicture(ctx, params, r)
		} else {
			_, err = t.post(ctx, "editMessageText", params, "text", r.Text)
		}
		var failed *SendError
		if !errors.As(err, &failed) || failed.Do != Unclear {
			break
		}
	}
	var f *failure
	if !errors.As(err, &f) || !f.answered {
		return err == nil, err
	}
	switch {
	case f.says("message is not modified"):
		return true, nil
	case f.says("message can't be edited", "message to edit not found", "message_id_invalid", "no text in the message",
		"no media in the message", "message identifier"):
		return false, nil
	}
	return false, err
}

// editPicture puts another picture and caption in the place of those of a message, and once more without marks should Telegram not
// like them.
func (t *Telegram) editPicture(ctx context.Context, params tgbotapi.Params, r handlers.Reply) error {
	file := tgbotapi.RequestFile{Name: "picture", Data: tgbotapi.FileBytes{Name: r.File.Name, Bytes: r.File.Content}}
	media := map[string]string{"type": "photo", "media": "attach://picture", "caption": HTML(r.Text), "parse_mode": "HTML"}
	params["media"] = asJSON(media)
	_, err := t.call(ctx, t.rest, uploadCall, "editMessageMedia", params, file)
	var f *failure
	if errors.As(err, &f) && f.says("can't parse entities") {
		t.o.Log.Error("Telegram cannot parse our markup, sent without", "method", "editMessageMedia")
		delete(media, "parse_mode")
		media["caption"] = render(r.Text, visibleText)
		params["media"] = asJSON(media)
		_, err = t.call(ctx, t.rest, uploadCall, "editMessageMedia", params, file)
	}
	if err != nil {
		return verdict(err)
	}
	return nil
}
