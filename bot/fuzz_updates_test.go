package bot

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// dice make the choices of a random update; when the bytes are used up every choice is the first.
type dice struct{ left []byte }

func (d *dice) roll(n int) int {
	if len(d.left) == 0 {
		return 0
	}
	b := d.left[0]
	d.left = d.left[1:]
	return int(b) % n
}

func one[T any](d *dice, of []T) T { return of[d.roll(len(of))] }

// The people, by number: the founder, an admin they added, two citizens and one who is nobody to begin with.
var people = []int64{1, 1, 2, 2, 100, 101, 102}

const (
	groupChat    = -1002000000001
	smallGroup   = -300
	newsChannel  = -1002000000009
	anonymous    = 1087968824 // @GroupAnonymousBot, the common sender of all anonymous group admins
	forumTopic   = 42
	mostReceived = 4096 // UTF-16 units a person can send
)

type object = map[string]any

// update composes update number n; buttons are what the bot has under its last message, by chat, and
// latest is the chat that was answered last.
func (d *dice) update(n int, buttons map[string][]string, latest string) []byte {
	u := object{"update_id": n}
	switch d.roll(16) {
	case 0, 1, 6, 7, 8:
		u["callback_query"] = d.tap(buttons, latest)
	case 2:
		u["edited_message"] = d.message(n)
	case 3:
		u["channel_post"] = object{
			"message_id": n, "date": 1775433600 + n, "chat": object{"id": newsChannel, "type": "channel"}, "text": d.line(),
			"sender_chat": object{"id": newsChannel, "type": "channel"},
		}
	case 4:
		u["my_chat_member"] = object{
			"chat": d.chat(), "from": d.person(), "date": 1775433600 + n,
			"old_chat_member": d.standing(), "new_chat_member": d.standing(),
		}
	case 5:
		u[one(d, []string{"poll", "inline_query", "message_reaction", "chat_join_request", "message"})] = object{"id": d.words()}
	default:
		u["message"] = d.message(n)
	}
	raw, err := json.Marshal(u)
	if err != nil {
		panic(fmt.Sprint("our own updates always encode: ", err))
	}
	return raw
}

func (d *dice) chat() object {
	switch d.roll(5) {
	case 0:
		return object{"id": groupChat, "type": "supergroup", "title": one(d, nasty()), "is_forum": true}
	case 1:
		return object{"id": smallGroup, "type": "group", "title": one(d, nasty())}
	}
	return object{"id": one(d, people), "type": "private", "first_name": one(d, nasty())}
}

func (d *dice) person() object {
	return object{"id": one(d, people), "first_name": one(d, nasty()), "language_code": one(d, []string{"id", "en", "", "xx"})}
}

func (d *dice) standing() object {
	return object{"status": one(d, []string{"member", "left", "kicked", "administrator", "restricted", ""}), "is_member": d.roll(2) == 0}
}

// tap taps a button that is there, for the most part, or one of somebody's own making.
func (d *dice) tap(buttons map[string][]string, latest string) object {
	chat, data := d.chat(), d.line()
	if len(buttons) > 0 && d.roll(6) > 0 {
		id := latest
		if d.roll(3) == 0 {
			id = one(d, slices.Sorted(maps.Keys(buttons)))
		}
		data = one(d, buttons[id])
		chat = object{"id": json.Number(id), "type": "private"}
		if strings.HasPrefix(id, "-") {
			chat["type"] = "supergroup"
		}
	}
	if len(data) > longestData {
		data = one(d, planted())
	}
	from := d.person()
	if chat["type"] == "private" {
		from["id"] = chat["id"]
	}
	return object{"id": "4382bfd", "from": from, "data": data, "message": object{"message_id": 1000, "chat": chat, "date": 0}}
}

// contents are the kinds of messages without words; the bot reads none but the place and the file.
func contents() []string {
	return []string{
		"sticker", "voice", "poll", "photo", "animation", "audio", "video", "video_note", "contact", "dice", "game", "story", "checklist", "paid_media",
		"venue", "invoice", "new_chat_members", "pinned_message", "new_chat_title", "forum_topic_created", "web_app_data", "successful_payment",
	}
}

func (d *dice) message(n int) object {
	m := object{"message_id": n, "date": 1775433600 + n, "chat": d.chat()}
	private := m["chat"].(object)["type"] == "private"
	m["from"] = d.person()
	switch {
	case private:
		m["from"].(object)["id"] = m["chat"].(object)["id"]
	case d.roll(4) == 0:
		m["from"], m["sender_chat"] = object{"id": anonymous, "is_bot": true, "first_name": "Group"}, m["chat"]
	case d.roll(3) == 0:
		m["message_thread_id"], m["is_topic_message"] = forumTopic, true
	}
	if d.roll(8) == 0 {
		m["forward_origin"] = object{"type": "hidden_user", "sender_user_name": d.words(), "date": 0}
	}
	if d.roll(4) == 0 {
		m["reply_to_message"] = object{"message_id": 1000, "from": object{"id": 700, "is_bot": true}, "chat": m["chat"], "text": d.words()}
	}
	switch d.roll(10) {
	case 0:
		m[one(d, contents())], m["caption"] = object{"file_id": "x"}, one(d, []string{"", d.line()})
	case 1:
		m["document"], m["caption"] = object{"file_id": "x", "file_name": d.words(), "mime_type": "text/plain", "file_size": 1 << 40}, d.line()
	case 2:
		m["location"] = object{"latitude": one(d, []float64{-2.53, 0, 90, -90, 1e9}), "longitude": one(d, []float64{112.95, 0, 180, -180, -1e9})}
	case 3:
		m[one(d, []string{"migrate_to_chat_id", "migrate_from_chat_id"})] = one(d, []int{groupChat, smallGroup, 0})
	case 4:
		m["text"] = fmt.Sprint(d.roll(12))
	default:
		m["text"] = d.line()
		m["entities"] = d.entities()
	}
	return m
}

// entities mark anything, also what is not there.
func (d *dice) entities() []object {
	var marks []object
	for range d.roll(3) {
		kind := one(d, []string{"mention", "bot_command", "bold", "text_link", "x"})
		marks = append(marks, object{"type": kind, "offset": d.roll(40) - 5, "length": d.roll(40) - 5})
	}
	if d.roll(8) == 0 { // of the bot, but nowhere
		marks = append(marks, object{"type": "text_mention", "offset": one(d, []int{-1, 4096, 1 << 40}), "length": 1 << 40, "user": object{"id": 700, "is_bot": true}})
	}
	return marks
}
