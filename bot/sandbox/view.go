package sandbox

import (
	"encoding/json"
	"time"
)

// localTime is how the page gets times: wall clock of the page's zone, without an offset for the browser to bend.
const localTime = "2006-01-02T15:04:05"

// pageView is everything the page shows.
type pageView struct {
	Bot       personView `json:"bot"`
	Clock     clockView  `json:"clock"`
	Confirmed int        `json:"confirmed"`
	Places    []Place    `json:"places"`
	Citizens  []int64    `json:"citizens"`
	Admin     int64      `json:"admin"`
	Camat     int64      `json:"camat"`
	Group     int64      `json:"group"`
	Chats     []chatView `json:"chats"`
}

type personView struct {
	ID   int64  `json:"id"`
	Name string `json:"name"`
	Role string `json:"role,omitempty"`
}

type clockView struct {
	Now     string `json:"now"`
	Zone    string `json:"zone"`
	Movable bool   `json:"movable"`
	Next    string `json:"next,omitempty"`
	What    string `json:"what,omitempty"`
}

type chatView struct {
	ID       int64               `json:"id"`
	Type     string              `json:"type"`
	Title    string              `json:"title"`
	Begun    bool                `json:"begun"` // the bot may write here
	Members  []personView        `json:"members"`
	Commands map[int64][]Command `json:"commands"` // by member
	Keyboard json.RawMessage     `json:"keyboard,omitempty"`
	Messages []messageView       `json:"messages"`
}

type messageView struct {
	ID       int        `json:"id"`
	Own      bool       `json:"own"` // of the bot
	By       int64      `json:"by"`
	Name     string     `json:"name"`
	At       string     `json:"at"`
	Update   int        `json:"update,omitempty"`
	Edited   bool       `json:"edited,omitempty"`
	HTML     string     `json:"html,omitempty"`
	Quote    *quoteView `json:"quote,omitempty"`
	Origin   string     `json:"origin,omitempty"`
	Picture  *Photo     `json:"picture,omitempty"`
	Document *Document  `json:"document,omitempty"`
	Location *Location  `json:"location,omitempty"`
	Service  string     `json:"service,omitempty"`
	Keyboard [][]Button `json:"keyboard,omitempty"`
}

type quoteView struct {
	ID   int    `json:"id"`
	Name string `json:"name"`
	Text string `json:"text"`
}

// view is the state of the page.
func (s *Server) view() pageView {
	at, what, ok := s.next() // asks the scheduler, so before the lock
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.cast
	now := s.conf.Now().In(s.conf.Zone)
	zone, _ := now.Zone()
	v := pageView{Bot: personView{ID: s.bot.ID, Name: s.bot.FirstName}, Confirmed: s.queue.confirmed,
		Clock:  clockView{Now: now.Format(localTime), Zone: zone, Movable: s.conf.Move != nil},
		Places: append([]Place{}, s.conf.Places...), Admin: c.admin.id, Camat: c.camat.id, Group: c.group.id}
	if ok {
		v.Clock.Next, v.Clock.What = at.In(s.conf.Zone).Format(localTime), what
	}
	for _, p := range c.citizens {
		v.Citizens = append(v.Citizens, p.id)
		v.Chats = append(v.Chats, s.viewChat(s.chats[p.id], p))
	}
	v.Chats = append(v.Chats, s.viewChat(s.chats[c.admin.id], c.admin), s.viewChat(s.chats[c.group.id], c.camat, c.admin))
	return v
}

func (s *Server) viewChat(c *chat, members ...*Person) chatView {
	v := chatView{ID: c.info.ID, Type: c.info.Type, Title: c.info.Title, Begun: c.reach() == nil, Keyboard: c.keyboard,
		Commands: map[int64][]Command{}, Messages: []messageView{}}
	for _, p := range members {
		v.Members = append(v.Members, personView{ID: p.id, Name: p.user.FirstName, Role: c.members[p.id]})
		v.Commands[p.id] = s.menu(c, p)
	}
	for _, m := range c.messages {
		v.Messages = append(v.Messages, s.viewMessage(m))
	}
	return v
}

// viewMessage needs no lock: a stored message never changes.
func (s *Server) viewMessage(m *Message) messageView {
	v := messageView{ID: m.ID, Own: m.own, At: time.Unix(m.Date, 0).In(s.conf.Zone).Format(localTime), Update: m.update,
		Edited: m.EditDate != 0, Document: m.Document, Location: m.Location, Service: service(m)}
	if m.From != nil {
		v.By, v.Name = m.From.ID, m.From.FirstName
	}
	text, entities := m.Text, m.Entities
	if text == "" {
		text, entities = m.Caption, m.CaptionEntities
	}
	v.HTML = renderEntities(text, entities, pageTags)
	if len(m.Photo) > 0 {
		v.Picture = &m.Photo[len(m.Photo)-1]
	}
	if q := m.ReplyTo; q != nil {
		v.Quote = &quoteView{ID: q.ID, Text: clip(q.Text+q.Caption, 80)}
		if q.From != nil {
			v.Quote.Name = q.From.FirstName
		}
	}
	if m.Origin != nil {
		v.Origin = m.Origin.Name
		if m.Origin.Sender != nil {
			v.Origin = m.Origin.Sender.FirstName
		}
	}
	if m.Keyboard != nil {
		v.Keyboard = m.Keyboard.Rows
	}
	return v
}

// service names what a service message says; the page has the words.
func service(m *Message) string {
	switch {
	case len(m.NewMembers) > 0:
		return "added"
	case m.LeftMember != nil:
		return "removed"
	case m.MigrateFrom != 0 || m.MigrateTo != 0:
		return "upgraded"
	}
	return ""
}

// clip shortens a text to so many runes.
func clip(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}
