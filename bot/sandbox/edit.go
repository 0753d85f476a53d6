package sandbox

import (
	"reflect"
	"time"
)

func editMessageText(c *call) (any, *apiError) {
	text, entities, err := c.text("text", "entities", maxText)
	if err != nil {
		return nil, err
	}
	return c.edit(func(m *Message) *apiError {
		if m.Text == "" {
			return bad("there is no text in the message to edit")
		}
		m.Text, m.Entities = text, entities
		return nil
	})
}

func editMessageCaption(c *call) (any, *apiError) {
	caption, entities, err := c.text("caption", "caption_entities", maxCaption)
	if err != nil {
		return nil, err
	}
	return c.edit(func(m *Message) *apiError {
		if m.Photo == nil && m.Document == nil {
			return bad("there is no caption in the message to edit")
		}
		m.Caption, m.CaptionEntities = caption, entities
		return nil
	})
}

func editMessageReplyMarkup(c *call) (any, *apiError) {
	return c.edit(func(*Message) *apiError { return nil })
}

// edit applies a change to a copy of one of the bot's messages and puts it in the old one's place.
func (c *call) edit(change func(*Message) *apiError) (any, *apiError) {
	markup, err := readMarkup(c.get("reply_markup"))
	if err != nil {
		return nil, err
	}
	s := c.s
	s.mu.Lock()
	defer s.mu.Unlock()
	in, err := c.target()
	if err != nil {
		return nil, err
	}
	old := in.find(int(c.number("message_id")))
	if old == nil {
		return nil, bad("message to edit not found")
	}
	if !old.own {
		return nil, bad("message can't be edited")
	}
	m := *old
	if err := change(&m); err != nil {
		return nil, err
	}
	m.Keyboard = markup.inline
	if reflect.DeepEqual(m, *old) {
		return nil, bad("message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message")
	}
	if err := s.limits.allow(in, s.conf.Now()); err != nil {
		return nil, err
	}
	m.EditDate, m.Edits = s.conf.Now().Unix(), old.Edits+1
	s.replace(in, &m)
	return &m, nil
}

func deleteMessage(c *call) (any, *apiError) {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	in, err := c.target()
	if err != nil {
		return nil, err
	}
	m := in.find(int(c.number("message_id")))
	if m == nil {
		return nil, bad("message to delete not found")
	}
	if age := c.s.conf.Now().Sub(time.Unix(m.Date, 0)); age > 48*time.Hour || (!m.own && !in.private()) {
		return nil, bad("message can't be deleted")
	}
	c.s.remove(in, m.ID)
	return true, nil
}

// taps are the tapped buttons that the bot has not answered, the newest ten thousand of them.
type taps struct {
	byID  map[string]*Tap
	order []string
	count int
}

const maxTaps = 10_000

func (t *taps) add(s *Server, chat int64) *Tap {
	t.count++
	x := &Tap{ID: itoa(t.count), s: s, chat: chat, answered: make(chan struct{})}
	t.byID[x.ID] = x
	t.order = append(t.order, x.ID)
	if len(t.order) > maxTaps {
		delete(t.byID, t.order[0])
		t.order = t.order[1:]
	}
	return x
}

func answerCallbackQuery(c *call) (any, *apiError) {
	if units(c.get("text")) > 200 {
		return nil, bad("MESSAGE_TOO_LONG")
	}
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	t := c.s.taps.byID[c.get("callback_query_id")]
	if t == nil {
		return nil, bad("query is too old and response timeout expired or query ID is invalid")
	}
	delete(c.s.taps.byID, t.ID)
	t.notice = c.get("text")
	close(t.answered)
	c.s.tell(event{Kind: "toast", chat: t.chat, Text: t.notice})
	return true, nil
}
