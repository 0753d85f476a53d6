package bot

import (
	"encoding/json"
	"errors"
	"unicode/utf16"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

// update is what getUpdates brings, as far as it concerns us. The library's own type is older than topics and
// forward_origin.
type update struct {
	ID      int        `json:"update_id"`
	Message *message   `json:"message"`
	Edited  *message   `json:"edited_message"`
	Post    *message   `json:"channel_post"`
	Tap     *tap       `json:"callback_query"`
	Member  *standings `json:"my_chat_member"`

	unreadable bool // some of it is of another type than documented
}

// readUpdate reads one update. What of it is of another type than documented leaves the rest readable, at least its id.
func readUpdate(raw json.RawMessage) (u update) {
	u.unreadable = json.Unmarshal(raw, &u) != nil
	return u
}

// readUpdates reads an answer that lists updates: at once, and one by one where something in it cannot be read.
func readUpdates(answer []byte) ([]update, error) {
	if updates, err := resultOf[[]update](answer); err == nil && updates != nil {
		return updates, nil
	}
	raws, err := resultOf[[]json.RawMessage](answer)
	if err != nil || raws == nil {
		return nil, errors.New("the answer is not a list of updates")
	}
	updates := make([]update, len(raws))
	for i, raw := range raws {
		updates[i] = readUpdate(raw)
	}
	return updates, nil
}

// wanted are the kinds of updates Telegram shall deliver; my_chat_member is among those it delivers only when asked.
var wanted = asJSON([]string{"message", "edited_message", "channel_post", "callback_query", "my_chat_member"})

type chat struct {
	ID   int64  `json:"id"`
	Type string `json:"type"`
}

// present is whether something is there, whatever it is.
type present bool

// UnmarshalJSON notes that there is something.
func (p *present) UnmarshalJSON(raw []byte) error {
	*p = string(raw) != "null"
	return nil
}

type message struct {
	ID         int            `json:"message_id"`
	Thread     int            `json:"message_thread_id"`
	InTopic    bool           `json:"is_topic_message"`
	From       *tgbotapi.User `json:"from"`
	SenderChat *chat          `json:"sender_chat"`
	Chat       chat           `json:"chat"`
	Date       int64          `json:"date"`
	ReplyTo    *message       `json:"reply_to_message"`

	Text            string                   `json:"text"`
	Entities        []tgbotapi.MessageEntity `json:"entities"`
	Caption         string                   `json:"caption"`
	CaptionEntities []tgbotapi.MessageEntity `json:"caption_entities"`

	ForwardOrigin present        `json:"forward_origin"`
	ForwardDate   int64          `json:"forward_date"` // servers older than forward_origin
	AutoForward   bool           `json:"is_automatic_forward"`
	ViaBot        *tgbotapi.User `json:"via_bot"` // the bot whose inline result somebody chose

	Location *tgbotapi.Location `json:"location"`
	Document *tgbotapi.Document `json:"document"`

	Animation present `json:"animation"`
	Audio     present `json:"audio"`
	Checklist present `json:"checklist"`
	Contact   present `json:"contact"`
	Dice      present `json:"dice"`
	Game      present `json:"game"`
	PaidMedia present `json:"paid_media"`
	Photo     present `json:"photo"`
	Poll      present `json:"poll"`
	Sticker   present `json:"sticker"`
	Story     present `json:"story"`
	Video     present `json:"video"`
	VideoNote present `json:"video_note"`
	Voice     present `json:"voice"`

	TopicCreated present `json:"forum_topic_created"`
	MigrateTo    int64   `json:"migrate_to_chat_id"`
	MigrateFrom  int64   `json:"migrate_from_chat_id"`
}

// kind names the content of a message that has nothing to read. Service messages have none.
func (m *message) kind() string {
	for _, k := range []struct {
		name string
		has  present
	}{
		{"animation", m.Animation}, {"audio", m.Audio}, {"checklist", m.Checklist}, {"contact", m.Contact},
		{"dice", m.Dice}, {"game", m.Game}, {"paid_media", m.PaidMedia}, {"photo", m.Photo}, {"poll", m.Poll},
		{"sticker", m.Sticker}, {"story", m.Story}, {"video", m.Video}, {"video_note", m.VideoNote}, {"voice", m.Voice},
	} {
		if k.has {
			return k.name
		}
	}
	return ""
}

// passedOn reports whether somebody else wrote the words: they were forwarded, or put together by another bot.
func (m *message) passedOn() bool {
	return bool(m.ForwardOrigin) || m.ForwardDate != 0 || m.AutoForward || m.ViaBot != nil
}

// words are the text of a message, or the caption of its picture or file: no more than Telegram lets people write.
func (m *message) words() (string, []tgbotapi.MessageEntity) {
	if m.Text != "" {
		return begin(m.Text, longestText), m.Entities
	}
	return begin(m.Caption, longestText), m.CaptionEntities
}

// begin is the beginning of s, as many UTF-16 units as limit.
func begin(s string, limit int) string {
	n := 0
	for i, r := range s {
		if n += utf16.RuneLen(r); n > limit {
			return s[:i]
		}
	}
	return s
}

// address is where to answer. Outside of forums a thread is only a chain of replies, and no place to write to.
func (m *message) address() string {
	if m.InTopic {
		return address(m.Chat.ID, m.Thread)
	}
	return address(m.Chat.ID, 0)
}

// tap is a tapped inline button.
type tap struct {
	ID      string         `json:"id"`
	From    *tgbotapi.User `json:"from"`
	Message *message       `json:"message"`
	Data    string         `json:"data"`
}

// standings is what we were in a chat and what we are now.
type standings struct {
	Chat chat           `json:"chat"`
	From *tgbotapi.User `json:"from"`
	Date int64          `json:"date"`
	Old  standing       `json:"old_chat_member"`
	New  standing       `json:"new_chat_member"`
}

type standing struct {
	Status   string `json:"status"`
	IsMember bool   `json:"is_member"` // of somebody restricted
}

func (s standing) inside() bool {
	switch s.Status {
	case "creator", "administrator", "member":
		return true
	case "restricted":
		return s.IsMember
	}
	return false
}
