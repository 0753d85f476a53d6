package sandbox

import (
	"encoding/json"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Telegram's limits, in UTF-16 units after entities are taken out.
const (
	maxText    = 4096
	maxCaption = 1024
)

func getMe(c *call) (any, *apiError) {
	return struct {
		User
		Join    bool `json:"can_join_groups"`
		ReadAll bool `json:"can_read_all_group_messages"`
		Inline  bool `json:"supports_inline_queries"`
	}{*c.s.bot, true, true, false}, nil
}

func sendMessage(c *call) (any, *apiError) {
	m := &Message{}
	var err *apiError
	if m.Text, m.Entities, err = c.text("text", "entities", maxText); err != nil {
		return nil, err
	}
	return c.send(m)
}

func sendPhoto(c *call) (any, *apiError) {
	return c.sendFile("photo")
}

func sendDocument(c *call) (any, *apiError) {
	return c.sendFile("document")
}

func (c *call) sendFile(kind string) (any, *apiError) {
	m := &Message{}
	var err *apiError
	if m.Caption, m.CaptionEntities, err = c.text("caption", "caption_entities", maxCaption); err != nil {
		return nil, err
	}
	if err = c.attach(m, kind); err != nil {
		return nil, err
	}
	return c.send(m)
}

// attach reads the uploaded or repeated file of a call into a message.
func (c *call) attach(m *Message, kind string) *apiError {
	source := c.get(kind)
	if rest, ok := strings.CutPrefix(source, "attach://"); ok {
		kind, source = rest, ""
	}
	up, uploaded := c.uploads[kind]
	if uploaded && len(up.content) == 0 {
		return bad("file must be non-empty")
	}
	asPhoto := c.get("photo") != "" || (uploaded && kind == "photo")
	var size dimensions
	if asPhoto && uploaded {
		var err error
		if size, err = measure(up.content); err != nil || len(up.content) > 10<<20 {
			return bad("IMAGE_PROCESS_FAILED")
		}
		if size.width+size.height > 10_000 {
			return bad("PHOTO_INVALID_DIMENSIONS")
		}
	}
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	switch {
	case uploaded && asPhoto:
		m.Photo = c.s.files.keepPhoto(up.content, size)
	case uploaded:
		m.Document = c.s.files.keep(up.name, up.mime, up.content)
	case source == "":
		return bad("there is no " + kind + " in the request")
	default:
		f := c.s.files.byID[source]
		if f == nil || (f.photo == nil) == asPhoto {
			return bad("wrong file identifier/HTTP URL specified")
		}
		m.Document, m.Photo = f.document, f.photo
	}
	return nil
}

// send puts a message of the bot into the chat the call names.
func (c *call) send(m *Message) (any, *apiError) {
	markup, err := readMarkup(c.get("reply_markup"))
	if err != nil {
		return nil, err
	}
	s := c.s
	s.mu.Lock()
	defer s.mu.Unlock()
	to, err := c.target()
	if err != nil {
		return nil, err
	}
	if err := c.place(to, m); err != nil {
		return nil, err
	}
	if err := s.limits.allow(to, s.conf.Now()); err != nil {
		return nil, err
	}
	m.own, m.From, m.Keyboard = true, s.bot, markup.inline
	s.showKeys(to, markup)
	s.add(to, m)
	return m, nil
}

// target is the chat a call names, if the bot may write there.
func (c *call) target() (*chat, *apiError) {
	to, err := c.chat()
	if err != nil {
		return nil, err
	}
	return to, to.reach()
}

func (c *call) chat() (*chat, *apiError) {
	if c.get("chat_id") == "" {
		return nil, bad("chat_id is empty")
	}
	to := c.s.chats[c.number("chat_id")]
	if to == nil {
		return nil, bad("chat not found")
	}
	return to, nil
}

// place checks the forum topic and the message answered.
func (c *call) place(to *chat, m *Message) *apiError {
	if thread := int(c.number("message_thread_id")); thread != 0 {
		if _, ok := to.topics[thread]; !ok || !to.info.IsForum {
			return bad("message thread not found")
		}
		m.Thread, m.IsTopic = thread, true
	}
	reply := struct {
		ID      int  `json:"message_id"`
		Without bool `json:"allow_sending_without_reply"`
	}{int(c.number("reply_to_message_id")), c.yes("allow_sending_without_reply")}
	if raw := c.get("reply_parameters"); raw != "" && json.Unmarshal([]byte(raw), &reply) != nil {
		return bad("can't parse reply parameters JSON object")
	}
	if reply.ID != 0 {
		if m.ReplyTo = quoted(to.find(reply.ID)); m.ReplyTo == nil && !reply.Without {
			return bad("message to be replied not found")
		}
	}
	return nil
}

// text reads a text or caption with its entities and holds it to its limit.
func (c *call) text(name, entitiesName string, limit int) (string, []Entity, *apiError) {
	raw := c.get(name)
	if !utf8.ValidString(raw) {
		return "", nil, bad("strings must be encoded in UTF-8")
	}
	var entities []Entity
	switch mode := c.get("parse_mode"); {
	case strings.EqualFold(mode, "HTML"):
		var err error
		if raw, entities, err = parseHTML(raw); err != nil {
			return "", nil, bad("can't parse entities: " + err.Error())
		}
	case mode != "":
		return "", nil, bad("unsupported parse_mode") // the sandbox reads HTML only
	case c.get(entitiesName) != "":
		if json.Unmarshal([]byte(c.get(entitiesName)), &entities) != nil {
			return "", nil, bad("can't parse entities JSON object")
		}
	}
	raw, entities = trim(raw, entities)
	if raw == "" && name == "text" {
		if c.get(name) == "" {
			return "", nil, bad("message text is empty")
		}
		return "", nil, bad("text must be non-empty")
	}
	if units(raw) > limit {
		if name == "text" {
			return "", nil, bad("message is too long")
		}
		return "", nil, bad("message caption is too long")
	}
	return raw, detect(raw, entities), nil
}

// units is the length of a text in UTF-16 units, the way Telegram counts.
func units(s string) int {
	n := 0
	for _, r := range s {
		n += utf16.RuneLen(r)
	}
	return n
}
