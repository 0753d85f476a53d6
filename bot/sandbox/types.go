package sandbox

import "encoding/json"

// User is a Telegram user or bot in the Bot API's own shape.
type User struct {
	ID        int64  `json:"id"`
	IsBot     bool   `json:"is_bot"`
	FirstName string `json:"first_name"`
	Username  string `json:"username,omitempty"`
	Language  string `json:"language_code,omitempty"`
}

// Chat is a chat in the Bot API's own shape.
type Chat struct {
	ID        int64  `json:"id"`
	Type      string `json:"type"` // private, group, supergroup
	Title     string `json:"title,omitempty"`
	FirstName string `json:"first_name,omitempty"`
	IsForum   bool   `json:"is_forum,omitempty"`
}

// Entity marks a stretch of text; Offset and Length count UTF-16 units.
type Entity struct {
	Type     string `json:"type"`
	Offset   int    `json:"offset"`
	Length   int    `json:"length"`
	URL      string `json:"url,omitempty"`
	User     *User  `json:"user,omitempty"`
	Language string `json:"language,omitempty"`
}

// Button is an inline button: a command for the bot, or a link.
type Button struct {
	Text string `json:"text"`
	Data string `json:"callback_data,omitempty"`
	URL  string `json:"url,omitempty"`
}

// Keyboard is the inline keyboard under a message.
type Keyboard struct {
	Rows [][]Button `json:"inline_keyboard"`
}

// Document is a file sent as it is.
type Document struct {
	FileID   string `json:"file_id"`
	UniqueID string `json:"file_unique_id"`
	Name     string `json:"file_name,omitempty"`
	MIME     string `json:"mime_type,omitempty"`
	Size     int    `json:"file_size,omitempty"`
}

// Photo is one size of a picture.
type Photo struct {
	FileID   string `json:"file_id"`
	UniqueID string `json:"file_unique_id"`
	Width    int    `json:"width"`
	Height   int    `json:"height"`
	Size     int    `json:"file_size,omitempty"`
}

// Location is a shared point, WGS 84 in degrees.
type Location struct {
	Lat float64 `json:"latitude"`
	Lng float64 `json:"longitude"`
}

// Origin says where a forwarded message comes from.
type Origin struct {
	Type   string `json:"type"` // user or hidden_user
	Date   int64  `json:"date"`
	Sender *User  `json:"sender_user,omitempty"`
	Name   string `json:"sender_user_name,omitempty"`
}

// TopicCreated is the service message that opens a forum topic.
type TopicCreated struct {
	Name  string `json:"name"`
	Color int    `json:"icon_color"`
}

// Message is a message in the Bot API's own shape. A stored message never changes: an edit puts a new one in its place.
type Message struct {
	ID              int             `json:"message_id"`
	Thread          int             `json:"message_thread_id,omitempty"`
	From            *User           `json:"from,omitempty"`
	SenderChat      *Chat           `json:"sender_chat,omitempty"`
	Chat            *Chat           `json:"chat"`
	Date            int64           `json:"date"`
	EditDate        int64           `json:"edit_date,omitempty"`
	IsTopic         bool            `json:"is_topic_message,omitempty"`
	Origin          *Origin         `json:"forward_origin,omitempty"`
	ReplyTo         *Message        `json:"reply_to_message,omitempty"`
	Text            string          `json:"text,omitempty"`
	Entities        []Entity        `json:"entities,omitempty"`
	Photo           []Photo         `json:"photo,omitempty"`
	Document        *Document       `json:"document,omitempty"`
	Location        *Location       `json:"location,omitempty"`
	Sticker         json.RawMessage `json:"sticker,omitempty"`
	Voice           json.RawMessage `json:"voice,omitempty"`
	Poll            json.RawMessage `json:"poll,omitempty"`
	Contact         json.RawMessage `json:"contact,omitempty"`
	Caption         string          `json:"caption,omitempty"`
	CaptionEntities []Entity        `json:"caption_entities,omitempty"`
	TopicCreated    *TopicCreated   `json:"forum_topic_created,omitempty"`
	NewMembers      []User          `json:"new_chat_members,omitempty"`
	LeftMember      *User           `json:"left_chat_member,omitempty"`
	MigrateTo       int64           `json:"migrate_to_chat_id,omitempty"`
	MigrateFrom     int64           `json:"migrate_from_chat_id,omitempty"`
	Keyboard        *Keyboard       `json:"reply_markup,omitempty"`

	Edits  int  `json:"-"` // how often the message was edited
	own    bool // sent by the bot
	update int  // id of the update that told the bot of it; 0 when it was not told
}

// HTML is the text or caption with its entities as Telegram HTML.
func (m Message) HTML() string {
	if m.Text != "" {
		return renderEntities(m.Text, m.Entities, telegramTags)
	}
	return renderEntities(m.Caption, m.CaptionEntities, telegramTags)
}

// Labels are the labels of the inline buttons, row after row.
func (m Message) Labels() []string {
	var labels []string
	if m.Keyboard != nil {
		for _, row := range m.Keyboard.Rows {
			for _, b := range row {
				labels = append(labels, b.Text)
			}
		}
	}
	return labels
}

// Command is an entry of a "/" menu.
type Command struct {
	Command     string `json:"command"`
	Description string `json:"description"`
}

type callbackQuery struct {
	ID       string   `json:"id"`
	From     *User    `json:"from"`
	Message  *Message `json:"message,omitempty"`
	Instance string   `json:"chat_instance"`
	Data     string   `json:"data,omitempty"`
}

type member struct {
	User   *User  `json:"user"`
	Status string `json:"status"`
}

type memberUpdate struct {
	Chat *Chat  `json:"chat"`
	From *User  `json:"from"`
	Date int64  `json:"date"`
	Old  member `json:"old_chat_member"`
	New  member `json:"new_chat_member"`
}

type update struct {
	ID       int            `json:"update_id"`
	Message  *Message       `json:"message,omitempty"`
	Edited   *Message       `json:"edited_message,omitempty"`
	Callback *callbackQuery `json:"callback_query,omitempty"`
	MyMember *memberUpdate  `json:"my_chat_member,omitempty"`
}

// chat is the chat an update comes from; updates of one chat are delivered in order.
func (u update) chat() int64 {
	switch {
	case u.Message != nil:
		return u.Message.Chat.ID
	case u.Edited != nil:
		return u.Edited.Chat.ID
	case u.Callback != nil:
		return u.Callback.Message.Chat.ID
	case u.MyMember != nil:
		return u.MyMember.Chat.ID
	}
	return 0
}
