package sandbox

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// cast are the people and the group whose phones the page shows.
type cast struct {
	admin, camat *Person
	citizens     []*Person
	group        *Group
	nextID       int64
}

const maxCitizens = 12

// newCast makes them while nobody else holds the server yet.
func newCast(s *Server) *cast {
	c := &cast{nextID: max(s.conf.AdminID, s.conf.CitizenID) + 1}
	c.admin = s.person(s.conf.AdminID, "Admin Disdukcapil")
	c.camat = s.person(c.nextID, "Camat")
	first := s.conf.CitizenID
	if first == 0 {
		c.nextID++
		first = c.nextID
	}
	c.citizens = []*Person{s.person(first, "Warga 1")}
	c.group = s.newGroup(s.conf.GroupTitle, false)
	members := s.chats[c.group.id].members
	members[c.admin.id], members[c.camat.id] = "creator", "member"
	return c
}

// shows says whether the page shows a chat.
func (c *cast) shows(chat int64) bool {
	if c == nil {
		return false
	}
	if chat == c.group.id || chat == c.admin.id {
		return true
	}
	for _, p := range c.citizens {
		if p.id == chat {
			return true
		}
	}
	return false
}

// act is something done on the page.
type act struct {
	Do       string  `json:"do"`
	As       int64   `json:"as"`
	Chat     int64   `json:"chat"`
	Text     string  `json:"text"`
	Reply    int     `json:"reply"`
	Message  int     `json:"message"`
	From     int64   `json:"from"`
	Data     string  `json:"data"`
	Lat      float64 `json:"lat"`
	Lng      float64 `json:"lng"`
	Language string  `json:"language"`
	Hours    int     `json:"hours"`
}

var (
	errNotShown = errors.New("no such person or chat on this page")
	errNoClock  = errors.New("this clock cannot be moved")
)

// do carries out what was done on the page.
func (s *Server) do(ctx context.Context, a act) error {
	switch a.Do {
	case "citizen":
		return s.addCitizen(a.Language)
	case "next", "hours":
		return s.move(ctx, a)
	}
	phone, err := s.phone(a.As, a.Chat)
	if err != nil {
		return err
	}
	switch a.Do {
	case "say":
		if a.Text == "" || units(a.Text) > maxText {
			return errors.New("a message has 1 to 4096 characters")
		}
		if a.Reply != 0 {
			phone.Reply(a.Reply, a.Text)
		} else {
			phone.Say(a.Text)
		}
	case "tap":
		_, err = phone.TapButton(a.Message, a.Data)
	case "location":
		phone.ShareLocation(a.Lat, a.Lng)
	case "forward":
		err = s.forward(phone, a)
	case "block":
		phone.Block()
	case "addbot":
		s.cast.group.AddBot(phone.who)
	case "removebot":
		s.cast.group.RemoveBot(phone.who)
	case "upgrade":
		s.cast.group.Upgrade()
	default:
		err = fmt.Errorf("the page cannot do %q", a.Do)
	}
	return err
}

// phone gives the phone of somebody of the cast with one of their chats open.
func (s *Server) phone(who, chat int64) (*Phone, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, c := s.people[who], s.chats[chat]
	if p == nil || c == nil || !s.cast.shows(chat) {
		return nil, errNotShown
	}
	if (c.private() && who != chat) || (!c.private() && c.members[who] == "") {
		return nil, errNotShown
	}
	return &Phone{s: s, who: p, chat: chat}, nil
}

func (s *Server) forward(to *Phone, a act) error {
	s.mu.Lock()
	var m *Message
	if s.cast.shows(a.From) {
		m = s.chats[a.From].find(a.Message)
	}
	s.mu.Unlock()
	if m == nil {
		return errors.New("the message to forward is gone")
	}
	to.Forward(*m)
	return nil
}

func (s *Server) addCitizen(language string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.cast
	if len(c.citizens) >= maxCitizens {
		return fmt.Errorf("the page has room for %d citizens", maxCitizens)
	}
	c.nextID++
	p := s.person(c.nextID, fmt.Sprintf("Warga %d", len(c.citizens)+1))
	if language == "en" {
		p.user.Language = language
	}
	c.citizens = append(c.citizens, p)
	s.tell(event{Kind: "chat", chat: p.id})
	return nil
}

// move moves the injected clock, to the next report slot or by some hours, and tells the page.
func (s *Server) move(ctx context.Context, a act) error {
	if s.conf.Move == nil {
		return errNoClock
	}
	to := s.conf.Now().Add(time.Duration(a.Hours) * time.Hour)
	if a.Do == "next" {
		at, _, ok := s.next()
		if !ok {
			return errors.New("no report is due yet: a group has to be bound first")
		}
		to = at
	} else if a.Hours < 1 || a.Hours > 24*31 {
		return errors.New("the clock moves forward, by a month at most")
	}
	if err := s.conf.Move(ctx, to); err != nil {
		return fmt.Errorf("move the clock: %w", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tell(event{Kind: "clock"})
	return nil
}

func (s *Server) next() (time.Time, string, bool) {
	if s.conf.Next == nil {
		return time.Time{}, "", false
	}
	return s.conf.Next()
}

// PageGroup is the official group of the page; nil without an AdminID.
func (s *Server) PageGroup() *Group {
	if s.cast == nil {
		return nil
	}
	return s.cast.group
}
