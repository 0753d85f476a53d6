package sandbox

import (
	"encoding/json"
	"slices"
)

// chat is a private chat or a group. Its messages are a ring: the newest Config.Keep, by ascending id.
type chat struct {
	info     *Chat
	messages []*Message
	nextID   int
	sent     int           // messages of the bot in all, also those no longer kept
	changed  chan struct{} // closed at the next change; nil while nobody waits
	stamps   stamps

	started, blocked bool            // private chats
	keyboard         json.RawMessage // the reply keyboard shown, if any
	once             bool            // it goes when it was used

	bot     string // groups: the bot's status, "member", "left" or "kicked"
	members map[int64]string
	topics  map[int]string
	movedTo int64
}

func (c *chat) private() bool { return c.members == nil }

// find gives a message by its id, nil when it is gone.
func (c *chat) find(id int) *Message {
	if i, ok := c.place(id); ok {
		return c.messages[i]
	}
	return nil
}

func (c *chat) place(id int) (int, bool) {
	return slices.BinarySearchFunc(c.messages, id, func(m *Message, id int) int { return m.ID - id })
}

// reach says why the bot cannot write to the chat, in Telegram's words.
func (c *chat) reach() *apiError {
	kind := "group"
	if c.info.Type == "supergroup" {
		kind = "supergroup"
	}
	switch {
	case c.movedTo != 0:
		return &apiError{Code: 400, Description: "Bad Request: group chat was upgraded to a supergroup chat", MigrateTo: c.movedTo}
	case c.private() && !c.started:
		return forbidden("bot can't initiate conversation with a user")
	case c.blocked:
		return forbidden("bot was blocked by the user")
	case c.bot == "kicked":
		return forbidden("bot was kicked from the " + kind + " chat")
	case c.bot == "left":
		return forbidden("bot is not a member of the " + kind + " chat")
	}
	return nil
}

// add numbers a message, puts it into its chat and tells those who watch. The message must not change afterwards.
func (s *Server) add(c *chat, m *Message) {
	m.ID, c.nextID = c.nextID, c.nextID+1
	m.Chat = c.info
	m.Date = s.conf.Now().Unix()
	if m.own {
		c.sent++
	}
	c.messages = append(c.messages, m)
	if len(c.messages) >= 2*s.conf.Keep {
		c.messages = slices.Clone(c.messages[len(c.messages)-s.conf.Keep:])
	}
	s.notify(c, event{Kind: "message", chat: c.info.ID, message: m})
}

// replace puts the edited form of a message in its place.
func (s *Server) replace(c *chat, m *Message) {
	if i, ok := c.place(m.ID); ok {
		c.messages[i] = m
	}
	s.notify(c, event{Kind: "message", chat: c.info.ID, message: m})
}

// remove deletes a message.
func (s *Server) remove(c *chat, id int) {
	if i, ok := c.place(id); ok {
		c.messages = slices.Delete(c.messages, i, i+1)
	}
	s.notify(c, event{Kind: "delete", chat: c.info.ID, ID: id})
}

func (s *Server) notify(c *chat, e event) {
	if c.changed != nil {
		close(c.changed)
		c.changed = nil
	}
	s.tell(e)
}

// put sends a message from a phone: it appears in the chat, and the bot gets an update if it is there to get it.
func (p *Phone) put(m Message) Message {
	c := p.s.chats[p.chat]
	if c.movedTo != 0 {
		p.chat = c.movedTo
		c = p.s.chats[p.chat]
	}
	if c.private() {
		if c.blocked {
			c.blocked = false
			p.s.tell(event{Kind: "chat", chat: p.chat})
			p.s.pushMember(c, p.who.user, "kicked", "member")
		}
		if !c.started {
			c.started = true
			p.s.tell(event{Kind: "chat", chat: p.chat})
		}
	}
	if c.once {
		p.s.showKeys(c, markup{remove: true})
	}
	if p.anonymous {
		m.From = &User{ID: anonymousAdmin, IsBot: true, FirstName: "Group", Username: "GroupAnonymousBot"}
		m.SenderChat = c.info
	} else {
		m.From = p.who.user
	}
	if p.thread != 0 {
		m.Thread, m.IsTopic = p.thread, true
	}
	if m.Origin == nil {
		m.Entities = detect(m.Text, nil)
		m.CaptionEntities = detect(m.Caption, nil)
	}
	p.s.deliver(c, &m)
	return m
}

// deliver adds a message of a person or of Telegram itself and tells the bot.
func (s *Server) deliver(c *chat, m *Message) {
	told := c.private() || c.bot == "member" || m.LeftMember != nil
	if told {
		m.update = s.queue.next
	}
	s.add(c, m)
	if told {
		s.push(update{Message: m})
	}
}

// pushMember tells the bot that its own membership changed.
func (s *Server) pushMember(c *chat, by *User, old, now string) {
	s.push(update{MyMember: &memberUpdate{Chat: c.info, From: by, Date: s.conf.Now().Unix(),
		Old: member{s.bot, old}, New: member{s.bot, now}}})
}

// tap makes the update of a tapped button.
func (s *Server) tap(p *Phone, c *chat, m *Message, data string) *Tap {
	t := s.taps.add(s, c.info.ID)
	from := &User{ID: anonymousAdmin, IsBot: true, FirstName: "Group", Username: "GroupAnonymousBot"}
	if p.who != nil {
		from = p.who.user
	}
	s.push(update{Callback: &callbackQuery{ID: t.ID, From: from, Message: m, Instance: itoa(int(c.info.ID)), Data: data}})
	return t
}

// quoted is a message as it appears inside an answer to it: without what it answered itself.
func quoted(m *Message) *Message {
	if m == nil || m.ReplyTo == nil {
		return m
	}
	q := *m
	q.ReplyTo = nil
	return &q
}

// showKeys changes the reply keyboard under a chat.
func (s *Server) showKeys(c *chat, m markup) {
	if m.reply == nil && !m.remove {
		return
	}
	c.keyboard, c.once = m.reply, m.once
	s.tell(event{Kind: "chat", chat: c.info.ID})
}
