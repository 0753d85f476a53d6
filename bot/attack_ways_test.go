package bot

const (
	theGroup   = -1001
	theFounder = 1
	theCitizen = 99
)

var (
	founder   = object{"id": theFounder, "first_name": "Admin"}
	citizen   = object{"id": theCitizen, "first_name": "<b>Warga</b>"}
	inGroup   = object{"id": theGroup, "type": "supergroup", "title": "Baamang"}
	channel   = object{"id": -1002, "type": "channel", "title": "Kanal"}
	hidden    = object{"id": 1087968824, "is_bot": true, "first_name": "Group", "username": "GroupAnonymousBot"}
	service   = object{"id": 777000, "first_name": "Telegram"}
	otherBot  = object{"id": 800, "is_bot": true, "first_name": "Bot", "username": "lain_bot"}
	byFounder = object{"type": "user", "date": 1, "sender_user": founder}
	byCitizen = object{"type": "user", "date": 1, "sender_user": citizen}
)

// with is what a message holds beside its text.
func with(chat object, pairs ...any) func(string) object {
	return func(text string) object {
		m := object{"message_id": 5, "date": 1_795_000_000, "chat": chat, "text": text}
		for i := 0; i < len(pairs); i += 2 {
			m[pairs[i].(string)] = pairs[i+1]
		}
		return m
	}
}

// as puts a message into an update of that kind.
func as(kind string, m func(string) object) func(string) object {
	return func(text string) object { return object{kind: m(text)} }
}

func private(id int) object { return object{"id": id, "type": "private"} }

// tapped is a button with data that somebody made up.
func tapped(by object, under object) func(string) object {
	return func(data string) object {
		return object{"callback_query": object{"id": "1", "from": by, "data": data, "message": with(under, "from", object{"id": 700, "is_bot": true})("x")}}
	}
}

// captioned moves the text into the caption of a file.
func captioned(m func(string) object) func(string) object {
	return func(text string) object {
		u := m("")
		u["caption"], u["document"] = text, object{"file_id": "1", "file_name": "a.pdf", "mime_type": "application/pdf", "file_size": 1}
		delete(u, "text")
		return u
	}
}

// ways are the ways by which no command of an admin may be reached.
var ways = map[string]func(string) object{
	"typed by a citizen":                as("message", with(private(theCitizen), "from", citizen)),
	"typed by a citizen in the group":   as("message", with(inGroup, "from", citizen)),
	"anonymous admin":                   as("message", with(inGroup, "from", hidden, "sender_chat", inGroup)),
	"founder behind the group":          as("message", with(inGroup, "from", founder, "sender_chat", inGroup)),
	"channel in the group":              as("message", with(inGroup, "from", object{"id": 136817688, "is_bot": true}, "sender_chat", channel)),
	"linked channel":                    as("message", with(inGroup, "from", service, "sender_chat", channel, "is_automatic_forward", true)),
	"channel post":                      as("channel_post", with(channel, "sender_chat", channel)),
	"channel post with a sender":        as("channel_post", with(channel, "sender_chat", channel, "from", founder)),
	"changed channel post":              as("edited_channel_post", with(channel, "sender_chat", channel, "from", founder)),
	"passed on by the founder":          as("message", with(private(theFounder), "from", founder, "forward_origin", byCitizen)),
	"passed on, as older servers say":   as("message", with(private(theFounder), "from", founder, "forward_date", 1, "forward_from", citizen)),
	"the founder's, passed on":          as("message", with(private(theCitizen), "from", citizen, "forward_origin", byFounder)),
	"passed on in the group":            as("message", with(inGroup, "from", founder, "forward_origin", byCitizen)),
	"a file passed on by the founder":   as("message", captioned(with(private(theFounder), "from", founder, "forward_origin", byCitizen))),
	"made by another bot":               as("message", with(private(theFounder), "from", founder, "via_bot", otherBot)),
	"made by another bot, in the group": as("message", with(inGroup, "from", founder, "via_bot", otherBot)),
	"another bot":                       as("message", with(private(800), "from", otherBot)),
	"changed by the founder":            as("edited_message", with(private(theFounder), "from", founder, "edit_date", 2)),
	"changed in the group":              as("edited_message", with(inGroup, "from", founder, "edit_date", 2)),
	"answering the founder's words": func(text string) object {
		return object{"message": with(inGroup, "from", citizen, "reply_to_message", with(inGroup, "from", founder)(text))("ya")}
	},
	"made-up button":               tapped(citizen, private(theCitizen)),
	"made-up button in the group":  tapped(citizen, inGroup),
	"button in the founder's chat": tapped(citizen, private(theFounder)),
	"button tapped by a bot":       tapped(object{"id": theFounder, "is_bot": true}, private(theFounder)),
	"button of an inline message": func(s string) object {
		return object{"callback_query": object{"id": "1", "from": founder, "data": s, "inline_message_id": "1"}}
	},
	"inline query": func(s string) object {
		return object{"inline_query": object{"id": "1", "from": founder, "query": s, "offset": ""}}
	},
	"chosen inline result": func(s string) object {
		return object{"chosen_inline_result": object{"result_id": s, "from": founder, "query": s}}
	},
	"business message":         as("business_message", with(private(theCitizen), "from", founder, "business_connection_id", "1")),
	"changed business message": as("edited_business_message", with(private(theCitizen), "from", founder, "business_connection_id", "1")),
	"guest message":            as("guest_message", with(private(theCitizen), "from", founder)),
	"poll answer": func(s string) object {
		return object{"poll_answer": object{"poll_id": s, "user": founder, "option_ids": []int{0}}}
	},
	"title of the group": as("message", with(object{"id": theGroup, "type": "supergroup", "title": "/update Seranau 95"}, "from", citizen, "new_chat_title", "x")),
}
